"""The body of a table under its heads: which words are labels, which are cells, and where the table ends.

Belongs here: the extent of a table. Does not belong here: giving cells to rows and columns; that is matrix.py.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.layout.cell_text import looks_numeric, numeric_line
from kyokai_pipeline.layout.labels import LEADING, Found, adornments, find_terms
from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline.pdf.words import Line, Word, lines_of
from kyokai_pipeline.report.tables.heads import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.heads import Head
    from kyokai_pipeline.vocabulary import Tables, TableSpec


@dataclass
class Body:
    """What stands under the heads of one table.

    Attributes:
        labels: Row labels, top to bottom.
        groups: Labels that span several rows.
        rates: Labels of rows that hold only rates of change.
        lines: Lines of cells, labels left out, top to bottom.
        strangers: Words in the label column that no term explains.
        right: How far the table reaches to the right.
    """

    labels: list[Found] = field(default_factory=list)
    groups: list[Found] = field(default_factory=list)
    rates: list[Found] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    strangers: list[Word] = field(default_factory=list)
    right: float = 0.0

    @property
    def words(self) -> list[Word]:
        """All words of all cells."""
        return [word for line in self.lines for word in line.words]


def find_body(page: PdfPage, heads: Sequence[Head], spec: TableSpec, tables: Tables) -> Body:
    """Read downwards from the heads until something stands there that is neither a label nor a cell."""
    top = max(head.found.box[3] for head in heads)
    first = heads[0].found
    size = max(word.size for word in first.words)
    aside = {id(word) for line in page_number_lines(page) for word in line.words}
    below = [w for w in page.words if w.base > top - 0.3 * size and not _in(w, heads) and id(w) not in aside]
    found = find_terms(
        [w for w in below if w.x0 < first.x],
        [
            *(*spec.rows, *spec.optional_rows, *spec.groups),
            *(tables.rate_rows, tables.ignored_rows, tables.ignored_number_rows),
        ],
        page.rules,
    )
    found = _first_of_each(found, spec)
    rows = [f for f in found if f.key in _keys(spec.rows)]
    body = Body(right=_right(page, heads))
    ends = [f.box[2] for f in found if f.box[2] <= max(first.box[2], first.x)]
    if not rows or not ends:
        return body
    left = min(f.box[0] for f in _column_of(found, rows, first)) - 1
    label_right = max(ends)
    used = {id(word) for f in found for word in f.words}
    units = {id(w) for w in below if under_unit_head(w, heads)}
    extent = Extent(label_right, first.x, max(f.box[3] for f in rows))
    body.right = _reach_to(page, below, heads, extent, tables.placeholders, body.right)
    region = [w for w in below if w.x1 > left and w.x0 < body.right]
    lines = _cells(region, used, units, extent, tables.placeholders, size)
    if not lines:
        return body
    body.lines = lines
    upper, lower = lines[0].box[1], lines[-1].box[3]
    inside = [f for f in found if _overlaps(f, upper - size, lower + size)]
    body.labels = [f for f in inside if f.key in _keys((*spec.rows, *spec.optional_rows, tables.ignored_number_rows))]
    body.groups = [f for f in found if f.key in _keys(spec.groups) and _overlaps(f, min(top, upper), lower + size)]
    body.rates = [f for f in inside if f.key == tables.rate_rows.key]
    in_cells = {id(word) for word in body.words}
    body.strangers = [
        w
        for w in region
        if id(w) not in used
        and id(w) not in in_cells
        and w.x0 < label_right
        and upper - 0.2 * size < w.y < lower + 0.2 * size
        and adornments(w.plain) is None
    ]
    return body


def _first_of_each(found: list[Found], spec: TableSpec) -> list[Found]:
    """The labels nearest under the heads: each row once (once a group), and what else stands among them.

    The same words may head the rows of another table further down the page.
    """
    often = max(1, len(spec.groups))
    limits = {
        **{term.key: often for term in spec.rows},
        **{term.key: 1 for term in (*spec.groups, *spec.optional_rows)},
    }
    taken: list[Found] = []
    for label in sorted(found, key=lambda f: f.y):
        if label.key in limits:
            if not limits[label.key]:
                continue
            limits[label.key] -= 1
        taken.append(label)
    lowest = max((f.y for f in taken if f.key in limits), default=0.0)
    return [f for f in taken if f.key in limits or f.y <= lowest + 3 * LEADING * f.words[0].size]


def under_unit_head(word: Word, heads: Sequence[Head]) -> bool:
    """Whether a word stands in the column headed 単位; units may be broken there (千カ over 所)."""
    return any(
        head.key == UNIT and head.found.box[0] - word.size <= word.x <= head.found.box[2] + word.size for head in heads
    )


def _keys(terms: Iterable[Term]) -> set[str]:
    return {term.key for term in terms}


def _in(word: Word, heads: Sequence[Head]) -> bool:
    return any(word is part for head in heads for part in head.found.words)


def _overlaps(found: Found, upper: float, lower: float) -> bool:
    return found.box[3] > upper and found.box[1] < lower


def _column_of(found: list[Found], rows: list[Found], first: Found) -> list[Found]:
    """The labels of this table only: no wide gutter parts them from the label nearest to its first column."""
    nearest = max((f for f in rows if f.box[0] < first.x), key=lambda f: f.box[2], default=rows[0])
    edge = nearest.box[0]
    column = [nearest]
    for other in sorted(found, key=lambda f: -f.box[2]):
        if other.box[2] >= edge - 12 * max(w.size for w in nearest.words):
            column.append(other)
            edge = min(edge, other.box[0])
    return column


def _right(page: PdfPage, heads: Sequence[Head]) -> float:
    """The right side of the last column: its rule, or half a column beyond its head."""
    last = heads[-1].found
    ruled = page.rules.around(last.box).right
    pitch = _pitch(heads) or 2 * (last.box[2] - last.box[0])
    if ruled is not None and ruled <= last.x + 1.2 * pitch:
        return ruled
    return max(last.x + 0.75 * pitch, last.box[2])


def _pitch(heads: Sequence[Head]) -> float | None:
    """How far the columns of numbers stand apart; None where there is only one."""
    places = [head.found.x for head in heads if head.key != UNIT]
    return median(b - a for a, b in itertools.pairwise(places)) if len(places) > 1 else None


def _reach_to(
    page: PdfPage,
    below: Sequence[Word],
    heads: Sequence[Head],
    extent: Extent,
    placeholders: frozenset[str],
    right: float,
) -> float:
    """How far the last column reaches where its head stands at its left and its numbers at its right.

    Not over a rule, and only as far as nothing but numbers stands there.
    """
    pitch = _pitch(heads)
    if pitch is None or heads[-1].key == UNIT or page.rules.around(heads[-1].found.box).right is not None:
        return right
    wide = heads[-1].found.box[0] + 1.05 * pitch
    beyond = [w for w in below if right <= w.x0 < wide and w.base <= extent.lowest]
    return wide if beyond and all(looks_numeric(word, placeholders) for word in beyond) else right


class Extent(NamedTuple):
    """How far labels reach to the right, where the first column stands, and how far down the last label reaches."""

    label_right: float
    first_column: float
    lowest: float


def _cells(
    region: list[Word],
    labels: set[int],
    units: set[int],
    extent: Extent,
    placeholders: frozenset[str],
    size: float,
) -> list[Line]:
    """Lines of cells from the heads down to the first line that holds anything else."""
    cells: list[Line] = []
    widest, previous = 0.0, None
    label_right, first_column, lowest = extent
    for line in lines_of(region):
        if previous is not None and line.base - previous > max(6 * size, 2.2 * widest):
            break
        if cells and any(w.x0 < label_right and w.x1 > first_column and id(w) not in labels for w in line.words):
            break  # running text under the table: no label reaches into the columns
        area = [w for w in line.words if id(w) not in labels and w.x0 >= label_right - 0.5 * w.size]
        if area:
            content = Line(tuple(area))
            numbers = Line(tuple(w for w in area if id(w) not in units) or tuple(area))
            if (
                all(id(w) in units for w in area)
                or numeric_line(numbers, placeholders)
                or _continues(numbers, placeholders, cells)
                or (line.base < lowest and _mostly_numbers(numbers, placeholders))
            ):
                cells.append(content)
            elif cells:
                break
            else:
                continue
        if previous is not None:
            widest = max(widest, line.base - previous)
        previous = line.base
    return cells


def _mostly_numbers(line: Line, placeholders: frozenset[str]) -> bool:
    """A line of cells of which one is no number: whoever reads the cell says so; the table does not end here."""
    numeric = sum(looks_numeric(word, placeholders) for word in line.words)
    return numeric >= 2 and 2 * numeric > len(line.words)


def _continues(line: Line, placeholders: frozenset[str], cells: list[Line]) -> bool:
    """A line of units or opened brackets that belongs to the numbers above it."""
    return bool(cells) and all(looks_numeric(word, placeholders) for word in line.words)
