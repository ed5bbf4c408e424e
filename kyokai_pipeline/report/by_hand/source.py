"""What a table entered by hand is held against: the pages that it names, and every number printed on them.

Belongs here: whether a page prints some words. Does not belong here: whether it prints a number (matching.py).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import FaultyEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.printed_numbers import Figure
    from kyokai_pipeline.report.model import Edition

SHORTEST = 2
"""Words that a page breaks over lines are found again in pieces of at least so many characters, or whole words."""


@dataclass(frozen=True)
class Source:
    """Everything that is needed to check one table.

    Attributes:
        pages: Number -> page, for every page that its lines name.
        figures: Every number of the document.
        taken: Page and glyph of every digit that other tables hold.
    """

    entered: Transcription
    edition: Edition
    pages: Mapping[int, PdfPage]
    figures: Sequence[Figure]
    taken: frozenset[tuple[int, Glyph]]

    def require(self, text: str, page: int) -> None:
        """Make sure that a page prints some words, on one line or broken over several.

        Raises:
            FaultyEntry: It does not; from which character on.
        """
        wanted, at = canonical(text), 0
        lines = [canonical(line.text) for line in self.pages[page].lines]
        while at < len(wanted):
            end = max((_reach(line, wanted, at) for line in lines), default=at)
            alone = end - at == 1 and any(word.plain == wanted[at] for word in self.pages[page].words)
            if end - at < min(SHORTEST, len(wanted) - at) and not alone:
                raise FaultyEntry("hand_text_not_printed", page=page, text=wanted[at : at + 10])
            at = end

    def printed_of(self, forms: Sequence[str], page: int) -> str:
        """The first of the forms of a label that a page prints.

        Raises:
            FaultyEntry: It prints none.
        """
        for form in forms:
            with suppress(FaultyEntry):
                self.require(form, page)
                return form
        raise FaultyEntry("hand_text_not_printed", page=page, text=forms[0])


def _reach(line: str, wanted: str, at: int) -> int:
    """Where the longest piece that begins at a place of the wanted text ends, of all that stand in a line."""
    end = at
    while end < len(wanted) and wanted[at : end + 1] in line:
        end += 1
    return end
