"""How the rows of a core table are compared: of two editions in one file, or of one edition in two files.

Belongs here: which rows are the same row, which cells differ, what kind of difference that is; all of it from the
schemas. Does not belong here: where the rows come from (differences.py for releases, ``two_editions`` for editions).
"""

from __future__ import annotations

import itertools
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.schemas import SAME_DEFINITION, TABLES, ColumnInfo, figure_columns, figures_behind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import duckdb

Row = dict[str, Any]
Key = tuple[Any, ...]

COMPARED = tuple(name for name in TABLES if name.startswith("core.") and name != "core.edition")
"""Every table that says what an edition says; core.edition says which one it is."""
_PLACES = ("edition_id", "page", "position")
"""Columns that say where a row stands, not what it says; so do those that point at figures."""
_NO_NUMBERS = ("VARCHAR", "BOOLEAN", "DATE")
_AROUND = ("pillar", "section", "kind", "sentence", "phrase")
"""What stands around a row of the running text: headings and kind say where it is, and a sentence is a passage."""


@dataclass(frozen=True)
class Cell:
    """One difference.

    Attributes:
        key: Which row.
        column: Which of its columns; none where the row as a whole is on one side only.
        before: The row on the first side, if it is there.
        after: The row on the other side, if it is there.
    """

    key: Key
    column: str | None
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is on the other side, or as it was."""
        return self.after or self.before or {}

    @property
    def change(self) -> str:
        """added, withdrawn or changed."""
        return "added" if self.before is None else "withdrawn" if self.after is None else "changed"


def compared(
    before: Mapping[Key, Row],
    after: Mapping[Key, Row],
    columns: Sequence[str],
    alike: Callable[[Any, Any], bool] = operator.eq,
) -> Iterator[Cell]:
    """Every cell that differs, and every row that is on one side only, in the order of their keys."""
    for key in sorted(before.keys() | after.keys(), key=str):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield Cell(key, None, old, new)
            continue
        for column in columns:
            if not alike(old[column], new[column]):
                yield Cell(key, column, old, new)


def two_editions(connection: duckdb.DuckDBPyConnection, earlier: str, later: str) -> list[dict[str, Any]]:
    """What two editions of a published file say differently, each kind in the order of the document.

    Returns:
        One entry a difference: kind (kpi, definition, value or text), place (the table), subject (the row), column,
        change (added, gone or changed), before, after as printed or in base units, unit, difference (after less
        before, of numbers), other_year (whether the row is there because the other edition prints no row of its year),
        and the figures of both.
    """
    found = []
    years = dict(connection.execute("SELECT edition_id, fiscal_year FROM core.edition").fetchall())
    for name in COMPARED:
        sides = [_keyed(name, _rows_of(connection, name, edition)) for edition in (earlier, later)]
        times = [{_time(name, row) for row in side.values()} for side in sides]
        for cell in compared(sides[0], sides[1], _saying(name), _reads_alike):
            if not _moved_on(cell, years[later] - years[earlier]) and not _said_by_definition(name, cell):
                other_year = _of_other_year(name, cell, times[1] if cell.after is None else times[0])
                found.append((_where(name, cell.row), _entry(name, cell, other_year=other_year)))
    return [entry for _, entry in sorted(found, key=lambda one: (_KINDS.index(one[1]["kind"]), one[0]))]


def _time(name: str, row: Row) -> Any:
    """The year or month that a row is about; None in a table whose rows are all about the edition's own year."""
    return next((row.get(column) for column in ("fiscal_year", "month") if column in TABLES[name].across), None)


def _of_other_year(name: str, cell: Cell, times: set[Any]) -> bool:
    """Whether a row is on one side only, and about a time that no row of the other side is about."""
    return cell.column is None and _time(name, cell.row) not in {None, *times}


def _moved_on(cell: Cell, years: int) -> bool:
    """Whether nothing but the edition's year differs: a figure about last year is about last year in both."""
    if cell.column != "fiscal_year" or cell.before is None or cell.after is None or not years:
        return False
    before, after = cell.before["fiscal_year"], cell.after["fiscal_year"]
    return before is not None and after is not None and after - before == years


def _said_by_definition(name: str, cell: Cell) -> bool:
    """A statement that counts something else is told as a changed definition, not as a changed text too."""
    if name != "core.kpi" or cell.column != "statement" or cell.before is None or cell.after is None:
        return False
    return not _reads_alike(cell.before["definition"], cell.after["definition"])


def _where(name: str, row: Row) -> tuple[float, int]:
    """Page, and the place on it in reading order; what is on no page in particular comes last."""
    figure = next((row[column] for column in figure_columns(name) if row.get(column)), None)
    if found := re.search(r":p(\d+):(\d+)$", figure or ""):
        return float(found[1]), int(found[2])
    return float(row.get("page") or "inf"), int(row.get("position") or row.get("number") or 0)


def _rows_of(connection: duckdb.DuckDBPyConnection, name: str, edition: str) -> list[Row]:
    order = ", ".join(TABLES[name].key)
    cursor = connection.execute(f"SELECT * FROM {name} WHERE edition_id = ? ORDER BY {order}", [edition])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _keyed(name: str, rows: Iterable[Row]) -> dict[Key, Row]:
    """Rows by what makes them the same row in another edition; the second of the same is the second there too.

    A figure that nobody has named is none of another edition's: its sentence is compared as a passage.
    """
    found: dict[Key, Row] = {}
    for row in rows:
        key = tuple(_unbroken(row[column]) for column in TABLES[name].across)
        if key[0] is None:
            continue
        found[next(k for n in itertools.count(1) if (k := (*key, n)) not in found)] = row
    return found


def _saying(name: str) -> list[str]:
    """The columns that hold what an edition says."""
    schema = TABLES[name]
    silent = {*_PLACES, *schema.across, *figure_columns(name)}
    if any(column.name == "section" for column in schema.columns):
        silent.update(_AROUND)
    return [column.name for column in schema.columns if column.name not in silent]


def _reads_alike(one: Any, other: Any) -> bool:
    return bool(_unbroken(one) == _unbroken(other))


def _unbroken(value: Any) -> Any:
    """A text without its white space, which is where the typesetter broke a line."""
    return squeeze(value) if isinstance(value, str) else value


def _entry(name: str, cell: Cell, *, other_year: bool) -> dict[str, Any]:
    before, after = (_said(name, cell.column, row) for row in (cell.before, cell.after))
    return {
        "kind": _kind(name, cell.column),
        "place": name,
        "subject": _subject(name, cell),
        "column": cell.column,
        "change": "gone" if cell.change == "withdrawn" else cell.change,
        "before": before,
        "after": after,
        "unit": _unit(name, cell),
        "difference": _difference(name, cell),
        "other_year": other_year,
        **{
            f"{side}_figure_id": _figure(name, cell.column, row)
            for side, row in (("before", cell.before), ("after", cell.after))
        },
    }


def _unit(name: str, cell: Cell) -> str | None:
    """The unit of a number: the column's, or the one that the row names."""
    about = _about(name, cell.column or _main(name))
    return None if about.sql in _NO_NUMBERS else cell.row.get("unit") if about.unit == "{unit}" else about.unit


def _difference(name: str, cell: Cell) -> str | None:
    column = cell.column or ""
    if cell.before is None or cell.after is None or _about(name, column).sql in _NO_NUMBERS:
        return None
    before, after = cell.before[column], cell.after[column]
    same_unit = cell.before.get("unit") == cell.after.get("unit")
    return str(after - before) if same_unit and before is not None and after is not None else None


def _subject(name: str, cell: Cell) -> str:
    """The row in words: what it is about first, then its year or month."""
    parts = [cell.row[column] for column in TABLES[name].across if cell.row[column] is not None]
    return " ".join(map(str, sorted(parts, key=lambda part: not isinstance(part, str))))


_KINDS = ("kpi", "definition", "value", "text")


def _kind(name: str, column: str | None) -> str:
    """What sort of news it is that a cell differs, or that a row is on one side only."""
    if name == "core.kpi" and column in (None, *SAME_DEFINITION):
        return "kpi" if column is None else "definition"
    return "text" if _is_text(name, column or _main(name)) else "value"


def _is_text(name: str, column: str) -> bool:
    """A column of any words, not of numbers or of a closed list."""
    about = _about(name, column)
    return about.sql == "VARCHAR" and not about.allowed


def _about(name: str, column: str) -> ColumnInfo:
    return next(c for c in TABLES[name].columns if c.name == column)


def _main(name: str) -> str:
    """The column that says most of a row: its first number, else its last text."""
    silent = {*_PLACES, "report_page", *TABLES[name].across, *figure_columns(name)}
    numbers = [c.name for c in TABLES[name].columns if c.name not in silent and c.sql not in _NO_NUMBERS]
    return numbers[0] if numbers else [c.name for c in TABLES[name].columns if c.sql == "VARCHAR"][-1]


def _said(name: str, column: str | None, row: Row | None) -> str | None:
    """What a row says: an indicator's definition in the words that are printed, not as they are compared."""
    if row is None:
        return None
    whole = name == "core.kpi" and column in (None, "definition")
    said = row["statement" if whole else column or _main(name)]
    return None if said is None else str(said)


def _figure(name: str, column: str | None, row: Row | None) -> str | None:
    if row is None:
        return None
    return next((row[figure] for figure in figures_behind(name, column or "") if row[figure] is not None), None)
