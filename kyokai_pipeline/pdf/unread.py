"""What is drawn as text right beside a number and is no character: a digit whose font names it a blank.

Belongs here: ink of text for which neither engine has a character. Does not belong here: drawings that are no text
(drawn_as.py), text that nobody sees (unseen.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.glyphs import DESCENT
from kyokai_pipeline.pdf.shapes import INK, SCALE, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.ink import Pixels

    Mask = NDArray[np.bool_]

HEAD, FOOT = 0.72, 0.02
"""A digit or a sign leaves ink between so many sizes over its line and so many over that."""
ROOM = 0.25
"""Between two characters a digit has room in a gap of this share of the size."""
SPECK = 0.06
"""Ink narrower or lower than this share of the size is no digit and no sign."""
OVERHANG = 0.35
"""Letters beside the place, slanted or drawn with a thick outline, reach into it by less than this."""


def is_unread_text_in(text: Pixels, place: Box, along: Iterable[Box], everything: Callable[[], Sequence[Box]]) -> bool:
    """Whether text is drawn at a place beside a number where no character was read.

    Args:
        text: The page's text alone, at ``shapes.SCALE``.
        place: The em box beside the number: x0, top, x1, bottom in points.
        along: The characters of the number's line.
        everything: All characters of the page; asked for only where those of the line do not explain the ink.
    """
    x0, top, x1, bottom = place
    size = bottom - top
    base = bottom - DESCENT * size
    window = (x0, base - HEAD * size, x1, base - FOOT * size)
    left, upper, right, lower = (max(0, round(side * SCALE)) for side in window)
    inked = text[upper:lower, left:right] >= INK
    if not inked.any():
        return False
    wide = inked.shape[1]
    return _stands_alone(inked, _free(wide, left, window, along), size) and _stands_alone(
        inked, _free(wide, left, window, everything()), size
    )


def _free(width: int, left: int, window: Box, boxes: Iterable[Box]) -> Mask:
    """Which columns of pixels belong to no character."""
    import numpy as np

    free = np.ones(width, dtype=bool)
    for x0, top, x1, bottom in boxes:
        if x0 < window[2] and x1 > window[0] and top < window[3] and bottom > window[1]:
            free[max(0, round(x0 * SCALE) - left) : max(0, round(x1 * SCALE) - left)] = False
    return free


def _stands_alone(inked: Mask, free: Mask, size: float) -> bool:
    """Whether ink in free columns does not hang together with what stands in the others, as slanted letters do."""
    import numpy as np

    columns = np.asarray(inked.any(axis=0))
    em = size * SCALE
    gaps = [(begin, end) for begin, end in runs(free) if end - begin >= ROOM * em]
    for begin, end in runs(columns):
        in_gap = any(one <= begin and end <= other for one, other in gaps)
        at_side = begin == 0 or end == len(columns)
        wide = end - begin >= (OVERHANG if at_side else SPECK) * em
        if in_gap and wide and inked[:, begin:end].any(axis=1).sum() >= SPECK * em:
            return True
    return False
