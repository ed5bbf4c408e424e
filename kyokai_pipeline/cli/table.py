"""Plain text tables: a full-width character counts as two, and a table folds to the width that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROWEST = 8
"""Columns of a terminal that a folded column keeps at least."""
WORD = 16
"""Words up to this length are parted last."""
GAP = 2
"""Blanks between two columns."""


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
    widths = natural if room is None else _fitted(grid, natural, numeric, room)
    if widths is None:
        return _as_lists(grid, room or 0)
    lines = _lines(header, widths, numeric)
    lines.append("  ".join("─" * size for size in widths))
    lines += [line for row in grid[1:] for line in _lines(row, widths, numeric)]
    return "\n".join(line.rstrip() for line in lines)


def width(text: str) -> int:
    """Columns a terminal needs for ``text``: two for a full-width character, none for a mark that joins another."""
    return cell_len(text)


def readable(texts: Iterable[str]) -> int:
    """The width at which no word is parted, at most ``WORD``; Japanese may be parted anywhere."""
    words = (word for text in texts for word in text.split() if word.isascii())
    return max(NARROWEST, min(WORD, max(map(width, words), default=0)))


def _fitted(
    grid: Sequence[Sequence[str]], natural: Sequence[int], numeric: Sequence[bool], room: int
) -> list[int] | None:
    """Widths that fit, the widest text made narrower first; none where texts cannot give enough."""
    widths = list(natural)
    whole_words = [readable(row[at] for row in grid) for at in range(len(widths))]
    for least in (whole_words, [NARROWEST] * len(widths)):
        while sum(widths) + GAP * (len(widths) - 1) > room:
            can_give = ((w, -i) for i, w in enumerate(widths) if not numeric[i] and w > least[i])
            size, at = max(can_give, default=(0, 0))
            if not size:
                break
            widths[-at] -= 1
    return widths if sum(widths) + GAP * (len(widths) - 1) <= room else None


def _lines(row: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    cells = [folded(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    return [
        (" " * GAP).join(
            _pad(cell[at] if at < len(cell) else "", *spec)
            for cell, spec in zip(cells, zip(widths, numeric, strict=True), strict=True)
        )
        for at in range(height)
    ]


def folded(text: str, size: int) -> list[str]:
    """A text in lines of at most ``size`` columns.

    Parted at a blank where one is near the end of a line, else where a Japanese text may be: not inside of a number or
    a word of Latin letters, and not before a mark that closes.
    """
    lines = []
    rest = text
    while width(rest) > size:
        end = next(at for at in range(len(rest), 0, -1) if at == 1 or width(rest[:at]) <= size)
        blank = rest.rfind(" ", end // 3, end + 1)
        at = blank if blank > 0 else _parted(rest, end)
        lines.append(rest[:at].rstrip(" "))
        rest = rest[at:].lstrip(" ")
    return [*lines, rest]


def _parted(text: str, end: int) -> int:
    """Where to part, at ``end`` or not far before it."""
    fitting = (at for at in range(end, end // 2, -1) if _may_part(text[at - 1], text[at]))
    return next(fitting, end)


def _may_part(before: str, after: str) -> bool:
    return not (after in _CLOSING or before in _OPENING or (_is_latin(before) and _is_latin(after)))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,%-")


_CLOSING = "、。，．・：；！？）」』】〕％%ー々ゃゅょっァィゥェォャュョッ"
"""Characters that no line begins with."""
_OPENING = "（「『【〔"
"""Characters that no line ends with."""


def _as_lists(grid: Sequence[Sequence[str]], room: int) -> str:
    """Each row below the other, a column a line: for what is too wide for the terminal however it is folded."""
    widest = max(width(name) for name in grid[0])
    left = max(NARROWEST, room - widest - GAP)
    lines = []
    for row in grid[1:]:
        lines.append("─" * room)
        for name, cell in zip(grid[0], row, strict=True):
            first, *more = folded(cell, left)
            lines.append(_pad(name, widest + GAP, False) + first)
            lines += [" " * (widest + GAP) + line for line in more]
    return "\n".join(line.rstrip() for line in lines)


def _pad(text: str, size: int, right: bool) -> str:
    blank = " " * (size - width(text))
    return blank + text if right else text + blank
