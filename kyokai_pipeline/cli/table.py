"""Plain text tables: a full-width character counts as two, and a table folds to the width that there is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROWEST = 8
"""Columns of a terminal that a folded column keeps at least."""
_GAP = 2


def laid_out(
    header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] | None = None, room: int | None = None
) -> str:
    """Rows under their heads; texts are folded, and where even that is too wide each row becomes a list.

    Args:
        header: One name a column.
        rows: As texts.
        right: Which columns hold numbers: they stand at the right and are never folded.
        room: Columns of the terminal; none: as wide as it comes.
    """
    grid = [list(header), *(list(row) for row in rows)]
    numeric = list(right or [False] * len(header))
    natural = [max(width(row[column]) for row in grid) for column in range(len(header))]
    widths = natural if room is None else _fitted(natural, numeric, room)
    if widths is None:
        return _as_lists(grid, room or 0)
    lines = [line for row in grid[:1] for line in _lines(row, widths, numeric)]
    lines.append("  ".join("─" * size for size in widths))
    lines += [line for row in grid[1:] for line in _lines(row, widths, numeric)]
    return "\n".join(line.rstrip() for line in lines)


def width(text: str) -> int:
    """Columns a terminal needs for ``text``."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _fitted(natural: Sequence[int], numeric: Sequence[bool], room: int) -> list[int] | None:
    """Widths that fit, the widest text made narrower first; none where texts cannot give enough."""
    widths = list(natural)
    while sum(widths) + _GAP * (len(widths) - 1) > room:
        size, at = max(((w, -i) for i, w in enumerate(widths) if not numeric[i]), default=(0, 0))
        if size <= NARROWEST:
            return None
        widths[-at] -= 1
    return widths


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    cells = [folded(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    return [
        (" " * _GAP).join(
            _pad(cell[at] if at < len(cell) else "", *spec)
            for cell, spec in zip(cells, zip(widths, numeric, strict=True), strict=True)
        )
        for at in range(height)
    ]


def folded(text: str, size: int) -> list[str]:
    """A text in lines of at most ``size`` columns, parted at a blank where one is near the end of a line."""
    lines = []
    rest = text
    while width(rest) > size:
        end = next(at for at in range(len(rest), 0, -1) if at == 1 or width(rest[:at]) <= size)
        blank = rest.rfind(" ", end // 2, end + 1)
        at = blank if blank > 0 else end
        lines.append(rest[:at])
        rest = rest[at:].lstrip(" ")
    return [*lines, rest]


def _as_lists(grid: Sequence[Sequence[str]], room: int) -> str:
    """Each row below the other, a column a line: for what is too wide for the terminal however it is folded."""
    widest = max(width(name) for name in grid[0])
    left = max(NARROWEST, room - widest - _GAP)
    lines = []
    for row in grid[1:]:
        lines.append("─" * room)
        for name, cell in zip(grid[0], row, strict=True):
            first, *more = folded(cell, left)
            lines.append(_pad(name, widest + _GAP, False) + first)
            lines += [" " * (widest + _GAP) + line for line in more]
    return "\n".join(line.rstrip() for line in lines)


def _pad(text: str, size: int, right: bool) -> str:
    blank = " " * (size - width(text))
    return blank + text if right else text + blank
