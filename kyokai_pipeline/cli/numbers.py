"""Numbers in a column of a table for people: one format for all of them.

Belongs here: how many decimals, and whether thousands are grouped. Does not belong here: numbers for programs.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Sequence

    Number = int | float | Decimal

GROUPED_FROM = 10_000
"""A column that reaches this has its thousands grouped; below it are years and small counts."""
_MOST_DECIMALS = 6
"""Of a computed number (DOUBLE); what was printed (DECIMAL) keeps every digit."""


def is_number(value: object) -> TypeGuard[Number]:
    """Whether a value is written as a number; a truth is not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def alike(values: Sequence[Number | None]) -> list[str]:
    """The numbers of one column, so that their points stand below each other.

    A computed number (DOUBLE) is rounded to the decimals of its column. A printed one (DECIMAL) gets no zero that is
    not known: blanks stand there.

    Args:
        values: ``None`` where there is no number; its text is empty.
    """
    there: list[Number] = [value for value in values if value is not None and math.isfinite(value)]
    comma = "," if any(value >= GROUPED_FROM or value <= -GROUPED_FROM for value in there) else ""
    most = max((_decimals(value) for value in there), default=0)
    return ["" if value is None else _written(value, comma, most) for value in values]


def _written(value: Number, comma: str, most: int) -> str:
    if not math.isfinite(value):
        return str(value)
    if isinstance(value, float):
        # One too small for these decimals is not shown as nothing.
        return f"{value:.3g}" if value and abs(value) < 10**-_MOST_DECIMALS / 2 else f"{value:{comma}.{most}f}"
    own = _decimals(value)
    missing = most - own + (own == 0 < most)  # the point too
    return f"{value:{comma}.{own}f}" + " " * missing


def _decimals(value: Number) -> int:
    if isinstance(value, float):
        return len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
    return max(0, -int(Decimal(value).normalize().as_tuple().exponent))
