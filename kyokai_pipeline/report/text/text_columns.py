"""Columns of text: segments of lines, parted at rules that cross the page, at boxes, at gutters, and between lines.

Belongs here: which text stands beside which, and in what order columns are read. Does not belong here: paragraphs.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.cell_text import looks_numeric
from kyokai_pipeline.pdf.once import once
from kyokai_pipeline.pdf.words import Word, box_around
from kyokai_pipeline.report.text.narrow_gutters import narrow_gutters
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rule, Rules
    from kyokai_pipeline.report.text.narrow_gutters import Gutter

SEGMENT_GAP = 1.0
"""Words on one line further apart than this share of the size belong to different columns or cells."""
GUTTER = 1.2
"""A gap between columns is at least this many sizes wide."""
WIDE = 0.6
"""A level rule over this share of the page's width parts what is above from what is below."""
CORNER = 2
"""Two rules that end this near to each other meet, points."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Words on one line of one column, left to right."""

    words: tuple[Word, ...]

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.words)

    @once
    def size(self) -> float:
        """Largest font size."""
        return max(word.size for word in self.words)

    @once
    def base(self) -> float:
        """Baseline of its first word."""
        return self.words[0].base

    @once
    def folded(self) -> str:
        """All words, folded."""
        return "".join([word.folded for word in self.words])

    @once
    def text(self) -> str:
        """As printed; words keep a space between them."""
        return " ".join(word.text for word in self.words)

    @once
    def is_cell(self) -> bool:
        """Whether it holds nothing but what stands in a cell of numbers."""
        return any(map(str.isdigit, self.folded)) and all(
            looks_numeric(word, tables().placeholders) for word in self.words
        )

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True, eq=False)
class _Cell:
    """Segments that stay together: the text inside four rules, or one segment of the open page."""

    segments: tuple[Segment, ...]
    closed: bool = False

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around([word for segment in self.segments for word in segment.words])

    @once
    def size(self) -> float:
        """Smallest font size of its lines."""
        return min(segment.size for segment in self.segments)

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.box[1] + self.box[3]) / 2


def columns_of(page: PdfPage) -> list[list[Segment]]:
    """All text of a page, one list a column from top to bottom, columns in reading order."""
    gutters = narrow_gutters(page.lines)
    cells = (cell for band in _bands(page, gutters) for cell in _ordered(_cells(page, band), gutters))
    return [column for cell in cells for column in _columns(cell.segments, gutters)]


def segments_of(page: PdfPage, gutters: Sequence[Gutter] = ()) -> list[Segment]:
    """Runs of words on one line, parted by wide gaps, by narrow gutters and by upright rules."""
    found: list[Segment] = []
    for line in page.lines:
        run: list[Word] = []
        for word in line.words:
            if run and (_parted(run[-1], word, page.text_rules) or _on_both_sides(run[-1], word, gutters)):
                found.append(Segment(tuple(run)))
                run = []
            run.append(word)
        found.append(Segment(tuple(run)))
    return found


def _parted(before: Word, word: Word, rules: Rules) -> bool:
    wide = word.x0 - before.x1 > SEGMENT_GAP * max(word.size, before.size)
    return wide or rules.upright_between(before.x1, word.x0, word.y)


def _on_both_sides(before: Word, word: Word, gutters: Sequence[Gutter]) -> bool:
    """Whether two neighbours on a line stand at both sides of a gutter."""
    return any(before.x1 <= g.x <= word.x0 and g.top <= word.y <= g.bottom for g in gutters)


def _bands(page: PdfPage, gutters: Sequence[Gutter]) -> Iterator[list[Segment]]:
    """Parts of the page between rules that cross it."""
    walls = sorted(rule.at for rule in page.text_rules.level if rule.end - rule.start >= WIDE * page.width)
    segments = sorted(segments_of(page, gutters), key=lambda s: (s.y, s.box[0]))
    for _, band in itertools.groupby(segments, key=lambda s: bisect_left(walls, s.y)):
        yield list(band)


def _cells(page: PdfPage, band: Sequence[Segment]) -> list[_Cell]:
    """Segments that the same four rules enclose belong together; one without stands for itself."""
    groups: dict[Box | Segment, list[Segment]] = {}
    for segment in band:
        groups.setdefault(_enclosure(page, segment) or segment, []).append(segment)
    return [_Cell(tuple(group), closed=isinstance(key, tuple)) for key, group in groups.items()]


def _enclosure(page: PdfPage, segment: Segment) -> Box | None:
    """The box of four rules that meet around a segment; None on the open page, and for boxes as wide as the page."""
    around = page.text_rules.around(segment.box)
    left, top, right, bottom = around.left, around.top, around.right, around.bottom
    if left is None or top is None or right is None or bottom is None or right - left >= WIDE * page.width:
        return None
    level, upright = page.text_rules.level, page.text_rules.upright
    meet = all(_reaches(level, at, left, right) for at in (top, bottom))
    meet = meet and all(_reaches(upright, at, top, bottom) for at in (left, right))
    return (left, top, right, bottom) if meet else None


def _reaches(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether one of the rules at a place reaches from corner to corner."""
    return any(rule.at == at and rule.start <= start + CORNER and rule.end >= end - CORNER for rule in rules)


def _columns(segments: Sequence[Segment], gutters: Sequence[Gutter]) -> list[list[Segment]]:
    """The segments of one cell or of the open page, one list a column of text."""
    singles = [_Cell((segment,)) for segment in segments]
    return [[s for single in part for s in single.segments] for part in _parts(singles, gutters)]


def _ordered(cells: list[_Cell], gutters: Sequence[Gutter]) -> list[_Cell]:
    """Cells in reading order; neighbours on the open page that one column holds become one."""
    found: list[_Cell] = []
    for part in _parts(cells, gutters):
        for closed, group in itertools.groupby(part, key=lambda cell: cell.closed):
            neighbours = list(group)
            found += neighbours if closed else [_Cell(tuple(s for cell in neighbours for s in cell.segments))]
    return found


def _parts(cells: list[_Cell], gutters: Sequence[Gutter]) -> list[list[_Cell]]:
    """Columns: left before right, upper before lower; each from top to bottom."""
    parts = _cut(cells, 0, GUTTER * min(cell.size for cell in cells), _between(cells, gutters))
    if len(parts) > 1:
        return [column for part in parts for column in _parts(part, gutters)]
    ordered = sorted(cells, key=lambda c: (c.y, c.box[0]))
    if all(a.box[3] - b.box[1] < 0.4 * min(a.size, b.size) for a, b in itertools.pairwise(ordered)):
        return [ordered]
    rows = _cut(cells, 1, 0.0)
    if len(rows) == 1:
        return [[cell] for cell in ordered]
    return [column for half in _halves(rows) for column in _parts(half, gutters)]


def _between(cells: Sequence[_Cell], gutters: Sequence[Gutter]) -> list[float]:
    """Where gutters run that have some of the cells beside them."""
    top, bottom = min(cell.box[1] for cell in cells), max(cell.box[3] for cell in cells)
    return [gutter.x for gutter in gutters if gutter.top < bottom and top < gutter.bottom]


def _halves(rows: Sequence[Sequence[_Cell]]) -> tuple[list[_Cell], list[_Cell]]:
    """What stands over and under the highest gap."""
    gaps = [min(c.box[1] for c in below) - max(c.box[3] for c in above) for above, below in itertools.pairwise(rows)]
    at = gaps.index(max(gaps)) + 1
    return [c for row in rows[:at] for c in row], [c for row in rows[at:] for c in row]


def _cut(cells: Sequence[_Cell], axis: int, least: float, walls: Sequence[float] = ()) -> list[list[_Cell]]:
    """Parts that a gap wider than ``least``, or around a wall, keeps apart across (axis 0) or down (1) the region."""
    parts: list[list[_Cell]] = []
    end = 0.0
    for cell in sorted(cells, key=lambda c: c.box[axis]):
        # Em boxes of lines set tight overlap a little; the ink does not.
        start, stop = cell.box[axis], cell.box[axis + 2] - (0.2 * cell.size if axis else 0)
        if parts and start - end <= least and not any(end <= wall <= start for wall in walls):
            parts[-1].append(cell)
            end = max(end, stop)
        else:
            parts.append([cell])
            end = stop
    return parts
