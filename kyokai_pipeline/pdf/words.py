"""Words and lines from glyphs, by position alone: stream order and drawn spaces count for nothing.

A ``Word`` is a run of glyphs with no visible gap and no rule between them; a ``Line`` is the words that share a
baseline. Does not belong here: joining words into labels or numbers, which needs to know what is expected.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical, fold_char
from kyokai_pipeline.pdf.glyphs import ASCENT, DESCENT
from kyokai_pipeline.pdf.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.rules import Rules

WORD_GAP = 0.3
"""A gap of more than this share of the size ends a word; producers leave up to 0.25 between kana and digits."""
LETTERSPACED, LETTERS, EVEN = 1.5, 6, 0.08
"""In a letterspaced row a word ends at this many times its usual gap; the row has at least so many gaps, which differ
by less than this share of the size."""
APART = 2.0
"""Where a letterspaced row holds many short words, each gap between them is at least so many times the usual one."""
BASELINE_SHIFT = 0.15
"""A glyph set higher or lower by more than this share of the size (a superscript) starts a word of its own."""
CELL_GAP = 0.12
"""Between the end of one figure and the begin of another the gap is small but there: (2.1%) (2.4%), 277,911 280,327."""
FOOTNOTE = 0.75
"""The digits of one number have one size; a digit smaller than this share behind another is a footnote mark."""
LINE_SHIFT = 0.45
"""Words whose baselines differ by less than this share of the size stand on one line."""


@dataclass(frozen=True, eq=False)
class Word:
    """A run of glyphs without a gap, left to right.

    Attributes:
        marks: The marks beside a number in it (※1, r); no part of its text and of its box.
    """

    glyphs: tuple[Glyph, ...]
    marks: tuple[Word, ...] = ()

    @once
    def text(self) -> str:
        """As printed."""
        return "".join([glyph.char for glyph in self.glyphs])

    @once
    def folded(self) -> str:
        """Every character in its plain form."""
        return "".join([fold_char(glyph.char) for glyph in self.glyphs])

    @once
    def plain(self) -> str:
        """In canonical spelling, to compare with labels."""
        return canonical(self.text)

    @once
    def x0(self) -> float:
        """Left side."""
        return min([glyph.x0 for glyph in self.glyphs])

    @once
    def x1(self) -> float:
        """Right side."""
        return max([glyph.x1 for glyph in self.glyphs])

    @once
    def base(self) -> float:
        """Baseline."""
        return self.glyphs[0].base

    @once
    def size(self) -> float:
        """Font size in points."""
        return max([glyph.size for glyph in self.glyphs])

    @once
    def top(self) -> float:
        """Upper side of the em box."""
        return min([glyph.base - ASCENT * glyph.size for glyph in self.glyphs])

    @once
    def bottom(self) -> float:
        """Lower side of the em box."""
        return max([glyph.base + DESCENT * glyph.size for glyph in self.glyphs])

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, eq=False)
class Line:
    """Words on one baseline, left to right; never empty."""

    words: tuple[Word, ...]

    @once
    def folded(self) -> str:
        """All words joined, folded."""
        return "".join([word.folded for word in self.words])

    @once
    def text(self) -> str:
        """All words joined, as printed."""
        return "".join([word.text for word in self.words])

    @once
    def base(self) -> float:
        """Median baseline."""
        return median(word.base for word in self.words)

    @once
    def size(self) -> float:
        """Largest font size."""
        return max(word.size for word in self.words)

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.words)

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.box[1] + self.box[3]) / 2


def box_around(parts: Iterable[Word | Line | Glyph]) -> Box:
    """The smallest box around words, lines or glyphs (at least one)."""
    return united([part.box for part in parts])


def united(boxes: Sequence[Box]) -> Box:
    """The smallest box around boxes (at least one)."""
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def words_of(glyphs: Iterable[Glyph], rules: Rules | None = None) -> list[Word]:
    """Group glyphs into words, top to bottom and left to right.

    Args:
        glyphs: Glyphs of one page in any order.
        rules: Where given, an upright rule between two glyphs ends a word however close they stand.
    """
    words: list[Word] = []
    for row in _rows(glyphs):
        run: list[Glyph] = []
        gap = max(WORD_GAP, LETTERSPACED * _tracking(row))
        for index, glyph in enumerate(row):
            if run and (_ends(run[-1], glyph, rules, gap) or _begins_cell(run, row, index)):
                words.append(Word(tuple(run)))
                run = []
            run.append(glyph)
        words.append(Word(tuple(run)))
    return words


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words into lines, top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if lines and word.base - lines[-1][0].base <= LINE_SHIFT * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda w: w.x0))) for line in lines]


def within(words: Sequence[Word], box: Box) -> list[Word]:
    """The words whose centre lies in the box."""
    x0, top, x1, bottom = box
    return [word for word in words if x0 <= word.x <= x1 and top <= word.y <= bottom]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    last = 0.0
    for glyph in sorted(glyphs, key=attrgetter("base", "x0")):
        if rows and glyph.base - last <= BASELINE_SHIFT * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
        last = glyph.base
    across = attrgetter("x0", "x1")
    return [sorted(row, key=across) for row in rows]


def _begins_cell(run: Sequence[Glyph], row: Sequence[Glyph], index: int) -> bool:
    """Whether a cell ends before a glyph of a row that opens the next: a figure behind a figure, or a bracket.

    The gap between them is unlike the gaps beside it: letters that are spaced evenly are one word.
    """
    before, glyph = run[-1], row[index]
    gap = glyph.x0 - before.x1
    if gap <= CELL_GAP * glyph.size or gap <= CELL_GAP * before.size:
        return False
    if glyph.folded[:1] != "(" and (before.folded[-1:] not in "0123456789%)" or glyph.folded[:1] not in "0123456789▲△"):
        return False
    beside = [b.x0 - a.x1 for a, b in itertools.pairwise((*run[-2:-1], before))]
    beside += [b.x0 - a.x1 for a, b in itertools.pairwise(row[index : index + 2])]
    return bool(beside) and gap > 3 * max(abs(space) for space in beside)


def _tracking(row: Sequence[Glyph]) -> float:
    """How far apart the letters of a letterspaced row stand, as a share of the size; 0 for any other row.

    Digits alone, evenly spaced, may be cells of one digit each: nothing is joined that is not surely one word.
    """
    if len(row) <= LETTERS or all(glyph.folded.isdigit() for glyph in row):
        return 0.0
    gaps = sorted([(b.x0 - a.x1) / max(a.size, b.size) for a, b in itertools.pairwise(row)])
    words_begin = bisect_left(gaps, 1)
    near, far = gaps[:words_begin], gaps[words_begin:]
    if len(near) < LETTERS or len(near) <= len(far):
        return 0.0
    usual = median(near)
    if usual <= WORD_GAP / LETTERSPACED or (len(near) < 2 * len(far) and far[0] < APART * usual):
        return 0.0
    even = sum(abs(gap - usual) < EVEN for gap in near)
    return usual if even >= 0.8 * len(near) else 0.0


def _ends(before: Glyph, glyph: Glyph, rules: Rules | None, gap: float) -> bool:
    char, _, end, base, own = before
    following, begin, _, level, other = glyph
    size = own if own >= other else other
    if begin - end > gap * size or abs(level - base) > BASELINE_SHIFT * size:
        return True
    if char.isdigit() and following.isdigit() and min(own, other) < FOOTNOTE * size:
        return True
    return rules is not None and bool(rules.upright) and rules.upright_between(end, begin, base - 0.4 * own)
