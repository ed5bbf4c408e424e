"""Charts as places in per cent of their frame, so that one drawing fits every width and its letters never shrink.

Belongs here: scales, ticks, points, labels that do not overlap. Does not belong here: what is drawn, or how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

ROOM = 4.0
"""Per cent of the width kept free left and right of the first and last point."""
LABEL_GAP = 8.5
"""Per cent of the height that two labels at the end of lines stand apart, at least."""


@dataclass(frozen=True)
class Point:
    """One value: place in per cent from the left and from the top."""

    x: float
    y: float


@dataclass(frozen=True)
class Scale:
    """Values from ``low`` to ``high``, drawn from the bottom to the top."""

    low: float
    high: float

    def at(self, value: float | Decimal) -> float:
        """Per cent from the top."""
        return round(100 - 100 * (float(value) - self.low) / (self.high - self.low), 2)


def nice_scale(values: Sequence[float | Decimal], *, ticks: int = 4, zero: bool = False) -> tuple[Scale, list[float]]:
    """A scale that begins and ends at round numbers, and the ticks on it.

    Args:
        values: What is drawn, not empty.
        ticks: About so many steps.
        zero: Whether zero belongs on it.
    """
    low, high = float(min(values)), float(max(values))
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - 1, high + 1
    raw = (high - low) / ticks
    power = 10.0 ** _floor_log10(raw)
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first, last = int(low // step), int(-(-high // step))
    return Scale(first * step, last * step), [round(step * i, 10) for i in range(first, last + 1)]


def _floor_log10(value: float) -> int:
    exponent = 0
    while value >= 10:
        value, exponent = value / 10, exponent + 1
    while value < 1:
        value, exponent = value * 10, exponent - 1
    return exponent


def x_at(position: float, first: float, last: float) -> float:
    """Per cent from the left of a place between the first and the last point."""
    if first == last:
        return 50.0
    return round(ROOM + (100 - 2 * ROOM) * (position - first) / (last - first), 2)


def line(
    years: Sequence[float], values: Sequence[float | Decimal | None], scale: Scale, first: float, last: float
) -> list[Point]:
    """The points of a line; years without a value have none."""
    return [
        Point(x_at(year, first, last), scale.at(value))
        for year, value in zip(years, values, strict=True)
        if value is not None
    ]


def path(points: Sequence[Point]) -> str:
    """The line as an SVG path in a square of 100 by 100; empty where there are no points."""
    return "M" + "L".join(f"{point.x:g} {point.y:g}" for point in points) if points else ""


def apart(wanted: Sequence[float]) -> list[float]:
    """Where labels go that want to stand at these heights, moved so that none covers another; order is kept."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    last = -LABEL_GAP
    for i in order:
        placed[i] = last = max(wanted[i], last + LABEL_GAP)
    over = max(placed, default=0.0) - 100
    ceiling = 100.0
    if over > 0:
        for i in reversed(order):
            placed[i] = ceiling = min(placed[i], ceiling)
            ceiling -= LABEL_GAP
    return [round(at, 2) for at in placed]


def tick_ja(value: float) -> str:
    """``4,000万``, ``29.5万``, ``120``."""
    if abs(value) >= 10_000:
        return f"{value / 10_000:,g}万".replace("-", "−")
    return f"{value:,g}".replace("-", "−")


def tick_en(value: float) -> str:
    """``40M``, ``295k``, ``120``."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if abs(value) >= size:
            return f"{value / size:,g}{letter}".replace("-", "−")
    return f"{value:,g}".replace("-", "−")
