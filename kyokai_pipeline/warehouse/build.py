"""A new warehouse file from the staged editions: tables, marts, dictionary; and its check before it is published.

Belongs here: everything that happens to the file nobody sees yet. Publishing it is publish.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.marts import create_mart, load_marts
from kyokai_pipeline.messages import Phrase, phrase
from kyokai_pipeline.schemas import TABLES, comments, create_table, literal
from kyokai_pipeline.warehouse.dictionary import comment, create_views, fill_dictionary
from kyokai_pipeline.warehouse.japanese_views import SCHEMA as JAPANESE
from kyokai_pipeline.warehouse.macros import create_macros
from kyokai_pipeline.warehouse.names import name_rows
from kyokai_pipeline.warehouse.reconciliation import fill_evaluations
from kyokai_pipeline.warehouse.release import Coming, Release, fill_release_note
from kyokai_pipeline.warehouse.staging import StagedEdition, in_memory, parquet, staged_editions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.marts import Mart

STORAGE_VERSION = "v1.4.0"
"""Files written with DuckDB 2's default cannot be opened by any older client; this one can, from 1.4 on."""
BLOCK_SIZE = 16384
"""The smallest that DuckDB knows: with tables this small, most of a default block (262144 bytes) stays empty."""
SCHEMAS = ("core", "evidence", "meta", "marts", JAPANESE)
NEWEST_FIRST = "fiscal_year DESC, is_draft, revision DESC"


@dataclass(frozen=True)
class BuildResult:
    """What a finished file holds.

    Attributes:
        path: The file.
        editions: Staged editions it was built from, in the order of their ids.
        rows: ``schema.table`` -> rows, marts included.
        checks: Name of each check that passed -> what it looked at.
        release: Its number.
        note: The note that was written of it.
    """

    path: Path
    editions: tuple[StagedEdition, ...]
    rows: dict[str, int]
    checks: dict[str, str] = field(default_factory=dict)
    release: int = 1
    note: Path | None = None


def build(staging: Path, target: Path, coming: Coming | None = None) -> BuildResult:
    """Build, check and close a new file.

    Args:
        staging: Folder of staged editions, at least one.
        target: Where the file goes; whatever lies there is an interrupted build and is removed.
        coming: Its number and what it is compared with; without it, it is a first release.

    Raises:
        ReportRefused: Nothing is staged, a staged file cannot be loaded, an edition contradicts itself or another one
            without an acknowledgement, or the finished file fails its check.
    """
    editions = tuple(staged_editions(staging).values())
    if not editions:
        raise ReportRefused.because([refuse("build", why=phrase("build_nothing_staged"))])
    coming = coming or Coming(Release(1, "", {edition.edition_id: edition.fingerprint for edition in editions}))
    for leftover in (target, target.with_name(f"{target.name}.wal")):
        leftover.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with in_memory() as connection:
        options = f"STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}"
        connection.execute(f"ATTACH {literal(str(target))} AS w ({options})")
        connection.execute("USE w")
        connection.execute("BEGIN")
        for schema in SCHEMAS:
            connection.execute(f'CREATE SCHEMA "{schema}"')
        _load(connection, staging, editions)
        name_rows(connection)
        fill_dictionary(connection, editions, coming.release)
        # Reconciliation asks every figure for its precision, so a figure that is not there is named first.
        if lost := _figure_failures(connection):
            raise ReportRefused.because([refuse("build", why=why) for why in lost])
        fill_evaluations(connection, editions)
        _run_marts(connection)
        connection.execute("DROP TABLE meta.evaluation")  # marts.reconciliation holds all of it
        create_macros(connection)
        create_views(connection)
        connection.execute("COMMIT")
        fill_release_note(connection, coming)
        connection.execute("CHECKPOINT w")
        connection.execute("USE memory")
        connection.execute("DETACH w")
    return verify(staging, target)


def _load(connection: duckdb.DuckDBPyConnection, staging: Path, editions: Sequence[StagedEdition]) -> None:
    for name, schema in TABLES.items():
        connection.execute(create_table(name, "w"))
        for edition in editions:
            _load_table(connection, name, ", ".join(schema.key), staging, edition)
        for statement in comments(name, "w"):
            connection.execute(statement)
        for column in schema.columns:
            if column.allowed:
                said = literal(comment(name.split(".")[1], column.name, column.described))
                connection.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {said}')
    connection.execute(
        "UPDATE core.edition SET is_current = edition_id ="
        f" (SELECT edition_id FROM core.edition ORDER BY {NEWEST_FIRST} LIMIT 1), is_latest_of_year = edition_id IN"
        f" (SELECT first(edition_id ORDER BY {NEWEST_FIRST}) FROM core.edition GROUP BY fiscal_year)"
    )


def _load_table(
    connection: duckdb.DuckDBPyConnection, name: str, order: str, staging: Path, edition: StagedEdition
) -> None:
    import duckdb

    path = literal(str(parquet(staging, edition.edition_id, name)))
    try:
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet({path}) ORDER BY {order}")
    except duckdb.Error as error:
        raise ReportRefused.because([_unloadable(name, edition, str(error).splitlines()[0])]) from error


def _run_marts(connection: duckdb.DuckDBPyConnection) -> None:
    for mart in load_marts():
        _fill_mart(connection, mart)
        described = literal(f"{mart.description_ja} / {mart.description_en}")
        connection.execute(f"COMMENT ON TABLE marts.{mart.name} IS {described}")
        for column in mart.columns:
            text = literal(comment(mart.name, column.name, column.described))
            connection.execute(f'COMMENT ON COLUMN marts.{mart.name}."{column.name}" IS {text}')


def _fill_mart(connection: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    import duckdb

    try:
        for statement in create_mart(mart):
            connection.execute(statement)
    except duckdb.Error as error:
        why = phrase("build_mart_header", mart=f"marts.{mart.name}", reason=str(error).splitlines()[0])
        raise ReportRefused.because([refuse("build", why=why)]) from error


def verify(staging: Path, target: Path) -> BuildResult:
    """Reopen a finished file read-only and check it.

    Raises:
        ReportRefused: A row was lost or added on the way, a figure is unknown, a mart is empty or has other
            columns than its header says, or a value of a mart reaches no figure.
    """
    import duckdb

    editions = tuple(staged_editions(staging).values())
    with duckdb.connect(str(target), read_only=True) as connection:
        rows = _row_counts(connection)
        failures = [
            *_count_failures(rows, editions),
            *_figure_failures(connection),
            *_mart_failures(connection, rows),
        ]
    if failures:
        raise ReportRefused.because([refuse("build", why=why) for why in failures])
    checks = {f"{name}: rows as staged": f"{rows[name]} rows" for name in TABLES}
    checks |= {f"{name}: figures known": "evidence.figure" for name in TABLES if name.startswith("core.")}
    checks |= {
        f"marts.{mart.name}: columns, rows and figures": f"{rows[f'marts.{mart.name}']} rows" for mart in load_marts()
    }
    return BuildResult(target, editions, rows, checks)


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name IN"
        f" ({', '.join(map(literal, SCHEMAS))}) ORDER BY ALL"
    ).fetchall()
    return {name: _single(connection, f"SELECT count(*) FROM {name}") for (name,) in names}


def _single(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _count_failures(rows: dict[str, int], editions: Sequence[StagedEdition]) -> list[Phrase]:
    failures = []
    for name in TABLES:
        staged = sum(edition.rows[name] for edition in editions)
        if rows.get(name) != staged:
            failures.append(phrase("build_rows", table=name, found=rows.get(name), staged=staged))
    return failures


def _figure_failures(connection: duckdb.DuckDBPyConnection) -> list[Phrase]:
    """Every figure stands on a known page; every figure column of core points at a fact of the same edition."""
    failures = []
    astray = _single(
        connection, "SELECT count(*) FROM evidence.figure ANTI JOIN evidence.page USING (edition_id, page)"
    )
    if astray:
        failures.append(phrase("build_no_page", count=astray))
    for name, schema in TABLES.items():
        for column in (c.name for c in schema.columns if name.startswith("core.") and c.name.endswith("figure_id")):
            lost = _single(
                connection,
                f"SELECT count(*) FROM {name} AS t LEFT JOIN evidence.figure AS f ON t.{column} = f.figure_id"
                f" AND f.edition_id = t.edition_id AND f.role = 'fact'"
                f" WHERE t.{column} IS NOT NULL AND f.figure_id IS NULL",
            )
            if lost:
                failures.append(phrase("build_no_fact", count=lost, column=f"{name}.{column}"))
    return failures


def _mart_failures(connection: duckdb.DuckDBPyConnection, rows: dict[str, int]) -> list[Phrase]:
    failures = []
    for mart in load_marts():
        name = f"marts.{mart.name}"
        found = connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND table_name = ?"
            " ORDER BY column_index",
            [mart.name],
        ).fetchall()
        if [column for (column,) in found] != [column.name for column in mart.columns]:
            failures.append(phrase("build_mart_columns", mart=name))
            continue
        # An edition may be declared to have no such table; with a row in each source, an empty mart is a fault.
        if not rows[name] and mart.may_be_empty is None and all(rows.get(source, 1) for source in mart.depends_on):
            failures.append(phrase("build_mart_empty", mart=name))
        if mart.no_figures:
            continue
        if _single(
            connection, f"SELECT count(*) FROM {name} WHERE coalesce(len(figure_ids), 0) = 0 AND NOT {_zero(mart.name)}"
        ):
            failures.append(phrase("build_mart_no_figure", mart=name))
        lost = _single(
            connection,
            f"SELECT count(*) FROM (SELECT unnest(figure_ids) AS id FROM {name}) AS u"
            " LEFT JOIN evidence.figure AS f ON u.id = f.figure_id WHERE f.figure_id IS NULL",
        )
        if lost:
            failures.append(phrase("build_mart_unknown_figure", count=lost, mart=name))
    return failures


def _zero(mart: str) -> str:
    """Rows that rightly rest on no figure: a count of nothing, and indicators that are printed in words alone."""
    if mart in ("kpi_status", "kpi_reference"):
        return "(target_value IS NULL AND result_value IS NULL)"
    if mart in ("kpi_summary", "kpi_total"):
        wordy = "k.result_figure_id IS NULL AND k.target_figure_id IS NULL"
        return (
            f"kpis <= (SELECT count(*) FROM core.kpi AS k WHERE {wordy}"
            f" AND k.edition_id = {mart}.edition_id AND k.status = {mart}.status)"
        )
    return "false"


def _unloadable(name: str, edition: StagedEdition, reason: str) -> ReportError:
    where = Where(file=edition.source_file, edition=edition.edition_id)
    return refuse("staged_unloadable", where, table=name, reason=reason, edition=edition.edition_id)
