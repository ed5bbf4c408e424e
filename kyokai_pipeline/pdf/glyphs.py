"""Glyphs of one page with their place on the visible page.

Belongs here: coordinates (rotation, crop box) and what pdfium says of a character.
Does not belong here: what is a word or a line; that is words.py.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.japanese.text import fold_char

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def media_frame(page: pypdfium2.PdfPage, rotation: int) -> Frame:
    """The frame of the whole page, turned but not cropped."""
    left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, rotation)


def glyphs_of(text_page: Any, frame: Frame) -> Iterator[Glyph]:
    """Every visible, upright glyph, in stream order.

    Args:
        text_page: ``pypdfium2.PdfTextPage``.
        frame: Where the visible page lies in user space.
    """
    from pypdfium2 import raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    width, height = frame.size
    drawn_by, size, upright = 0, 0.0, True
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code <= 0x20 or not fold_char(chr(code)) or raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        owner = ctypes.cast(raw.FPDFText_GetTextObject(text_page, index), ctypes.c_void_p).value or 0
        if owner != drawn_by or not owner:
            raw.FPDFText_GetMatrix(text_page, index, matrix)
            size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
            upright = _upright(matrix, frame)
            drawn_by = owner
        if not upright:
            continue
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        a, b = frame.seen(box.left, box.bottom), frame.seen(box.right, box.top)
        x0, x1 = (a[0], b[0]) if a[0] <= b[0] else (b[0], a[0])
        base = frame.seen(x.value, y.value)[1]
        if -1 <= (x0 + x1) / 2 <= width + 1 and -1 <= base <= height + 1:
            yield Glyph(chr(code), x0, x1, base, size)


def _upright(matrix: Any, frame: Frame) -> bool:
    """Whether glyphs run left to right on the visible page."""
    origin, ahead = frame.seen(0, 0), frame.seen(matrix.a, matrix.b)
    return ahead[0] > origin[0] and abs(ahead[1] - origin[1]) <= 0.1 * (ahead[0] - origin[0])
