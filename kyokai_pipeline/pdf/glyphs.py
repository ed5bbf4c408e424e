"""Glyphs of one page with their place on the visible page, and what pdfium says of them.

Belongs here: what a glyph is, whether it stands upright, reading them with pdfium.
Does not belong here: what is a word or a line (words.py), what belongs together as one character (clean_glyphs.py).
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.japanese.text import fold_char, is_separating_space
from kyokai_pipeline.pdf.page_objects import address_of

if TYPE_CHECKING:
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame

ASCENT, DESCENT = 0.88, 0.12
"""The em box of a Japanese font around its baseline, as shares of the size."""
BLANK = 0x20
DIGITS = frozenset("0123456789")
HALVES = range(0xD800, 0xE000)
HIGH_HALVES, LOW_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
"""UTF-16 halves, in which pdfium gives a character beyond the basic plane."""
SOFT_HYPHEN = 0xAD
"""By its name a place where a word may be broken; in PDFs a hyphen or a minus, where a font draws all of them alike."""
SLANT = 0.1
"""Text that rises or falls by no more than this share of its way is upright, for both engines."""


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
    def box(self) -> Box:
        """The em box: x0, top, x1, bottom."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def folded(self) -> str:
        """The character in its plain form (may be longer than one, never white space)."""
        return fold_char(self.char)


class Turned(NamedTuple):
    """A glyph that does not stand upright.

    Attributes:
        glyph: Its place after the page is turned so that its text runs from left to right; for grouping into words.
        box: Its place on the visible page.
        angle: Which way its text runs, in whole degrees clockwise from left to right.
    """

    glyph: Glyph
    box: Box
    angle: int


@dataclass
class Drawn:
    """What one engine finds on a page, in stream order."""

    upright: list[Glyph] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)

    @property
    def last(self) -> str | None:
        """The character of the upright glyph found last."""
        return self.upright[-1].char if self.upright else None

    def add(
        self,
        char: str,
        corners: Box,
        origin: tuple[float, float],
        size: float,
        turn: Turn,
    ) -> None:
        """A glyph at its place on the visible page.

        Args:
            char: The character.
            corners: x0, top, x1, bottom of its box.
            origin: Where it stands on its baseline.
            size: Font size in points.
            turn: Which way its text runs.
        """
        x0, top, x1, bottom = corners
        if turn.upright:
            self.upright.append(Glyph(char, x0, x1, origin[1], size))
            return
        ends = [turn.straight(x, y)[0] for x in (x0, x1) for y in (top, bottom)]
        start, base = turn.straight(*origin)
        # The box around a letter that stands askew is wider than the letter.
        across = max(ends) - min(ends) if turn.angle % 90 == 0 else min(max(ends) - min(ends), size)
        left = min(ends) if turn.angle % 90 == 0 else start
        self.turned.append(Turned(Glyph(char, left, left + across, base, size), corners, turn.angle))


class Turn:
    """The direction of a text on the visible page (y grows downwards), from one glyph towards the next."""

    def __init__(self, across: float, down: float) -> None:
        length = math.hypot(across, down) or 1.0
        self.cos, self.sin = across / length, down / length
        self.upright = across > 0 and abs(down) <= SLANT * across
        self.angle = round(math.degrees(math.atan2(down, across))) % 360

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie when the text is turned upright."""
        return x * self.cos + y * self.sin, y * self.cos - x * self.sin


def glyphs_of(text_page: Any, frame: Frame) -> Drawn:
    """Every glyph on the visible page, as pdfium reads it.

    Args:
        text_page: ``pypdfium2.PdfTextPage``.
        frame: Where the visible page lies in user space.
    """
    from pypdfium2 import raw

    drawn, text = Drawn(), text_page.raw
    turn_at = cache(partial(turn_of, frame))
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    drawn_by = 0
    size, turn, high, before = 0.0, Turn(1, 0), 0, 0
    code_at, owner_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject
    box_at, origin_at = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    for index in range(raw.FPDFText_CountChars(text)):
        code = code_at(text, index)
        if code in HALVES:
            code, high = _joined(code, high)
            if not code:
                continue
        if code < BLANK and raw.FPDFText_IsHyphen(text, index) == 1:
            # A hyphen at the end of a line, of which pdfium says no more than that.
            code = 0x2D
        before, last = code, before
        # pdfium makes up spaces and ends of lines, nothing else.
        if not is_drawn(code) and not (may_part_digits(last, code) and raw.FPDFText_IsGenerated(text, index) != 1):
            continue
        owner = address_of(owner_at(text, index))
        if owner != drawn_by or not owner:
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d) * frame.unit
            turn = turn_at(matrix.a, matrix.b)
            drawn_by = owner
        box_at(text, index, box)
        origin_at(text, index, x, y)
        corners = corners_of(frame, (box.left, box.bottom), (box.right, box.top))
        origin = frame.seen(x.value, y.value)
        if on_page(frame, corners, origin):
            drawn.add(chr(code), corners, origin, size, turn)
    return drawn


def _joined(code: int, high: int) -> tuple[int, int]:
    """A character beyond the basic plane, which pdfium gives as two halves at one place; none while the first waits.

    Args:
        code: A half.
        high: The first half found before; 0 for none.

    Returns:
        The character, and the half that waits; 0 for none of each.
    """
    if code in HIGH_HALVES:
        return 0, code
    return (0x10000 + ((high - HIGH_HALVES.start) << 10) + (code - LOW_HALVES.start) if high else code), 0


@lru_cache(maxsize=8192)
def is_drawn(code: int) -> bool:
    """Whether a character is kept: print, a hyphen, or a space that may part the digits of one number."""
    if code <= BLANK or code in HALVES:
        return False
    return code == SOFT_HYPHEN or bool(fold_char(chr(code)) or is_separating_space(chr(code)))


def may_part_digits(before: int, code: int) -> bool:
    """Whether a character is a blank right behind a digit: a font may draw a thin space as one."""
    return code == BLANK and fold_char(chr(before)) in DIGITS


def turn_of(frame: Frame, a: float, b: float) -> Turn:
    """The direction of a text whose matrix begins with a and b."""
    origin, ahead = frame.seen(0, 0), frame.seen(a, b)
    return Turn(ahead[0] - origin[0], ahead[1] - origin[1])


def corners_of(frame: Frame, low: tuple[float, float], high: tuple[float, float]) -> Box:
    """Two corners of user space as x0, top, x1, bottom of the visible page."""
    (ax, ay), (bx, by) = frame.seen(*low), frame.seen(*high)
    left, right = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    return left, top, right, bottom


def on_page(frame: Frame, corners: Box, origin: tuple[float, float]) -> bool:
    """Whether a glyph stands on the visible page, not cut off."""
    width, height = frame.size
    x, y = frame.as_shown((corners[0] + corners[2]) / 2, origin[1])
    return -1 <= x <= width + 1 and -1 <= y <= height + 1
