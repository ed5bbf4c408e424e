"""Signs of numbers that are as high as digits, as they look: a plus, and the triangle that stands for a minus (▲ △).

Belongs here: which of the two a character's ink clearly is. Does not belong here: the stroke of a minus, which is low
as commas and points are, and what follows where another sign is claimed (drawn_as.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.shapes import COLUMNS, ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.shapes import Shape

PLUS, TRIANGLE = "+", "▲"
SIGNS = frozenset("+▲△")
LEAST = 0.35
"""A plus and a triangle are at least so wide and so high, a share of the size."""
SLIM, WIDE = 0.45, 0.85
"""A row of ink is slim or wide that reaches over at most, or at least, this share of the widest."""
BAND = ROWS // 5
LEAN = 0.15
"""The first row of both signs stands in the middle, but for this share of the width."""
PALE = 0.3
"""So much of the darkest ink is ink: the tip of a triangle is pale."""


def sign_drawn(shape: Shape) -> str | None:
    """``+`` or ``▲`` where the ink is clearly one; None for everything else."""
    if min(shape.width, shape.height) < LEAST:
        return None
    ink = shape.vector.reshape(ROWS, COLUMNS)
    paper, black = float(ink.min()), float(ink.max())
    rows = [_reach(row) for row in (ink >= paper + PALE * (black - paper)).tolist()]
    wide, first = max(rows, key=_width), next(row for row in rows if row[1])
    if abs(sum(first) - sum(wide)) / 2 > LEAN * _width(wide):
        return None
    return _by_reach([_width(row) / _width(wide) for row in rows])


def _by_reach(reach: Sequence[float]) -> str | None:
    """Which sign it is by how far each row reaches, from the top, as a share of the widest."""
    top, middle, foot = reach[:BAND], reach[2 * BAND : 3 * BAND], reach[-BAND:]
    if max(top) > SLIM:
        return None
    if min(foot) >= WIDE and SLIM / 2 < min(middle) <= max(middle) < WIDE:
        return TRIANGLE
    return PLUS if max(foot) <= SLIM and max(middle) >= WIDE else None


def _reach(row: list[bool]) -> tuple[int, int]:
    """Where the ink of a row begins and ends."""
    inked = [column for column, is_ink in enumerate(row) if is_ink]
    return (inked[0], inked[-1] + 1) if inked else (0, 0)


def _width(row: tuple[int, int]) -> int:
    return row[1] - row[0]
