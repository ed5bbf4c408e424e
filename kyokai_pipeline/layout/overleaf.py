"""Pages that follow on each other as if they were one: what a table broken over them would be without the break.

Between the last line of a page and the first of the next lie margins, page numbers and heads that are said again; they
are left out, and the next page moves up. Belongs here: moving. Does not belong here: whether a table goes on.
"""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline.pdf.document import PdfPage
from kyokai_pipeline.pdf.rules import Rule, Rules, merge
from kyokai_pipeline.pdf.words import Line, Word, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph

CLOSE = 1.5
"""A rule at most so many sizes under the last line, or over the first, closes or opens the cells there."""
SAME_PLACE = 2.0
"""A head that is said again stands where it stood, up to so many points."""
LAST_LINES = 8
"""The gaps between so many lines before the break are asked for the usual one."""


class Overleaf(PdfPage):
    """A page and the next one, or more, as one page that is as long as all of them.

    Attributes:
        moved: Glyph, where it stands here -> number of its page, and the same glyph there.
    """

    def __init__(self, above: PdfPage, below: PdfPage, *, within_row: bool = False) -> None:
        self.document, self.number, self.last = above.document, above.number, below.number
        self.below = below
        self.unseen, self.doubtful, self.width = (), (), max(above.width, below.width)
        head, rest = body_of(above), first_lines(above, below)
        ends, begins = _edge(above.rules, head[-1], -1), _edge(below.rules, rest[0], 1)
        bottom, top = head[-1].box[3], rest[0].box[1]
        if within_row:
            gap = _leading(head)
        elif ends is None and begins is None:
            gap = _gap(head)
        else:
            gap = 0.0
            bottom = ends if ends is not None else bottom + _padding(begins, rest[0])
            top = begins if begins is not None else top - _padding(ends, head[-1])
        down = bottom + gap - top
        self.height = below.height + down
        self.seams = (*above.seams, bottom + gap / 2)
        self.moved: dict[Glyph, tuple[int, Glyph]] = dict(above.moved) if isinstance(above, Overleaf) else {}
        self._read = [word for line in head for word in line.words]
        self._read += [self._down(word, below, down) for line in rest for word in line.words]
        upper, lower = _cut(above.rules, 0.0, bottom), _cut(below.rules, top, below.height)
        if within_row:
            upper, lower = _without(upper, ends), _without(lower, begins)
        self._ruled = _joined(upper, lower, down, gap)

    def is_crossed(self, box: Box) -> bool:
        """Whether something begins on the first page and ends on the last."""
        return all(box[1] < seam < box[3] for seam in self.seams)

    def _down(self, word: Word, page: PdfPage, by: float) -> Word:
        glyphs = tuple(glyph._replace(base=glyph.base + by) for glyph in word.glyphs)
        self.moved.update(zip(glyphs, ((page.number, glyph) for glyph in word.glyphs), strict=True))
        return Word(glyphs, tuple(self._down(mark, page, by) for mark in word.marks))

    @property
    def words(self) -> list[Word]:
        """The words of all its pages, without numbers of pages and heads that are said again."""
        return self._read

    @property
    def rules(self) -> Rules:
        """The rules of all its pages."""
        return self._ruled


def can_follow(above: PdfPage, below: PdfPage) -> bool:
    """Whether a page is the next one, and both say something."""
    return below.number == above.last + 1 and bool(body_of(above)) and bool(first_lines(above, below))


def body_of(page: PdfPage) -> list[Line]:
    """The lines of a page without its number."""
    numbers = {word for line in page_number_lines(page) for word in line.words}
    return lines_of(word for word in page.words if word not in numbers)


def first_lines(above: PdfPage, below: PdfPage) -> list[Line]:
    """The lines of a page without its number and without heads that are said again.

    These stand at its top as they stand on the page before, one under the other, at the same places.
    """
    lines = body_of(below)
    for start in range(len(above.lines)):
        pairs = zip(above.lines[start:], lines, strict=False)
        same = sum(1 for _ in itertools.takewhile(lambda pair: _says_again(*pair), pairs))
        if same:
            return lines[same:]
    return lines


def _says_again(one: Line, other: Line) -> bool:
    return [word.text for word in one.words] == [word.text for word in other.words] and all(
        abs(a.x0 - b.x0) < SAME_PLACE for a, b in zip(one.words, other.words, strict=True)
    )


def _edge(rules: Rules, line: Line, way: int) -> float | None:
    """The rule that closes the cells of a page's last line (``way`` -1), or opens those of its first (1)."""
    x0, top, x1, bottom = line.box
    reach = CLOSE * line.size
    low, high = (bottom - reach / 2, bottom + reach) if way < 0 else (top - reach, top + reach / 2)
    near = [rule.at for rule in rules.level if low < rule.at < high and rule.start < x1 and rule.end > x0]
    return (max(near) if way < 0 else min(near)) if near else None


def _padding(edge: float | None, line: Line) -> float:
    """How far a cell's text stands from the rule beside it."""
    return 0.0 if edge is None else min(abs(edge - line.box[1]), abs(edge - line.box[3]))


def _gap(lines: Sequence[Line]) -> float:
    """The usual gap between the last lines of a page."""
    return max(0.1, median(_gaps(lines) or [lines[-1].size / 2]))


def _leading(lines: Sequence[Line]) -> float:
    """The gap between two lines of one cell."""
    return max(0.1, min((gap for gap in _gaps(lines) if gap > 0), default=lines[-1].size / 4))


def _gaps(lines: Sequence[Line]) -> list[float]:
    return [b.box[1] - a.box[3] for a, b in itertools.pairwise(lines[-LAST_LINES:])]


def _without(rules: Rules, edge: float | None) -> Rules:
    """The rules without the one that closes or opens a row."""
    return Rules(tuple(rule for rule in rules.level if edge is None or abs(rule.at - edge) > 1), rules.upright)


def _cut(rules: Rules, top: float, bottom: float) -> Rules:
    """The rules between two heights."""
    level = tuple(rule for rule in rules.level if top - 1 <= rule.at <= bottom + 1)
    parts = (Rule(rule.at, max(rule.start, top), min(rule.end, bottom)) for rule in rules.upright)
    return Rules(level, tuple(part for part in parts if part.end > part.start))


def _joined(above: Rules, below: Rules, down: float, gap: float) -> Rules:
    level = [*above.level, *(Rule(rule.at + down, rule.start, rule.end) for rule in below.level)]
    upright = [*above.upright, *(Rule(rule.at, rule.start + down - gap, rule.end + down) for rule in below.upright)]
    return Rules(tuple(merge(level)), tuple(merge(upright)))
