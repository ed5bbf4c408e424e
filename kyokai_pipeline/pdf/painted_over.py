"""What later paint leaves of the strokes on a page: under a white box or a picture a rule is unseen, and rules nothing.

Belongs here: cutting strokes. Does not belong here: which objects draw strokes, or cover them (strokes.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.matrix import Point

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.errors import Box

    Cover = tuple[int, Box]
    Cuts = list[tuple[float, float]]

Stroke = tuple[Point, Point]
"""A straight line in user space."""
EDGE = 1.0
"""Paint whose edge lies no farther than this from a stroke ends at it, as the ground of a cell ends at its side."""
SHORTEST = 0.5
"""What is left of a stroke is at least so long, points."""


def shown(strokes: Sequence[tuple[int, Stroke]], covers: Sequence[Cover]) -> list[list[Stroke]]:
    """What is seen of each stroke: all, parts of it, or nothing.

    Args:
        strokes: When each is drawn, and where.
        covers: When each opaque box is painted, and where: x0, y0, x1, y1 in user space.
    """
    cuts: dict[int, Cuts] = defaultdict(list)
    for along, places in ((0, _sorted(strokes, 1)), (1, _sorted(strokes, 0))):
        heights = [place for place, _ in places]
        for order, box in covers:
            low, high = box[1 - along] + EDGE, box[3 - along] - EDGE
            for _, at in places[bisect_left(heights, low) : bisect_right(heights, high)]:
                if strokes[at][0] < order:
                    cuts[at].append((box[along], box[along + 2]))
    return [[*_left(stroke, cuts[at])] if at in cuts else [stroke] for at, (_, stroke) in enumerate(strokes)]


def _sorted(strokes: Sequence[tuple[int, Stroke]], across: int) -> list[tuple[float, int]]:
    """The strokes that run along one axis, by their place on the other (``across``)."""
    return sorted(
        (stroke[0][across], at)
        for at, (_, stroke) in enumerate(strokes)
        if abs(stroke[0][across] - stroke[1][across]) < EDGE
        and abs(stroke[0][1 - across] - stroke[1][1 - across]) >= EDGE
    )


def _left(stroke: Stroke, cuts: Cuts) -> Iterator[Stroke]:
    along = 0 if abs(stroke[0][0] - stroke[1][0]) >= abs(stroke[0][1] - stroke[1][1]) else 1
    across = stroke[0][1 - along]
    start, end = sorted((stroke[0][along], stroke[1][along]))

    def point(place: float) -> Point:
        return (place, across) if along == 0 else (across, place)

    for low, high in sorted(cuts):
        if low - start > SHORTEST:
            yield point(start), point(min(low, end))
        start = max(start, high)
        if start >= end:
            return
    if end - start > SHORTEST:
        yield point(start), point(end)
