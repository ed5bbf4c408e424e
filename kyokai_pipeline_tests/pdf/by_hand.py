"""Words set by hand: half-width characters are half as wide as full-width ones."""

from __future__ import annotations

from kyokai_pipeline.pdf.glyphs import Glyph
from kyokai_pipeline.pdf.words import Word, words_of


def glyphs(text: str, x: float, base: float, size: float = 8.0) -> list[Glyph]:
    """One line; a blank leaves room."""
    found = []
    for char in text:
        width = size * (0.5 if char.isascii() or char in "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾" else 1.0)
        if not char.isspace():
            found.append(Glyph(char, x, x + width, base, size))
        x += width
    return found


def words(*lines: tuple[str, float, float] | tuple[str, float, float, float]) -> list[Word]:
    """The words of a page: text, x, baseline and, where it is not 8, size of each line."""
    return words_of([glyph for line in lines for glyph in glyphs(*line)])
