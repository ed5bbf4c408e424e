"""From located tables to rows of the warehouse's core tables.

Belongs here: which cell becomes which column of which core table. Every figure column holds a ``Claim`` until the
ledger has settled it. Does not belong here: geometry, or the words of the report (vocabulary/).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.calendar import MONTHS, first_of_month
from kyokai_pipeline.japanese.text import restore
from kyokai_pipeline.layout.cell_text import items
from kyokai_pipeline.pdf.words import lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.ledger.ledger import Claim
from kyokai_pipeline.report.model import Edition
from kyokai_pipeline.report.tables.cell_values import CellReader, Value
from kyokai_pipeline.report.tables.doubts import check_table
from kyokai_pipeline.report.tables.follows import explain_what_follows
from kyokai_pipeline.report.tables.models import TOTAL, Period
from kyokai_pipeline.report.tables.precision import zero_filled
from kyokai_pipeline.report.tables.units import period_caption
from kyokai_pipeline.vocabulary import TableSpec, measure, measure_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.layout.part import Cell
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.layout.table_model import Place
    from kyokai_pipeline.report.tables.identify import Unnamed

UNNAMED = "unnamed_word"
"""Beside the core tables: what no term explains (evidence.unnamed_word)."""
Rows = dict[str, list[dict[str, Any]]]
Places = tuple["Place", "Place"]
"""Row and column of a cell."""
Builder = Callable[["Table", TableSpec, Edition], Rows]


def claims_of(*several: Rows) -> Iterator[Claim]:
    """What the rows of some tables claim, as long as the ledger has not settled it."""
    tables = (table for rows in several for table in rows.values())
    return (value for table in tables for row in table for value in row.values() if isinstance(value, Claim))


def core_rows(table: Table, spec: TableSpec, new: Sequence[Unnamed], edition: Edition) -> Rows:
    """The rows of a solved table.

    Args:
        table: The table.
        spec: What is known of it, together with the rows that no term explains.
        new: These rows.
        edition: The report.

    Raises:
        ReportError: Some cell cannot be read with certainty.
    """
    check_table(table, spec)
    rows = (_by_fields if spec.fields else _BUILDERS[spec.core])(table, spec, edition)
    if spec.columns.kind in ("fiscal_year", "period"):
        explain_what_follows(table, claims_of(rows))
    return {**rows, **({UNNAMED: [unnamed_row(word, spec.core, edition) for word in new]} if new else {})}


def _values(table: Table, spec: TableSpec) -> list[tuple[Place, Place, Cell, Value]]:
    """Every cell with its value, row by row; numbers of one measure are printed with one precision."""
    reader = CellReader(table, spec, tables())
    at = 0 if table.model.measures == "rows" else 1
    series: dict[Place, dict[Places, Value]] = {}
    for places, cell in table.cells.items():
        value = reader.read(cell, measure_of(spec, str(places[at][1])))
        series.setdefault(places[at], {})[places] = value
    values = {places: value for own in series.values() for places, value in _one_precision(own).items()}
    order = [(row, column) for row in table.rows for column in table.columns]
    return [(row, column, table.cells[row, column], values[row, column]) for row, column in order]


def _one_precision(values: dict[Places, Value]) -> dict[Places, Value]:
    """The values of one measure; those that are numbers get the precision of all."""
    numbers = {places: value.main for places, value in values.items() if value.main}
    filled = dict(zip(numbers, zero_filled([*numbers.values()]), strict=True))
    return {places: replace(value, main=filled.get(places)) for places, value in values.items()}


def _membership(table: Table, spec: TableSpec, edition: Edition) -> Rows:
    rows = []
    _check_years(table, spec, edition, [key for _, key in table.columns])
    for (_, measure_id), (_, year), cell, value in _values(table, spec):
        page, rate = cell.part.page.number, value.rate
        rows.append(
            {
                "edition_id": edition.edition_id,
                "fiscal_year": year,
                "measure_id": measure_id,
                **_number(value.main, "value"),
                "missing_reason": value.missing,
                "unit": measure_of(spec, str(measure_id)).unit,
                "yoy_pct": rate.printed.value if rate else None,
                "yoy_quantum": rate.printed.quantum if rate else None,
                "yoy_missing_reason": value.rate_missing,
                "value_figure_id": Claim(page, value.main, "membership") if value.main else None,
                "yoy_figure_id": Claim(page, rate, "membership") if rate else None,
            }
        )
    return {"membership": rows}


def _check_years(table: Table, spec: TableSpec, edition: Edition, years: Sequence[object]) -> None:
    """The years run without a gap up to the edition's own; a column lost at the edge of a page would break that.

    Raises:
        ReportError: The last year is not the edition's, or one is missing between the first and the last.
    """
    present = {year for year in years if isinstance(year, int)}
    wanted = range(min(present, default=edition.fiscal_year), edition.fiscal_year + 1)
    lacking = [f"{year}年度" for year in wanted if year not in present]
    beyond = [f"{year}年度" for year in sorted(present) if year > edition.fiscal_year]
    if lacking or beyond:
        part = table.parts[0]
        printed = " ".join(head.text for part in table.parts for head in part.heads.columns)
        raise problems.missing_column(part.page, spec, lacking or beyond, part.heads.first.box, printed)


def _by_fields(table: Table, spec: TableSpec, edition: Edition) -> Rows:
    """A row for each cell, its columns named by the vocabulary: ``fields`` of the table."""
    if spec.columns.kind in ("fiscal_year", "period"):
        _check_years(table, spec, edition, [_when(key, edition) for _, key in table.columns])
    names = spec.fields
    rows: Rows = {core: [] for core in spec.core_tables}
    for (group, row), (_, column), cell, value in _values(table, spec):
        core, when = spec.core, {names["column"]: _when(column, edition)}
        if column == TOTAL:
            core, when = names["total"], {"fiscal_year": edition.fiscal_year}
        rows[core].append(
            {
                "edition_id": edition.edition_id,
                **when,
                **({names["group"]: group} if "group" in names else {}),
                names["row"]: row,
                **_number(value.main, names["value"]),
                "missing_reason": value.missing,
                "figure_id": Claim(cell.part.page.number, value.main, core) if value.main else None,
            }
        )
    return rows


def _when(key: object, edition: Edition) -> object:
    """A column's key as the warehouse keeps it: a month by its first day, a period by its fiscal year."""
    if isinstance(key, Period):
        return key.fiscal_year
    return first_of_month(edition.fiscal_year, key) if isinstance(key, int) and key in MONTHS else key


def _programme(table: Table, spec: TableSpec, edition: Edition) -> Rows:
    rows: list[dict[str, Any]] = []
    _check_years(table, spec, edition, [key.fiscal_year for _, key in table.columns if isinstance(key, Period)])
    reader = CellReader(table, spec, tables())
    for (row, column), cell in table.cells.items():
        period, key = column[1], str(row[1])
        assert isinstance(period, Period)
        for measure_id, reading, missing in _figures(key, reader.read(cell, measure_of(spec, key))):
            rows.append(
                {
                    "edition_id": edition.edition_id,
                    "programme": spec.table_id,
                    "measure_id": measure_id,
                    "period_label": period.label,
                    "fiscal_year": period.fiscal_year,
                    **_number(reading, "value"),
                    "unit": measure_of(spec, measure_id).unit,
                    "missing_reason": missing,
                    "figure_id": Claim(cell.part.page.number, reading, "programme_result") if reading else None,
                }
            )
    return {"programme_result": rows}


def _figures(measure_id: str, value: Value) -> Iterator[tuple[str, Reading | None, str | None]]:
    """The measures of a cell with figure or stand-in: that of its row, and the one whose figure stands in brackets."""
    yield measure_id, value.main, value.missing
    if value.nested_measure:
        yield value.nested_measure, value.nested, value.nested_missing


def _number(reading: Reading | None, name: str, quantum: str = "quantum") -> dict[str, Any]:
    """Value and precision of a printed number, or nothing in both columns."""
    printed = reading.printed if reading else None
    return {name: printed.value if printed else None, quantum: printed.quantum if printed else None}


def _procurement(table: Table, spec: TableSpec, edition: Edition) -> Rows:
    offices: dict[str, dict[str, Any]] = {}
    period_label = period_caption(table)
    # A column that this year's table no longer prints stays empty.
    every = [measure(str(term.key)) for term in tables().spec(spec.table_id).columns.words]
    own = ("", "_missing_reason", "_figure_id")
    blank = dict.fromkeys(f"{one.measure_id}{part}" for one in every for part in own)
    blank.update({f"{one.measure_id}_quantum": None for one in every if one.unit == "%"})
    for (_, key), (_, measure_id), cell, value in _values(table, spec):
        of_office = {"edition_id": edition.edition_id, "office": key, "period_label": period_label}
        office = offices.setdefault(str(key), {**of_office, **blank})
        number = _number(value.main, str(measure_id), f"{measure_id}_quantum")
        office.update({name: part for name, part in number.items() if name in blank})
        office[f"{measure_id}_missing_reason"] = value.missing
        if value.main:
            office[f"{measure_id}_figure_id"] = Claim(cell.part.page.number, value.main, "procurement")
    return {"procurement": list(offices.values())}


def _training(table: Table, spec: TableSpec, edition: Edition) -> Rows:
    reader = CellReader(table, spec, tables())
    rows: list[dict[str, Any]] = []
    content, participants = (None, "content"), (None, "training_participants")
    for row in table.rows:
        cell = table.cells[row, participants]
        value = reader.read(cell, measure("training_participants"))
        rows.append(
            {
                "edition_id": edition.edition_id,
                "category": restore(cell.row[0].text),
                "content": items(lines_of(table.cells[row, content].words)) if content in table.columns else None,
                **_number(value.main, "participants"),
                "missing_reason": value.missing,
                "figure_id": Claim(cell.part.page.number, value.main, "training") if value.main else None,
            }
        )
    return {"training": rows}


_BUILDERS: dict[str, Builder] = {
    "membership": _membership,
    "programme_result": _programme,
    "procurement": _procurement,
    "training": _training,
}


def unnamed_row(word: Unnamed, core_table: str, edition: Edition) -> dict[str, Any]:
    """The row of evidence.unnamed_word that warns of a word."""
    x0, top, x1, bottom = word.box
    return {
        "edition_id": edition.edition_id,
        "kind": word.kind,
        "term_id": word.term_id,
        "core_table": core_table,
        "text": word.text,
        "nearest": word.nearest,
        "page": word.page,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
    }
