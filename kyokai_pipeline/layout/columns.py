"""Columns of a table, from its rules where it has them and from the place of its words where it has none.

Belongs here: geometry on boxes. Does not belong here: what a head or a label says.
"""

from __future__ import annotations

import itertools
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.tolerances import TEXTS
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.words import Word, box_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.rules import Rules

Span = tuple[float, float]


def column_spans(heads: Sequence[Box], body: Sequence[Word], rules: Rules) -> list[Span] | None:
    """Left and right side of every column, in the order of the heads (which must run left to right).

    Rules between the heads decide; without them the gutters of the body do, if they make as many columns (or a
    whole multiple, where a column holds value and rate side by side); else each column reaches half way to the next.

    Returns:
        One span a head, or None where the heads overlap.
    """
    centres = [(box[0] + box[2]) / 2 for box in heads]
    if any(b <= a for a, b in itertools.pairwise(centres)):
        return None
    return _ruled_spans(heads, rules) or _gutter_spans(centres, body) or _even_spans(heads, centres)


def ruled_sides(heads: Sequence[Box], rules: Rules) -> list[Span] | None:
    """The rules to the left and the right of every head, which may span others; None where one has none."""
    around = [rules.around(box) for box in heads]
    spans = [(a.left, a.right) for a in around if a.left is not None and a.right is not None]
    return spans if len(spans) == len(heads) else None


def _ruled_spans(heads: Sequence[Box], rules: Rules) -> list[Span] | None:
    spans = ruled_sides(heads, rules)
    apart = spans is not None and all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans))
    return spans if apart else None


def _gutter_spans(centres: Sequence[float], body: Sequence[Word]) -> list[Span] | None:
    clusters = gutters(body)
    share, rest = divmod(len(clusters), len(centres))
    if rest or not share:
        return None
    groups = [clusters[i * share : (i + 1) * share] for i in range(len(centres))]
    spans = [(group[0][0], group[-1][1]) for group in groups]
    limits = [float("-inf"), *centres, float("inf")]
    inside = all(limits[i] < span[0] and span[1] < limits[i + 2] for i, span in enumerate(spans))
    return spans if inside else None


def _even_spans(heads: Sequence[Box], centres: Sequence[float]) -> list[Span]:
    pitch = median([b - a for a, b in itertools.pairwise(centres)] or [heads[0][2] - heads[0][0]])
    edges = [centres[0] - pitch / 2, *((a + b) / 2 for a, b in itertools.pairwise(centres))]
    return list(zip(edges, [*edges[1:], centres[-1] + pitch / 2], strict=True))


def text_columns(heads: Sequence[Span], counts: Sequence[int], body: Sequence[Word]) -> list[Span]:
    """Columns whose texts fill them unevenly, parted by the widest gutters between each head and the next.

    Args:
        heads: Left and right side of each head, left to right.
        counts: How many columns each of them stands over.
        body: The words of all columns.

    Raises:
        Unsolved: There are too few gutters; ``at`` is the head behind them.
    """
    spans = gutters(body, least=TEXTS.gutter_points)
    walls: list[float] = []
    for at, ((head, following), count) in enumerate(zip(itertools.pairwise(heads), counts, strict=False), 1):
        between = widest_gaps(spans, count, max([head[0], *walls]), following[1])
        if len(between) < count:
            raise Unsolved("gutter_lacking", at=at)
        walls += between
    edges = [float("-inf"), *walls, float("inf")]
    inside = [[s for s in spans if low < s[0] and s[1] < high] for low, high in itertools.pairwise(edges)]
    return [(part[0][0], part[-1][1]) for part in inside]


def widest_gaps(
    spans: Sequence[Span], count: int = 1, low: float = float("-inf"), high: float = float("inf")
) -> list[float]:
    """The middles of the widest gaps between two places, left to right; fewer where there are no more."""
    gaps = sorted(((b[0] - a[1], (a[1] + b[0]) / 2) for a, b in itertools.pairwise(spans)), reverse=True)
    return sorted([at for _, at in gaps if low < at < high][:count])


def gutters(words: Sequence[Word], least: float = 1.5) -> list[Span]:
    """The x spans that words cover, apart by at least ``least`` points: the columns of a table without rules."""
    spans: list[Span] = []
    for word in sorted(words, key=lambda w: w.x0):
        if spans and word.x0 - spans[-1][1] < least:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return spans


def span_of(words: Sequence[Word]) -> Span:
    """Top and bottom of some words."""
    box = box_around(words)
    return box[1], box[3]
