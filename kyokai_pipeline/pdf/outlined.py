"""Text over which its own outline is drawn in its own colour: how cairo and others set what is filled and stroked.

Belongs here: whether strokes over a glyph follow its shape. Does not belong here: text drawn twice (repeated.py,
overlaid.py), strokes that divide or strike (strokes.py).
"""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.ink import (
    CONTRAST,
    FAINT,
    FINER,
    INKED,
    coloured_difference,
    hidden_ink,
    inner_box,
    opacity,
    render,
    scale_for,
    switched_off,
)
from kyokai_pipeline.pdf.overlaid import hidden_in_part
from kyokai_pipeline.pdf.page_objects import objects_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import Mask, PageInk

ASTRAY = 0.2
"""An outline follows its glyph: at most this share of the strokes' ink lies off the glyph's."""
BESIDE = 0.03
"""How far beside the glyph's ink an outline reaches, as a share of the size: half of a bold stroke."""


def seen_through_outlines(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, shares: Mapping[Glyph, float | None]
) -> dict[Glyph, float]:
    """Glyphs that nothing but strokes along their own outline hides, with the share that is hidden without those.

    Args:
        page: pdfium's page.
        frame: The visible page.
        whole: The page rendered as a whole, its hidden ink judged by colours.
        shares: Its glyphs, each with what is hidden of its ink.
    """
    hidden = hidden_in_part(shares)
    strokes = [item for item in objects_of(page)[1] if _only_stroked(item)] if hidden else []
    if not strokes:
        return {}
    texts, others = objects_of(page)
    scale = scale_for(frame.size)
    fills = [item for item in others if not _only_stroked(item)]
    with switched_off(strokes):
        difference = coloured_difference(page, texts, scale)
    without = replace(whole, hidden=hidden_ink(whole.text, difference))
    fine = _finely(page, whole, others, FINER * scale)
    lines = opacity(page, [*texts, *fills], FINER * scale) >= INKED
    found: dict[Glyph, float] = {}
    for glyph, before in hidden.items():
        share = without.hidden_share(inner_box(glyph))
        if share is not None and share < before and _follows(glyph, lines, fine):
            found[glyph] = share
    return found


def _finely(page: pypdfium2.PdfPage, whole: PageInk, others: Sequence[Any], scale: float) -> PageInk:
    """The page and its text rendered so finely that a line through a digit lies off the digit's own lines."""
    shown, text = render(page, scale), opacity(page, others, scale)
    return replace(
        whole, across=FINER * whole.across, down=FINER * whole.down, shown=shown, bare=shown, text=text,
        hidden=text < FAINT,
    )  # fmt: skip


def _only_stroked(item: Any) -> bool:
    """Whether an object is a path that is stroked and not filled."""
    from pypdfium2 import raw

    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
        return False
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, filled, stroked)
    return bool(stroked.value) and filled.value == raw.FPDF_FILLMODE_NONE


def _follows(glyph: Glyph, lines: Mask, ink: PageInk) -> bool:
    """Whether strokes over a glyph lie on its ink or right beside it, and differ from what is around them."""
    box = _around(glyph)
    line = ink.part(lines, box)
    near = _widened(ink.part(ink.text, box) >= FAINT, max(1, round(BESIDE * glyph.size * ink.down)))
    count = int(line.sum())
    if not count or near.all() or int((line & ~near).sum()) > ASTRAY * count:
        return False
    shown = ink.part(ink.shown, box)
    return abs(float(shown[line].mean()) - float(shown[~near].mean())) > CONTRAST


def _around(glyph: Glyph) -> Box:
    """The glyph's place, with a little of what is above and below it."""
    x0, top, x1, bottom = inner_box(glyph)
    return x0, top - BESIDE * glyph.size, x1, bottom + BESIDE * glyph.size


def _widened(mask: Mask, pixels: int) -> Mask:
    """A mask grown to every side."""
    for _ in range(pixels):
        wide = mask.copy()
        wide[1:] |= mask[:-1]
        wide[:-1] |= mask[1:]
        mask = wide.copy()
        mask[:, 1:] |= wide[:, :-1]
        mask[:, :-1] |= wide[:, 1:]
    return mask
