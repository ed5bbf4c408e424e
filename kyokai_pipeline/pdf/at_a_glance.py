"""What can be asked of a page before it is read, and costs next to nothing.

Does not belong here: anything that a fact rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2


def is_landscape(pdfium: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page, counted from 1, is wider than high; it is not loaded."""
    width, height = pdfium.get_page_size(number - 1)
    return bool(width > height)
