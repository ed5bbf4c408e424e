"""Text that lies across other text, turned or much larger: its ink is told from that of the text to read.

Belongs here: the ink of a page's text without its watermarks, seen or not. Does not belong here: texts of one size at
one place (overlaid.py), what a watermark says (aside.py).
"""

from __future__ import annotations

import ctypes
import math
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.aside import LARGE
from kyokai_pipeline.pdf.glyphs import turn_of
from kyokai_pipeline.pdf.ink import ink_of, inner_box
from kyokai_pipeline.pdf.overlaid import owners_of
from kyokai_pipeline.pdf.page_objects import address_of, objects_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pypdfium2

    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import PageInk
    from kyokai_pipeline.pdf.overlaid import Share
    from kyokai_pipeline.pdf.page_objects import PageObject


def without_backdrop(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, shares: Mapping[Glyph, Share]
) -> tuple[PageInk, dict[Glyph, Share]]:
    """The ink of the text to read alone, and what is hidden of each glyph's own.

    Args:
        page: pdfium's page.
        frame: The visible page.
        whole: The page rendered as a whole.
        shares: Its upright glyphs, each with what is hidden of the ink at its place.
    """
    least = LARGE * median(glyph.size for glyph in shares)
    texts = _texts(page)
    behind = [text.item for text in texts if _size(text, frame) >= least or not _is_upright(text, frame)]
    if not behind:
        return whole, dict(shares)
    others = {address_of(item) for item in behind}
    front = [text.item for text in texts if address_of(text.item) not in others]
    inks = {True: ink_of(whole, page, frame.size, behind), False: ink_of(whole, page, frame.size, front)}
    return inks[False], {g: inks[g.size >= least].hidden_share(inner_box(g)) for g in shares}


def large_texts(page: pypdfium2.PdfPage, frame: Frame, glyphs: Sequence[Glyph], own: Sequence[Glyph]) -> set[int]:
    """Text objects much larger than the text of a page, upright or turned, such as 見本 across it: their addresses.

    Args:
        page: pdfium's page.
        frame: The visible page.
        glyphs: Its upright glyphs.
        own: Glyphs whose objects are none of these in any case.
    """
    least = LARGE * median(glyph.size for glyph in glyphs) if glyphs else math.inf
    large = {address_of(text.item) for text in _texts(page) if _size(text, frame) >= least}
    return large - set(owners_of(page, frame, own).values()) if large else large


def _texts(page: pypdfium2.PdfPage) -> list[PageObject]:
    from pypdfium2 import raw

    return [found for found in objects_on(page) if found.kind == raw.FPDF_PAGEOBJ_TEXT]


def _size(text: PageObject, frame: Frame) -> float:
    """The font size of a text object, in points."""
    from pypdfium2 import raw

    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text.item, size)
    return size.value * math.hypot(text.matrix[2], text.matrix[3]) * frame.unit


def _is_upright(text: PageObject, frame: Frame) -> bool:
    return turn_of(frame, text.matrix[0], text.matrix[1]).upright
