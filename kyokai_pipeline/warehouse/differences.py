"""What a new warehouse file says differently from the one published before; kept in the new file itself.

Belongs here: the comparison, row by row. In words it is release_note.py.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.warehouse.change import BASE, NEW, Change
from kyokai_pipeline.warehouse.comparison import Cell, compared
from kyokai_pipeline.warehouse.listed import listed
from kyokai_pipeline.warehouse.rows import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

_DECIDED_WHEN_PUBLISHED = ("is_current", "is_latest_of_year")
"""Columns that say nothing of what an edition prints: another edition beside it changes them."""
_DECIDED_BY_NAMING = ("kpi_id", "measure_id", "is_named")
"""Columns that change when an indicator or a row gets its name."""


def find_changes(connection: duckdb.DuckDBPyConnection, *, compare: bool) -> list[Change]:
    """Compare the attached files.

    Args:
        connection: With the new file attached as ``w`` and, if ``compare``, the one before as ``base``.
        compare: There is one before.

    Raises:
        duckdb.Error: The file before was made by so early a version that it cannot be compared.
    """
    sections = (
        _editions,
        _tables,
        _by_hand,
        listed,
        _restatements,
        _kpis,
        _definitions,
        _values,
        _checks,
    )
    return [change for section in sections for change in section(connection, compare)]


def _editions(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    new = _releases(connection, NEW)
    base = _releases(connection, BASE) if compare else {}
    for edition in sorted(base.keys() | new.keys()):
        before, after = base.get(edition), new.get(edition)
        if before is None and after is not None:
            yield Change("edition", edition, edition, "added", None, after["source_file"])
        elif after is None and before is not None:
            yield Change("edition", edition, edition, "withdrawn", before["source_file"], None)
        elif before is not None and after is not None and before["fingerprint"] != after["fingerprint"]:
            kept = before["sha256"] == after["sha256"]
            what = "sidecar, file name or reading code" if kept else "PDF"
            yield Change("edition", edition, what, "changed", before["source_file"], after["source_file"])


def _releases(connection: duckdb.DuckDBPyConnection, file: str) -> dict[str, dict[str, str]]:
    rows = connection.execute(
        f"SELECT edition_id, source_file, sha256, fingerprint FROM {file}.meta.release"
    ).fetchall()
    return {row[0]: dict(zip(("source_file", "sha256", "fingerprint"), row[1:], strict=True)) for row in rows}


def _tables(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    new = _counts(connection, NEW)
    base = _counts(connection, BASE) if compare else {}
    for name in sorted(base.keys() | new.keys()):
        before, after = base.get(name), new.get(name)
        if before == after:
            continue
        change = "added" if before is None else "withdrawn" if after is None else "changed"
        yield Change("table", None, name, change, _text(before), _text(after))


def _counts(connection: duckdb.DuckDBPyConnection, file: str) -> dict[str, int]:
    names = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = ?"
        " AND schema_name IN ('core', 'evidence', 'marts') ORDER BY ALL",
        [file],
    ).fetchall()
    return {name: int(connection.execute(f"SELECT count(*) FROM {file}.{name}").fetchall()[0][0]) for (name,) in names}


def _by_hand(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    """Tables that a person entered, and who it was, where the file before does not hold just these."""
    grouped = (
        "SELECT edition_id, core_table, entered_by, entered_on, count(*) FROM {}.evidence.figure"
        " WHERE entered_by IS NOT NULL GROUP BY ALL"
    )
    known = f" EXCEPT {grouped.format(BASE)}" if compare else ""
    rows = connection.execute(f"SELECT * FROM ({grouped.format(NEW)}{known}) ORDER BY ALL").fetchall()
    for edition, table, by, on, figures in rows:
        yield Change("by_hand", edition, f"core.{table}", "added", None, f"{by}, {on}: {figures} figures")


def _restatements(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    columns = "measure_id, detail, fiscal_year, earlier_edition, later_edition, before, after, kind"
    known = f" EXCEPT SELECT {columns} FROM {BASE}.marts.restatement" if compare else ""
    query = f"SELECT * FROM (SELECT {columns} FROM {NEW}.marts.restatement{known}) ORDER BY ALL"
    for measure, detail, year, earlier, later, before, after, kind in connection.execute(query).fetchall():
        subject = " ".join(filter(None, (measure, detail, str(year), f"({kind}, {earlier})")))
        yield Change("restatement", later, subject, "changed", _text(before), _text(after))


def _kpis(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    """Indicators of the newest edition against those of the newest edition before, where that is another one."""
    if not compare:
        return
    new, base = _indicators(connection, NEW), _indicators(connection, BASE)
    for former, kpi in _named_since(connection).items():
        yield Change("kpi", None, kpi, "named", former, kpi)
        if former in base[1]:
            base[1][kpi] = base[1].pop(former)
    if new[0] == base[0]:
        return
    for kpi in sorted(new[1].keys() - base[1].keys()):
        yield Change("kpi", new[0], kpi, "added", None, new[1][kpi])
    for kpi in sorted(base[1].keys() - new[1].keys()):
        yield Change("kpi", new[0], kpi, "withdrawn", base[1][kpi], None)


def _indicators(connection: duckdb.DuckDBPyConnection, file: str) -> tuple[str | None, dict[str, str]]:
    rows = connection.execute(
        f"SELECT edition_id, kpi_id, statement FROM {file}.core.kpi"
        f" JOIN {file}.core.edition USING (edition_id) WHERE is_current"
    ).fetchall()
    return (rows[0][0] if rows else None), {kpi: statement for _, kpi, statement in rows}


def _named_since(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Provisional id in the file before -> the id that its indicator or row has got."""
    rows = connection.execute(
        f"SELECT DISTINCT former, name FROM (SELECT name, unnest(formerly) AS former FROM"
        f" (SELECT kpi_id AS name, formerly FROM {NEW}.meta.kpi"
        f" UNION ALL SELECT measure_id, formerly FROM {NEW}.meta.measure))"
        f" JOIN (SELECT kpi_id AS former FROM {BASE}.core.kpi UNION SELECT measure_id FROM {BASE}.meta.measure)"
        " USING (former) ORDER BY ALL"
    ).fetchall()
    return dict(rows)


def _definitions(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    columns = "kpi_id, edition_id, statement"
    where = "WHERE definition_changed"
    known = f" EXCEPT SELECT {columns} FROM {BASE}.marts.kpi_history {where}" if compare else ""
    query = (
        f"SELECT kpi_id, edition_id, statement_before, statement FROM {NEW}.marts.kpi_history"
        f" SEMI JOIN (SELECT {columns} FROM {NEW}.marts.kpi_history {where}{known}) USING ({columns}) {where}"
        " ORDER BY ALL"
    )
    for kpi, edition, before, after in connection.execute(query).fetchall():
        yield Change("definition", edition, kpi, "changed", before, after)


def _values(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    """Cells of editions that are in both files and differ, by key; a re-read edition should have none."""
    if not compare:
        return
    for name in TABLES:
        for cell in _cells(connection, name) if name.startswith("core.") else ():
            subject = " ".join(filter(None, (name, *map(str, cell.key[1:]), cell.column)))
            left, right = (_side(row, cell.column) for row in (cell.before, cell.after))
            yield Change("value", cell.key[0], subject, cell.change, left, right)


def _cells(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[Cell]:
    """The cells of one table that differ; what has only got its name since is the same row under the new one."""
    key, known = TABLES[name].key, _columns(connection, BASE, name)
    columns = [c.name for c in TABLES[name].columns if c.name in known and c.name not in _DECIDED_WHEN_PUBLISHED]
    if not set(key) <= set(columns):
        return
    before, after = (_rows(connection, file, name, columns) for file in (BASE, NEW))
    named = _named_since(connection) if {"kpi_id", "measure_id"} & set(key) else {}
    before = {tuple(named.get(part, part) for part in parts): row for parts, row in before.items()}
    yield from compared(before, after, [c for c in columns if not named or c not in _DECIDED_BY_NAMING])


def _columns(connection: duckdb.DuckDBPyConnection, file: str, name: str) -> set[str]:
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name || '.' || table_name = ?",
        [file, name],
    ).fetchall()
    return {column for (column,) in rows}


def _rows(
    connection: duckdb.DuckDBPyConnection, file: str, name: str, columns: list[str]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows of one file that the other does not hold alike, of editions that both hold; by key, edition first."""
    other = BASE if file == NEW else NEW
    listed = ", ".join(columns)
    cursor = connection.execute(
        f"SELECT {listed} FROM {file}.{name} WHERE edition_id IN (SELECT edition_id FROM {other}.core.edition)"
        f" EXCEPT SELECT {listed} FROM {other}.{name}"
    )
    found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    keys = [column for column in TABLES[name].key if column != "edition_id"]
    return {(row["edition_id"], *(row[column] for column in keys)): row for row in found}


def _side(row: dict[str, Any] | None, column: str | None) -> str | None:
    """What one file says: the cell that differs, or the beginning of a row that only it has."""
    if row is None:
        return None
    if column is not None:
        return _text(row[column])
    told = [f"{name}={value}" for name, value in row.items() if value is not None and name != "edition_id"]
    return ", ".join(told[:6])


def _checks(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    """How the identities of each edition came out, and how many of its figures are explained."""
    new = _outcomes(connection, NEW)
    base = _outcomes(connection, BASE) if compare else {}
    for key in sorted(new):
        if base.get(key) != new[key]:
            yield Change(
                "check", key[0], key[1], "changed" if key in base else "first", _text(base.get(key)), str(new[key])
            )


def _outcomes(connection: duckdb.DuckDBPyConnection, file: str) -> dict[tuple[str, str], int]:
    rows = connection.execute(
        f"SELECT edition_id, outcome || if(acknowledged, ' acknowledged', ''), count(*)"
        f" FROM {file}.marts.reconciliation GROUP BY ALL UNION ALL"
        f" SELECT edition_id, 'figures', sum(figures) FROM {file}.marts.figure_coverage GROUP BY ALL UNION ALL"
        f" SELECT edition_id, 'unexplained figures', sum(unexplained) FROM {file}.marts.figure_coverage GROUP BY ALL"
    ).fetchall()
    return {(edition, outcome): int(count) for edition, outcome, count in rows}


def insert_changes(connection: duckdb.DuckDBPyConnection, number: int, changes: list[Change]) -> None:
    """Keep them in the new file: meta.release_note."""
    rows = [(number, position, *astuple(change)) for position, change in enumerate(changes, 1)]
    insert(connection, f"{NEW}.meta.release_note", rows)


def _text(value: object) -> str | None:
    """A value in words, without the zeros that only its column type has."""
    if value is None:
        return None
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
