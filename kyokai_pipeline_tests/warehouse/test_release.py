"""Releases: their numbers, what their notes say, the file before, going back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.vocabulary import Kpi
from kyokai_pipeline.warehouse import names
from kyokai_pipeline.warehouse.release import SHOWN, read_note, released
from kyokai_pipeline.warehouse.staging import drop_edition
from kyokai_pipeline.warehouse.swap import previous_of, refresh, roll_back
from kyokai_pipeline_tests.conftest import Warehouse
from kyokai_pipeline_tests.warehouse.other_editions import as_edition, rewrite, stage_as_it_is

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

EDITION = "FY2023-draft"


@pytest.fixture
def warehouse(fy2023_warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """A copy of a first release that a test may change."""
    return Warehouse(shutil.copytree(fy2023_warehouse.folder, tmp_path / "warehouse"))


def add(report: Report, warehouse: Warehouse, edition_id: str, years: int = 0) -> None:
    stage_as_it_is(as_edition(report, edition_id, years=years), warehouse.staging, edition_id)


def change_staged(warehouse: Warehouse, fingerprint: str, participants: int) -> None:
    """The same edition read again, with another number of participants in its first training."""
    query = f"SELECT * REPLACE (if(category = (SELECT min(category) FROM old), {participants}, participants) AS"
    rewrite(warehouse.staging, EDITION, "core.training", f"{query} participants) FROM old", fingerprint=fingerprint)


def note_of(database: Path, section: str) -> list[tuple[str | None, str, str, str | None, str | None]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            "SELECT edition_id, subject, change, before, after FROM meta.release_note WHERE section = ?"
            " ORDER BY position",
            [section],
        ).fetchall()


def number(database: Path) -> int:
    found = released(database)
    assert found is not None
    return found.number


def test_the_first_release_lists_what_it_holds(warehouse: Warehouse) -> None:
    assert number(warehouse.database) == 1
    assert not previous_of(warehouse.database).exists()
    assert note_of(warehouse.database, "edition") == [
        (EDITION, EDITION, "added", None, "kyokai_fy2023_summary.pdf"),
    ]
    assert (None, "core.membership", "added", None, "60") in note_of(warehouse.database, "table")
    outcomes = {subject: after for _, subject, _, _, after in note_of(warehouse.database, "check")}
    assert outcomes["unexplained figures"] == "0"
    assert int(outcomes["figures"] or 0) == 750
    assert note_of(warehouse.database, "value") == []


def test_the_same_again_is_the_same_release_and_moves_nothing_aside(warehouse: Warehouse) -> None:
    refresh(warehouse.staging, warehouse.database)
    assert number(warehouse.database) == 1
    assert not previous_of(warehouse.database).exists()
    assert [path.name for path in (warehouse.folder / "releases").iterdir()] == ["1.md"]


def test_a_lost_file_comes_back_as_the_release_it_was(fy2023: Report, warehouse: Warehouse) -> None:
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    told = read_note(warehouse.database)
    warehouse.database.unlink()
    refresh(warehouse.staging, warehouse.database)
    assert number(warehouse.database) == 2
    assert read_note(warehouse.database) == told
    assert number(previous_of(warehouse.database)) == 1


def test_a_new_edition_is_the_next_release_beside_the_one_before(fy2023: Report, warehouse: Warehouse) -> None:
    before = warehouse.database.read_bytes()
    add(fy2023, warehouse, "FY2024-draft", 1)
    built = refresh(warehouse.staging, warehouse.database)

    assert (built.release, number(warehouse.database)) == (2, 2)
    assert previous_of(warehouse.database).read_bytes() == before
    assert note_of(warehouse.database, "edition") == [
        ("FY2024-draft", "FY2024-draft", "added", None, "FY2024-draft.pdf"),
    ]
    assert (None, "core.membership", "changed", "60", "120") in note_of(warehouse.database, "table")
    # The years were moved by one, so that every year both editions print has another value.
    restated = note_of(warehouse.database, "restatement")
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        (expected,) = connection.execute("SELECT count(*) FROM marts.restatement").fetchall()
    assert len(restated) == expected[0] > SHOWN
    assert {edition for edition, *_ in restated} == {"FY2024-draft"}
    assert note_of(warehouse.database, "value") == []
    text = (warehouse.folder / "releases" / "2.md").read_text("utf-8")
    assert text == read_note(warehouse.database)
    assert f"ほか {len(restated) - SHOWN} 件" in text
    assert all(subject in text for _, subject, *_ in restated[:SHOWN])


def test_new_and_retired_indicators_are_named(fy2023: Report, warehouse: Warehouse) -> None:
    later = as_edition(fy2023, "FY2024-draft", years=1)
    kpi = later.tables["kpi"]
    last = kpi.index[-1]
    old = str(kpi.loc[last, "kpi_id"])
    later.tables["kpi"] = kpi.assign(kpi_id=[*kpi["kpi_id"][:-1], "trainings_held"])
    stage_as_it_is(later, warehouse.staging, "2")
    refresh(warehouse.staging, warehouse.database)
    found = [(subject, change) for _, subject, change, _, _ in note_of(warehouse.database, "kpi")]
    assert found == [("trainings_held", "added"), (old, "withdrawn")]


def test_a_naming_is_one_line_and_changes_no_value(
    fy2023: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = Warehouse(tmp_path)
    table = fy2023.tables["kpi"]
    before = table.assign(
        kpi_id=table["kpi_id"].replace("single_bid_share", "new_0123abcd"),
        is_named=table["kpi_id"] != "single_bid_share",
    )
    stage_as_it_is(replace(fy2023, tables={**fy2023.tables, "kpi": before}), warehouse.staging, "unnamed")
    refresh(warehouse.staging, warehouse.database)
    known = Kpi("single_bid_share", (), "%", formerly=("new_0123abcd",))
    monkeypatch.setattr(names, "kpi_words", lambda: SimpleNamespace(kpis=(known,)))
    stage_as_it_is(fy2023, warehouse.staging, "named")
    refresh(warehouse.staging, warehouse.database)
    assert note_of(warehouse.database, "kpi") == [
        (None, "single_bid_share", "named", "new_0123abcd", "single_bid_share")
    ]
    assert note_of(warehouse.database, "value") == []
    assert "命名 Named" in read_note(warehouse.database)
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        query = "SELECT formerly FROM meta.kpi WHERE kpi_id = 'single_bid_share'"
        assert connection.execute(query).fetchall() == [(["new_0123abcd"],)]


def test_an_edition_that_was_read_anew_shows_every_cell_that_changed(fy2023: Report, warehouse: Warehouse) -> None:
    first = fy2023.tables["training"].sort_values("category").iloc[0]
    category, before = str(first["category"]), str(first["participants"])
    change_staged(warehouse, "2", 4321)
    refresh(warehouse.staging, warehouse.database)
    assert note_of(warehouse.database, "value") == [
        (EDITION, f"core.training {category} participants", "changed", before, "4321"),
    ]
    ((_, subject, change, _, _),) = note_of(warehouse.database, "edition")
    assert (subject, change) == ("sidecar, file name or reading code", "changed")


def test_an_edition_that_left_is_named(fy2023: Report, warehouse: Warehouse) -> None:
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    drop_edition(warehouse.staging, "FY2024-draft")
    built = refresh(warehouse.staging, warehouse.database)
    # The inputs are those of the first release, but what is published is a third state after the second.
    assert built.release == 3
    assert note_of(warehouse.database, "edition") == [
        ("FY2024-draft", "FY2024-draft", "withdrawn", "FY2024-draft.pdf", None),
    ]


def test_other_code_is_another_release(warehouse: Warehouse) -> None:
    refresh(warehouse.staging, warehouse.database, "another version of the marts")
    assert number(warehouse.database) == 2
    ((_, subject, change, _, after),) = note_of(warehouse.database, "code")
    assert (subject, change, after) == ("marts, schemas, vocabulary, checks", "changed", "another vers")


def test_a_file_of_an_earlier_version_is_kept_and_cannot_be_compared(fy2023: Report, warehouse: Warehouse) -> None:
    with duckdb.connect(str(warehouse.database)) as connection:
        connection.execute("DROP TABLE marts.restatement")
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    ((_, subject, _, before, _),) = note_of(warehouse.database, "code")
    assert subject == "the file before cannot be compared"
    assert "restatement" in str(before)
    assert number(previous_of(warehouse.database)) == 1


def test_rubbish_in_place_of_the_published_file_does_not_take_the_one_before(
    fy2023: Report, warehouse: Warehouse
) -> None:
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    warehouse.database.write_bytes(b"not a database" * 1000)
    refresh(warehouse.staging, warehouse.database)
    assert number(warehouse.database) == 2
    assert number(previous_of(warehouse.database)) == 1


def test_going_back_and_forth(fy2023: Report, warehouse: Warehouse) -> None:
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    first, second = previous_of(warehouse.database).read_bytes(), warehouse.database.read_bytes()

    now, was = roll_back(warehouse.database)
    assert (now.number, was.number) == (1, 2)
    assert warehouse.database.read_bytes() == first
    assert previous_of(warehouse.database).read_bytes() == second

    now, was = roll_back(warehouse.database)
    assert (now.number, was.number) == (2, 1)
    assert warehouse.database.read_bytes() == second


def test_after_going_back_the_next_release_is_compared_with_what_is_published(
    fy2023: Report, warehouse: Warehouse
) -> None:
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    roll_back(warehouse.database)
    change_staged(warehouse, "2", 4321)
    built = refresh(warehouse.staging, warehouse.database)
    assert built.release == 3
    assert number(previous_of(warehouse.database)) == 1
    assert [(edition, change) for edition, _, change, _, _ in note_of(warehouse.database, "edition")] == [
        (EDITION, "changed"),
        ("FY2024-draft", "added"),
    ]


def test_without_a_release_before_nothing_is_touched(warehouse: Warehouse) -> None:
    before = warehouse.database.read_bytes()
    with pytest.raises(ReportRefused, match="There is no release to go back to"):
        roll_back(warehouse.database)
    assert warehouse.database.read_bytes() == before


def test_a_file_system_without_links_is_served_by_copies(
    fy2023: Report, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object) -> None:
        raise PermissionError("links are not known here")

    monkeypatch.setattr("os.link", no)
    add(fy2023, warehouse, "FY2024-draft", 1)
    refresh(warehouse.staging, warehouse.database)
    assert number(previous_of(warehouse.database)) == 1
    roll_back(warehouse.database)
    assert (number(warehouse.database), number(previous_of(warehouse.database))) == (1, 2)
