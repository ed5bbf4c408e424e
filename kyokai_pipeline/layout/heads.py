"""The heads of a table: labels side by side that an axis explains, on one level or under heads that span them.

Belongs here: finding where a table may begin. Does not belong here: its body (extent.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.labels import Found, find_read, find_terms
from kyokai_pipeline.layout.table_model import IGNORED, UNIT, is_value
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.tolerances import HEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kyokai_pipeline.layout.table_model import Axis, Key, Surroundings
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word


SHORT = 6
"""A head that leaves something to the one before it is no longer than this."""


@dataclass
class Heads:
    """One row of heads.

    Attributes:
        columns: A head for each column, left to right.
        spans: The head over each column, where the axis has spans.
        left: Nothing to the left of this belongs to the table: the right side of a table beside it.
        right: Nothing to the right of this belongs to the table: the heads of a table beside it.
    """

    columns: list[Found]
    spans: list[Found | None] = field(default_factory=list)
    left: float = 0.0
    right: float = float("inf")

    @property
    def words(self) -> set[Word]:
        """The words of all heads."""
        return {word for head in (*self.columns, *filter(None, self.spans)) for word in head.words}

    @property
    def values(self) -> list[Found]:
        """The heads of columns of values."""
        return [head for head in self.columns if is_value(head.key)]

    @property
    def first(self) -> Found:
        """The head of the first column."""
        return self.columns[0]

    @property
    def last(self) -> Found:
        """The head of the last column."""
        return self.columns[-1]

    @property
    def top(self) -> float:
        """Upper side of the highest head."""
        return min(head.box[1] for head in self.columns)

    @property
    def bottom(self) -> float:
        """Lower side of the lowest head."""
        return max(head.box[3] for head in self.columns)

    @property
    def pitch(self) -> float | None:
        """How far columns stand apart, points; None where there is only one."""
        places = [head.x for head in self.columns if head.key != UNIT]
        return median(b - a for a, b in itertools.pairwise(places)) if len(places) > 1 else None

    @property
    def even_pitch(self) -> float:
        """How far columns would stand apart if they were spread evenly, points."""
        return (self.last.x - self.first.x) / max(1, len(self.columns) - 1)

    def span_over(self, at: int) -> Found | None:
        """The head over one of the columns."""
        return self.spans[at] if self.spans else None

    def beside(self, page: PdfPage) -> list[Word]:
        """Other words on the heads' line or lines."""
        used, top, bottom = self.words, self.top, self.bottom
        return [word for word in page.words if top <= word.y <= bottom and word not in used]


def find_heads(page: PdfPage, axis: Axis, around: Surroundings) -> list[Heads]:
    """Every row of heads on a page that could begin a table of this kind."""
    words = page.words
    found = find_read(words, axis.read, page.rules) if axis.read else find_terms(words, axis.known, page.rules)
    if found and axis.read_next:
        found += _followers(words, found, axis.read_next)
    enough = max(2, (axis.at_least or len(axis.required)) // 2)
    rows = [row for row in _rows(found, len(axis.spans) or 1) if len({_same(head.key) for head in row}) >= enough]
    heads = [_spanned(page, row, axis) for row in rows or _bare_rows(page, axis)]
    _part_neighbours(heads)
    for row in heads:
        _add_side_columns(page, row, around.unit_columns, UNIT)
        _add_side_columns(page, row, around.ignored_columns, IGNORED)
    return heads


def _followers(
    words: Sequence[Word], found: Sequence[Found], read: Callable[[Key, str], Key | None]
) -> Iterator[Found]:
    """Heads that say the rest of what the head on their left says: 27年度 behind 平成26年度."""
    heads, used = list(found), {word for head in found for word in head.words}
    for word in sorted(words, key=lambda word: word.x0):
        if len(word.text) > SHORT or word in used:
            continue
        before = [head for head in heads if head.box[2] < word.x0 and abs(head.y - word.y) < word.size]
        beside = max(before, key=lambda head: head.x, default=None)
        key = read(beside.key, word.folded) if beside else None
        if key is not None:
            heads.append(Found(key, (word,)))
            yield heads[-1]


def _part_neighbours(heads: Sequence[Heads]) -> None:
    """Tables side by side end where the next one's labels begin."""
    for one, other in itertools.permutations(heads, 2):
        if _level(one.columns, other.first) and one.last.box[2] < other.first.box[0]:
            other.left = max(other.left, one.last.box[2])
            one.right = min(one.right, other.first.box[0])


def _bare_rows(page: PdfPage, axis: Axis) -> list[list[Found]]:
    """2014 2015 2016 … beside the word 年度, or under it: year follows on year, so that they are no values."""
    corners = [word for word in page.words if word.plain.strip("()") in axis.corner]
    if not corners or axis.read_bare is None:
        return []
    rows = _rows(find_read(page.words, axis.read_bare, page.rules), 1)
    rows = [row for row in rows if len(row) >= axis.at_least and follow_on([head.key for head in row])]
    return [row for row in rows if any(_in_corner(word, Heads(row)) for word in corners)]


def _in_corner(word: Word, heads: Heads) -> bool:
    """Whether a word stands beside a row of heads or on the line over it."""
    return heads.top - HEADS.corner_sizes * word.size <= word.y <= heads.bottom


def follow_on(years: Sequence[object]) -> bool:
    """Whether each year is the one after, or each the one before, its neighbour on the left."""
    steps = {b - a for a, b in itertools.pairwise(years) if isinstance(a, int) and isinstance(b, int)}
    return len(years) > 1 and steps in ({1}, {-1}) and all(isinstance(year, int) for year in years)


def _spanned(page: PdfPage, row: list[Found], axis: Axis) -> Heads:
    """Give each head the head that spans it: between its rules, or an equal run to each."""
    if not axis.spans:
        return Heads(row)
    size, top = row[0].words[0].size, min(head.box[1] for head in row)
    above = [word for word in page.words if top - HEADS.span_sizes * size < word.y < top]
    spans = sorted(find_terms(above, axis.spans, page.rules), key=lambda f: f.x)
    share, rest = divmod(len(row), max(1, len(spans)))
    if rest or not spans:
        return Heads(row)
    owners = [spans[index // share] for index in range(len(row))]
    inside = all(_under(page, head, span) for head, span in zip(row, owners, strict=True))
    return Heads(row, list(owners) if inside else [])


def _under(page: PdfPage, head: Found, span: Found) -> bool:
    """Whether a head stands between the rules around the head over it; without rules nothing speaks against it."""
    around = page.rules.around(span.box)
    if around.left is None or around.right is None:
        return True
    return around.left - 1 <= head.x <= around.right + 1


def _add_side_columns(page: PdfPage, heads: Heads, forms: tuple[str, ...], key: Key) -> None:
    """A column of units stands at either side of the values, one that is left out to the right of the first."""
    if not forms:
        return
    pitch = heads.even_pitch
    left = heads.first.x - (HEADS.side_columns * pitch if key == UNIT else 0.0)
    free = [w for w in heads.beside(page) if left < w.x < heads.last.x + HEADS.side_columns * pitch]
    found = [f for f in find_terms(free, [Term(str(key), forms)], page.rules) if _beside(heads.first, f)]
    added = found[:1] if key == UNIT else found
    if added and heads.spans:
        heads.spans += [None] * len(added)
    heads.columns = sorted([*heads.columns, *added], key=lambda head: head.x)


def _same(key: Key) -> Key:
    return str(key) if isinstance(key, Exception) else key


def _rows(found: Sequence[Found], times: int) -> list[list[Found]]:
    return [table for row in side_by_side(found) for table in tables_in(row, times)]


def side_by_side(found: Sequence[Found]) -> list[list[Found]]:
    """Rows of heads, top to bottom, also of tables beside each other; a head may join rows that are not level."""
    rows: list[list[Found]] = []
    for head in sorted(found, key=lambda f: f.y):
        beside = [row for row in rows if _level(row, head)]
        rows = [row for row in rows if row not in beside]
        rows.append([*itertools.chain(*beside), head])
    return sorted(rows, key=lambda row: row[0].y)


def tables_in(row: Sequence[Found], times: int = 1) -> Iterator[list[Found]]:
    """The heads of each table, left to right: a key that comes again more often than it may begins the next table."""
    table: list[Found] = []
    for head in sorted(row, key=lambda f: f.x):
        if sum(_same(head.key) == _same(other.key) for other in table) >= times:
            yield table
            table = []
        table.append(head)
    yield table


def _beside(one: Found, other: Found) -> bool:
    low, high = max(one.box[1], other.box[1]), min(one.box[3], other.box[3])
    return high - low >= HEADS.shared_height * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _level(row: Sequence[Found], head: Found) -> bool:
    """Beside a head of the row; or a little lower over a column of its own, as heads of one and two lines stand."""
    if any(_beside(other, head) for other in row):
        return True
    near = min(row, key=lambda other: abs(other.x - head.x))
    size = head.words[0].size
    apart = near.box[2] <= head.box[0] or head.box[2] <= near.box[0]
    return apart and abs(near.y - head.y) < size
