"""Where the words of one label may stand: to the right of a word and under it, with no rule between.

Belongs here: the next word by position. Does not belong here: which words make a label (labels.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.tolerances import LABELS
from kyokai_pipeline.pdf.words import LINE_SHIFT, Word, box_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.rules import Rules

LEVEL = 0.1
"""Points: the letters of a justified label were set at one height, but for what a producer rounds."""


class Neighbours:
    """Who stands to the right of and below a word, with no rule between."""

    def __init__(self, words: Sequence[Word], rules: Rules) -> None:
        self.words = sorted(words, key=lambda w: (w.base, w.x0))
        self.bases = [word.base for word in self.words]
        self.largest = max((word.size for word in self.words), default=0.0)
        self.rules = rules

    def _at(self, upper: float, lower: float) -> list[Word]:
        """Words whose baselines lie between two heights."""
        return self.words[bisect_left(self.bases, upper) : bisect_right(self.bases, lower)]

    def right_of(self, word: Word, reach: float = LABELS.same_line_sizes) -> Word | None:
        """The word with which a line goes on.

        Args:
            word: Where it stands.
            reach: The gap may be so many sizes wide; one that parts the letters of a justified label is wider.
        """
        near = [
            other
            for other in self._at(word.base - LINE_SHIFT * self.largest, word.base + LINE_SHIFT * self.largest)
            if other.x0 > word.x0
            and abs(other.base - word.base) <= LINE_SHIFT * max(word.size, other.size)
            and -LABELS.overlap_sizes * word.size <= other.x0 - word.x1 <= reach * max(word.size, other.size)
        ]
        best = min(near, key=lambda w: w.x0, default=None) or self._justified(word)
        if best is None or self.rules.upright_between(word.x1, best.x0, word.base - LABELS.rule_sizes * word.size):
            return None
        return best

    def _justified(self, word: Word) -> Word | None:
        """The next letter of a label that is justified over its ruled cell: 加   入   者   数, 4       月."""
        if not _may_be_justified(word):
            return None
        reach = word.x1 + LABELS.justified_sizes * word.size
        line = self._at(word.base - LEVEL, word.base + LEVEL)
        following = min((w for w in line if word.x1 < w.x0 <= reach), key=lambda w: w.x0, default=None)
        if following is None or not _may_be_justified(following) or not self.rules.around(word.box).closed:
            return None
        return following

    def after(self, path: Sequence[Word]) -> list[Word]:
        """Where a label may go on: to the right, then on the next line."""
        following = self.right_of(path[-1])
        return ([] if following is None else [following]) + self.below(path)

    def below(self, path: Sequence[Word]) -> list[Word]:
        """First words of the next line under a label, nearest first."""
        last, box = path[-1], box_around(path)
        size, aside = last.size, LABELS.aside_sizes * last.size
        under = [
            other
            for other in self._at(last.base + LABELS.nearest_line_sizes * size, last.base + LABELS.leading_sizes * size)
            if other.x0 < box[2] - aside and other.x1 > box[0] + aside
        ]
        if not under:
            return []
        base = min(other.base for other in under)
        line = [other for other in under if other.base - base <= LINE_SHIFT * size]
        if self.rules.level_between(last.base, base - 0.5 * size, box[0], box[2]):
            return []
        return sorted(line, key=lambda w: w.x0)


def _may_be_justified(word: Word) -> bool:
    """Whether a word is a single letter, or a number: what a justified label falls apart into."""
    return word.plain.isdigit() or (len(word.glyphs) == 1 and word.plain.isalpha())
