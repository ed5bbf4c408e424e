"""Each column of a mart names the figures that it is computed from: where others are changed, it stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pytest

from kyokai_pipeline.marts import Mart, load_marts, read_mart
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline_tests.marts.test_files import HEADER

if TYPE_CHECKING:
    from kyokai_pipeline_tests.conftest import Warehouse

TRIALS = 5
"""So often other figures change, half of all: of any two that are mixed up, one changes without the other."""
STATUSES = {"achieved": "nearly_achieved", "nearly_achieved": "not_achieved", "not_achieved": "achieved"}
MARTS = [mart for mart in load_marts() if mart.name not in ("fact", "fact_total")]
"""A fact is one value, whichever of its places it is taken from."""
Rows = dict[Any, dict[str, Any]]


class Trial(NamedTuple):
    """Which figures were changed, and the marts made from them."""

    changed: frozenset[str]
    marts: dict[str, Rows]


@pytest.fixture(scope="module")
def trials(five_editions: Warehouse) -> list[Trial]:
    """The marts of five editions: as they are, then with other values in half of the figures each time."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{five_editions.database}' AS whole (READ_ONLY)")
        connection.execute("ATTACH ':memory:' AS w; USE w")
        for schema in ("core", "evidence", "meta", "marts"):
            connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute("CREATE TABLE meta.evaluation AS FROM whole.marts.reconciliation")
        unchanged = Trial(frozenset(), _marts(connection, "false AND {}"))
        return [unchanged, *(_trial(connection, f"md5_number({{}} || '{n}') % 2 = 0") for n in range(TRIALS))]


def _trial(connection: duckdb.DuckDBPyConnection, is_changed: str) -> Trial:
    query = f"SELECT figure_id FROM whole.evidence.figure WHERE {is_changed.format('figure_id')}"
    return Trial(
        frozenset(figure for (figure,) in connection.execute(query).fetchall()), _marts(connection, is_changed)
    )


def _marts(connection: duckdb.DuckDBPyConnection, is_changed: str) -> dict[str, Rows]:
    tables = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'whole'"
        " AND schema_name <> 'marts'"
    ).fetchall()
    for (table,) in tables:
        connection.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT * {_replaced(table, is_changed)} FROM whole.{table}"
        )
    found: dict[str, Rows] = {}
    for mart in MARTS:
        connection.execute(f"CREATE OR REPLACE TABLE marts.{mart.name} AS {mart.sql}")
        found[mart.name] = _rows(connection, mart)
    return found


def _replaced(table: str, is_changed: str) -> str:
    """What the changed figures say, in all columns that hold something of them."""
    changes: list[str] = []
    if table == "evidence.figure":
        changes = [f"if({is_changed.format('figure_id')}, printed || '?', printed) AS printed"]
    columns = [column.name for column in TABLES[table].columns] if table.startswith("core.") else []
    stems = {name.removesuffix("figure_id").rstrip("_"): name for name in columns if name.endswith("figure_id")}
    for column in TABLES[table].columns if stems else []:
        name = column.name
        stem = max((stem for stem in stems if stem and name.startswith(stem)), key=len, default=None)
        pointer = stems.get(stem or "", stems.get("value"))
        if name == "status" and "result" in stems:
            codes = " ".join(f"WHEN '{code}' THEN '{other}'" for code, other in STATUSES.items())
            other, pointer = f"CASE status {codes} END", "result_figure_id"
        elif name.endswith("quantum"):
            other = f"{name} * 3"
        elif column.sql[:3] in ("DEC", "BIG") or name == "stated_count":
            other = f"{name} * 3 + 7"
        elif name.endswith("_text") and stem:
            other = f"{name} || '?'"
        else:
            continue
        if pointer:
            changes.append(f"CAST(if({is_changed.format(pointer)}, {other}, {name}) AS {column.sql}) AS {name}")
    return f"REPLACE ({', '.join(changes)})" if changes else ""


def _rows(connection: duckdb.DuckDBPyConnection, mart: Mart) -> Rows:
    """Key -> row; ``figures`` are those of each source."""
    joined = f" JOIN ({mart.figures}) USING ({', '.join(mart.key)})" if mart.figures else ""
    result = connection.execute(f"FROM marts.{mart.name}{joined}")
    names = [column[0] for column in result.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return {tuple(row[name] for name in mart.key): row for row in rows}


def _figures_of(row: dict[str, Any], sources: tuple[str, ...]) -> set[str]:
    of_sources = {**row, **(row.get("figures") or {})}
    parts = [of_sources.get(source) or () for source in sources] if sources else [row["figure_ids"]]
    return {figure for part in parts for figure in part if figure is not None}


@pytest.mark.parametrize("mart", [m for m in MARTS if not m.no_figures], ids=lambda mart: mart.name)
def test_a_column_changes_only_where_its_own_figures_do(mart: Mart, trials: list[Trial]) -> None:
    before = trials[0].marts[mart.name]
    for trial in trials[1:]:
        for key, row in trial.marts[mart.name].items():
            for column in mart.columns if key in before else ():
                if column.name.endswith(("figure_id", "figure_ids")):
                    continue
                figures = _figures_of(row, column.sources) | _figures_of(before[key], column.sources)
                if row[column.name] != before[key][column.name]:
                    assert figures & trial.changed, (key, column.name, before[key], row)


def _idle(mart: Mart, trials: list[Trial]) -> set[tuple[str, str]]:
    """Columns with a source that changed alone, among the column's sources, and never changed the column."""
    idle = {(column.name, source) for column in mart.columns for source in column.sources}
    before = trials[0].marts[mart.name]
    for trial in trials[1:]:
        for key, row in trial.marts[mart.name].items():
            for column in mart.columns if key in before else ():
                if row[column.name] != before[key][column.name]:
                    changed = [s for s in column.sources if _figures_of(before[key], (s,)) & trial.changed]
                    idle -= {(column.name, changed[0])} if len(changed) == 1 else set()
    return idle


@pytest.mark.parametrize("mart", [m for m in MARTS if m.figures], ids=lambda mart: mart.name)
def test_each_source_of_a_column_counts(mart: Mart, trials: list[Trial]) -> None:
    assert _idle(mart, trials) == set()


@pytest.mark.parametrize("mart", [m for m in MARTS if m.figures], ids=lambda mart: mart.name)
def test_a_row_has_the_sources_that_its_columns_name(mart: Mart, trials: list[Trial]) -> None:
    rows = trials[0].marts[mart.name].values()
    named = {source for column in mart.columns for source in column.sources}
    assert {source for row in rows for source in row["figures"]} == named
    assert all(_figures_of(row, tuple(named)) == set(row["figure_ids"]) for row in rows)


def test_the_two_sides_of_an_evaluation(trials: list[Trial]) -> None:
    rows = list(trials[0].marts["reconciliation"].values())
    (of_share,) = (
        row
        for row in rows
        if (row["edition_id"], row["identity_id"], row["subject"]) == ("FY2023-draft", "procurement_share", "total")
    )
    assert (len(of_share["printed_figure_ids"]), len(of_share["expected_figure_ids"])) == (1, 2)
    for row in rows:
        assert {*row["printed_figure_ids"], *row["expected_figure_ids"]} == set(row["figure_ids"])


def test_a_number_that_names_no_source_beside_others_that_do() -> None:
    header = HEADER.replace("{人}", "{人} <- one") + "-- column b BIGINT {人}: い / B\n"
    with pytest.raises(ValueError, match=r"marts/trial\.sql: column b does not say what it is computed from"):
        read_mart("trial", header + "select 1 as a, 2 as b, map {'one': []} as figures")
