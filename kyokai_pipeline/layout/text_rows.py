"""Lines of running text and the rows beside which they hang.

Belongs here: what rules, gaps and the look of a line say about the row it belongs to. Does not belong here: geometry
on spans alone (row_partition.py), rows of numbers (rows.py).
"""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import CIRCLED, canonical
from kyokai_pipeline.layout.row_partition import Column, share, share_by_gaps
from kyokai_pipeline.layout.tolerances import TEXTS
from kyokai_pipeline.pdf.words import Line, box_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.columns import Span
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rules

REMARKS = ("※", "*", "注")
"""A line that begins so explains the text above it."""
FOR_REFERENCE = ("(参考)", "[参考]")
"""A text that begins so is given for reference beside the one above it."""


def bands_of(labels: Sequence[Box], rules: Rules, *, shared: bool = False) -> list[Span] | None:
    """Top and bottom of the row of each label by the rules around it; None where these do not part the labels.

    Args:
        labels: Top to bottom.
        rules: Of their page.
        shared: Several labels may stand in one cell; they have the same band.
    """
    around = [rules.around(box) for box in labels]
    bands = [(a.top, a.bottom) for a in around if a.top is not None and a.bottom is not None]
    if not labels or len(bands) < len(labels):
        return None
    apart = all(a[1] <= b[0] + 1 or (shared and a == b) for a, b in itertools.pairwise(bands))
    return bands if apart else None


def in_band(y: float, bands: Sequence[Span]) -> int | None:
    """The first band in which a height lies."""
    return next((at for at, (top, bottom) in enumerate(bands) if top <= y <= bottom), None)


def rows_of_lines(
    page: PdfPage, lines: Sequence[Line], others: Sequence[Sequence[Span]], walls: Sequence[float] = ()
) -> list[int] | None:
    """The row of every line of one column, by what is known of the rows already.

    Args:
        page: The page.
        lines: Top to bottom.
        others: For each row the spans of its texts in other columns.
        walls: Heights that no row crosses, besides the rules of the page.

    Returns:
        None where no division fits, or two fit alike.
    """
    x0, top, x1, bottom = box_around(lines)
    walls = [*walls, *page.rules.level_between(top, bottom, x0, x1)]
    items = [(line.box[1], line.box[3]) for line in lines]
    return share_by_gaps(items, others, walls) or share(_paragraphs(lines), others, walls)


def _paragraphs(lines: Sequence[Line]) -> Column:
    """The lines of a column with what their gaps and their words say for or against a new cell."""
    size = median(line.size for line in lines)
    leading = min((b.box[1] - a.box[3] for a, b in itertools.pairwise(lines)), default=0.0)
    left, _, right, _ = box_around(lines)
    flush = sum(line.box[0] - left < size for line in lines) > TEXTS.flush_lines * len(lines)
    joins, breaks = [0.0], [0.0]
    for above, line in itertools.pairwise(lines):
        goes_on, opens = canonical(line.text).startswith(REMARKS), _opens(line)
        ended = flush and right - above.box[2] > TEXTS.short_sizes * size
        new = 2 * size if opens else size * (ended and not goes_on)
        joins.append(2 * max(0.0, line.box[1] - above.box[3] - leading) + new)
        breaks.append(size * (goes_on or (flush and not ended and not opens)))
    return Column([(line.box[1], line.box[3]) for line in lines], joins, breaks)


def _opens(line: Line) -> bool:
    return line.text[:1] in tuple(CIRCLED) or canonical(line.text).startswith(FOR_REFERENCE)
