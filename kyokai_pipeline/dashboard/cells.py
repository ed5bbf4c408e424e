"""A number on the page: its text, the query that gives it, and the figures of the paper that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyokai_pipeline.dashboard.numbers import english, grouped, japanese
from kyokai_pipeline.dashboard.words import both

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

Source = tuple[str, str, dict[str, Any]]
"""Table, column, and what the key of the row is."""


class Cells:
    """Makes the numbers of one page and remembers which figures they name."""

    def __init__(self) -> None:
        self.shown: dict[str, int] = {}

    def numbers_of(self, figure_ids: Iterable[str | None]) -> str:
        """The figures as the script knows them: their numbers on this page, in the order given."""
        known = dict.fromkeys(figure_id for figure_id in figure_ids if figure_id)
        return " ".join(str(self.shown.setdefault(figure_id, len(self.shown))) for figure_id in known)

    def cell(self, text: Markup | str, source: Source, figure_ids: Iterable[str | None]) -> Markup:
        """A number as a button that brings the paper up; plain text where no figure is behind it.

        Args:
            text: As shown; both languages where they differ.
            source: Where the warehouse holds it.
            figure_ids: What it was read or worked out from.
        """
        table, column, key = source
        numbers = self.numbers_of(figure_ids)
        query = f"{table}|{column}|" + "&".join(f"{name}={value}" for name, value in key.items())
        if not numbers:
            return Markup('<span class="n" data-q="{}">{}</span>').format(query, text)
        return Markup('<button type="button" class="n" data-f="{}" data-q="{}">{}</button>').format(
            numbers, query, text
        )

    def full(
        self,
        value: Decimal | None,
        source: Source,
        figures: Iterable[str | None],
        *,
        signed: bool = False,
        places: int | None = None,
    ) -> Markup:
        """All digits, for tables whose head names the unit; a dash where there is no value."""
        if value is None:
            return Markup('<span class="none">–</span>')
        return self.cell(grouped(value, signed=signed, places=places), source, figures)

    def with_unit(
        self,
        value: Decimal | None,
        unit: str,
        source: Source,
        figures: Iterable[str | None],
        *,
        signed: bool = False,
        places: int | None = None,
    ) -> Markup:
        """As a sentence would have it: 3,955万9千人, 39.559 million; ``places`` behind the point, as printed."""
        if value is None:
            return Markup('<span class="none">–</span>')
        forms = [write(value, unit, signed=signed, places=places) for write in (japanese, english)]
        return self.cell(both(*forms), source, figures)
