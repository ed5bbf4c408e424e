"""One part of a table on a page: its cells, and every word of it given to exactly one place.

Every word inside the extent of a part is a head, a label, a unit, a cell, a mark or declared ignorable, exactly once.
Belongs here: one part. Does not belong here: how parts join to a table (solve.py), what a cell says (cell_text.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.cell_text import looks_numeric
from kyokai_pipeline.layout.columns import Span, column_spans
from kyokai_pipeline.layout.extent import Body, under_unit_head
from kyokai_pipeline.layout.labels import Found, adornments, find_terms
from kyokai_pipeline.layout.rows import Row, RowFinder
from kyokai_pipeline.layout.table_model import IGNORED, IGNORED_ROW, UNIT, is_value
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.tolerances import EXTENT, HEADS
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.words import box_around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.heads import Heads
    from kyokai_pipeline.layout.table_model import Key, Place, TableModel
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word


@dataclass
class Cell:
    """One cell of a table.

    Attributes:
        part: The part that holds it.
        row: What stands at the left of its row; nothing for a row whose span's label stands for it.
        column: The head of its column and the head over that.
        box: Where it stands, or would stand.
        words: What is printed there.
        rates: Words of it that a label says to be rates.
        units: Words in the column of units beside it.
    """

    part: Part
    row: tuple[Found, ...]
    column: tuple[Found, ...]
    box: Box
    words: list[Word] = field(default_factory=list)
    rates: set[Word] = field(default_factory=set)
    units: list[Word] = field(default_factory=list)

    @property
    def labels(self) -> tuple[Found, ...]:
        """Its labels on both axes, the nearest first."""
        return (*self.row, *self.column)


@dataclass
class Part:
    """Heads on a page with the rows under them.

    Attributes:
        model: The table as it is printed here, which may be turned.
        cells: (row, column) as printed here -> cell.
        beside: Row as printed here -> what stands in each of the columns that are left out.
    """

    page: PdfPage
    model: TableModel
    heads: Heads
    body: Body
    turned: bool = False
    rows: list[Row] = field(default_factory=list)
    sides: list[Span] = field(default_factory=list)
    cells: dict[tuple[Place, Place], Cell] = field(default_factory=dict)
    beside: dict[Place, list[list[Word]]] = field(default_factory=dict)

    @property
    def found(self) -> set[tuple[Key, Key]]:
        """Row and column keys, without spans, that stand here."""
        values = {head.key for head in self.heads.values}
        return {(row.key, key) for row in self.body.labels for key in values if row.key != IGNORED_ROW}

    @property
    def share(self) -> float:
        """How many of the table's rows stand here, from 0 to 1."""
        wanted = set(self.model.rows.required) - {self.model.rows.blank}
        have = {f.key for f in self.body.labels}
        return len(have & wanted) / len(wanted) if wanted else min(1.0, len(have) / max(1, self.model.rows.at_least))

    @property
    def box(self) -> Box:
        """The box around heads, labels and cells."""
        labels = [word for f in (*self.body.labels, *self.body.spans) for word in f.words]
        return box_around([*self.body.words, *(w for h in self.heads.columns for w in h.words), *labels])

    def check(self) -> None:
        """Every head and every label beside the rows is known.

        Raises:
            Unsolved: One is not.
        """
        self._check_heads()
        self._account()

    def fill(self) -> None:
        """Give every word to its place.

        Raises:
            Unsolved: A column or row twice, a number outside every cell.
        """
        self.sides = self._column_sides()
        columns = list(zip(self.heads.columns, self.sides, strict=True))
        texts = self.model.columns.texts
        self.rows = RowFinder(
            self.page, self.body, self.model,
            [(head, side) for head, side in columns if is_value(head.key) and head.key not in texts],
            [side for head, side in columns if head.key in texts],
        ).rows()  # fmt: skip
        for row in self.rows:
            self._fill(row)

    def _fill(self, row: Row) -> None:
        """Give the words of one row to its cells."""
        owners: dict[int, list[Word]] = {}
        for word in row.words:
            owners.setdefault(self._column_of(word), []).append(word)
        heads = self.heads.columns
        units = [word for words in self._under(UNIT, owners) for word in words]
        place = _place(row.span, row.key)
        self.beside[place] = self._under(IGNORED, owners)
        for at in (at for at, head in enumerate(heads) if is_value(head.key)):
            head, span = heads[at], self.heads.span_over(at)
            words = owners.get(at, [])
            key = (place, _place(span, head.key))
            if key in self.cells:
                raise Unsolved("row_twice", self.page, row.box, "".join(f.text for f in _there(row.label)), key=row.key)
            box = box_around(words) if words else (head.box[0], row.box[1], head.box[2], row.box[3])
            self.cells[key] = Cell(self, _there(row.label, row.span), _there(head, span), box, words, row.rates, units)

    def _under(self, key: Key, owners: Mapping[int, list[Word]]) -> list[list[Word]]:
        """What stands in each of the columns of a kind."""
        return [words for at, words in owners.items() if self.heads.columns[at].key == key]

    def _column_of(self, word: Word) -> int:
        for at, (low, high) in enumerate(self.sides):
            if low <= word.x <= high:
                return at
        raise Unsolved("outside_columns", self.page, word.box, word.text)

    def _column_sides(self) -> list[Span]:
        """Left and right side of every column; a column of units is set apart, as its gutters are its own."""
        heads, rules = self.heads.columns, self.page.rules
        sides = column_spans([head.box for head in heads], self.body.words, rules)
        if sides is None:
            raise Unsolved("heads_overlap", self.page, heads[0].box)
        unit = next((head for head in heads if head.key == UNIT), None)
        if unit is None or rules.around(unit.box).right is not None:
            return sides
        return self._beside_units(unit) or sides

    def _beside_units(self, unit: Found) -> list[Span] | None:
        """The sides of all columns where those of the units are told by the units themselves."""
        units = [word for word in self.body.words if under_unit_head(word, self.heads)]
        others = [word for word in self.body.words if word not in units]
        boxes = [head.box for head in self.heads.columns if head is not unit]
        numbers = column_spans(boxes, others, self.page.rules)
        if not units or numbers is None:
            return None
        box, at = box_around([*units, *unit.words]), self.heads.columns.index(unit)
        return [*numbers[:at], (box[0], box[2]), *numbers[at:]]

    def _check_heads(self) -> None:
        """Words beside the heads with numbers under them are columns, and columns must be known."""
        for head in self.heads.columns:
            if isinstance(head.key, Exception):
                raise Unsolved("bad_date", self.page, head.box, head.text, reason=str(head.key))
        pitch, last = self.heads.even_pitch, self.heads.last
        beside = self.heads.beside(self.page)
        named = self._named(beside)
        for word in beside:
            if (
                word.x0 < self.heads.left
                or word.x1 > self.heads.right
                or word in named
                or self._is_corner(word)
                or word.x > last.x + HEADS.unknown_columns * pitch
            ):
                continue
            under = self._numbers_under(word, pitch)
            if word.x < last.x or under >= max(2, len(self.body.labels) / 2):
                raise Unsolved("unknown_column", self.page, word.box, word.text)

    def _named(self, words: Sequence[Word]) -> set[Word]:
        """Words on the heads' line, whole or spaced out (集 合 研 修), that are ignorable or head the labels."""
        forms = (*self.model.surroundings.ignored_columns, *self.model.rows.corner, *self.model.columns.over)
        return {word for found in find_terms(words, [Term("named", forms)], self.page.rules) for word in found.words}

    def _is_corner(self, word: Word) -> bool:
        """Whether a word on the heads' line stands over the labels, or is a mark."""
        marked = adornments(word.plain) is not None
        return marked or word.x0 < self.body.label_right - EXTENT.label_sizes * word.size

    def _numbers_under(self, head: Word, pitch: float) -> int:
        """How many lines have a number under a head: right under it, or beside the table's own numbers."""
        own = set(self.body.words)
        right = max(head.x0, self.heads.last.box[2])
        low, high = head.x0 - HEADS.left_columns * pitch, head.x1 + HEADS.right_columns * pitch
        numbers = [w for w in self.page.words if looks_numeric(w, self.model.surroundings.placeholders)]
        under = [
            w
            for w in numbers
            if (w.x0 < head.x1 and w.x1 > head.x0) or ((w not in own or w.x0 >= right) and low < w.x < high)
        ]
        return sum(any(abs(word.base - line.base) < word.size / 2 for word in under) for line in self.body.lines)

    def _account(self) -> None:
        """Every word beside the rows is a label, a mark or in a cell, each exactly once.

        Raises:
            Unsolved: One is nothing of these; ``stray`` are all such words.
        """
        slack = EXTENT.account_sizes * self.heads.first.words[0].size
        upper, lower = self.body.lines[0].box[1] - slack, self.body.lines[-1].box[3] + slack
        known = self.body.label_words.union(self.heads.words, self.body.words)
        stray = [
            word
            for word in self.page.words
            if self.body.left < word.x1 and word.x0 < self.body.label_right and upper < word.y < lower
            and word not in known and word.x0 >= self.heads.left and adornments(word.plain) is None
        ]  # fmt: skip
        if stray:
            raise Unsolved("unknown_row", self.page, stray[0].box, stray[0].text, part=self, stray=stray)


def _place(span: Found | None, key: Key) -> Place:
    return (span.key if span else None, key)


def _there(*labels: Found | None) -> tuple[Found, ...]:
    return tuple(label for label in labels if label is not None)
