"""``kyokai run`` and ``kyokai status`` as a reader meets them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.pdf import document
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from kyokai_pipeline_tests.cli.conftest import Desk


def test_first_run_publishes_and_says_what_and_the_second_opens_no_pdf(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.kyokai("run")

    assert first.exit_code == 0, first.output
    assert desk.database.is_file()
    for said in ("Published", "FY2023-draft", "checks  ", "Things to try next", "reading 1 of 1"):
        assert said in first.stdout
    assert first.stderr == ""

    def no(*_: object, **__: object) -> None:
        raise AssertionError("a PDF was opened")

    monkeypatch.setattr(document, "open_document", no)
    second = desk.kyokai("run")
    assert second.exit_code == 0
    assert "no PDF was opened" in second.stdout

    # The copy is the published file of exactly these inputs; another file in its place is built anew.
    desk.database.unlink()
    third = desk.kyokai("run")
    assert third.exit_code == 0
    assert desk.database.is_file()
    assert "reading 0 of 1" in third.stdout


def test_a_broken_file_is_one_block_and_the_others_still_load(desk: Desk) -> None:
    (desk.raw / "broken.pdf").write_text("<html>not found</html>")

    result = desk.kyokai("run", "--json")

    assert result.exit_code == 1
    assert "✗ refused: broken.pdf" in result.stderr
    assert "Traceback" not in result.output
    assert "Published" in result.stderr
    ended = json.loads(result.stdout)
    assert ended["published"] is True
    assert (ended["editions"], ended["release"], ended["failures"]) == (["FY2023-draft"], 1, [])
    assert ended["checks"]["passed"] == ended["checks"]["all"] > 10
    assert [problem["file"] for problem in ended["refused"]["broken.pdf"]] == ["broken.pdf"]
    state = desk.kyokai("status", "--json")
    told = json.loads(state.stdout)
    assert state.exit_code == 1
    assert told["published"]["editions"] == ["FY2023-draft"]
    assert list(told["refused"]) == ["broken.pdf"]
    shown = desk.kyokai("status").stdout
    assert "up to date" not in shown
    assert any("broken.pdf" in line and "refused" in line for line in shown.splitlines())


def test_a_refused_replacement_leaves_the_published_file(desk: Desk) -> None:
    desk.kyokai("run")
    before = hashlib.sha256(desk.database.read_bytes()).hexdigest()
    pdf = desk.raw / "kyokai_fy2023_summary.pdf"
    (desk.raw / "kyokai_fy2023_summary.yml").unlink()
    pdf.write_bytes(pdf.read_bytes()[:20_000])

    result = desk.kyokai("run")

    assert result.exit_code == 1
    assert "kyokai_fy2023_summary.pdf" in result.stderr
    assert "Traceback" not in result.output
    assert hashlib.sha256(desk.database.read_bytes()).hexdigest() == before


def test_nothing_on_the_shelf(desk: Desk) -> None:
    for path in desk.raw.iterdir():
        path.unlink()
    result = desk.kyokai("run")
    assert result.exit_code == 1
    assert "There is no PDF in" in result.stderr


def test_one_edition_and_an_unknown_one(desk: Desk) -> None:
    assert desk.kyokai("run", "--edition", "FY2023-draft").exit_code == 0
    unknown = desk.kyokai("run", "--edition", "FY1999")
    assert unknown.exit_code == 2
    assert "FY2023-draft" in unknown.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--raw", "/nowhere/at/all"], "/nowhere/at/all"),
        (["run", "--warehouse", __file__], "not a folder"),
        (["fly"], "There is no command fly."),
        (["sql", "--json", "--csv", "select 1"], "choose --json or --csv"),
    ],
)
def test_wrong_usage_is_exit_code_2(desk: Desk, arguments: list[str], said: str) -> None:
    result = desk.kyokai(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", "")


def test_status_before_and_after(desk: Desk) -> None:
    before = desk.kyokai("status")
    assert before.exit_code == 0
    assert "not published yet" in before.stdout
    assert "to read" in before.stdout
    said = desk.kyokai("run").stdout
    assert said.index("Release 1 is published: FY2023-draft") < said.index("making dashboard/index")
    after = desk.kyokai("status")
    assert "up to date" in after.stdout
    assert "2014–2023  13/13   kyokai_fy2023_summary.pdf  read" in after.stdout
    assert "core.membership" not in after.stdout
    assert "core.membership" in desk.kyokai("status", "--all").stdout
    told = json.loads(desk.kyokai("status", "--json").stdout)
    assert told["published"]["coverage"]["FY2023-draft"] == {
        "first_year": 2014, "last_year": 2023, "tables": 13, "empty": []
    }  # fmt: skip
    assert told["due"]["missing"][0] == 2024


def test_the_options_are_repeated_in_what_to_try_next(desk: Desk) -> None:
    other = desk.warehouse.with_name("elsewhere")
    result = desk.kyokai("run", "--raw", str(desk.raw), "--warehouse", str(other))
    assert result.exit_code == 0
    assert f"--warehouse {other}" in result.stdout


def test_as_a_process_of_its_own_without_a_word_on_stderr(desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kyokai_pipeline.cli", "run"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "Published" in done.stdout


def test_an_edition_without_a_table_is_published_once_its_sidecar_says_so(desk: Desk) -> None:
    for path in desk.raw.iterdir():
        path.unlink()
    typeset(Style(), desk.raw / "r5.pdf", FY2023.without("monthly_flow"))
    refused = desk.kyokai("run")
    assert refused.exit_code == 1
    assert "missing_tables: [{table: monthly_flow, reason: …}]" in refused.stderr
    (desk.raw / "r5.yml").write_text(
        "url_missing_reason: test\nmissing_tables: [{table: monthly_flow, reason: 掲載なし}]\n", "utf-8"
    )
    assert desk.kyokai("run").exit_code == 0
    told = json.loads(desk.kyokai("sql", "select missing_tables from core.edition", "--json").stdout)
    assert told == [{"missing_tables": "monthly_flow: 掲載なし"}]
    told = json.loads(desk.kyokai("sql", "select count(*) as n from marts.monthly_flow", "--json").stdout)
    assert told == [{"n": 0}]
