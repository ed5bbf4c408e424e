"""pdfium's pages of one file: loaded when asked for, set straight, and not twice for the gate and for reading.

Belongs here: loading a page, its text in stream order, and memory. Does not belong here: what a page says.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.pdf.frame import frame_of
from kyokai_pipeline.pdf.lying import set_upright
from kyokai_pipeline.pdf.page_objects import count_kept
from kyokai_pipeline.pdf.skew import set_straight, skew_of
from kyokai_pipeline.pdf.unopened import refused, unopened

if TYPE_CHECKING:
    from pathlib import Path

    import pypdfium2

_REOPEN_AFTER = 50
"""pdfium keeps fonts and pictures of every page it has opened until the document goes; pages opened between two."""
_MOST_WAITING = 30_000
"""Pages that were loaded for their text alone wait to be read while they hold so few objects together."""
_MOST_TEXT = 4_000_000
"""Characters of all pages' texts that are kept; the text of a page beyond is asked for anew."""


class PageLoader:
    """The pages of an open file, counted from 1."""

    def __init__(self, path: Path, content: bytes, pdfium: pypdfium2.PdfDocument) -> None:
        self.pdfium = pdfium
        self._path = path
        self._content = content
        self._loaded = 0
        self._skews: dict[int, float] = {}
        self._texts: dict[int, str] = {}
        self._length = 0
        self._waiting: dict[int, tuple[pypdfium2.PdfPage, int]] = {}
        self._objects = 0

    def load(self, number: int) -> pypdfium2.PdfPage:
        """A page; print that lies on its side or stands askew on it is set straight.

        Raises:
            ReportRefused: The file names the page but does not hold it, or it holds too many objects.
        """
        if number not in self._waiting:
            return self._load(number)
        page, count = self._waiting.pop(number)
        self._objects -= count
        return page

    def skew(self, number: int) -> float:
        """By how much the print of a page is off the level, in radians; once it has been loaded."""
        return self._skews[number]

    def text(self, number: int) -> str:
        """The text of a page in stream order, squeezed; it may hold what nobody sees, and no fact rests on it.

        Raises:
            ReportRefused: As ``load``.
        """
        known = self._texts.get(number)
        if known is not None:
            return known
        page = self.load(number)
        with closing(page.get_textpage()) as text_page:
            text = squeeze(text_page.get_text_range())
        self._let_wait(number, page)
        if self._length + len(text) <= _MOST_TEXT:
            self._length += len(text)
            self._texts[number] = text
        return text

    def close(self) -> None:
        """Release the file."""
        self._waiting.clear()
        self.pdfium.close()

    def _let_wait(self, number: int, page: pypdfium2.PdfPage) -> None:
        """Whoever asks for the page next gets it as it is: it need not be parsed again."""
        count = count_kept(page)
        if count is not None and self._objects + count <= _MOST_WAITING:
            self._objects += count
            self._waiting[number] = (page, count)

    def _load(self, number: int) -> pypdfium2.PdfPage:
        import pypdfium2

        self._loaded += 1
        if self._loaded % _REOPEN_AFTER == 0:
            self._waiting.clear()
            self._objects = 0
            self.pdfium = pypdfium2.PdfDocument(self._content)
        try:
            page = self.pdfium[number - 1]
        except pypdfium2.PdfiumError as error:
            raise unopened(self._path, self._content, f"page {number}: {str(error).rstrip('.')}") from error
        if number not in self._skews:
            try:
                self._skews[number] = skew_of(page)
            except ReportError as error:
                raise refused(error.located(file=self._path.name, page=number)) from error
        set_upright(page)
        if self._skews[number]:
            set_straight(page, frame_of(page, skew=self._skews[number]).straightening)
        return page
