"""Glyphs of one page with their place on the visible page.

Belongs here: coordinates (rotation, crop box) and what pdfium says of a character.
Does not belong here: what is a word or a line; that is words.py.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.japanese.text import fold_char

if TYPE_CHECKING:
    import pypdfium2

ASCENT, DESCENT = 0.88, 0.12
"""The em box of a Japanese font around its baseline, as shares of the size."""


class Glyph(NamedTuple):
    """One printed character; coordinates in points, origin at the top left of the visible page."""

    char: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Upper side of the em box."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower side of the em box."""
        return self.base + DESCENT * self.size

    @property
    def folded(self) -> str:
        """The character in its plain form (may be longer than one, never white space)."""
        return fold_char(self.char)


@dataclass(frozen=True)
class Frame:
    """From PDF user space (origin bottom left, as stored) to the visible page (origin top left, as seen)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the visible page."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the visible page."""
        across, up = self.right - self.left, self.top - self.bottom
        return (up, across) if self.rotation in (90, 270) else (across, up)


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The visible frame of a page: its crop box where it has one, turned as the page is turned."""
    left, bottom, right, top = page.get_cropbox()
    media = page.get_mediabox()
    box = max(left, media[0]), max(bottom, media[1]), min(right, media[2]), min(top, media[3])
    return Frame(*box, rotation=page.get_rotation() % 360)


def glyphs_of(text_page: Any, frame: Frame) -> Iterator[Glyph]:
    """Every visible, upright glyph, in stream order.

    Args:
        text_page: ``pypdfium2.PdfTextPage``.
        frame: Where the visible page lies in user space.
    """
    import pypdfium2.raw as raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    width, height = frame.size
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_IsGenerated(text_page, index) == 1 or code <= 0x20 or not fold_char(chr(code)):
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        origin = frame.seen(x.value, y.value)
        ahead = frame.seen(x.value + matrix.a, y.value + matrix.b)
        if abs(ahead[1] - origin[1]) > 0.1 * abs(ahead[0] - origin[0]) or ahead[0] <= origin[0]:
            continue
        a, b = frame.seen(box.left, box.bottom), frame.seen(box.right, box.top)
        glyph = Glyph(
            chr(code),
            min(a[0], b[0]),
            max(a[0], b[0]),
            origin[1],
            raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d),
        )
        if -1 <= (glyph.x0 + glyph.x1) / 2 <= width + 1 and -1 <= glyph.base <= height + 1:
            yield glyph
