"""Columns of a table, from its rules where it has them and from the place of its words where it has none.

Belongs here: geometry on boxes. Does not belong here: what a head or a label says.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Word, box_around, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.rules import Rules

Span = tuple[float, float]


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
    return _ruled_spans(heads, rules) or _gutter_spans(centres, body) or _even_spans(heads, centres)


def _ruled_spans(heads: Sequence[Box], rules: Rules) -> list[Span] | None:
    spans: list[Span] = []
    for box in heads:
        around = rules.around(box)
        if around.left is None or around.right is None:
            return None
        spans.append((around.left, around.right))
    apart = all(a[1] <= b[0] + 1 for a, b in itertools.pairwise(spans))
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
