"""Where a table stands, and every word of it given to exactly one place.

The parts of a table (halves side by side, five years and five years, what goes on overleaf) join by their axes; a
table may be printed with its rows as columns. Belongs here: whole tables. Does not belong here: one part (part.py),
what a cell says (cell_text.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.extent import find_body
from kyokai_pipeline.layout.heads import Heads, find_heads
from kyokai_pipeline.layout.part import Cell, Part
from kyokai_pipeline.layout.tolerances import ROWS
from kyokai_pipeline.layout.unsolved import Unsolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.table_model import Place, TableModel
    from kyokai_pipeline.pdf.document import PdfPage


@dataclass
class Table:
    """A solved table, its axes as its model has them.

    Attributes:
        parts: Where it stands.
        cells: (row, column) -> cell.
    """

    model: TableModel
    parts: list[Part]
    cells: dict[tuple[Place, Place], Cell]

    @property
    def rows(self) -> list[Place]:
        """Its rows, as printed from the top."""
        return list(dict.fromkeys(row for row, _ in self.cells))

    @property
    def columns(self) -> list[Place]:
        """Its columns, as printed from the left."""
        return list(dict.fromkeys(column for _, column in self.cells))

    def series(self) -> list[list[Cell]]:
        """The cells of each measure, in the order of the table: numbers printed with the same precision."""
        at = 0 if self.model.measures == "rows" else 1
        found: dict[Place, list[Cell]] = {}
        for places, cell in self.cells.items():
            found.setdefault(places[at], []).append(cell)
        return list(found.values())


def find_parts(page: PdfPage, model: TableModel) -> list[Part]:
    """Every place on a page that could be (a part of) this table, as its model has it or turned."""
    ways = [(model, False), *([(model.turned, True)] if model.turnable else [])]
    found = [(way, turned, heads) for way, turned in ways for heads in find_heads(page, way.columns, way.surroundings)]
    parts = [
        Part(page, way, heads, find_body(page, heads, way), turned)
        for way, turned, heads in found
        if _whole_heads(heads, way, turned)
    ]
    return [part for part in parts if part.body.labels and (part.body.spans or not part.model.rows.spans)]


def _whole_heads(heads: Heads, model: TableModel, turned: bool) -> bool:
    """Whether heads may be a table's: under the heads that span them, and all of them where the table is turned."""
    if model.columns.spans and not heads.spans:
        return False
    return not turned or {head.key for head in heads.values} >= set(model.columns.required)


def solve(pages: Sequence[PdfPage], model: TableModel) -> Table:
    """Find a table in a document and give each of its words to one place.

    Raises:
        Unsolved: It stands nowhere or in more than one place, or some word of it has no place or two.
    """
    parts = _choose([part for page in pages for part in find_parts(page, model)])
    for part in parts:
        part.check()
    _check_labels(parts)
    cells: dict[tuple[Place, Place], Cell] = {}
    for part in parts:
        part.fill()
        for (row, column), cell in part.cells.items():
            at = (column, row) if part.turned else (row, column)
            if at in cells:
                raise Unsolved("row_twice", part.page, cell.box, None, key=row[1])
            cells[at] = cell
    table = Table(model, parts, cells)
    _check_complete(table)
    return table


def _choose(found: Sequence[Part]) -> list[Part]:
    """The one place where a table stands, or the parts that join to it.

    Raises:
        Unsolved: There is none, or the best match is not the only one.
    """
    whole = [part for part in found if part.share >= _enough(part.model)]
    best = max((part.share for part in whole), default=0.0)
    chosen = [part for part in whole if part.share == best]
    if best < 1.0:
        chosen = _joined(found) or chosen
    if not chosen:
        raise Unsolved("missing_table")
    if any(one.found & other.found for one, other in itertools.combinations(chosen, 2)):
        raise Unsolved("ambiguous_table", chosen[0].page, pages=[part.page.number for part in chosen])
    return chosen


def _enough(model: TableModel) -> float:
    short = len(model.rows.required) <= ROWS.short_rows and model.columns.read is not None
    return ROWS.enough_short if short else ROWS.enough_rows


def _joined(found: Sequence[Part]) -> list[Part]:
    """Parts with the same columns whose rows together are all rows of the table; none where they are not."""
    for first in found:
        keys = [head.key for head in first.heads.values]
        alike = [p for p in found if p.turned == first.turned and [head.key for head in p.heads.values] == keys]
        rows = [f.key for part in alike for f in part.body.labels]
        if len(alike) > 1 and set(first.model.rows.required) <= set(rows) and len(rows) == len(set(rows)):
            return alike
    return []


def _check_labels(parts: Sequence[Part]) -> None:
    """Every row has its label in some part, and every span in each."""
    model, body = parts[0].model, parts[0].body
    have = {f.key for part in parts for f in part.body.labels}
    spans = [(term.key, None) for term in model.rows.spans if term.key not in {f.key for f in body.spans}]
    lacking = [(None, key) for key in model.rows.required if key not in have and key != model.rows.blank]
    for span, key in (*lacking, *spans):
        raise Unsolved("missing_row", parts[0].page, key=span if key is None else key)


def _check_complete(table: Table) -> None:
    """Each row and each column of the table is there, once."""
    part = table.parts[0]
    for axis, have, why in ((table.model.rows, table.rows, "row"), (table.model.columns, table.columns, "column")):
        lacking = [key for span, key in axis.places if (span, key) not in have]
        if lacking and (why == "row") != part.turned:
            raise Unsolved("missing_row", part.page, key=lacking[0])
        if lacking or len(have) < axis.at_least:
            heads = part.heads
            printed = " ".join(head.text for head in heads.columns)
            raise Unsolved(
                "missing_column", part.page, heads.first.box, printed, keys=lacking, more=axis.at_least - len(have)
            )
