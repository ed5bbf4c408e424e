"""One edition is staged whole or not at all, the same report gives the same bytes, and damage is noticed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.warehouse.staging import MANIFEST, drop_edition, parquet, staged_editions, write_edition
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.warehouse.other_editions import as_edition

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from kyokai_pipeline.report.model import Report
    from kyokai_pipeline_tests.conftest import Warehouse

EDITION = "FY2023-draft"


@pytest.fixture
def staging(fy2023_warehouse: Warehouse, tmp_path: Path) -> Path:
    """A copy of the staged report that a test may damage."""
    return shutil.copytree(fy2023_warehouse.staging, tmp_path / "staging")


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_report_gives_the_same_bytes(fy2023: Report, fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    shuffled = replace(fy2023, tables={n: f.sample(frac=1, random_state=1) for n, f in fy2023.tables.items()})
    stage(shuffled, tmp_path, source_url=None, fingerprint="f" * 64)
    again, first = bytes_in(tmp_path), bytes_in(fy2023_warehouse.staging)
    assert list(again) == list(first)
    assert [name for name in first if first[name] != again[name]] == []
    assert len(first) == len(TABLES) + 1


def test_what_is_staged_is_what_was_read(fy2023: Report, fy2023_warehouse: Warehouse) -> None:
    (staged,) = staged_editions(fy2023_warehouse.staging).values()
    assert (staged.edition_id, staged.source_file, staged.sha256) == (EDITION, fy2023.source_file, fy2023.sha256)
    assert staged.rows["core.membership"] == 60
    assert staged.rows["evidence.figure"] == len(fy2023.figures)
    with duckdb.connect() as connection:
        (row,) = connection.execute(
            f"SELECT value, yoy_pct FROM '{parquet(fy2023_warehouse.staging, EDITION, 'core.membership')}'"
            " WHERE measure_id = 'enrollees' AND fiscal_year = 2023"
        ).fetchall()
    assert row == (Decimal(39559000), Decimal("0.3"))


def test_an_edition_is_replaced_whole_and_its_neighbour_left_alone(fy2023: Report, staging: Path) -> None:
    stage(as_edition(fy2023, "FY2023"), staging, source_url=None, fingerprint="2")
    neighbour = bytes_in(staging / "FY2023")
    (staging / EDITION / "core.of_another_version.parquet").write_bytes(b"old")
    fewer = replace(fy2023, tables={**fy2023.tables, "membership": fy2023.tables["membership"].head(10)})

    staged = stage(fewer, staging, source_url="https://example.org/r.pdf", fingerprint="new")

    assert staged_editions(staging)[EDITION] == staged
    assert staged.rows["core.membership"] == 10
    assert staged.fingerprint == "new"
    assert not (staging / EDITION / "core.of_another_version.parquet").exists()
    assert bytes_in(staging / "FY2023") == neighbour
    assert sorted(path.name for path in staging.iterdir()) == ["FY2023", EDITION]


def test_a_report_that_breaks_its_schema_changes_nothing(fy2023: Report, staging: Path) -> None:
    before = bytes_in(staging)
    bad = replace(fy2023, tables={name: frame for name, frame in fy2023.tables.items() if name != "kpi"})
    with pytest.raises(ReportRefused) as refused:
        stage(bad, staging, source_url=None, fingerprint="f")
    assert [problem.what for problem in refused.value.problems] == ["Table core.kpi: it has no rows."]
    assert bytes_in(staging) == before


def test_failures_of_all_tables_are_named_at_once(fy2023: Report, tmp_path: Path) -> None:
    tables = {name: frame for name, frame in fy2023.tables.items() if name not in ("kpi", "training")}
    with pytest.raises(ReportRefused) as refused:
        stage(replace(fy2023, tables=tables), tmp_path / "staging", source_url=None, fingerprint="f")
    assert {problem.details["table"] for problem in refused.value.problems} == {"core.kpi", "core.training"}
    assert not (tmp_path / "staging").exists()


def test_writing_that_stops_half_way_leaves_the_edition_as_it_was(
    frames: dict[str, pd.DataFrame], staging: Path
) -> None:
    before = bytes_in(staging)
    last = list(TABLES)[-1]
    broken = {**frames, last: frames[last].assign(guess=1)}
    with pytest.raises(duckdb.BinderException):
        write_edition(broken, staging, edition_id=EDITION, source_file="a.pdf", sha256="0", fingerprint="x")
    assert {name: content for name, content in bytes_in(staging).items() if not name.startswith(".new-")} == before
    assert staged_editions(staging)[EDITION].fingerprint == "f" * 64
    write_edition(frames, staging, edition_id=EDITION, source_file="a.pdf", sha256="0", fingerprint="x")
    assert [path.name for path in staging.iterdir()] == [EDITION]


def test_killed_between_the_two_renames_the_edition_is_read_again(fy2023: Report, staging: Path) -> None:
    (staging / EDITION).rename(staging / f".old-{EDITION}")
    shutil.copytree(staging / f".old-{EDITION}", staging / f".new-{EDITION}")
    assert staged_editions(staging) == {}
    stage(fy2023, staging, source_url=None, fingerprint="f")
    assert [path.name for path in staging.iterdir()] == [EDITION]


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", "null", "{}", '{"edition_id": "FY2023-draft"}', "\x00", '{"rows": 3, "surplus": 1}'],
)
def test_a_manifest_that_cannot_be_understood_is_no_edition(manifest: str, staging: Path) -> None:
    (staging / EDITION / MANIFEST).write_text(manifest, encoding="utf-8")
    assert staged_editions(staging) == {}


@pytest.mark.parametrize("part", ["rows", "sizes"])
def test_a_manifest_from_before_a_table_was_added_is_read_again(part: str, staging: Path) -> None:
    path = staging / EDITION / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    del content[part]["core.training"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert staged_editions(staging) == {}


def test_a_manifest_that_is_no_text_is_no_edition(staging: Path) -> None:
    (staging / EDITION / MANIFEST).write_bytes(b"\xff\xfe")
    assert staged_editions(staging) == {}


@pytest.mark.parametrize("name", TABLES)
def test_a_file_cut_short_or_lost_is_read_again(name: str, staging: Path) -> None:
    path = parquet(staging, EDITION, name)
    path.write_bytes(path.read_bytes()[:-1])
    assert staged_editions(staging) == {}
    path.unlink()
    assert staged_editions(staging) == {}


def test_a_folder_copied_by_hand_is_not_the_edition_twice(staging: Path) -> None:
    shutil.copytree(staging / EDITION, staging / f"{EDITION} copy")
    assert list(staged_editions(staging)) == [EDITION]


def test_nothing_staged_yet(tmp_path: Path) -> None:
    assert staged_editions(tmp_path / "nowhere") == {}
    (tmp_path / "a file").touch()
    (tmp_path / "empty").mkdir()
    assert staged_editions(tmp_path) == {}


def test_an_edition_is_dropped_whole_and_dropping_it_twice_is_no_error(fy2023: Report, staging: Path) -> None:
    stage(as_edition(fy2023, "FY2023"), staging, source_url=None, fingerprint="2")
    drop_edition(staging, EDITION)
    drop_edition(staging, EDITION)
    assert [path.name for path in staging.iterdir()] == ["FY2023"]
