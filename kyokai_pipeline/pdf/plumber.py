"""The same glyphs from pdfplumber's engine: where pdfium cannot measure a font, and as a second opinion.

pdfium drops single characters of fonts that are not embedded when the machine has no substitute for them, without a
word. pdfminer, under pdfplumber, reads such fonts from their predefined character maps; it is ten times slower.
"""

from __future__ import annotations

import math
from contextlib import suppress
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.pdf.glyphs import SOFT_HYPHEN, Drawn, corners_of, is_drawn, may_part_digits, on_page, turn_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pdfminer.layout import LTChar

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Turn

UNREAD = "\ufffd"
"""Stands for a glyph of which the file does not say which character it is."""


class Plumber:
    """A PDF opened with pdfplumber; pages are read one at a time and let go."""

    def __init__(self, content: bytes) -> None:
        import pdfplumber

        from kyokai_pipeline.pdf.miner import pages_of

        try:
            self._pdf = pdfplumber.open(BytesIO(content))
            self._pages = pages_of(self._pdf.doc)
        except MemoryError:
            raise
        except Exception as error:
            raise _damaged(error, None) from error

    def user_unit(self, number: int) -> float:
        """Points in one unit of user space on a page, counted from 1."""
        from pdfminer.pdftypes import num_value

        with suppress(Exception):
            unit = float(num_value(self._pages[number - 1].attrs.get("UserUnit", 1)))
            if math.isfinite(unit) and unit > 0:
                return unit
        return 1.0

    def drawn(self, number: int, frame: Frame) -> Drawn:
        """Every glyph on the visible page, as it is drawn.

        Args:
            number: Page number, from 1.
            frame: The visible page.

        Raises:
            ReportError: The page is damaged.
        """
        from kyokai_pipeline.pdf.miner import characters_of

        drawn, turn_at = Drawn(), cache(partial(turn_of, frame))
        try:
            for char in characters_of(self._pages[number - 1], self._pdf.rsrcmgr, frame.straightening):
                _add(drawn, char, frame, turn_at)
        except MemoryError:
            raise
        except Exception as error:
            raise _damaged(error, number) from error
        return drawn

    def close(self) -> None:
        """Release the file."""
        # Closing walks over all pages, and stumbles again where a damaged one has stopped it before.
        with suppress(Exception):
            self._pdf.close()
        self._pdf.stream.close()


def _damaged(error: Exception, page: int | None) -> ReportError:
    """Pdfminer raises whatever the damage makes it stumble over: ValueError, AssertionError, its own errors."""
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return refuse("damaged", Where(page=page), reason=reason)


def _add(drawn: Drawn, char: LTChar, frame: Frame, turn_at: Callable[[float, float], Turn]) -> None:
    """One glyph, or several where one glyph stands for several characters."""
    text = char.get_text()
    parts_digits = len(text) == 1 and drawn.last is not None and may_part_digits(ord(drawn.last[-1]), ord(text))
    if not parts_digits and not any(is_drawn(ord(c)) for c in text):
        return
    a, b, _, _, x, y = char.matrix
    turn = turn_at(a, b)
    corners = corners_of(frame, (char.x0, char.y0), (char.x1, char.y1))
    origin = frame.seen(x, y)
    if not on_page(frame, corners, origin):
        return
    size = _size(char, math.hypot(a, b), turn) * frame.unit
    if text.startswith("(cid:"):
        text = UNREAD
    if len(text) > 1:  # a glyph that stands for several characters draws none of its soft hyphens for itself
        text = text.replace(chr(SOFT_HYPHEN), "") or text[:1]
    step = (corners[2] - corners[0]) / len(text)
    for i, character in enumerate(text):
        part = (corners[0] + i * step, corners[1], corners[0] + (i + 1) * step, corners[3]) if turn.upright else corners
        drawn.add(character, part, origin, size, turn)


def _size(char: LTChar, scale: float, turn: Turn) -> float:
    """The font size in user space: what the box of a letter, which may stand askew, leaves beside its width."""
    if turn.upright:
        return char.height
    advance, cos, sin = abs(char.adv) * scale, abs(turn.cos), abs(turn.sin)
    return (char.height - advance * sin) / cos if cos > sin else (char.width - advance * cos) / sin
