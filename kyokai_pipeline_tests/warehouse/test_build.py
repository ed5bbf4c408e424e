"""A new file is checked before anybody sees it, and the same input gives the same content."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.warehouse import build as building
from kyokai_pipeline.warehouse.build import build, verify
from kyokai_pipeline.warehouse.dictionary import META, dictionary_markdown
from kyokai_pipeline.warehouse.japanese_views import views
from kyokai_pipeline.warehouse.staging import staged_editions
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.warehouse.other_editions import as_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline.report.model import Report
    from kyokai_pipeline_tests.conftest import Warehouse

MARTS = [mart.name for mart in load_marts()]


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order in which the file gives them."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        return {f"{s}.{t}": connection.execute(f'FROM "{s}"."{t}"').fetchall() for s, t in tables}


def test_the_same_input_gives_the_same_content(fy2023: Report, fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    stage(fy2023, tmp_path / "staging", source_url=None, fingerprint="f" * 64)
    build(tmp_path / "staging", tmp_path / "again.duckdb")
    first, again = contents(fy2023_warehouse.database), contents(tmp_path / "again.duckdb")
    assert list(first) == list(again)
    assert [name for name in first if first[name] != again[name]] == []
    assert {*TABLES, *(f"marts.{name}" for name in MARTS)} <= set(first)


def test_no_clock_in_the_data(published: duckdb.DuckDBPyConnection) -> None:
    kinds = published.execute("SELECT DISTINCT data_type FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert [kind for (kind,) in kinds if "TIME" in kind] == []


def test_everything_in_the_file_says_what_it_is_in_both_languages(published: duckdb.DuckDBPyConnection) -> None:
    """Tables, evidence, marts and the dictionary itself; Japanese before the slash, English behind it."""
    said = published.execute(
        "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()"
        " UNION ALL SELECT schema_name || '.' || table_name || '.' || column_name, comment"
        " FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert len(said) > 200
    assert [name for name, comment in said if not comment or " / " not in comment] == []
    assert [name for name, comment in said if not comment.partition(" / ")[2].strip()] == []


def test_keys_and_checks_are_in_the_file(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute(
        "SELECT schema_name || '.' || table_name, constraint_type, constraint_column_names FROM duckdb_constraints()"
    ).fetchall()
    for name, schema in TABLES.items():
        mine = [(kind, columns) for table, kind, columns in found if table == name]
        assert ("PRIMARY KEY", list(schema.key)) in mine
        required = {column.name for column in schema.columns if not column.nullable}
        assert required <= {columns[0] for kind, columns in mine if kind == "NOT NULL"}
        checks = sum(bool(c.allowed) + len(c.bounds) for c in schema.columns)
        checks += sum(len(group) - 1 for group in schema.together) + len(schema.either)
        assert sum(kind == "CHECK" for kind, _ in mine) == checks


def test_the_dictionary_in_the_file_names_every_column_with_its_type(published: duckdb.DuckDBPyConnection) -> None:
    lacking = published.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        " EXCEPT SELECT schema_name, table_name, column_name FROM meta.column"
    ).fetchall()
    surplus = published.execute(
        "SELECT schema_name, table_name, column_name FROM meta.column"
        " EXCEPT SELECT schema_name, table_name, column_name FROM duckdb_columns()"
    ).fetchall()
    other_type = published.execute(
        "SELECT m.table_name, m.column_name, m.type, c.data_type FROM meta.column AS m JOIN duckdb_columns() AS c"
        " USING (schema_name, table_name, column_name)"
        " WHERE replace(m.type, ' ', '') IS DISTINCT FROM replace(c.data_type, ' ', '')"
    ).fetchall()
    tables = published.execute("SELECT schema_name || '.' || table_name FROM meta.table").fetchall()
    assert (lacking, surplus, other_type) == ([], [], [])
    assert {name for (name,) in tables} == {
        *TABLES,
        *(f"marts.{name}" for name in MARTS),
        *(f"meta.{name}" for name in META),
        *(f"日本語.{view.name}" for view in views()),
    }


def test_the_dictionary_as_markdown_has_every_table_and_column() -> None:
    page = dictionary_markdown()
    for name, schema in TABLES.items():
        part = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert schema.ja in part
        assert schema.en in part
        assert all(f"| `{column.name}` | {column.sql} |" in part for column in schema.columns)
    assert all(f"\n## marts.{name}\n" in page for name in MARTS)


def test_the_release_says_what_it_was_made_from(
    fy2023: Report, fy2023_warehouse: Warehouse, published: duckdb.DuckDBPyConnection
) -> None:
    (staged,) = staged_editions(fy2023_warehouse.staging).values()
    assert published.execute("FROM meta.release").fetchall() == [
        ("FY2023-draft", "kyokai_fy2023_summary.pdf", fy2023.sha256, "f" * 64, sum(staged.rows.values()), 1, "")
    ]
    passed = published.execute("SELECT subject FROM meta.check_result WHERE passed AND edition_id = 'FY2023-draft'")
    assert set(TABLES) <= {subject for (subject,) in passed.fetchall()}


def test_what_a_build_reports(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    result = build(fy2023_warehouse.staging, tmp_path / "folder that is not there" / "new.duckdb")
    assert result.path.is_file()
    assert [edition.edition_id for edition in result.editions] == ["FY2023-draft"]
    assert result.rows["core.membership"] == 60
    assert result.rows["marts.membership_trend"] == 60
    assert result.checks["core.membership: rows as staged"] == "60 rows"
    assert "marts.kpi_status: columns, rows and figures" in result.checks
    assert [path.name for path in result.path.parent.iterdir()] == ["new.duckdb"]


@pytest.fixture
def built(fy2023_warehouse: Warehouse, tmp_path: Path) -> tuple[Path, Path]:
    """Staging and a finished file that a test may damage."""
    target = tmp_path / "new.duckdb"
    shutil.copyfile(fy2023_warehouse.database, target)
    return fy2023_warehouse.staging, target


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "DELETE FROM core.training WHERE category = 'テーマ別研修'",
            "core.training holds 2 rows, not the 3 that were staged",
        ),
        (
            "INSERT INTO evidence.page VALUES ('FY2023-draft', 18, 1, 1, NULL, 0)",
            "evidence.page holds 18 rows, not the 17 that were staged",
        ),
        (
            "UPDATE core.kpi_count SET figure_id = 'FY2023-draft:p01:9999' WHERE status = 'achieved'",
            "1 values of core.kpi_count.figure_id point at no fact",
        ),
        (
            "UPDATE evidence.figure SET role = 'label' "
            "WHERE figure_id = (SELECT min(yoy_figure_id) FROM core.membership)",
            "1 values of core.membership.yoy_figure_id point at no fact",
        ),
        (
            "UPDATE core.procurement SET edition_id = 'FY2022'",
            "3 values of core.procurement.contracts_figure_id point at no fact",
        ),
        ("UPDATE evidence.page SET page = 99 WHERE page = 1", "rows of evidence.figure are on no known page"),
        ("DELETE FROM marts.kpi_summary", "marts.kpi_summary is empty"),
        (
            "ALTER TABLE marts.kpi_summary RENAME COLUMN kpis TO k",
            "marts.kpi_summary has other columns than its header says",
        ),
        (
            "ALTER TABLE marts.monthly_flow ADD COLUMN more INTEGER",
            "marts.monthly_flow has other columns than its header says",
        ),
        (
            "UPDATE marts.kpi_history SET figure_ids = [] WHERE kpi_id = 'single_bid_share'",
            "a row of marts.kpi_history leads to no figure",
        ),
        ("UPDATE marts.monthly_flow SET figure_ids = []", "a row of marts.monthly_flow leads to no figure"),
        (
            "UPDATE marts.programme_change SET figure_ids = ['FY2023-draft:p01:9999']",
            "11 figure_ids of marts.programme_change are unknown",
        ),
    ],
)
def test_a_finished_file_that_is_not_as_it_should_be_is_refused(
    damage: str, said: str, built: tuple[Path, Path]
) -> None:
    staging, target = built
    with duckdb.connect(str(target)) as connection:
        connection.execute(damage)
    with pytest.raises(ReportRefused) as refused:
        verify(staging, target)
    texts = [problem.what for problem in refused.value.problems]
    assert any(text.removesuffix(".").endswith(said) for text in texts), texts
    for problem in refused.value.problems:
        assert problem.code == "build"
        assert problem.what.startswith("The new warehouse is not published")
        assert "公開しません" in problem.what_ja
        assert "unchanged" in problem.remedy


def test_an_undamaged_file_passes(built: tuple[Path, Path]) -> None:
    assert verify(*built).rows["core.kpi"] == 22


def test_nothing_staged_is_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match="no edition is staged"):
        build(tmp_path, tmp_path / "new.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_what_an_interrupted_build_left_is_removed_first(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    target = tmp_path / "new.duckdb"
    target.write_bytes(b"half a file")
    (tmp_path / "new.duckdb.wal").write_bytes(b"half a log")
    build(fy2023_warehouse.staging, target)
    assert [path.name for path in tmp_path.iterdir()] == ["new.duckdb"]


EDITIONS = ["FY2023-draft", "FY2023", "FY2023-r2"]


@pytest.fixture(scope="module")
def three(fy2023: Report, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A draft, its final and an erratum, side by side."""
    folder = tmp_path_factory.mktemp("three")
    for edition_id in EDITIONS:
        years = int(edition_id[2:6]) - 2023
        stage(as_edition(fy2023, edition_id, years=years), folder / "staging", source_url=None, fingerprint=edition_id)
    build(folder / "staging", folder / "new.duckdb")
    with duckdb.connect(str(folder / "new.duckdb"), read_only=True) as connection:
        yield connection


def test_one_edition_is_current_the_newest_by_year_then_draft_final_erratum(three: duckdb.DuckDBPyConnection) -> None:
    assert three.execute("SELECT edition_id FROM core.edition WHERE is_current").fetchall() == [("FY2023-r2",)]
    (counted,) = three.execute("SELECT count(*) FROM core.edition").fetchall()
    assert counted == (3,)


def test_one_edition_of_each_year_is_the_latest(three: duckdb.DuckDBPyConnection) -> None:
    assert three.execute("SELECT edition_id FROM core.edition WHERE is_latest_of_year").fetchall() == [("FY2023-r2",)]


def test_editions_are_kept_side_by_side_and_marts_take_the_newest(three: duckdb.DuckDBPyConnection) -> None:
    assert three.execute("SELECT count(*), count(DISTINCT edition_id) FROM core.membership").fetchall() == [(180, 3)]
    years = three.execute(
        "SELECT fiscal_year, edition_id FROM marts.membership_trend WHERE measure_id = 'insured' ORDER BY ALL"
    ).fetchall()
    assert years == [(year, "FY2023-r2") for year in range(2014, 2024)]
    assert three.execute("SELECT DISTINCT edition_id FROM marts.monthly_flow ORDER BY ALL").fetchall() == [
        ("FY2023-r2",),
    ]  # fmt: skip
    assert three.execute("SELECT count(*), count(DISTINCT edition_id) FROM core.kpi").fetchall() == [(66, 3)]
    assert three.execute("SELECT count(*), any_value(edition_id) FROM marts.kpi_status").fetchall() == [
        (20, "FY2023-r2"),
    ]  # fmt: skip
    assert three.execute(
        "SELECT DISTINCT edition_id, edition_ids FROM marts.kpi_history WHERE NOT is_from_later_edition"
    ).fetchall() == [("FY2023-r2", EDITIONS)]
    assert three.execute("SELECT count(*) FROM meta.release").fetchall() == [(3,)]


def test_the_pinned_storage_version_is_in_the_file(fy2023_warehouse: Warehouse) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{fy2023_warehouse.database}' AS w (READ_ONLY)")
        tags = connection.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'w'").fetchall()
    assert building.STORAGE_VERSION == "v1.4.0"
    assert "v1.4" in str(tags)
