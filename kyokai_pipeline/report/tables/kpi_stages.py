"""What the reader saw of the indicator tables of a page, stage by stage, also where it could not go on.

Belongs here: boxes of heads, columns, rows, labels and of what stopped the reader. Does not belong here: drawing them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError
from kyokai_pipeline.layout.stages import Stage
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.tables.kpi_layout import read_kpi_page
from kyokai_pipeline.report.tables.kpi_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.kpi_model import KpiRow, KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

TABLE = "kpi"


def kpi_stages(page: PdfPage, vocabulary: KpiWords) -> list[Stage]:
    """Every stage of the indicator tables of a page, as far as the reader came; none on most pages."""
    layout = read_kpi_page(page, vocabulary)
    found = [stage for table in layout.tables for stage in _stages(table, vocabulary)]
    if layout.tables:
        found += [Stage(TABLE, "span", pillar.box, pillar.text) for pillar in layout.pillars]
    return found


def _stages(table: KpiTable, vocabulary: KpiWords) -> Iterator[Stage]:
    for head in table.heads.values():
        yield Stage(TABLE, "head", head.box, head.text)
    try:
        rows = rows_of(table, vocabulary)
    except ReportError as error:
        if error.box:
            yield Stage(TABLE, "unclaimed", error.box, f"{error.text()} {error.printed or ''}".strip())
        return
    for label in dict.fromkeys(row.initiative for row in rows if row.initiative):
        yield Stage(TABLE, "span", label.box, label.text)
    for row in rows:
        words = [*row.status.words, *row.statement, *row.target, *row.result]
        sides = box_around(words)
        yield Stage(TABLE, "row", (sides[0], row.span[0], sides[2], row.span[1]), row.status.text)
        if row.statement:
            yield Stage(TABLE, "label", box_around(row.statement), "".join(word.text for word in row.statement))
    yield from (Stage(TABLE, "column", box) for box in _columns(table, rows))


def _columns(table: KpiTable, rows: Sequence[KpiRow]) -> Iterator[Box]:
    """Each column from its head down to its last word."""
    for key in ("statement", "target", "result", "status"):
        words = [w for row in rows for w in (row.status.words if key == "status" else getattr(row, key))]
        head = table.heads.get(key)
        if words:
            yield box_around([*words, *(head.words if head else ())])
