"""The visible page: which part of user space a reader sees, turned as the page is turned, in points.

Belongs here: MediaBox, CropBox, Rotate, UserUnit, and where a page that stands askew is set straight. Both engines and
all pictures take their places from here.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.matrix import Matrix, Point, moved, rotation
from kyokai_pipeline.pdf.once import once

if TYPE_CHECKING:
    import pypdfium2

_USER_UNIT = b"/UserUnit"
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MOST_UNPACKED = 1 << 20
"""Bytes of one object stream that are searched for a UserUnit: page dictionaries are small."""


@dataclass(frozen=True)
class Frame:
    """From PDF user space (origin bottom left, as stored) to the visible page (origin top left, as seen).

    Attributes:
        unit: Points in one unit of user space (UserUnit); 1 nearly everywhere.
        skew: By how much the page's print is off the level, in radians (``skew.py``); it is set straight about the
            middle of the page before anything is looked at. 0 nearly everywhere.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    unit: float = 1.0
    skew: float = 0.0

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the visible page."""
        if not self.rotation:
            return (x - self.left) * self.unit, (self.top - y) * self.unit
        match self.rotation:
            case 90:
                across, down = y - self.bottom, x - self.left
            case 180:
                across, down = self.right - x, y - self.bottom
            case _:  # 270
                across, down = self.top - y, self.right - x
        return across * self.unit, down * self.unit

    @once
    def size(self) -> tuple[float, float]:
        """Width and height of the visible page, in points."""
        across, up = (self.right - self.left) * self.unit, (self.top - self.bottom) * self.unit
        return (up, across) if self.rotation in (90, 270) else (across, up)

    @property
    def straightening(self) -> Matrix:
        """From user space as stored to user space in which the page's print stands straight."""
        return rotation(-self.skew, self._middle)

    def as_shown(self, x: float, y: float) -> Point:
        """A point of the visible page set straight, on the page as a viewer shows it."""
        if not self.skew:
            return x, y
        width, height = self.size
        return moved((x, y), rotation(-self.skew, (width / 2, height / 2)))

    @property
    def _middle(self) -> Point:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def frame_of(page: pypdfium2.PdfPage, unit: float = 1.0, skew: float = 0.0) -> Frame:
    """The visible frame of a page: what its crop box leaves of its media box, turned as the page is turned.

    pdfium's bounding box is taken, not the boxes as they are written: it follows the page tree upwards, puts corners in
    order, and leaves out an empty box, as a viewer does.
    """
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation() % 360, unit, skew)


def may_have_user_unit(content: bytes) -> bool:
    """Whether a file names a UserUnit anywhere, also inside its packed objects; nearly none does."""
    if _USER_UNIT in content:
        return True
    for found in _PACKED.finditer(content):
        try:
            if _USER_UNIT in zlib.decompressobj().decompress(content[found.end() :], _MOST_UNPACKED):
                return True
        except zlib.error:
            continue
    return False
