"""A device of pdfminer that keeps characters and nothing else; imported where it is needed: pdfminer loads slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFResourceManager


class CharacterDevice(PDFPageAggregator):
    """Receives what a page draws; paths and pictures are let go, which halves the time."""

    def paint_path(self, *_: Any, **__: Any) -> None:
        """Leave a path out."""

    def render_image(self, *_: Any, **__: Any) -> None:
        """Leave a picture out."""


def pages_of(document: PDFDocument) -> list[PDFPage]:
    """All pages, in order; inherited attributes are filled in."""
    return list(PDFPage.create_pages(document))


def characters_of(page: PDFPage, resources: PDFResourceManager) -> Iterator[LTChar]:
    """Every character of a page, in stream order, its matrix in user space."""
    # With these pdfminer leaves everything in user space: it knows no crop box, and turns pages about its own corner.
    page.mediabox, page.rotate = (0.0, 0.0, 1.0, 1.0), 0
    device = CharacterDevice(resources, laparams=None)
    PDFPageInterpreter(resources, device).process_page(page)
    yield from _walk(device.get_result())


def _walk(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _walk(item)
