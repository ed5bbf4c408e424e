"""The unit of an entered number: printed with it, named on the page, or said in the file; never guessed.

Belongs here: what unit a number without its own has. Does not belong here: finding the number (matching.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import FaultyEntry
from kyokai_pipeline.report.tables.units import Caption, captions_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import Measure

_PERCENT = Unit("%")


class Units:
    """The units that the pages of one table name; each page is looked at once."""

    def __init__(self, pages: Mapping[int, PdfPage]) -> None:
        self._pages = pages
        self._stated: dict[int, list[Caption]] = {}

    def of(self, measure: Measure, said: str, page: int) -> Unit | None:
        """The unit of numbers of a measure that are printed without one.

        Args:
            measure: What is measured.
            said: What the file says; empty where it says nothing.
            page: The page that its line names.

        Returns:
            None where neither the file nor the page names one: then the number has to carry its own.

        Raises:
            FaultyEntry: The file names no unit of this measure, or another one than the page; or the page names two.
        """
        bases = (measure.unit, *measure.printed_units)
        if measure.unit == _PERCENT.base:
            return _PERCENT
        stated = [caption for caption in self._on(page) if caption.unit.base in bases]
        if said:
            return self._said(said, bases, {caption.unit for caption in stated}, page)
        named = [caption for caption in stated if caption.names(measure.term.forms)]
        units = {caption.unit for caption in (named or stated)}
        if len(units) > 1:
            raise FaultyEntry("hand_two_units", page=page)
        return units.pop() if units else None

    def _said(self, said: str, bases: Sequence[str], stated: Collection[Unit], page: int) -> Unit:
        """The unit that the file says: one of its measure, and not another one than the page names."""
        unit = parse_unit(said)
        if unit is None or unit.base not in bases:
            raise FaultyEntry("hand_other_unit", unit=said, wanted=bases)
        if (stated and unit not in stated) or (unit.exponent and not self._prints(said, page)):
            raise FaultyEntry("hand_unit_not_printed", unit=said, page=page)
        return unit

    def _prints(self, text: str, page: int) -> bool:
        return canonical(text) in canonical("".join(word.text for word in self._pages[page].words))

    def _on(self, page: int) -> list[Caption]:
        if page not in self._stated:
            self._stated[page] = captions_on(self._pages[page])
        return self._stated[page]
