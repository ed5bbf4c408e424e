"""Which cells belong to which row label, by rules where there are any and by place where there are none.

A bare number opens a cell, its rate or its unit continues it. Order alone never decides: the place of every row beside
its label is checked. Belongs here: rows and the labels that span them. Does not belong here: columns (columns.py),
texts that hang in their rows (text_rows.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.columns import Span, span_of
from kyokai_pipeline.layout.labels import Found
from kyokai_pipeline.layout.row_labels import align, farthest, level, middle_of, nearest
from kyokai_pipeline.layout.table_model import IGNORED_ROW
from kyokai_pipeline.layout.text_rows import bands_of, in_band, rows_of_lines
from kyokai_pipeline.layout.tolerances import ROWS
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.extent import Body
    from kyokai_pipeline.layout.table_model import Key, TableModel
    from kyokai_pipeline.pdf.document import PdfPage

NumberColumn = tuple[Found, Span]
"""The head of a column of numbers, and its left and right side."""


@dataclass
class Row:
    """One row of cells.

    Attributes:
        key: The row's key.
        label: Where its label stands; None for a row that carries none.
        words: All words of its cells.
        span: The label that covers it and its neighbours, if the table has such.
        rates: Words of its cells that stand on a line labelled as rates of change.
    """

    key: Key
    label: Found | None
    words: list[Word] = field(default_factory=list)
    span: Found | None = None
    rates: set[Word] = field(default_factory=set)

    @property
    def box(self) -> Box:
        """Around its cells."""
        return box_around(self.words)


@dataclass
class RowFinder:
    """Finds the rows of one located table.

    Attributes:
        columns: Head and sides of each column of numbers, and of no other.
        texts: Left and right side of each column of running text.
    """

    page: PdfPage
    body: Body
    model: TableModel
    columns: Sequence[NumberColumn]
    texts: Sequence[Span] = ()

    def rows(self) -> list[Row]:
        """Rows of the table, top to bottom.

        Raises:
            Unsolved: A row of numbers without a known label, a label without numbers or far from its numbers.
        """
        rates = self._labelled_rates()
        numbers = [word for word in self.body.words if _column_of(word, self.columns) is not None]
        rows = self._by_rules(numbers, rates) or self._by_columns(numbers, rates)
        for row in rows:
            row.rates = rates.intersection(row.words)
        for low, high in self.texts:
            self._share_text(rows, [w for w in self.body.words if low <= w.x <= high])
        self._give_rest(rows)
        rows = [row for row in rows if row.key != IGNORED_ROW]
        if self.model.rows.spans:
            self._give_spans(rows)
        return rows

    def _give_rest(self, rows: Sequence[Row]) -> None:
        """Units and whatever else stands in no column of values go to the nearest row."""
        taken = set(itertools.chain.from_iterable(row.words for row in rows))
        for word in self.body.words:
            if word not in taken:
                min(rows, key=lambda row: abs(middle_of(row.words) - word.y)).words.append(word)

    def _labelled_rates(self) -> set[Word]:
        """Words on a line whose label says that it holds rates."""
        found: set[Word] = set()
        for rate in self.body.rates:
            line = min(self.body.lines, key=lambda line: abs(line.y - rate.y), default=None)
            if line is not None and abs(line.y - rate.y) < line.size:
                found.update(line.words)
        return found

    def _by_rules(self, numbers: Sequence[Word], rates: Collection[Word]) -> list[Row] | None:
        """Rows by the rules around their labels; None where rules do not close every label's row."""
        labels = sorted(self.body.labels, key=lambda f: f.y)
        bands = bands_of([label.box for label in labels], self.page.rules)
        if bands is None:
            return None
        rows = [Row(label.key, label) for label in labels]
        loose: list[Word] = []
        for word in numbers:
            at = in_band(word.y, bands)
            (loose if at is None else rows[at].words).append(word)
        if not all(row.words for row in rows):
            return None
        for line in lines_of(loose):
            self._place_loose(line, rows, rates)
        return sorted(rows, key=lambda row: row.box[1])

    def _place_loose(self, line: Line, rows: list[Row], rates: Collection[Word]) -> None:
        """Cells beside no label are the rates of the row above, or the row that carries no label."""
        above = max((row for row in rows if row.box[1] < line.y), key=lambda row: row.box[1], default=None)
        if above is not None and self.model.rate and self._continues(line, rates, labelled=True):
            above.words.extend(line.words)
        elif self.model.rows.blank is not None:
            rows.append(Row(self.model.rows.blank, None, list(line.words)))
        else:
            raise self._unlabelled(line.words)

    def _by_columns(self, numbers: Sequence[Word], rates: Collection[Word]) -> list[Row]:
        """Rows without rules: the n-th cell of every column belongs to the n-th row."""
        labels = sorted(self.body.labels, key=lambda f: f.y)
        count = len(labels) + self._unlabelled_rows()
        stacks = [self._stack([w for w in numbers if low <= w.x <= high], rates) for _, (low, high) in self.columns]
        self._check_counts(stacks, count)
        rows = [list(cells) for cells in zip(*stacks, strict=True)]
        middles = [median(map(middle_of, cells)) for cells in rows]
        for index, cells in enumerate(rows):
            astray = next((words for words in cells if nearest(middles, middle_of(words)) != index), None)
            if astray is not None:
                raise self._unsolved("level_with_another_row", astray)
        return [
            self._row(label, list(itertools.chain(*cells)), middle)
            for cells, middle, label in zip(rows, middles, align(middles, labels), strict=True)
        ]

    def _unlabelled_rows(self) -> int:
        """How many rows carry no label, their span's label standing for it."""
        axis = self.model.rows
        if axis.blank is None:
            return 0
        return max(0, len(axis.spans) - [label.key for label in self.body.labels].count(axis.blank))

    def _row(self, label: Found | None, words: list[Word], middle: float) -> Row:
        if label is not None and not level(label, words, middle):
            raise Unsolved("label_without_row", self.page, label.box, label.text)
        return Row(self.model.rows.blank if label is None else label.key, label, words)

    def _stack(self, words: Sequence[Word], rates: Collection[Word]) -> list[list[Word]]:
        """The cells of one column: a line with a bare number opens one, its rate or unit continues it."""
        cells: list[list[Word]] = []
        for line in lines_of(words):
            if cells and (self._continues(line, rates) or self._stands_for_a_rate(line, cells[-1])):
                cells[-1].extend(line.words)
            else:
                cells.append(list(line.words))
        return cells

    def _continues(self, line: Line, rates: Collection[Word], *, labelled: bool = False) -> bool:
        """Whether a line goes on with the cell above: rates, bracketed figures or units, and no number of its own.

        Args:
            line: The line.
            rates: Words that a label says to be rates.
            labelled: Units alone are no reason.
        """
        if all(word in rates for word in line.words):
            return True
        figures = any(c.isdigit() for word in line.words for c in word.folded)
        return not bare_numbers(line, self.model.surroundings.placeholders) and (figures or not labelled)

    def _stands_for_a_rate(self, line: Line, above: Sequence[Word]) -> bool:
        """Whether a line holds － and nothing else, under a number whose rate has not been printed yet."""
        placeholders = self.model.surroundings.placeholders
        stands_in = all(word.plain in placeholders for word in line.words)
        has_rate = any(w.plain[:1] in tuple("([") or "%" in w.plain or w.plain in placeholders for w in above)
        return self.model.rate and stands_in and not has_rate

    def _check_counts(self, stacks: Sequence[list[list[Word]]], count: int) -> None:
        """Every column has one cell a row; say which cell is too many or missing."""
        full = next((stack for stack in stacks if len(stack) == count), None)
        most = max(stacks, key=len)
        if len(most) > count:
            raise self._unlabelled(farthest(most, self.body.labels))
        for (head, side), stack in zip(self.columns, stacks, strict=True):
            if len(stack) < count:
                raise self._lacking(head, side, stack, full, count)

    def _lacking(
        self, head: Found, side: Span, stack: list[list[Word]], full: list[list[Word]] | None, count: int
    ) -> Unsolved:
        """A column has fewer cells than the table has rows; the first row without one is named where it is clear."""
        label = None
        if full is not None:
            middles = [middle_of(cell) for cell in full]
            labels = align(middles, sorted(self.body.labels, key=lambda f: f.y))
            taken = {nearest(middles, middle_of(cell)) for cell in stack}
            label = next((label for i, label in enumerate(labels) if i not in taken), None)
        words = list(itertools.chain(*stack))
        box = (side[0], label.box[1], side[1], label.box[3]) if label else box_around(words or self.body.words)
        names = (label.text if label else "?", head.text)
        return self._unsolved("cells_uneven", words, box, names=names, found=len(stack), wanted=count)

    def _share_text(self, rows: Sequence[Row], words: Sequence[Word]) -> None:
        """Give the lines of a column of text to the rows beside which they hang."""
        lines = lines_of(words)
        if not lines:
            return
        labels = [[span_of(row.label.words)] if row.label else [] for row in rows]
        others = [[*label, span_of(row.words)] for label, row in zip(labels, rows, strict=True)]
        homes = rows_of_lines(self.page, lines, others)
        if homes is None:
            raise self._unsolved("text_unshared", words, self.body.labels[0].box)
        for line, home in zip(lines, homes, strict=True):
            rows[home].words.extend(line.words)

    def _give_spans(self, rows: Sequence[Row]) -> None:
        """Every label that spans rows covers an equal run of them, or stands on a line of its own right over it."""
        labels = sorted(self.body.spans, key=lambda f: f.y)
        size, rest = divmod(len(rows), max(1, len(labels)))
        if rest or not size or not labels:
            raise self._unsolved("spans_uneven", self.body.words, rows=len(rows), spans=len(labels))
        for index, label in enumerate(labels):
            run = rows[index * size : (index + 1) * size]
            ceiling = rows[index * size - 1].box[3] if index else label.box[1]
            if not _covers(label, run, ceiling):
                raise Unsolved("span_without_rows", self.page, label.box, label.text)
            for row in run:
                row.span = label

    def _unlabelled(self, words: Sequence[Word]) -> Unsolved:
        """A row of numbers beside which no known label stands."""
        return self._unsolved("unknown_row", sorted(words, key=lambda w: w.x0))

    def _unsolved(self, why: str, words: Sequence[Word], box: Box | None = None, **details: object) -> Unsolved:
        printed = " ".join(word.text for word in words) or None
        return Unsolved(why, self.page, box or box_around(words), printed, **details)


def _covers(label: Found, rows: Sequence[Row], ceiling: float) -> bool:
    """Whether a label stands beside its rows, or over them and under the rows before."""
    box, slack = box_around(list(itertools.chain(*(row.words for row in rows)))), label.words[0].size
    above = ceiling <= label.y < box[1] and box[1] - label.box[3] < ROWS.over_sizes * slack
    return above or box[1] - slack <= label.y <= box[3] + slack


def _column_of(word: Word, columns: Sequence[NumberColumn]) -> Found | None:
    return next((head for head, (low, high) in columns if low <= word.x <= high), None)


def bare_numbers(line: Line, placeholders: Collection[str]) -> list[Word]:
    """The words of a line that open a cell: a number outside brackets, or what is printed in place of one.

    A bracket may hold more than one word: （▲ 2.0%) with a visible gap after the sign.
    """
    found: list[Word] = []
    inside = False
    for word in line.words:
        text = word.plain
        if not inside and (text[:1].isdigit() or text[:1] in tuple("約▲△-▼…—―") or text in placeholders):
            found.append(word)
        for char in text:
            inside = char in "([" or (inside and char not in ")]")
    return found
