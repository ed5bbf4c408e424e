"""A new row, a new indicator and a new initiative: loaded, warned of everywhere, named in one call."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.cli import console
from kyokai_pipeline.report.tables.new_rows import provisional_row_id
from kyokai_pipeline.vocabulary import forget
from kyokai_pipeline_tests.cli.conftest import Desk, at_desk
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from typer.testing import Result

ROW, STATEMENT, INITIATIVE = (
    "健康づくり支援の登録事業所数",
    "電子申請の利用率を対前年度以上とする",
    "電子申請の利用促進",
)
NEW_ROW = provisional_row_id("health_programmes", ROW)


def _changed(row: Mapping[str, str]) -> Mapping[str, str]:
    return (
        {**row, "statement": STATEMENT, "initiative": INITIATIVE} if row["kpi_id"] == "my_number_coverage_rate" else row
    )


@dataclass
class Naming:
    """What was said before and after, and what the published file held."""

    first: Result
    status: Result
    held: list[dict[str, Any]]
    proposed: Result
    second: Result
    status_after: Result
    held_after: list[dict[str, Any]]
    notes: list[dict[str, Any]]


def _asked(desk: Desk, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.kyokai("sql", query, "--json").stdout)
    return found


HELD = """
    SELECT measure_id, m.label_ja, m.unit, is_named, c.value::INTEGER AS value, c.previous_value::INTEGER AS before
    FROM meta.measure AS m JOIN marts.programme_change AS c USING (measure_id)
    WHERE m.label_ja LIKE '健康づくり%'
"""


@pytest.fixture(scope="module")
def naming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Naming]:
    folder = tmp_path_factory.mktemp("naming")
    raw = folder / "raw"
    raw.mkdir()
    content = replace(FY2023.mapped("kpi", _changed), extra_rows={"health_programmes": ROW})
    typeset(Style(), raw / "new.pdf", content)
    (raw / "new.yml").write_text("url_missing_reason: test\n", "utf-8")
    (folder / "kyokai.toml").touch()
    with pytest.MonkeyPatch.context() as patch:
        read_each_pdf_once(patch)
        patch.setenv("KYOKAI_CONFIG", str(folder / "kyokai.toml"))
        desk = at_desk(folder, patch)
        forget()
        first, status, held = desk.kyokai("run"), desk.kyokai("status"), _asked(desk, HELD)
        proposed = desk.kyokai("propose", "new.pdf", "--write", "--yes")
        second, status_after = desk.kyokai("run"), desk.kyokai("status")
        notes = _asked(desk, "SELECT section, subject, change, before FROM meta.release_note WHERE release = 2")
        yield Naming(first, status, held, proposed, second, status_after, _asked(desk, HELD), notes)
    forget()


def test_new_words_are_loaded_and_said(naming: Naming) -> None:
    assert naming.first.exit_code == 0, naming.first.output
    assert naming.held == [
        {"measure_id": NEW_ROW, "label_ja": ROW, "unit": "事業所", "is_named": False, "value": 94740, "before": 81526}
    ]
    for word in (NEW_ROW, ROW, STATEMENT, INITIATIVE):
        assert word in "".join(naming.first.output.split()), word
    assert "3 words that the vocabulary does not know" in naming.status.output


def test_the_proposal_shows_what_is_near_and_how_it_differs(naming: Naming) -> None:
    """Its file by the name alone: it lies in raw/."""
    said = naming.proposed.output
    assert naming.proposed.exit_code == 0, said
    assert f"● row {NEW_ROW}  page" in said
    assert "near: 「健康宣言事業所数」 → 健康〔-宣言〕〔+づくり支援の登録〕事業所数" in said
    assert "● indicator new_" in said
    assert "● initiative new_" in said
    assert "〔+…〕 stands only in the new word, 〔-…〕 only in the known one." in said
    assert "3 names written" in said


def test_naming_takes_one_call_and_then_nothing_warns(naming: Naming) -> None:
    assert naming.second.exit_code == 0, naming.second.output
    for output in (naming.second.output, naming.status_after.output):
        assert "no term explains" not in output
        assert "new_" not in output
    assert "does not know" not in naming.status_after.output
    (row,) = naming.held_after
    assert row == {**naming.held[0], "measure_id": NEW_ROW.replace("new_", "row_"), "is_named": True}


def test_the_release_note_says_named_and_not_withdrawn_and_added(naming: Naming) -> None:
    named = {note["before"] for note in naming.notes if note["change"] == "named"}
    assert NEW_ROW in named
    assert len(named) == 2  # the indicator too
    assert [note for note in naming.notes if note["section"] == "value"] == []
    assert {note["change"] for note in naming.notes if note["section"] == "unnamed"} == {"withdrawn"}


def test_a_file_of_raw_is_found_by_its_name_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As refusals name it for kyokai propose and kyokai inspect; a file in the working folder goes before."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "r6.pdf").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KYOKAI_RAW", str(raw))
    assert console.pdf_named(Path("r6.pdf")) == raw / "r6.pdf"
    assert console.pdf_named(Path("r7.pdf")) == Path("r7.pdf")
    (tmp_path / "r6.pdf").touch()
    assert console.pdf_named(Path("r6.pdf"), raw) == Path("r6.pdf")
