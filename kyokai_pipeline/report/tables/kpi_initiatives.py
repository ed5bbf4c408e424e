"""Which initiative (具体的施策) each row of an indicator table belongs to.

Belongs here: the merged labels beside rows. Does not belong here: finding the rows (kpi_rows.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical, split_enumerator
from kyokai_pipeline.layout.columns import span_of
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.row_partition import Column, share
from kyokai_pipeline.layout.text_rows import FOR_REFERENCE, bands_of, in_band
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, lines_of, united
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.identify import initiatives_as_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.kpi_model import KpiRow, KpiTable
    from kyokai_pipeline.vocabulary import KpiWords


def give_initiatives(table: KpiTable, rows: list[KpiRow], words: list[Word], vocabulary: KpiWords) -> None:
    """Find the initiatives among the words of their column and give each row its own; and its pillar at the side.

    Raises:
        ReportError: A text that is no whole label, or an initiative whose rows cannot be told.
    """
    found = find_terms(words, vocabulary.initiatives, table.page.rules)
    used = {w for f in found for w in f.words}
    stray = [w for w in words if w not in used]
    new = initiatives_as_printed(table.page, stray, vocabulary) if stray else []
    labels = _once(sorted([*found, *new], key=lambda f: (f.box[1], f.box[0])), table.page.seams)
    if labels:
        for row, initiative in zip(rows, _give(table.page, rows, labels, table.walls), strict=True):
            row.initiative = initiative
    if table.side_pillars:
        for row, pillar in zip(rows, _give(table.page, rows, table.side_pillars, table.walls), strict=True):
            row.pillar = pillar


def _once(labels: Sequence[Found], seams: Sequence[float]) -> list[Found]:
    """The labels without those that only say again overleaf what covers the rows before."""
    again = [
        below
        for above, below in itertools.pairwise(labels)
        if above.key == below.key and any(above.y < seam < below.y for seam in seams)
    ]
    return [label for label in labels if label not in again]


def _goes_on(row: KpiRow) -> bool:
    """Whether a row cannot begin an initiative: it is numbered ② or higher, or stands there for reference (参考)."""
    _, text = split_enumerator(_statement(row))
    return _number(row) not in (None, 1) or canonical(text).startswith(FOR_REFERENCE)


def _number(row: KpiRow) -> int | None:
    return split_enumerator(_statement(row))[0]


def _statement(row: KpiRow) -> str:
    return "".join(line.text for line in lines_of(row.statement))


def _give(page: PdfPage, rows: list[KpiRow], found: list[Found], walls: Sequence[float]) -> list[Found | None]:
    """The label that covers each row, by the rules around each label, or by place where there are none.

    Rows above the first label have none yet: theirs stands on the page before.
    """
    bands = bands_of([f.box for f in found], page.rules)
    if bands:
        covering = [in_band(row.y, bands) for row in rows]
        return [None if home is None else found[home] for home in covering]
    for first, row in enumerate(rows):
        homes = _share(rows[first:], found, walls)
        if homes is not None:
            return [None] * first + [found[home] for home in homes]
        if not _goes_on(row):
            break
    box = united([f.box for f in found])
    raise problems.misread(page, phrase("initiatives_unsure"), box, "".join(f.text for f in found))


def _share(rows: Sequence[KpiRow], found: Sequence[Found], walls: Sequence[float]) -> list[int] | None:
    """Rows to initiatives by place."""
    again = any(a.key == b.key for a, b in itertools.pairwise(found))  # said on every row
    column = Column([row.span for row in rows]) if again else _column(rows)
    return share(column, [[span_of(f.words)] for f in found], walls, found[0].words[0].size)


def _column(rows: Sequence[KpiRow]) -> Column:
    """What rows say themselves: ① begins an initiative, and so does an unnumbered row behind a numbered one."""
    never = float("inf")
    goes_on = [_goes_on(row) for row in rows]
    numbered = [on or _number(row) == 1 for on, row in zip(goes_on, rows, strict=True)]
    ends = [False, *(before and not on for before, on in zip(numbered, goes_on[1:], strict=False))]
    joins, breaks = [never if end else 0.0 for end in ends], [never if on else 0.0 for on in goes_on]
    return Column([row.span for row in rows], joins, breaks)
