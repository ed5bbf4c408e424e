"""What the published file holds, in counts; for summaries and for ``kyokai status``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.report.missing_tables import may_lack
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.warehouse.listed import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    import duckdb


@dataclass(frozen=True)
class Coverage:
    """What one edition says something about.

    Attributes:
        first_year: Oldest fiscal year in a table that has a row a year; none where the edition prints no such table.
        last_year: The newest.
        tables: ``core`` tables that hold rows of it.
        empty: ``core`` tables that hold none though its year prints them, by name.
    """

    first_year: int | None
    last_year: int | None
    tables: int
    empty: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """Counts of one warehouse file.

    Attributes:
        editions: Edition ids, oldest first.
        rows: ``schema.table`` -> rows, tables and marts alike.
        size: Of the file, bytes.
        newest: Fiscal year of the newest edition.
        release: Number of the release; none where the file was made before releases were numbered.
        changes: Section of its release note -> how many lines.
        unnamed: Edition -> how many of its words no term explains; editions with none are not in it.
        doubtful: Edition -> how many of its values ask for a look, likewise.
        unexplained: Edition -> how many of its figures nothing explains, likewise.
        coverage: Edition -> what it says something about.
        unseen: Edition -> how many characters nobody sees on its pages; editions with none are not in it.
    """

    editions: list[str]
    rows: dict[str, int]
    size: int
    newest: int | None = None
    release: int | None = None
    changes: dict[str, int] = field(default_factory=dict)
    unnamed: dict[str, int] = field(default_factory=dict)
    doubtful: dict[str, int] = field(default_factory=dict)
    unexplained: dict[str, int] = field(default_factory=dict)
    coverage: dict[str, Coverage] = field(default_factory=dict)
    unseen: dict[str, int] = field(default_factory=dict)

    def tables(self, schema: str) -> int:
        """How many tables of ``schema`` there are."""
        return sum(name.startswith(f"{schema}.") for name in self.rows)


def contents(database: Path) -> Contents:
    """Count what ``database`` holds."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('core', 'evidence', 'marts', 'meta') order by all"
        ).fetchall()
        rows = {
            f"{schema}.{name}": _one(connection.execute(f'select count(*) from "{schema}"."{name}"').fetchone())
            for schema, name in names
        }
        editions = connection.execute(
            "select edition_id, fiscal_year from core.edition order by fiscal_year, not is_draft, revision"
        ).fetchall()

        def by_edition(table: str, condition: str = "") -> dict[str, int]:
            query = f"select edition_id, count(*) from {table} {condition} group by all order by all"
            return dict(connection.execute(query).fetchall()) if table in rows else {}

        release, changes = None, {}
        if "meta.release_note" in rows:
            (release,) = connection.execute("select max(release) from meta.release").fetchone() or (None,)
            changes = dict(
                connection.execute(
                    "select section, count(*) from meta.release_note group by all order by all"
                ).fetchall()
            )
        unnamed = by_edition("evidence.unnamed_word")
        doubtful = by_edition("marts.reconciliation", f"where {DOUBTFUL}")
        unexplained = by_edition("evidence.figure", "where role is null")
        unseen = _unseen(connection)
        coverage = _coverage(connection, dict(editions), rows)
    newest = editions[-1][1] if editions else None
    return Contents(
        [edition for edition, _ in editions],
        rows,
        database.stat().st_size,
        newest,
        release,
        changes,
        unnamed,
        doubtful,
        unexplained,
        coverage,
        unseen,
    )


def _unseen(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Edition -> characters that nobody sees; a warehouse of an older version does not say."""
    columns = "select 1 from duckdb_columns() where table_name = 'page' and column_name = 'unseen_characters'"
    if not connection.execute(columns).fetchall():
        return {}
    counted = "select edition_id, sum(unseen_characters)::integer from evidence.page group by all"
    return {edition: count for edition, count in connection.execute(f"{counted} order by all").fetchall() if count}


def _coverage(
    connection: duckdb.DuckDBPyConnection, editions: dict[str, int], there: dict[str, int]
) -> dict[str, Coverage]:
    """What each edition is about; a table that other years print is none that it lacks."""
    years: dict[str, set[int]] = {edition: set() for edition in editions}
    filled: dict[str, set[str]] = {edition: set() for edition in editions}
    tables = [name for name in TABLES if name.startswith("core.") and name in there]
    for name in tables:
        yearly = "fiscal_year" in TABLES[name].key
        span = "list(DISTINCT fiscal_year)" if yearly else "[]::INTEGER[]"
        for edition, found in connection.execute(f"SELECT edition_id, {span} FROM {name} GROUP BY ALL").fetchall():
            filled[edition].add(name)
            years[edition] |= set(found)
    return {
        edition: Coverage(
            min(years[edition], default=None),
            max(years[edition], default=None),
            len(filled[edition]),
            _lacking(set(tables) - filled[edition], year),
        )
        for edition, year in editions.items()
    }


def _lacking(empty: Collection[str], year: int) -> tuple[str, ...]:
    """Which of the tables without a row an edition of a year should have; in the order of the schemas, without core."""
    names = (name.removeprefix("core.") for name in TABLES if name in empty)
    return tuple(name for name in names if name not in may_lack([], year))


def _one(row: tuple[int, ...] | None) -> int:
    return row[0] if row else 0


@dataclass(frozen=True)
class Sample:
    """A look into one table.

    Attributes:
        types: Column -> SQL type, in order.
        rows: The first rows.
    """

    types: dict[str, str]
    rows: list[tuple[object, ...]]


def samples(database: Path, names: Sequence[str], rows: int) -> dict[str, Sample]:
    """Types and the first rows of some tables of a warehouse file.

    Args:
        database: The file.
        names: ``marts.kpi_status`` and so on.
        rows: How many rows of each.
    """
    import duckdb

    found: dict[str, Sample] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in names:
            cursor = connection.execute(f"select * from {name} limit {rows}")
            types = {str(column[0]): str(column[1]) for column in cursor.description or []}
            found[name] = Sample(types, cursor.fetchall())
    return found


@dataclass(frozen=True)
class Glance:
    """The two things that are asked for first.

    Attributes:
        enrollees: Fiscal year and number at its end, oldest first.
        verdicts: Verdict -> indicators of the newest year, best first.
    """

    enrollees: list[tuple[int, float]]
    verdicts: dict[str, int]


def at_a_glance(database: Path) -> Glance:
    """How many are insured, and how the association met its targets."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        enrollees = connection.execute(
            "select fiscal_year, value::double from marts.membership_trend where measure_id = 'enrollees' order by all"
        ).fetchall()
        verdicts = connection.execute(
            "select status, kpis from marts.kpi_total"
            " where fiscal_year = (select max(fiscal_year) from marts.kpi_total) order by status"
        ).fetchall()
    return Glance(enrollees, dict(verdicts))
