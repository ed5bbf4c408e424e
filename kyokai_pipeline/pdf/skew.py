"""A page whose print stands a little askew, as layout tools and copies leave it, is set straight before it is read.

Belongs here: by what angle all of a page's text is off the level, and turning the page's objects back by it. Both
engines, the eye and all pictures see the page that stands straight. Does not belong here: single texts askew on a
straight page; they are read as they stand (glyphs.py).
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.pdf.matrix import turn
from kyokai_pipeline.pdf.page_objects import forget_objects, objects_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

    from kyokai_pipeline.pdf.matrix import Matrix

MOST = math.radians(1.5)
"""Print that is off the level by more was turned on purpose."""
LEAST = math.radians(0.05)
"""By less, print over the whole width of a page stays within half a point."""
ALIKE = math.radians(0.1)
"""Texts that were turned together differ by less: producers write few digits."""
COMMON = 0.5
"""More than this share of a page's texts is turned by the common angle."""


class TextPlace(NamedTuple):
    """One text object: how far it is off the next quarter turn, in radians, and where it begins in user space."""

    angle: float
    x: float
    y: float


def skew_of(page: pypdfium2.PdfPage) -> float:
    """The angle, counterclockwise in radians, by which a page's print is off the level; 0 where it is straight."""
    from pypdfium2 import raw

    kind = raw.FPDF_PAGEOBJ_TEXT
    texts = [found.matrix for found in objects_on(page) if found.kind == kind]
    # Without a slant at all, as nearly every text stands, no angle needs to be worked out.
    near = [text for text in map(_place, filter(_is_slanted, texts)) if LEAST < abs(text.angle) <= MOST]
    if len(near) <= COMMON * len(texts):
        return 0.0
    angle = median(text.angle for text in near)
    together = [text for text in near if abs(text.angle - angle) <= ALIKE]
    return angle if len(together) > COMMON * len(texts) and _were_turned_together(together, angle) else 0.0


def _is_slanted(matrix: Matrix) -> bool:
    """Whether a text is turned by anything but quarter turns."""
    return matrix[0] != 0 and matrix[1] != 0


def _were_turned_together(texts: Sequence[TextPlace], angle: float) -> bool:
    """Whether texts that are turned back share as many lines: not where each was turned about a point of its own."""
    cos, sin = math.cos(angle), math.sin(angle)
    askew = {round(text.y) for text in texts}, {round(text.x) for text in texts}
    straight = (
        {round(text.y * cos - text.x * sin) for text in texts},
        {round(text.x * cos + text.y * sin) for text in texts},
    )
    return sum(map(len, straight)) <= sum(map(len, askew))


def _place(matrix: Matrix) -> TextPlace:
    return TextPlace(turn(matrix)[1], matrix[4], matrix[5])


def set_straight(page: pypdfium2.PdfPage, matrix: Matrix) -> None:
    """Move everything that a page draws, in memory only.

    Args:
        page: pdfium's page.
        matrix: From user space as stored to user space in which the print stands straight (``Frame.straightening``).
    """
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        raw.FPDFPageObj_Transform(item, *matrix)
        raw.FPDFPageObj_TransformClipPath(item, *matrix)
    forget_objects(page)
