"""What a page shows, and what of it the text layer draws: renders of one page, compared pixel by pixel.

Belongs here: rendering with and without parts of a page, and ink in a box. Does not belong here: what follows for a
glyph (unseen.py), for a fact (the room ``seen``).
"""

from __future__ import annotations

import math
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.page_objects import address_of, has_blended_text, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph

    Pixels = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

SCALE = 1.5
"""Pixels a point: a comma in the smallest print still covers one."""
MOST_PIXELS = 9_000_000
"""A larger page is rendered coarser; A0 still gets a pixel a point."""
INKED = 64
"""Of 255: how much of a pixel a glyph has to cover to count as ink; less is its soft edge, or nearly transparent."""
FAINT = 24
"""Of 255: a glyph that covers no pixel by so much leaves no ink; the point of the smallest print covers more."""
TINY, FINER = 12, 4
"""A glyph of fewer pixels than this is looked at again, rendered so many times finer, before it counts as inkless."""
CONTRAST = 22
"""Of 255: what differs less from its surroundings is not seen by a person (``hidden_ink`` has it as 15 + 7)."""
HIDDEN = 0.6
"""A glyph of whose ink at least this share is hidden is not seen: nobody reads what a white digit leaves on a rule."""
PARTLY = 0.1
"""A glyph of whose ink less than this share is hidden is seen whole."""
DAMAGED = 0.25
"""A digit of whose ink at least this share is hidden may look like another."""
LETTERS = ("Nd", "Lo", "Lu", "Ll")
"""Unicode categories of digits and letters: their ink lies in the middle of their place."""


@dataclass(frozen=True)
class PageInk:
    """Renders of one page without its annotations; rows and columns of pixels from the top left.

    Attributes:
        across: Pixels a point, from left to right.
        down: Pixels a point, from top to bottom.
        shown: The page as it is seen, grey.
        bare: The page without its text, grey.
        text: How strongly the text alone covers each pixel, whatever its colour.
        hidden: Ink of the text that nobody sees: something lies over it, or it has the colour of what is under it.
    """

    across: float
    down: float
    shown: Pixels
    bare: Pixels
    text: Pixels
    hidden: Mask

    def part(self, pixels: Pixels | Mask, box: Box) -> Any:
        """The pixels in a box (x0, top, x1, bottom in points of the visible page); may be empty."""
        x0, top, x1, bottom = box
        left, upper = max(0, round(x0 * self.across)), max(0, round(top * self.down))
        right, lower = max(left + 1, round(x1 * self.across)), max(upper + 1, round(bottom * self.down))
        return pixels[upper:lower, left:right]

    @cached_property
    def hides_something(self) -> bool:
        """Whether any ink of the text is hidden."""
        return bool(self.hidden.any())

    @cached_property
    def inked(self) -> Mask:
        """Where the text leaves ink at all."""
        mask: Mask = self.text >= FAINT
        return mask

    def hidden_share(self, box: Box) -> float | None:
        """Which share of the text's ink in a box is hidden; None where the text draws nothing there."""
        if not self.hides_something:
            return 0.0 if b"\x01" in self.part(self.inked, box).tobytes() else None
        part = self.part(self.text, box)
        peak = int(part.max(initial=0))
        if peak < FAINT:
            return None
        inked = part >= min(INKED, max(FAINT, peak // 2))
        ink = int(inked.sum())
        return float((self.part(self.hidden, box) & inked).sum()) / ink

    def is_marked(self, box: Box) -> bool:
        """Whether something else than text is drawn in a box: a picture, a stroke, a shape."""
        part = self.part(self.bare, box)
        return bool(part.size) and int(part.max()) - int(part.min()) > 4 * CONTRAST


def inner_box(glyph: Glyph) -> Box:
    """Where a glyph's own ink lies, hardly touched by its neighbours'; a mark such as ﾞ may lie in a corner."""
    inset = 0.15 * (glyph.x1 - glyph.x0) if unicodedata.category(glyph.char) in LETTERS else 0.0
    return glyph.x0 + inset, glyph.base - 0.82 * glyph.size, glyph.x1 - inset, glyph.base + 0.12 * glyph.size


def core_box(glyph: Glyph) -> Box:
    """The middle of a digit: an underline, a frame or a table's rule does not reach it."""
    inset = 0.1 * (glyph.x1 - glyph.x0)
    return glyph.x0 + inset, glyph.base - 0.6 * glyph.size, glyph.x1 - inset, glyph.base - 0.12 * glyph.size


def page_ink(page: pypdfium2.PdfPage, size: tuple[float, float]) -> PageInk:
    """Render a page with its text, without it, and its text alone.

    Args:
        page: pdfium's page; what is switched off for a render is switched on again.
        size: Width and height of the visible page in points.
    """
    import numpy as np

    texts, others = objects_of(page)
    scale = scale_for(size)
    shown = render(page, scale)
    with switched_off(texts):
        bare = render(page, scale)
    text = opacity(page, others, scale)
    hidden = hidden_ink(text, np.maximum(shown, bare) - np.minimum(shown, bare))
    height, width = shown.shape
    return PageInk(width / size[0], height / size[1], shown, bare, text, hidden)


def in_colour(ink: PageInk, page: pypdfium2.PdfPage, size: tuple[float, float]) -> PageInk:
    """The same page, its hidden ink judged by colours: two of them may be one grey."""
    texts, others = objects_of(page)
    scale = scale_for(size)
    text = opacity(page, others, scale, coloured=True)
    return replace(ink, text=text, hidden=hidden_ink(text, coloured_difference(page, texts, scale)))


def drawn_finely(
    ink: PageInk, page: pypdfium2.PdfPage, size: tuple[float, float], glyphs: set[Glyph], absent: Sequence[Any]
) -> set[Glyph]:
    """Those of some glyphs that leave ink once the page is rendered finer: a comma in tiny print is part of a pixel.

    Args:
        ink: The page, rendered.
        page: pdfium's page.
        size: Width and height of the visible page in points.
        glyphs: The glyphs asked about.
        absent: Objects that are not drawn: everything that is no text, and text at the same places.
    """
    tiny = {glyph for glyph in glyphs if glyph.size * ink.down < TINY}
    if not tiny:
        return tiny
    text = opacity(page, absent, FINER * scale_for(size))
    fine = replace(ink, text=text, across=FINER * ink.across, down=FINER * ink.down)
    aside = 1 / fine.across  # glyphs are set on whole pixels

    def drawn(glyph: Glyph) -> bool:
        x0, top, x1, bottom = inner_box(glyph)
        return int(fine.part(fine.text, (x0 - aside, top, x1 + aside, bottom)).max(initial=0)) >= FAINT

    return {glyph for glyph in tiny if drawn(glyph)}


def ink_of(
    whole: PageInk, page: pypdfium2.PdfPage, size: tuple[float, float], own: Sequence[Any], *, alone: bool = False
) -> PageInk:
    """The ink of some text objects, and what of it nobody sees.

    Args:
        whole: The page, rendered.
        page: pdfium's page.
        size: Width and height of the visible page in points.
        own: The objects.
        alone: Whether they are looked at where the page has no other text; else on the page as it is.
    """
    texts, others = objects_of(page)
    mine = {address_of(item) for item in own}
    rest = [item for item in texts if address_of(item) not in mine]
    scale = scale_for(size)
    text = opacity(page, [*rest, *others], scale, coloured=True)
    difference = coloured_difference(page, own, scale, rest if alone else ())
    return replace(whole, text=text, hidden=hidden_ink(text, difference))


def scale_for(size: tuple[float, float]) -> float:
    """Pixels a point for a page of this size."""
    return min(SCALE, math.sqrt(MOST_PIXELS / max(1.0, size[0] * size[1])))


def coloured_difference(
    page: pypdfium2.PdfPage, items: Sequence[Any], scale: float, absent: Sequence[Any] = ()
) -> Pixels:
    """How much each pixel of a page changes, in any colour, where some objects are not drawn.

    Args:
        page: pdfium's page.
        items: The objects asked about.
        scale: Pixels a point.
        absent: Objects that are not drawn either way.
    """
    import numpy as np

    with switched_off(absent):
        shown = render(page, scale, coloured=True)
    with switched_off([*absent, *items]):
        without = render(page, scale, coloured=True)
    difference = np.maximum(shown, without) - np.minimum(shown, without)
    most: Pixels = np.maximum(np.maximum(difference[:, :, 0], difference[:, :, 1]), difference[:, :, 2])
    return most


def hidden_ink(text: Pixels, difference: Pixels) -> Mask:
    """Ink of the text where the page with it hardly differs from the page without it.

    A pixel that a glyph covers by half may differ by half as much; shifts keep the sum in one byte a pixel.
    """
    expected = (text >> 4) + (text >> 5)
    mask: Mask = (text >= FAINT) & (difference <= expected)
    return mask


def opacity(page: pypdfium2.PdfPage, others: Sequence[Any], scale: float, *, coloured: bool = False) -> Pixels:
    """How strongly what is left of a page without some objects covers each pixel, whatever its colour.

    Drawn on white it takes the white away, on black the black. A transparent bitmap would say it at once, but pdfium
    sets glyphs up to a pixel aside in bitmaps of another kind; so what is compared is drawn in one kind. What blends
    (Multiply) pdfium draws in a white box on black; its shape is what it covers in black on white.
    """
    import numpy as np

    with switched_off(others):
        on_white, on_black = render(page, scale, coloured=coloured), render(page, scale, coloured=coloured, paper=0)
        if coloured:
            on_white, on_black = on_white[:, :, 1], on_black[:, :, 1]
        covered: Pixels = on_black + (255 - on_white)
        if has_blended_text(page):
            with drawn_in_black(objects_of(page)[0]):
                covered = np.minimum(covered, 255 - render(page, scale))
    return covered


def render(page: pypdfium2.PdfPage, scale: float, *, coloured: bool = False, paper: int = 255) -> Pixels:
    """A page without annotations, grey or coloured, on white or another grey."""
    bitmap = page.render(
        scale=scale,
        may_draw_forms=False,
        draw_annots=False,
        grayscale=not coloured,
        fill_color=(paper, paper, paper, 255),
    )
    pixels: Pixels = bitmap.to_numpy()  # keeps the bitmap's memory
    return pixels


@contextmanager
def drawn_in_black(items: Sequence[Any]) -> Iterator[None]:
    """Some text objects are filled with opaque black until the end of the block, however they are set."""
    import ctypes

    from pypdfium2 import raw

    before: list[tuple[Any, int, list[int]]] = []
    for item in items:
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(item, *colour)
        before.append((item, raw.FPDFTextObj_GetTextRenderMode(item), [part.value for part in colour]))
        raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_FILL)
        raw.FPDFPageObj_SetFillColor(item, 0, 0, 0, 255)
    try:
        yield
    finally:
        for item, mode, parts in before:
            raw.FPDFTextObj_SetTextRenderMode(item, mode)
            raw.FPDFPageObj_SetFillColor(item, *parts)


@contextmanager
def switched_off(items: Sequence[Any]) -> Iterator[None]:
    """Some objects of a page are not drawn until the end of the block."""
    from pypdfium2 import raw

    for item in items:
        raw.FPDFPageObj_SetIsActive(item, False)
    try:
        yield
    finally:
        for item in items:
            raw.FPDFPageObj_SetIsActive(item, True)
