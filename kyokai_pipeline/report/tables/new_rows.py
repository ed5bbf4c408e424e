"""Rows of a known table that no term explains: loaded under a provisional id where unit and place are certain.

Belongs here: whether such a row is a measure of its own, and of what unit. Does not belong here: finding it
(layout/new_rows.py), and the sentences of a refusal (refusals.py).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical, restore
from kyokai_pipeline.layout.cell_text import pieces_of
from kyokai_pipeline.layout.new_rows import NewRow, solve_with_new_rows
from kyokai_pipeline.layout.solve import Table, solve
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.messages import Phrase, phrase
from kyokai_pipeline.report.tables.identify import Unnamed
from kyokai_pipeline.report.tables.models import model_of
from kyokai_pipeline.report.tables.refusals import refusal
from kyokai_pipeline.report.tables.units import Caption, captions
from kyokai_pipeline.vocabulary import Measure, TableSpec, measure, tables
from kyokai_pipeline.vocabulary.alike import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.part import Cell
    from kyokai_pipeline.pdf.document import PdfPage

_HELD: dict[str, frozenset[str] | None] = {
    "membership": frozenset({"人", "円", "事業所"}),
    "programme_result": None,
    "training": None,
}
"""Core tables whose rows are measures or categories of their own -> the units that they can hold; None: any.

In the other tables every row is a part of a sum, and one that nobody knows would be counted in it or left out of it."""
_SAYS = (
    (re.compile("率|割合|シェア"), "%"),
    (re.compile("(?:金|月|日|総|年)額|医療費"), "円"),
    (re.compile("(?:者|人|員)数$"), "人"),
    (re.compile("件数$"), "件"),
    (re.compile("(?:事業所|社|か所)数$"), "事業所"),
    (re.compile("支部数?$"), "支部"),
)
"""Words of a label that say its unit; another unit beside them leaves a doubt."""


def solved(pages: Sequence[PdfPage], spec: TableSpec) -> tuple[Table, TableSpec, list[Unnamed]]:
    """Find one table of the vocabulary.

    Returns:
        The table; what is known of it, together with the measures of rows that no term explains; and those rows.

    Raises:
        ReportError: It is nowhere, some word of it has no certain place, or a row that nobody knows no certain unit.
    """
    model = model_of(spec, tables())
    if spec.core not in _HELD:
        try:
            return solve(pages, model), spec, []
        except Unsolved as unsolved:
            raise _advised(refusal(unsolved, spec), unsolved, phrase("row_of_a_sum")) from unsolved
    try:
        table, new = solve_with_new_rows(pages, model, lambda text: provisional_row_id(spec.table_id, text))
    except Unsolved as unsolved:
        raise _advised(refusal(unsolved, spec), unsolved, phrase("row_place_unsure")) from unsolved
    found = []
    for row in new:
        unit = _unit(row, table, spec)
        if isinstance(unit, Phrase):
            raise _refused(row, spec, unit)
        found.append(Measure(row.key, _printed(row), _printed(row), unit, Term(row.key, (row.text,))))
    unnamed = [_unnamed(row, spec) for row in new]
    return table, replace(spec, new=tuple(found)), unnamed


def provisional_row_id(table_id: str, label: str) -> str:
    """The id of a row that no term explains: the same label in the same table has the same id next year.

    Numbers of a label are a part of what it counts (40～64歳).
    """
    return f"new_{hashlib.sha256(f'{table_id}/{canonical(label)}'.encode()).hexdigest()[:8]}"


def _printed(row: NewRow) -> str:
    """The label as printed, with the marks and the unit that stand with it."""
    return restore(row.cells[0].row[0].text)


def _unnamed(row: NewRow, spec: TableSpec) -> Unnamed:
    label = row.cells[0].row[0]
    near = nearest(row.text, [*spec.rows, *spec.groups])
    return Unnamed("row", row.key, _printed(row), row.cells[0].part.page.number, label.box, near)


def _unit(row: NewRow, table: Table, spec: TableSpec) -> str | Phrase:
    """The base unit of a row, or why none is certain."""
    if any(word in row.text for word in tables().of_another_row):
        return phrase("row_of_another")
    if spec.core == "training":  # its rows are categories, counted in the unit of the column
        return measure("training_participants").unit
    unit = _said(row, table, spec)
    expected = next((unit for pattern, unit in _SAYS if pattern.search(row.text)), None)
    held = _HELD[spec.core]
    if unit is None or (expected is not None and unit.base != expected):
        return phrase("row_unit_unsure")
    return unit.base if held is None or unit.base in held else phrase("row_unit_unheld")


def _said(row: NewRow, table: Table, spec: TableSpec) -> Unit | None:
    """What says the unit: the label, the head or the column of units, every cell; else the one caption there is."""
    labels = [found.unit for found in row.cells[0].labels if found.unit]
    if labels:
        return labels[0]
    beside = canonical("".join(word.plain for word in row.cells[0].units)).strip("()")
    if beside:
        return parse_unit(beside)
    own = {_own_unit(cell) for cell in row.cells if not _is_placeholder(cell)}
    if own and own != {None}:
        return Unit(next(iter(own)) or "") if len(own) == 1 else None
    return _captioned(row.text, captions(table, spec))


def _captioned(label: str, stated: Sequence[Caption]) -> Unit | None:
    """What captions say for a row: the one that names it, or the only one where none names anything."""
    naming = [caption for caption in stated if label in (caption.name, *caption.name.split("・"))]
    speaking = naming if any(caption.name for caption in stated) else stated
    units = {caption.unit for caption in speaking}
    return units.pop() if len(units) == 1 else None


def _is_placeholder(cell: Cell) -> bool:
    return canonical("".join(word.text for word in cell.words)) in tables().placeholders


def _own_unit(cell: Cell) -> str | None:
    """The unit printed in a cell with its number; a rate in brackets has its own."""
    for piece in pieces_of(cell.words):
        if not piece.bracketed:
            try:
                return piece.number().printed.unit
            except NotANumber:
                return None
    return None


def _refused(row: NewRow, spec: TableSpec, why: Phrase) -> ReportError:
    cell, label = row.cells[0], row.cells[0].row[0]
    unsolved = Unsolved("unknown_row", cell.part.page, label.box, _printed(row))
    return refusal(unsolved, spec).advised("row_not_loaded", why=why)


def _advised(problem: ReportError, unsolved: Unsolved, why: Phrase) -> ReportError:
    return problem.advised("row_not_loaded", why=why) if unsolved.why == "unknown_row" else problem
