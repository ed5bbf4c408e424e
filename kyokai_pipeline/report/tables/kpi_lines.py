"""Indicator tables without rules: which lines of a column belong to which verdict.

Belongs here: what a line says about whether it goes on or begins anew. Does not belong here: geometry (pdf/shares.py).
"""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import CIRCLED, canonical
from kyokai_pipeline.layout.columns import span_of
from kyokai_pipeline.layout.row_partition import Column, share, share_by_gaps
from kyokai_pipeline.pdf.words import Line, box_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.report.tables.kpi_initiatives import KpiRow
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable

SHORT = 1.7
"""A line that ends this many characters before its column does is the last of its paragraph."""


def share_out(table: KpiTable, rows: Sequence[KpiRow], lines: Sequence[Line]) -> list[int] | None:
    """The row of every line of one column, by the cells of the rows that are known already.

    Returns:
        None where no division fits, or two fit alike.
    """
    items = [(line.box[1], line.box[3]) for line in lines]
    others = [[span_of(words) for words in (row.status.words, row.target, row.result) if words] for row in rows]
    box = box_around(lines)
    walls = [*table.walls, *table.page.rules.level_between(box[1], box[3], box[0], box[2])]
    return share_by_gaps(items, others, walls) or share(_column(lines), others, walls)


def _column(lines: Sequence[Line]) -> Column:
    """The lines of a column with what their gaps and their words say for or against a new cell."""
    size = median(line.size for line in lines)
    leading = min((b.box[1] - a.box[3] for a, b in itertools.pairwise(lines)), default=0.0)
    right = max(line.box[2] for line in lines)
    left = min(line.box[0] for line in lines)
    flush = sum(line.box[0] - left < size for line in lines) > 0.8 * len(lines)
    joins, breaks = [0.0], [0.0]
    for above, line in itertools.pairwise(lines):
        wider = line.box[1] - above.box[3] - leading
        text = canonical(line.text)
        opens = line.text[:1] in tuple(CIRCLED) or text.startswith(("(参考)", "[参考]"))
        goes_on = text.startswith(("※", "*", "注"))
        ended = flush and right - above.box[2] > SHORT * size
        joins.append(2 * max(0.0, wider) + (2 * size if opens else size if ended and not goes_on else 0.0))
        breaks.append(size if goes_on or (flush and not ended and not opens) else 0.0)
    return Column([(line.box[1], line.box[3]) for line in lines], joins, breaks)
