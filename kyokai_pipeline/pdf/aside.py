"""Text that a reader sees but does not read along: turned text, watermarks, ruby.

Belongs here: which text stands aside. Does not belong here: what an upright text is about.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.ruby import ruby_of
from kyokai_pipeline.pdf.words import Word, united, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph, Turned

LARGE = 2.5
"""A watermark is at least this many times larger than the text of its page."""
ACROSS = 4
"""A watermark lies across at least this many other characters."""


@dataclass(frozen=True)
class Aside:
    """A run of text that is no part of the page's reading order.

    Attributes:
        text: As printed.
        box: Its place on the visible page.
        role: ``turned``, ``watermark``, ``ruby``, ``chart``, ``header`` or ``footnote_mark``.
        glyphs: Its characters, each with its place on the visible page.
        title: Of the chart that it is part of.
    """

    text: str
    box: Box
    role: str
    glyphs: tuple[tuple[str, Box], ...]
    title: str | None = None

    @classmethod
    def of(cls, word: Word, role: str, title: str | None = None) -> Aside:
        """An upright word."""
        return cls(word.text, word.box, role, tuple((g.char, g.box) for g in word.glyphs), title)


def parted(upright: Sequence[Glyph]) -> tuple[tuple[Glyph, ...], tuple[Aside, ...]]:
    """The text to read, and what is no part of it: watermarks that lie across it, ruby over its kanji."""
    asides = [Aside.of(word, "watermark") for word in (_watermarks(upright) if upright else [])]
    asides += [Aside.of(word, "ruby") for word in ruby_of(upright)]
    taken = {place for aside in asides for place in aside.glyphs}
    read = [glyph for glyph in upright if (glyph.char, glyph.box) not in taken] if taken else upright
    return tuple(read), tuple(asides)


def _watermarks(upright: Sequence[Glyph]) -> list[Word]:
    size = median(glyph.size for glyph in upright)
    large = [glyph for glyph in upright if glyph.size >= LARGE * size]
    if not large:
        return []
    others = sorted((glyph for glyph in upright if glyph.size < LARGE * size), key=lambda glyph: glyph.base)
    bases = [glyph.base for glyph in others]
    return [word for word in words_of(large) if _lies_across(word, others, bases)]


def _lies_across(word: Word, others: Sequence[Glyph], bases: Sequence[float]) -> bool:
    near = others[bisect_left(bases, word.top) : bisect_right(bases, word.bottom)]
    inside = sum(word.x0 <= (glyph.x0 + glyph.x1) / 2 <= word.x1 for glyph in near)
    return inside >= ACROSS


def turned_text(turned: Sequence[Turned], body: float) -> Iterator[Aside]:
    """Words of text that does not stand upright.

    Args:
        turned: All such glyphs of a page.
        body: The size of the page's upright text; 0 where it has none.
    """
    for _, group in itertools.groupby(sorted(turned, key=lambda item: item.angle), key=lambda item: item.angle):
        items = list(group)
        places = {item.glyph: item.box for item in items}
        for word in words_of([item.glyph for item in items]):
            boxes = [places[glyph] for glyph in word.glyphs]
            role = "watermark" if body and word.size >= LARGE * body else "turned"
            yield Aside(word.text, united(boxes), role, tuple(zip((g.char for g in word.glyphs), boxes, strict=True)))
