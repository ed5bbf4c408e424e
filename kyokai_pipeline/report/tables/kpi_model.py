"""Indicator tables as they are found: a page, a table on it, a row of it.

Belongs here: the shapes that the stages of the indicators hand on. Does not belong here: finding any of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.columns import Span, span_of

if TYPE_CHECKING:
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word

COLUMNS = ("initiative", "statement", "target", "result", "status")
"""The heads that a table may have, by key."""
Legend = dict[str, str]
"""Symbol -> key of the verdict."""


@dataclass
class KpiTable:
    """One table: its heads by key, and everything under them down to the next thing on the page.

    Attributes:
        walls: Heights of pillar labels inside the table, which no row crosses.
        beside: Words level with the heads that are no heads, pillars or counts.
        side_pillars: Pillar labels in a column of their own at the left, each beside its rows.
        legend: Symbols that stand for verdicts, where a legend says so.
    """

    page: PdfPage
    heads: dict[str, Found]
    left: float
    right: float
    words: list[Word]
    walls: list[float]
    beside: list[Word]
    side_pillars: list[Found] = field(default_factory=list)
    legend: Legend = field(default_factory=dict)


@dataclass
class KpiPage:
    """All tables of a page with the pillar labels, the counted verdicts around them, and what symbols mean there."""

    tables: list[KpiTable]
    pillars: list[Found]
    counts: list[tuple[Found, Word]]
    legend: Legend = field(default_factory=dict)


@dataclass
class KpiRow:
    """One row as printed; words in reading order; the pillar where its label stands at the side of the table."""

    status: Found
    statement: list[Word] = field(default_factory=list)
    target: list[Word] = field(default_factory=list)
    result: list[Word] = field(default_factory=list)
    initiative: Found | None = None
    pillar: Found | None = None

    @property
    def span(self) -> Span:
        """From the top to the bottom of all its words."""
        return span_of([*self.status.words, *self.statement, *self.target, *self.result])

    @property
    def y(self) -> float:
        """Half way down its result, or its verdict where it has none: a verdict may stand beside several rows."""
        words = self.result or self.status.words
        return sum(span_of(words)) / 2
