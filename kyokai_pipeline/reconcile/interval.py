"""Exact arithmetic over intervals: every printed number stands for all the true values that would be printed so.

Belongs here: arithmetic that never loses the true value, without floats and without a tolerance. Does not belong
here: what any number means.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf

Bound = Fraction | float
"""A number, or ``inf`` / ``-inf`` where that side is open; no other float occurs."""
Exact = int | Decimal | Fraction


class Undefined(ArithmeticError):
    """A division by a number that can only be zero."""


@dataclass(frozen=True)
class Interval:
    """All values from ``low`` to ``high``, both included."""

    low: Bound
    high: Bound

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval from {self.low} down to {self.high} holds nothing")

    @classmethod
    def exactly(cls, value: Exact) -> Interval:
        """One value and no doubt about it."""
        return cls(Fraction(value), Fraction(value))

    @classmethod
    def printed(
        cls,
        value: Exact,
        quantum: Exact,
        *,
        negative: bool = False,
        approximate: bool = False,
        counted: bool = False,
    ) -> Interval:
        """What a printed number says of the true value.

        Args:
            value: As printed, in base units.
            quantum: Distance to the next number that could have been printed.
            negative: Printed with a minus sign, also where the value is zero: ``▲0.0`` is [-0.05, 0].
            approximate: Printed with 約, which does not say whether it was rounded, cut off or raised.
            counted: The true value is a whole number (persons, contracts), so 68件 is 68 and nothing else.
        """
        reach = Fraction(quantum) * (1 if approximate else Fraction(1, 2))
        low, high = Fraction(value) - reach, Fraction(value) + reach
        if negative:
            high = min(Fraction(0), high)
        if counted and ceil(low) <= floor(high):
            low, high = Fraction(ceil(low)), Fraction(floor(high))
        return cls(low, high)

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        return self.low == self.high

    @property
    def says_nothing(self) -> bool:
        """Whether it holds every number."""
        return self.low == -inf and self.high == inf

    def holds(self, value: Exact) -> bool:
        """Whether ``value`` lies in it."""
        return self.low <= Fraction(value) <= self.high

    def covers(self, other: Interval) -> bool:
        """Whether all of ``other`` lies in it."""
        return self.low <= other.low and other.high <= self.high

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def overlaps(self, other: Interval) -> bool:
        """Whether one true value can be printed both ways by one rule of rounding.

        9.8 and 9.9 touch at 9.85, but no rule prints that value as both. A point may lie on the edge.
        """
        touching = self.low == other.high or other.low == self.high
        return self.meets(other) and (not touching or self.is_point or other.is_point)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        return self * other.reciprocal()

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(Fraction(0), max(-self.low, self.high))

    def reciprocal(self) -> Interval:
        """1 over every value but zero; open on the sides where the divisor comes near zero.

        Raises:
            Undefined: It holds nothing but zero.
        """
        if self.low == self.high == 0:
            raise Undefined("division by zero")
        if self.low < 0 < self.high:
            return Interval(-inf, inf)
        low = -inf if self.high == 0 else _one_over(self.high)
        high = inf if self.low == 0 else _one_over(self.low)
        return Interval(low, high)


def total(parts: list[Interval]) -> Interval:
    """The sum of any number of intervals; of none, zero."""
    return sum(parts, Interval.exactly(0))


def share_pct(part: Interval, whole: Interval) -> Interval:
    """``part`` of ``whole`` in per cent."""
    return Interval.exactly(100) * part / whole


def change_pct(now: Interval, before: Interval) -> Interval:
    """Rate of change from ``before`` to ``now`` in per cent."""
    return share_pct(now, before) - Interval.exactly(100)


def before_change(now: Interval, rate_pct: Interval) -> Interval:
    """What ``now`` was before it changed by ``rate_pct`` per cent."""
    return now / (Interval.exactly(1) + rate_pct / Interval.exactly(100))


def _times(left: Bound, right: Bound) -> Bound:
    """A product of bounds, in which zero times an open side is zero: no value is reached there."""
    if left == 0 or right == 0:
        return Fraction(0)
    if isinstance(left, float) or isinstance(right, float):
        return math.copysign(inf, (1 if left > 0 else -1) * (1 if right > 0 else -1))
    return left * right


def _one_over(bound: Bound) -> Bound:
    return Fraction(0) if isinstance(bound, float) else 1 / bound
