"""Ruby (ルビ, 振り仮名): small kana over kanji that say how these are read; nobody reads them twice.

Belongs here: which characters are ruby. Does not belong here: small marks beside numbers (marks.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.glyphs import Glyph

SMALL = 0.6
"""Ruby is set in half the size of its kanji, never in more than this share of it."""
OVER = (0.4, -0.25)
"""The line of ruby stands so many sizes of its kanji over their upper side: from and to."""
AROUND = 1.0
"""Ruby reaches at most so many of its own sizes beyond its kanji."""
KANA = range(0x3041, 0x3100)
KANJI = range(0x3400, 0xA000)


def ruby_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """The runs of ruby among the glyphs of a page."""
    kanji = [glyph for glyph in glyphs if ord(glyph.char[0]) in KANJI]
    most = SMALL * max((glyph.size for glyph in kanji), default=0.0)
    small = [glyph for glyph in glyphs if glyph.size <= most]
    if not any(ord(glyph.char[0]) in KANA for glyph in small):
        return []
    kanji.sort(key=lambda glyph: glyph.base)
    bases = [glyph.base for glyph in kanji]
    return [word for word in words_of(small) if _is_kana(word) and _stands_over(word, kanji, bases)]


def _is_kana(word: Word) -> bool:
    return all(ord(glyph.char[0]) in KANA for glyph in word.glyphs)


def _stands_over(word: Word, kanji: Sequence[Glyph], bases: Sequence[float]) -> bool:
    """Whether larger kanji stand right under all of a word."""
    reach = 3 * word.size / SMALL
    below = [
        glyph
        for glyph in kanji[bisect_left(bases, word.base) : bisect_right(bases, word.base + reach)]
        if word.size <= SMALL * glyph.size
        and OVER[1] * glyph.size <= glyph.top - word.base <= OVER[0] * glyph.size
        and glyph.x0 < word.x1 + AROUND * word.size
        and glyph.x1 > word.x0 - AROUND * word.size
    ]
    if not below:
        return False
    left, right = min(glyph.x0 for glyph in below), max(glyph.x1 for glyph in below)
    return left - AROUND * word.size <= word.x0 and word.x1 <= right + AROUND * word.size
