"""A page whose print lies on its side, or stands on its head, is set upright before it is read.

Wide tables are set sideways on an upright page, and a copy or a tool may turn pages that nobody wanted turned. Both
engines, the eye and all pictures see the page upright. Belongs here: by how much a page is to be turned. Does not
belong here: single texts that are turned on an upright page, which stand aside (aside.py); print that is a hair off the
level (skew.py).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.frame import frame_of
from kyokai_pipeline.pdf.matrix import turn
from kyokai_pipeline.pdf.page_objects import objects_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.matrix import Matrix

COMMON = 0.5
"""More than this share of the texts of a page that lies runs one way …"""
EDGE = 0.1
"""… and what runs another way is its number or running title, within this share of the page from one of its sides: the
labels of a chart may be turned, and more than all other texts, but its axis and what is said of it stand inside."""
ENOUGH, MANY = 3, 12
"""Of fewer texts nothing is said: the label of a picture, or a stamp. Beside texts that run another way more are
needed: a chart that is a picture may have its title over it and three labels at its side."""
SLANT = math.radians(2.0)
"""A text runs along a side of the page where it is off it by at most so much."""


def set_upright(page: pypdfium2.PdfPage) -> None:
    """Turn a page, in memory only, so that most of its print reads from left to right.

    Raises:
        ReportError: It holds more objects than any real page has.
    """
    from pypdfium2 import raw

    texts = [found.matrix for found in objects_on(page) if found.kind == raw.FPDF_PAGEOBJ_TEXT]
    ways = [(way, matrix) for matrix in texts if (way := _quarter(matrix)) is not None]
    common = _common([way for way, _ in ways])
    if common is None or common == page.get_rotation() // 90 % 4:
        return
    frame = frame_of(page)
    if all(_at_edge(frame, matrix) for way, matrix in ways if way != common):
        page.set_rotation(common * 90)


def _common(ways: Sequence[int]) -> int | None:
    """The way that most texts run, where they are enough to tell."""
    if not ways:
        return None
    common, share = Counter(ways).most_common(1)[0]
    least = ENOUGH if share == len(ways) else MANY
    return common if share >= least and share > COMMON * len(ways) else None


def _at_edge(frame: Frame, matrix: Matrix) -> bool:
    """Whether a text begins near one of the sides of the page."""
    width, height = frame.size
    x, y = frame.seen(matrix[4], matrix[5])
    return min(x, width - x) < EDGE * width or min(y, height - y) < EDGE * height


def _quarter(matrix: Matrix) -> int | None:
    """Quarter turns, counterclockwise in user space, that a text runs in; None where it runs aslant."""
    quarters, off = turn(matrix)
    return quarters if abs(off) <= SLANT else None
