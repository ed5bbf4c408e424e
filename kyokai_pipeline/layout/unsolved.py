"""Why a table on a page cannot be solved; whoever asked for the table says it in words for a reader.

Belongs here: the one exception of this room. Does not belong here: sentences for readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage


class Unsolved(Exception):
    """A layout that does not decide what stands where.

    Attributes:
        why: A short code, e.g. ``unknown_row``.
        page: Where; a table that is on no page has no place at all.
        box: Where on the page.
        printed: The text at that place.
        details: Whatever else the message needs, by name.
    """

    def __init__(
        self,
        why: str,
        page: PdfPage | None = None,
        box: Box | None = None,
        printed: str | None = None,
        **details: Any,
    ) -> None:
        super().__init__(why)
        self.why, self.box, self.printed, self.details = why, box, printed, details
        self._page = page

    @property
    def page(self) -> PdfPage:
        """The page; asked for only where there is one."""
        assert self._page is not None
        return self._page

    @property
    def text(self) -> str:
        """The text at the place, empty where there is none."""
        return self.printed or ""
