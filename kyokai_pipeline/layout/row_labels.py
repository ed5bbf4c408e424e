"""Rows and labels set side by side: which label stands beside which row, in order and by place.

Belongs here: heights. Does not belong here: which words make a row (rows.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.layout.tolerances import ROWS
from kyokai_pipeline.pdf.words import Word, box_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.labels import Found


def middle_of(words: Sequence[Word]) -> float:
    """Vertical centre of some words."""
    box = box_around(words)
    return (box[1] + box[3]) / 2


def level(label: Found, words: Sequence[Word], middle: float) -> bool:
    """Whether a label stands beside the words of its row."""
    box, size = box_around(words), words[0].size
    low, high = min(box[1], middle) - ROWS.level_sizes * size, max(box[3], middle) + ROWS.level_sizes * size
    return any(low <= y <= high for y in (label.y, label.words[0].y, label.words[-1].y))


def nearest(middles: Sequence[float], y: float) -> int:
    """Which of some heights is nearest."""
    return min(range(len(middles)), key=lambda i: abs(middles[i] - y))


def align(middles: Sequence[float], labels: Sequence[Found]) -> list[Found | None]:
    """Labels to rows, both in order, each label to a row of its own, as near as they can be."""
    best: dict[int, tuple[float, list[Found | None]]] = {0: (0.0, [])}
    for row, middle in enumerate(middles):
        following: dict[int, tuple[float, list[Found | None]]] = {}
        for used, (cost, path) in best.items():
            ways: list[tuple[int, float, Found | None]] = []
            if len(labels) - used < len(middles) - row:
                ways.append((used, cost, None))
            if used < len(labels):
                ways.append((used + 1, cost + abs(labels[used].y - middle), labels[used]))
            for after, total, label in ways:
                if after not in following or total < following[after][0]:
                    following[after] = (total, [*path, label])
        best = following
    return best[len(labels)][1]


def farthest(cells: Sequence[list[Word]], labels: Sequence[Found]) -> list[Word]:
    """The cell that is farthest from any label."""
    return max(cells, key=lambda cell: min((abs(f.y - middle_of(cell)) for f in labels), default=0.0))
