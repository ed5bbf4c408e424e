"""Text that lies across other text, turned or much larger: its ink is told from that of the text to read.

Belongs here: the ink of a page's text without its watermarks, seen or not. Does not belong here: texts of one size at
one place (overlaid.py), what a watermark says (aside.py).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.aside import LARGE
from kyokai_pipeline.pdf.ink import ink_of, inner_box
from kyokai_pipeline.pdf.overlaid import owners_of
from kyokai_pipeline.pdf.page_objects import address_of, objects_of
from kyokai_pipeline.pdf.repeated import read_objects

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pypdfium2

    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import PageInk
    from kyokai_pipeline.pdf.overlaid import Share


def without_backdrop(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, shares: Mapping[Glyph, Share]
) -> tuple[PageInk, dict[Glyph, Share]]:
    """The ink of the text to read alone, and what is hidden of each glyph's own.

    Args:
        page: pdfium's page.
        frame: The visible page.
        whole: The page rendered as a whole.
        shares: Its upright glyphs as pdfium places them, each with what is hidden of the ink at its place.
    """
    owner = owners_of(page, frame, shares)
    most = LARGE * median(glyph.size for glyph in shares)
    large = {address for glyph, address in owner.items() if glyph.size >= most}
    body = set(owner.values()) - large
    backdrop = large | (read_objects(page) - body)
    texts = objects_of(page)[0]
    behind = [item for item in texts if address_of(item) in backdrop]
    if not behind:
        return whole, dict(shares)
    front = [item for item in texts if address_of(item) not in backdrop]
    inks = {True: ink_of(whole, page, frame.size, behind), False: ink_of(whole, page, frame.size, front)}
    return inks[False], {g: inks[owner.get(g) in large].hidden_share(inner_box(g)) for g in shares}
