"""From a refused layout to a published table: ``kyokai transcribe``, the CSV filled in, ``kyokai run``."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.entered import fill, written

if TYPE_CHECKING:
    from kyokai_pipeline_tests.cli.conftest import Desk


def test_a_refused_table_is_entered_published_and_traced(desk: Desk) -> None:
    for path in desk.raw.iterdir():
        path.unlink()
    content = replace(FY2023, extra_columns={"monthly_flow": "謎の列"})
    pdf = typeset(Style(), desk.raw / "report.pdf", content)
    first = desk.kyokai("run")
    assert first.exit_code == 1
    assert "kyokai transcribe report.pdf monthly_flow" in first.stderr

    told = desk.kyokai("transcribe", str(pdf), "monthly_flow", "--by", "山田太郎")
    assert told.exit_code == 0, told.output
    assert "78 lines to fill in" in told.stdout
    form = desk.raw / "report.monthly_flow.csv"
    assert (desk.raw / "report.monthly_flow.p02.png").is_file()
    assert desk.kyokai("transcribe", str(pdf), "monthly_flow").exit_code == 2

    waiting = desk.kyokai("run")
    assert waiting.exit_code == 1
    assert "is not filled in" in waiting.stderr

    lines = fill(form.read_text("utf-8"), "monthly_flow")
    form.write_bytes(written([{**lines[0], "persons": "144.3"}, *lines[1:]]).encode("cp932"))
    wrong = desk.kyokai("run")
    assert "line 2, column persons: page 2 prints no such number" in wrong.stderr

    form.write_bytes(written(lines).encode("cp932"))
    acknowledged = desk.kyokai("run")
    assert acknowledged.exit_code == 0, acknowledged.output

    query = "select sum(persons) from core.monthly_flow where flow = 'joined' and member_type = 'enrollees'"
    wanted = sum(
        int(float(row["persons"]))
        for row in FY2023.tables["monthly_flow"]
        if (row["flow"], row["member_type"]) == ("joined", "enrollees")
    )
    (row,) = json.loads(desk.kyokai("sql", query, "--json").stdout)
    assert float(next(iter(row.values()))) == wanted
    traced = desk.kyokai("trace", "core.monthly_flow joined enrollees 2023-04")
    assert "entered by hand by 山田太郎" in traced.stdout
    (figure,) = json.loads(desk.kyokai("trace", "core.monthly_flow joined enrollees 2023-04", "--json").stdout)["rows"][
        0
    ]["figures"]
    assert (figure["printed"], figure["read_by"], figure["entered_by"]) == ("144.2", "hand", "山田太郎")
    note = (desk.warehouse / "releases" / "1.md").read_text("utf-8")
    assert "core.monthly_flow" in note
    assert "山田太郎" in note

    assert desk.kyokai("inspect", str(pdf), "--out", str(desk.warehouse / "seen.html")).exit_code == 0
    page = (desk.warehouse / "dashboard" / "index.html").read_text("utf-8")
    assert "core.monthly_flow</code> 山田太郎, " in page

    form.unlink()
    gone = desk.kyokai("run")
    assert gone.exit_code == 1
    assert "there is no such file beside the PDF" in gone.stderr
