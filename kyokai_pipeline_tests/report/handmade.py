"""Pages made by hand, one string a line: enough of a page for what reads text by position."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.pdf.glyphs import Glyph
from kyokai_pipeline.pdf.rules import Rules
from kyokai_pipeline.pdf.words import Line, Word, lines_of, words_of

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.aside import Aside
    from kyokai_pipeline.pdf.document import PdfPage


@dataclass
class HandmadePage:
    """A page of 800 by 600 points; half-width characters are half as wide."""

    number: int = 1
    width: float = 800.0
    height: float = 600.0
    rules: Rules = field(default_factory=Rules)
    glyphs: list[Glyph] = field(default_factory=list)
    asides: tuple[Aside, ...] = ()
    seams: tuple[float, ...] = ()

    def write(self, text: str, x: float = 50.0, base: float = 200.0, size: float = 10.0) -> HandmadePage:
        """Set one line; a blank leaves room."""
        for char in text:
            width = size * (0.5 if char.isascii() else 1.0)
            if not char.isspace():
                self.glyphs.append(Glyph(char, x, x + width, base, size))
            x += width
        return self

    @cached_property
    def characters(self) -> frozenset[str]:
        """As of ``PdfPage``."""
        return frozenset(canonical("".join(glyph.char for glyph in self.glyphs)))

    @cached_property
    def words(self) -> list[Word]:
        """As of ``PdfPage``."""
        return words_of(self.glyphs, self.rules)

    @cached_property
    def lines(self) -> list[Line]:
        """As of ``PdfPage``."""
        return lines_of(self.words)

    @property
    def text_rules(self) -> Rules:
        """As of ``PdfPage``."""
        return self.rules

    @property
    def page(self) -> PdfPage:
        """To hand over to the reader."""
        return cast("PdfPage", self)
