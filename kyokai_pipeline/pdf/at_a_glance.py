"""What can be asked of a page before it is read, and costs next to nothing.

Does not belong here: anything that a fact rests on; the text of the stream may hold what nobody sees.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pypdfium2


def texts_of(load: Callable[[int], pypdfium2.PdfPage], numbers: Iterable[int]) -> Iterator[str]:
    """The text of some pages in turn, in stream order and squeezed."""
    for number in numbers:
        with closing(load(number).get_textpage()) as text_page:
            yield squeeze(text_page.get_text_range())


def is_landscape(pdfium: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether a page, counted from 1, is wider than high; it is not loaded."""
    width, height = pdfium.get_page_size(number - 1)
    return bool(width > height)
