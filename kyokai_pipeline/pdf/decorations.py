"""Strokes that belong to letters and rule nothing: underlines, highlights, frames around a word.

Belongs here: telling them from the rules of a table by how closely they follow the letters.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph

FLUSH = 1.0
"""An underline begins and ends with its letters, up to so many points; a cell keeps its text away from its sides."""
UNDER, OVER = 0.35, 0.1
"""An underline lies up to these shares of the size under and over the baseline of its letters."""
PADDING = 0.3
"""A frame or a highlight leaves at most this share of the size between its sides and its letters."""
TALL = 1.7
"""It is at most this many times as high as its letters are large."""
INSIDE = 0.1
"""The outline of a letter stays within its place and this share of the size around it."""
DESCENT = 0.3
"""… and reaches at most this share of the size below the baseline."""
CROSSED = 3
"""A stroke that runs through so many characters is no side of a cell."""
THROUGH = (0.0, 0.75)
"""Between these shares of the size over the baseline every character of Japanese print has its ink."""
OUTLINE = 4
"""A box has so many pieces, a dot of a dotted rule fewer."""


class Lettering:
    """The letters of a page, asked whether a stroke follows them."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._lines: dict[int, list[Glyph]] = defaultdict(list)
        letters = list(glyphs)
        for glyph in letters:
            self._lines[round(glyph.base)].append(glyph)
        self._largest = max([0.0, *[glyph.size for glyph in letters]])

    def underlined(self, at: float, start: float, end: float) -> bool:
        """Whether a level stroke lies right under letters and is as long as they are."""
        for base in range(round(at - UNDER * self._largest) - 1, round(at + OVER * self._largest) + 2):
            line = [g for g in self._lines.get(base, ()) if start <= (g.x0 + g.x1) / 2 <= end]
            if not line or not _flush(line, start, end):
                continue
            size = max(glyph.size for glyph in line)
            if -OVER * size <= at - line[0].base <= UNDER * size:
                return True
        return False

    def crossed(self, at: float, start: float, end: float) -> bool:
        """Whether a level stroke runs through print."""
        low, high = THROUGH
        bases = range(round(at + low * self._largest) - 1, round(at + high * self._largest) + 2)
        through = [
            glyph
            for base in bases
            for glyph in self._lines.get(base, ())
            if start < glyph.x0 and glyph.x1 < end and low * glyph.size < glyph.base - at < high * glyph.size
        ]
        return len(through) >= CROSSED

    def outlined(self, pieces: Sequence[Box]) -> bool:
        """Whether what one object draws lies in the places of letters, piece by piece: their outlines.

        Few pieces may be a dot or a dash of a rule under the letters; they have to lie over the baseline.
        """
        below = DESCENT if len(pieces) > OUTLINE else 0.0
        return bool(pieces) and all(self._in_letter(piece, below) for piece in pieces)

    def _in_letter(self, piece: Box, below: float) -> bool:
        x0, top, x1, bottom = piece
        return any(
            glyph.x0 - INSIDE * glyph.size <= x0
            and x1 <= glyph.x1 + INSIDE * glyph.size
            and glyph.base - (1 + INSIDE) * glyph.size <= top
            for base in range(round(bottom - below * self._largest) - 1, round(top + 1.1 * self._largest) + 2)
            for glyph in self._lines.get(base, ())
            if bottom <= glyph.base + below * glyph.size
        )

    def framed(self, box: Box) -> bool:
        """Whether a box closely surrounds letters of one line: a highlight, or a frame around a word."""
        x0, top, x1, bottom = box
        for base in range(round(top), round(bottom) + 1):
            line = [g for g in self._lines.get(base, ()) if x0 <= (g.x0 + g.x1) / 2 <= x1]
            if not line:
                continue
            size = max(glyph.size for glyph in line)
            return bottom - top <= TALL * size and _flush(line, x0, x1, PADDING * size)
        return False


def _flush(line: Sequence[Glyph], start: float, end: float, most: float = FLUSH) -> bool:
    left, right = min(glyph.x0 for glyph in line), max(glyph.x1 for glyph in line)
    return abs(left - start) <= most and abs(right - end) <= most
