"""Indicators that have lost their verdict: a row is found by its verdict, and without one it would melt away silently.

Belongs here: noticing targets and results without a verdict beside them. Does not belong here: finding rows
(kpi_rows.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line, box_around, lines_of
from kyokai_pipeline.report import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.report.tables.kpi_initiatives import KpiRow
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

ROW_LINES = 8
"""Target and result of one row stand at most this many lines apart, whatever they hang from."""


def check_targets(table: KpiTable, rows: Sequence[KpiRow], words: Sequence[Word]) -> None:
    """Every target of a table without rules stands level with a verdict.

    Raises:
        ReportError: One does not.
    """
    lines = lines_of(words)
    for index, line in enumerate(lines):
        if not line.folded[0].isdigit():
            continue
        bottom = line.box[3]
        for below in lines[index + 1 :]:  # the unit under a number belongs to it: 70,000 over 事業所
            if below.folded[0].isdigit() or below.box[1] - bottom > 0.9 * line.size:
                break
            bottom = below.box[3]
        reach = 0.7 * line.size
        if not any(line.box[1] - reach <= row.status.y <= bottom + reach for row in rows):
            raise _lost(table, line)


def check_below(table: KpiTable, body: Sequence[Word], vocabulary: KpiWords) -> None:
    """Nothing below the last verdict of a table looks like one more row: a target and, under 結果, a result.

    Raises:
        ReportError: Something does.
    """
    units = "|".join(sorted({re.escape(kpi.unit) for kpi in vocabulary.kpis}))
    figure = re.compile(rf"[0-9][0-9,.]*(?:{units})")
    inside = set(body)
    rest = [word for word in table.words if word not in inside]
    result, status = table.heads["result"], table.heads["status"]
    reach = (status.box[0] - result.box[2]) / 2 + (result.box[2] - result.box[0])
    for found in rest:
        if abs(found.x - result.x) > reach or not figure.match(found.plain):
            continue
        for other in rest:
            beside = abs(other.y - found.y) <= ROW_LINES * found.size and other.x1 < found.x0 - 0.5 * found.size
            if beside and figure.fullmatch(other.plain):
                raise _lost(table, Line((other,)))


def _lost(table: KpiTable, line: Line) -> Exception:
    beside = [w for w in table.words if abs(w.y - line.y) < 1.5 * line.size and w.x < line.box[0]]
    return problems.misread(
        table.page,
        phrase("target_without_verdict"),
        box_around([*beside, *line.words]),
        "".join(w.text for w in beside) + line.text,
    )
