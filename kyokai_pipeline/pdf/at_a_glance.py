"""What can be asked of a page before it is read, and costs next to nothing.

Does not belong here: anything that a fact rests on; the text of the stream may hold what nobody sees.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.pdf.document import Document


def texts_of(document: Document, first: int = 1) -> Iterator[str]:
    """The text of every page from ``first`` on, in stream order and squeezed."""
    for number in range(first, document.page_count + 1):
        with closing(document.load(number).get_textpage()) as text_page:
            yield squeeze(text_page.get_text_range())


def is_landscape(document: Document, number: int) -> bool:
    """Whether a page, counted from 1, is wider than high; it is not loaded."""
    width, height = document.pdfium.get_page_size(number - 1)
    return bool(width > height)
