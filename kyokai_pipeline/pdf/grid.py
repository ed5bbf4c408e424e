"""Columns and rows of a table, from its rules where it has them and from the place of its words where it has none.

Belongs here: geometry on boxes. Does not belong here: what a heading or a label says.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Word, box_around, lines_of

if TYPE_CHECKING:
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.rules import Rules

Span = tuple[float, float]
CLEARLY = 1.25
"""One reading of a layout is believed over another only if the other fits worse by this factor."""


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell closed by rules on all sides: its box and the words in it, in reading order."""

    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All lines joined, as printed."""
        return "".join(line.text for line in lines_of(self.words))


def ruled_cells(words: Sequence[Word], rules: Rules) -> list[Cell]:
    """Every ruled cell that holds text, top to bottom and left to right; merged cells keep their whole box."""
    cells: dict[Box, list[Word]] = {}
    for word in words:
        around = rules.around(word.box)
        if around.left is None or around.top is None or around.right is None or around.bottom is None:
            continue
        cells.setdefault((around.left, around.top, around.right, around.bottom), []).append(word)
    return sorted((Cell(box, tuple(inside)) for box, inside in cells.items()), key=lambda c: (c.box[1], c.box[0]))


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
    ruled = _ruled_spans(heads, rules)
    if ruled is not None:
        return ruled
    clusters = gutters(body)
    share, rest = divmod(len(clusters), len(heads))
    if share and not rest:
        groups = [clusters[i * share : (i + 1) * share] for i in range(len(heads))]
        spans = [(group[0][0], group[-1][1]) for group in groups]
        limits = [float("-inf"), *centres, float("inf")]
        if all(limits[i] < span[0] and span[1] < limits[i + 2] for i, span in enumerate(spans)):
            return spans
    pitch = median([b - a for a, b in itertools.pairwise(centres)] or [heads[0][2] - heads[0][0]])
    edges = [centres[0] - pitch / 2, *((a + b) / 2 for a, b in itertools.pairwise(centres))]
    return list(zip(edges, [*edges[1:], centres[-1] + pitch / 2], strict=True))


def _ruled_spans(heads: Sequence[Box], rules: Rules) -> list[Span] | None:
    spans: list[Span] = []
    for box in heads:
        around = rules.around(box)
        if around.left is None or around.right is None:
            return None
        spans.append((around.left, around.right))
    apart = all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans))
    return spans if apart else None


def gutters(words: Sequence[Word], least: float = 1.5) -> list[Span]:
    """The x spans that words cover, apart by at least ``least`` points: the columns of a table without rules."""
    spans: list[Span] = []
    for word in sorted(words, key=lambda w: w.x0):
        if spans and word.x0 - spans[-1][1] < least:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return spans


def partition(
    items: Sequence[Span],
    anchors: Sequence[Span],
    walls: Sequence[float] = (),
    slack: float | None = None,
    inner: Collection[int] = (),
    even: bool = True,
) -> list[int] | None:
    """Divide items into one run per anchor, both top to bottom, so that every run lies where its anchor says.

    Anchors stand in the middle of their runs, at their top, at their bottom, or beside their first item; the reading
    that fits all anchors best is taken.

    Args:
        items: y spans, sorted.
        anchors: y spans, sorted; each gets at least one item.
        walls: Heights that no run may cross (level rules).
        slack: How far a run may lie from its anchor, points; by default the height of an item.
        inner: Positions of items with which no run can begin (but the first always may: a table can be continued).
        even: Whether the items of a run are lines of one text, set with the same leading.

    Returns:
        For every item the index of its anchor, or None where no division puts every run where its anchor is, or
        where two readings divide differently and neither fits clearly better.
    """
    if not items or not anchors:
        return None
    slack = median(b - a for a, b in items) if slack is None else slack
    misses = (_from_middle, _from_top, _from_first, *((_from_bottom,) if even else ()))
    readings = [_divide(items, anchors, walls, miss, slack, inner, even) for miss in misses]
    found = sorted((reading for reading in readings if reading is not None), key=lambda reading: reading[0])
    if not found:
        return None
    cost, best = found[0]
    clear = CLEARLY * cost + 0.25 * slack
    if any(other != best and other_cost <= clear for other_cost, other in found[1:]):
        return None
    return best


Miss = Callable[[Sequence[Span], Span], float]


def _from_middle(run: Sequence[Span], anchor: Span) -> float:
    return abs(run[0][0] + run[-1][1] - sum(anchor)) / 2


def _from_top(run: Sequence[Span], anchor: Span) -> float:
    return abs(run[0][0] - anchor[0])


def _from_first(run: Sequence[Span], anchor: Span) -> float:
    return abs(sum(run[0]) - sum(anchor)) / 2


def _from_bottom(run: Sequence[Span], anchor: Span) -> float:
    return abs(run[-1][1] - anchor[1])


def _divide(
    items: Sequence[Span],
    anchors: Sequence[Span],
    walls: Sequence[float],
    miss: Miss,
    slack: float,
    inner: Collection[int],
    even: bool,
) -> tuple[float, list[int]] | None:
    """Dynamic programme over (items used, anchors used); cost is the distance of each run from its anchor."""
    count = len(items)
    leading = _leading(items) if even else float("inf")
    reached: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for index, anchor in enumerate(anchors):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in reached.items():
            if start and start in inner:
                continue
            for end in range(start + 1, count - (len(anchors) - index - 1) + 1):
                run = (items[start][0], items[end - 1][1])
                if any(run[0] + 1 < wall < run[1] - 1 for wall in walls) or _walled(run, anchor, walls):
                    continue
                off = miss(items[start:end], anchor)
                total = cost + off + _breaks(items[start:end], leading)
                if off <= slack and (end not in following or total < following[end][0]):
                    following[end] = (total, path + [index] * (end - start))
        reached = following
    return reached.get(count)


def _walled(run: Span, anchor: Span, walls: Sequence[float]) -> bool:
    low, high = sorted((sum(run) / 2, sum(anchor) / 2))
    return any(low < wall < high for wall in walls)


def _breaks(run: Sequence[Span], leading: float) -> float:
    """The lines of one run are set with even leading; wider gaps inside it cost what they are wider by."""
    return sum(2 * max(0.0, b[0] - a[1] - leading) for a, b in itertools.pairwise(run))


def _leading(items: Sequence[Span]) -> float:
    """The narrowest gap between two items in a row: the leading of their lines."""
    return min((b[0] - a[1] for a, b in itertools.pairwise(items)), default=0.0)


def span_of(words: Sequence[Word]) -> Span:
    """Top and bottom of some words."""
    box = box_around(words)
    return box[1], box[3]
