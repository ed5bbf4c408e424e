"""A device of pdfminer that keeps characters and nothing else; imported where it is needed: pdfminer loads slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage

from kyokai_pipeline.pdf.matrix import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFResourceManager

    from kyokai_pipeline.pdf.matrix import Matrix


class CharacterDevice(PDFPageAggregator):
    """Receives what a page draws; paths and pictures are let go, which halves the time."""

    def paint_path(self, *_: Any, **__: Any) -> None:
        """Leave a path out."""

    def render_image(self, *_: Any, **__: Any) -> None:
        """Leave a picture out."""


def pages_of(document: PDFDocument) -> list[PDFPage]:
    """All pages, in order; inherited attributes are filled in."""
    return list(PDFPage.create_pages(document))


def characters_of(page: PDFPage, resources: PDFResourceManager, straightening: Matrix) -> Iterator[LTChar]:
    """Every character of a page, in stream order.

    Args:
        page: The page.
        resources: Of its document.
        straightening: From user space as stored to the user space that the matrices of the characters lead to.
    """
    device = CharacterDevice(resources, laparams=None)
    # Not ``process_page``: pdfminer knows no crop box, and turns pages about its own corner.
    page.mediabox = (0.0, 0.0, 1.0, 1.0)
    device.begin_page(page, IDENTITY)
    interpreter = PDFPageInterpreter(resources, device)
    interpreter.render_contents(page.resources, page.contents, ctm=straightening)
    device.end_page(page)
    yield from _walk(device.get_result())


def _walk(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _walk(item)
