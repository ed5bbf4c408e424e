"""Which initiative (具体的施策) each row of an indicator table belongs to.

Belongs here: a row, and the merged labels beside rows. Does not belong here: finding the rows (kpi_rows.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical, split_enumerator
from kyokai_pipeline.layout.columns import Span, span_of
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.row_partition import Column, share
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.identify import initiatives_as_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords


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


def give_initiatives(table: KpiTable, rows: list[KpiRow], words: list[Word], vocabulary: KpiWords) -> None:
    """Find the initiatives among the words of their column and give each row its own; and its pillar at the side.

    Raises:
        ReportError: A text that is no whole label, or an initiative whose rows cannot be told.
    """
    found = find_terms(words, vocabulary.initiatives, table.page.rules)
    used = {w for f in found for w in f.words}
    stray = [w for w in words if w not in used]
    new = initiatives_as_printed(table.page, stray, vocabulary) if stray else []
    labels = sorted([*found, *new], key=lambda f: (f.box[1], f.box[0]))
    if labels:
        for row, initiative in zip(rows, _give(table.page, rows, labels, table.walls), strict=True):
            row.initiative = initiative
    if table.side_pillars:
        for row, pillar in zip(rows, _give(table.page, rows, table.side_pillars, table.walls), strict=True):
            row.pillar = pillar


def _goes_on(row: KpiRow) -> bool:
    """Whether a row cannot begin an initiative: it is numbered ② or higher, or stands there for reference (参考)."""
    _, text = split_enumerator(_statement(row))
    return _number(row) not in (None, 1) or canonical(text).startswith(("(参考)", "[参考]"))


def _number(row: KpiRow) -> int | None:
    return split_enumerator(_statement(row))[0]


def _statement(row: KpiRow) -> str:
    return "".join(line.text for line in lines_of(row.statement))


def _give(page: PdfPage, rows: list[KpiRow], found: list[Found], walls: Sequence[float]) -> list[Found | None]:
    """The label that covers each row, by the rules around each label, or by place where there are none.

    Rows above the first label have none yet: theirs stands on the page before.
    """
    bands = [page.rules.around(f.box) for f in found]
    spans = [(b.top, b.bottom) for b in bands if b.top is not None and b.bottom is not None]
    if len(spans) == len(found) and all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans)):
        return [_within(row.status.y, found, spans) for row in rows]
    first, homes = 0, _share(rows, found, walls)
    while homes is None and first < len(rows) and _goes_on(rows[first]):
        first += 1
        homes = _share(rows[first:], found, walls)
    if homes is None:
        raise problems.misread(
            page,
            phrase("initiatives_unsure"),
            box_around([word for f in found for word in f.words]),
            "".join(f.text for f in found),
        )
    return [None] * first + [found[home] for home in homes]


def _within(y: float, found: Sequence[Found], spans: Sequence[Span]) -> Found | None:
    return next((f for f, (top, bottom) in zip(found, spans, strict=True) if top <= y <= bottom), None)


def _share(rows: Sequence[KpiRow], found: Sequence[Found], walls: Sequence[float]) -> list[int] | None:
    """Rows to initiatives by place. ① begins an initiative, and so does an unnumbered row behind a numbered one."""
    never = float("inf")
    if any(a.key == b.key for a, b in itertools.pairwise(found)):  # said again on every row
        joins = breaks = [0.0] * len(rows)
    else:
        numbered = [_goes_on(row) or _number(row) == 1 for row in rows]
        breaks = [never if _goes_on(row) else 0.0 for row in rows]
        ends = [False, *(before and not _goes_on(row) for before, row in zip(numbered, rows[1:], strict=False))]
        joins = [never if end else 0.0 for end in ends]
    column = Column([row.span for row in rows], joins, breaks)
    return share(column, [[span_of(f.words)] for f in found], walls, found[0].words[0].size) if rows else None
