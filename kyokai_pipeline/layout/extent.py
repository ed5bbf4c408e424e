"""What stands under the heads of a table: which words are labels, which are cells, and where the table ends.

Belongs here: the extent of a table. Does not belong here: giving cells to rows and columns (rows.py, solve.py).
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.cell_text import ends_of_numbers, looks_numeric, numeric_line
from kyokai_pipeline.layout.labels import Found, find_read, find_terms
from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline.layout.table_model import IGNORED_TEXT, RATES, UNIT
from kyokai_pipeline.layout.tolerances import EXTENT, LABELS
from kyokai_pipeline.pdf.words import Line, Word, lines_of, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.heads import Heads
    from kyokai_pipeline.layout.table_model import Key, TableModel
    from kyokai_pipeline.pdf.document import PdfPage


@dataclass
class Body:
    """What stands under the heads of one table.

    Attributes:
        labels: Row labels, top to bottom.
        spans: Labels that cover several rows.
        rates: Labels of rows that hold only rates of change.
        others: Labels that head no numbers.
        lines: Lines of cells, labels left out, top to bottom.
        left: How far the table reaches to the left.
        right: How far the table reaches to the right.
    """

    labels: list[Found] = field(default_factory=list)
    spans: list[Found] = field(default_factory=list)
    rates: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0

    @property
    def words(self) -> list[Word]:
        """All words of all cells."""
        return [word for line in self.lines for word in line.words]

    @property
    def label_words(self) -> set[Word]:
        """The words of all labels."""
        return {word for f in (*self.labels, *self.spans, *self.rates, *self.others) for word in f.words}

    @property
    def label_right(self) -> float:
        """How far row labels reach to the right."""
        return max((label.box[2] for label in self.labels), default=0.0)


def find_body(page: PdfPage, heads: Heads, model: TableModel) -> Body:
    """Read downwards from the heads until something stands there that is neither a label nor a cell."""
    size = max(word.size for word in heads.first.words)
    below = _below(page, heads, size)
    found = _labels(page, [w for w in below if w.x0 < heads.first.x], model)
    rows = [f for f in found if f.key not in model.side_keys | model.optional_keys]
    label_right = _label_right(found, heads.first)
    body = Body(right=_right(page, heads))
    if not rows or label_right is None:
        return body
    body.left = min(f.box[0] for f in _column_of(found, rows, heads.first)) - 1
    lowest = max((f.box for f in rows), key=lambda box: box[3])
    extent = _Extent(page, heads, model, label_right, lowest[3], words_of_labels(found))
    body.right = extent.reach(below, body.right)
    body.lines = extent.find_lines(below, body.left, body.right, lowest)
    if body.lines:
        _sort_labels(body, found, model, heads.bottom, size)
    return body


def words_of_labels(found: Iterable[Found]) -> set[Word]:
    """All words of some labels."""
    return set(itertools.chain.from_iterable(label.words for label in found))


def _label_right(found: Sequence[Found], first: Found) -> float | None:
    """How far labels reach to the right; a table whose every label reaches over its first column is no such table."""
    return max((f.box[2] for f in found if f.box[2] <= max(first.box[2], first.x)), default=None)


def _below(page: PdfPage, heads: Heads, size: float) -> list[Word]:
    """What stands under the heads, page numbers left out."""
    aside = heads.words.union(*(line.words for line in page_number_lines(page)))
    ceiling = heads.bottom - EXTENT.begin_sizes * size
    return [word for word in page.words if word.base > ceiling and word.x0 > heads.left and word not in aside]


def _labels(page: PdfPage, words: Sequence[Word], model: TableModel) -> list[Found]:
    """The labels nearest under the heads: each row once (once a span), and what else stands among them.

    The same words may head the rows of another table further down the page.
    """
    rows = model.rows
    read = find_read(words, rows.read, page.rules) if rows.read else []
    taken = words_of_labels(read)
    others = (*rows.known, *rows.spans, *model.surroundings.row_terms)
    found = read + find_terms([w for w in words if w not in taken], others, page.rules)
    limits: Counter[Key] = Counter({f.key: 1 for f in read})
    limits.update({term.key: len(rows.spans) or 1 for term in rows.known})
    limits.update({term.key: 1 + len(page.seams) for term in rows.spans})
    return _nearest_of_each(found, limits)


def _nearest_of_each(found: Sequence[Found], limits: Counter[Key]) -> list[Found]:
    """Labels from the top down, each key as often as it may stand; others down to a little below the last of these."""
    left, taken = limits.copy(), []
    for label in sorted(found, key=lambda f: f.y):
        if label.key in limits:
            left[label.key] -= 1
            if left[label.key] < 0:
                continue
        taken.append(label)
    lowest = max((f.y for f in taken if f.key in limits), default=0.0)
    return [
        f
        for f in taken
        if f.key in limits or f.y <= lowest + EXTENT.below_lines * LABELS.leading_sizes * f.words[0].size
    ]


def _sort_labels(body: Body, found: Sequence[Found], model: TableModel, top: float, size: float) -> None:
    """Give the labels that stand beside the cells to their kinds."""
    upper, lower = body.lines[0].box[1], body.lines[-1].box[3]
    spans = {term.key for term in model.rows.spans}
    for label in found:
        ceiling = min(top, upper) if label.key in spans else upper - size
        if label.box[3] <= ceiling or label.box[1] >= lower + size:
            continue
        if label.key in spans:
            again = any(label.key == said.key for said in body.spans[-1:])  # overleaf
            (body.others if again else body.spans).append(label)
        elif label.key == RATES:
            body.rates.append(label)
        elif label.key == IGNORED_TEXT:
            body.others.append(label)
        else:
            body.labels.append(label)


def _column_of(found: Sequence[Found], rows: Sequence[Found], first: Found) -> list[Found]:
    """The labels of this table only: no wide gutter parts them from the label nearest to its first column."""
    nearest = max((f for f in rows if f.box[0] < first.x), key=lambda f: f.box[2], default=rows[0])
    edge = nearest.box[0]
    column = [nearest]
    for other in sorted(found, key=lambda f: -f.box[2]):
        if other.box[2] >= edge - EXTENT.column_sizes * max(w.size for w in nearest.words):
            column.append(other)
            edge = min(edge, other.box[0])
    return column


def _right(page: PdfPage, heads: Heads) -> float:
    """The right side of the last column: its rule, or half a column beyond its head."""
    last = heads.last
    ruled = page.rules.around(last.box).right
    pitch = heads.pitch or 2 * (last.box[2] - last.box[0])
    if ruled is not None and ruled <= last.x + EXTENT.ruled_columns * pitch:
        return ruled
    return max(last.x + EXTENT.last_columns * pitch, last.box[2])


def under_unit_head(word: Word, heads: Heads) -> bool:
    """Whether a word stands in the column headed 単位; units may be broken there (千カ over 所)."""
    return any(
        head.key == UNIT and head.box[0] - word.size <= word.x <= head.box[2] + word.size for head in heads.columns
    )


@dataclass
class _Extent:
    """Where the cells of one table may stand.

    Attributes:
        label_right: How far labels reach to the right.
        lowest: How far the last label reaches down.
        labels: Words of labels.
    """

    page: PdfPage
    heads: Heads
    model: TableModel
    label_right: float
    lowest: float
    labels: Collection[Word]

    def reach(self, below: Sequence[Word], right: float) -> float:
        """How far the last column reaches where its head stands at its left and its numbers at its right.

        Not over a rule, and only as far as nothing but numbers stands there.
        """
        last, pitch = self.heads.last, self.heads.pitch
        if pitch is None or last.key == UNIT or self.page.rules.around(last.box).right is not None:
            return right
        wide = last.box[0] + EXTENT.wide_columns * pitch
        beyond = [w for w in below if right <= w.x0 < wide and w.base <= self.lowest]
        return wide if beyond and all(looks_numeric(w, self.model.surroundings.placeholders) for w in beyond) else right

    def find_lines(self, below: Sequence[Word], left: float, right: float, lowest: Box) -> list[Line]:
        """Lines of cells between two sides; of a table with running text, all lines down to its end."""
        region = [word for word in below if word.x1 > left and word.x0 < right]
        if not self.model.columns.texts:
            return self.number_lines(region)
        inside = [w for w in region if w.y > self.heads.bottom]
        words = down_to_the_end(self.page, inside, lowest, EXTENT.text_sizes)
        return lines_of(w for w in words if self._in_columns(w))

    def number_lines(self, region: Sequence[Word]) -> list[Line]:
        """Lines of cells from the heads down to the first line that holds anything else."""
        cells: list[Line] = []
        widest, previous = 0.0, None
        reach = EXTENT.gap_sizes * max(word.size for word in self.heads.first.words)
        for line in lines_of(region):
            step = 0.0 if previous is None else line.base - previous
            area = [w for w in line.words if self._in_columns(w)]
            fits = not area or self._holds_cells(area, cells, line.base)
            if self._ends(line, fits, step > max(reach, EXTENT.gap_lines * widest), bool(cells)):
                break
            if fits:
                cells += [Line(tuple(area))] if area else []
                widest, previous = max(widest, step), line.base
        return cells

    def _ends(self, line: Line, fits: bool, far: bool, begun: bool) -> bool:
        """Whether the table ends before a line: too far below, or something else than cells once they have begun."""
        return far or (begun and (not fits or self._running_text(line)))

    def _in_columns(self, word: Word) -> bool:
        return word not in self.labels and word.x0 >= self.label_right - EXTENT.label_sizes * word.size

    def _running_text(self, line: Line) -> bool:
        """Text under the table that reaches from the labels into the columns, as no label does."""
        return any(w.x0 < self.label_right and w.x1 > self.heads.first.x and w not in self.labels for w in line.words)

    def _holds_cells(self, area: Sequence[Word], cells: Sequence[Line], base: float) -> bool:
        """Whether a line holds cells: numbers, units, what continues them, or mostly numbers beside the labels."""
        placeholders = self.model.surroundings.placeholders
        values = tuple(w for w in area if not under_unit_head(w, self.heads))
        line = Line(values or tuple(area))
        if not values or numeric_line(line, placeholders) or ends_of_numbers(area, cells[-1:]):
            return True
        numeric = sum(looks_numeric(word, placeholders) for word in line.words)
        mostly = base < self.lowest and numeric > 1 and 2 * numeric > len(line.words)
        return mostly or (bool(cells) and numeric == len(line.words))


def down_to_the_end(
    page: PdfPage, words: Sequence[Word], last: Box, gap: float, ceiling: float = float("inf")
) -> list[Word]:
    """The words of a table with running text in its cells: down to the rule under its last row, or to a wide gap.

    Args:
        page: The page.
        words: Everything under the heads and between the sides of the table.
        last: Box of the label or verdict of the last row.
        gap: Lines farther apart than this share of their size are not of one table.
        ceiling: A rule over the last row that is lower than this closes the row, so that no gap ends it.
    """
    around = page.rules.around(last)
    if around.bottom is not None and around.top is not None and around.top > ceiling:
        return [word for word in words if word.y < around.bottom]
    floor = _lowest_floor(page, last)
    kept: list[Word] = []
    previous = last[3]
    for line in lines_of(words):
        if line.y > floor or (line.base > last[3] and line.box[1] - previous > gap * line.size):
            break
        kept.extend(line.words)
        previous = max(previous, line.box[3])
    return kept


def _lowest_floor(page: PdfPage, last: Box) -> float:
    """The rule under the last row: under its label, or under cells with text right below it."""
    around = page.rules.around(last)
    left, right, floor = around.left, around.right, around.bottom
    while floor is not None and left is not None and right is not None:
        beneath = page.rules.around((left + 1, floor + 2, right - 1, floor + 4))
        if beneath.bottom is None or (beneath.left, beneath.right) != (left, right):
            break
        if not within(page.words, (left, floor, right, beneath.bottom)):
            break
        floor = beneath.bottom
    return float("inf") if floor is None else floor
