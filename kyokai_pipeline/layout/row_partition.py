"""Rows of a table without rules: which lines of one column stand beside which cells of the others.

A cell's text lies inside its row, and rows do not overlap; within a column every text hangs from the top of its row,
stands in the middle, or lies on its bottom, and the highest text of a row makes it as high as it is. The division that
fits this best is taken, if no other fits as well.
Belongs here: geometry on spans. Does not belong here: what a line says; callers give that as costs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from kyokai_pipeline.layout.columns import Span

CLEARLY = 1.25
"""One reading of a layout is believed over another only if the other fits worse by this factor."""
TOUCH = 0.3
"""Em boxes of neighbouring rows that are set tight may overlap by this share of a line."""
FARTHEST = 2.5
"""No text of a row hangs farther than this many lines from where its column's texts hang in their rows."""
APART = 0.15
"""Rows are set apart where the gaps between them are wider than any gap between lines by this share of a line."""


@dataclass(frozen=True)
class Column:
    """The texts that are to be divided, top to bottom.

    Attributes:
        items: y spans of lines, or of whole rows.
        joins: What it costs that an item stands in one run with the item above, points.
        breaks: What it costs that an item begins a run, points, infinite where it cannot; the first item always may.
    """

    items: Sequence[Span]
    joins: Sequence[float] = field(default=())
    breaks: Sequence[float] = field(default=())

    @property
    def line(self) -> float:
        """Height of a line, points."""
        return median(bottom - top for top, bottom in self.items)

    def join(self, index: int) -> float:
        """Cost of standing in one run with the item above."""
        return self.joins[index] if self.joins else 0.0

    def begin(self, index: int) -> float:
        """Cost of beginning a run."""
        return self.breaks[index] if self.breaks and index else 0.0


def share(
    column: Column, others: Sequence[Sequence[Span]], walls: Sequence[float] = (), line: float | None = None
) -> list[int] | None:
    """Divide the items of a column into one run a row.

    Args:
        column: The items.
        others: For each row, top to bottom, the spans of its texts in the other columns; at least one.
        walls: Heights that no row crosses.
        line: Height of a line, points; by default that of an item.

    Returns:
        For every item the index of its row; None where no division keeps the rows apart, or where two divide
        differently and neither fits clearly better.
    """
    if len(column.items) < len(others) or not others:
        return None
    line = column.line if line is None else line
    windows = _windows(others, walls, TOUCH * line)
    readings = []
    ways = [(cells, False) for cells in _HANGS] + [(_in_middle, True)]
    for run, (cells, beside_first) in itertools.product(_HANGS, ways):
        found = _divide(column, others, windows, _Hanging(run, cells, beside_first, FARTHEST * line))
        if found is not None and found[0] < float("inf"):
            readings.append(found)
    readings.sort(key=lambda reading: reading[0])
    if not readings:
        return None
    cost, best = readings[0]
    clear = CLEARLY * cost + 0.25 * line
    if any(other != best and other_cost <= clear for other_cost, other in readings[1:]):
        return None
    return best


def share_by_gaps(
    items: Sequence[Span], others: Sequence[Sequence[Span]], walls: Sequence[float] = ()
) -> list[int] | None:
    """Divide items where the gaps between them are plainly of two kinds, between lines and between rows.

    Returns:
        None where the wide gaps are not one fewer than the rows, or a run would reach into another row.
    """
    line = median(bottom - top for top, bottom in items)
    starts = _wide_gaps(items, len(others) - 1, APART * line)
    if starts is None:
        return None
    homes = list(itertools.accumulate(int(index in starts) for index in range(len(items))))
    windows = _windows(others, walls, TOUCH * line)
    inside = all(
        windows[home][0] <= top and bottom <= windows[home][1] for (top, bottom), home in zip(items, homes, strict=True)
    )
    return homes if inside else None


def _wide_gaps(items: Sequence[Span], count: int, apart: float) -> set[int] | None:
    """Before which items the ``count`` widest gaps lie; None where they are not plainly wider than the others."""
    gaps = sorted(((b[0] - a[1], index) for index, (a, b) in enumerate(itertools.pairwise(items), 1)), reverse=True)
    wide, narrow = gaps[:count], gaps[count:]
    if len(wide) < count or not narrow or (wide and wide[-1][0] - narrow[0][0] < apart):
        return None
    return {index for _, index in wide}


def _windows(others: Sequence[Sequence[Span]], walls: Sequence[float], touch: float) -> list[Span]:
    """Between the texts of the row above and those of the row below, and between walls."""
    windows = []
    for index, cells in enumerate(others):
        above = max((bottom for cell in others[:index] for _, bottom in cell), default=float("-inf"))
        below = min((top for cell in others[index + 1 :] for top, _ in cell), default=float("inf"))
        middle = median((top + bottom) / 2 for top, bottom in cells)
        above = max([above, *(wall for wall in walls if wall < middle)])
        below = min([below, *(wall for wall in walls if wall > middle)])
        windows.append((above - touch, below + touch))
    return windows


Hang = Callable[[Span, Span], float]
"""How far a text hangs from where it should in its row."""


def _at_top(text: Span, row: Span) -> float:
    return abs(text[0] - row[0])


def _in_middle(text: Span, row: Span) -> float:
    return abs(sum(text) - sum(row)) / 2


def _at_bottom(text: Span, row: Span) -> float:
    return abs(text[1] - row[1])


_HANGS: tuple[Hang, ...] = (_in_middle, _at_top, _at_bottom)


@dataclass(frozen=True)
class _Hanging:
    """How the divided column hangs in its rows, and the other columns in theirs or beside each run's first item."""

    run: Hang
    cells: Hang
    beside_first: bool
    farthest: float

    def cost(self, items: Sequence[Span], cells: Sequence[Span]) -> float | None:
        """What a run beside some cells costs; None where a text is too far off."""
        run = (items[0][0], items[-1][1])
        row = (min(run[0], *(top for top, _ in cells)), max(run[1], *(bottom for _, bottom in cells)))
        own = self.run(run, row)
        off = [self.cells(cell, items[0] if self.beside_first else row) for cell in cells]
        empty = (row[1] - row[0]) - max(bottom - top for top, bottom in (run, *cells))
        return None if max(own, empty, *off) > self.farthest else own + empty + sum(off) / len(off)


def _divide(
    column: Column, others: Sequence[Sequence[Span]], windows: Sequence[Span], hanging: _Hanging
) -> tuple[float, list[int]] | None:
    """Dynamic programme over (items used, rows used)."""
    items = column.items
    reached: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for index, cells in enumerate(others):
        ceiling, floor = windows[index]
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, path) in reached.items():
            if start >= len(items) or items[start][0] < ceiling:
                continue
            along = cost + column.begin(start)
            for end in range(start + 1, len(items) + 1):
                if items[end - 1][1] > floor:
                    break
                along += column.join(end - 1) if end - 1 > start else 0.0
                off = hanging.cost(items[start:end], cells)
                if off is not None and (end not in following or along + off < following[end][0]):
                    following[end] = (along + off, path + [index] * (end - start))
        reached = following
    return reached.get(len(items))
