"""The true value behind any rounding is always inside, whatever is computed; and nothing else is promised."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kyokai_pipeline.reconcile.interval import (
    Interval,
    Undefined,
    before_change,
    change_pct,
    share_pct,
    total,
)

TRUTHS = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
QUANTA = st.sampled_from([Decimal(text) for text in ("0.001", "0.01", "0.1", "1", "10", "1000", "10000")])
NEAREST = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


def rounded(truth: Decimal, quantum: Decimal, how: str) -> Decimal:
    return (truth / quantum).quantize(Decimal(1), rounding=how) * quantum


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval, sometimes open on a side, and a value in it."""
    low, inside, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    open_below, open_above = draw(st.booleans()), draw(st.booleans())
    return Interval(-inf if open_below else low, inf if open_above else high), inside


@given(TRUTHS, QUANTA, NEAREST)
def test_the_truth_lies_behind_what_is_printed(truth: Decimal, quantum: Decimal, how: str) -> None:
    assert Interval.printed(rounded(truth, quantum, how), quantum, negative=truth < 0).holds(truth)


@given(TRUTHS, QUANTA, st.sampled_from([ROUND_HALF_UP, ROUND_DOWN, ROUND_UP]))
def test_about_allows_any_way_of_shortening(truth: Decimal, quantum: Decimal, how: str) -> None:
    assert Interval.printed(rounded(truth, quantum, how), quantum, approximate=True).holds(truth)


@given(st.integers(0, 10**9), QUANTA, NEAREST)
def test_counts_are_whole(count: int, quantum: Decimal, how: str) -> None:
    found = Interval.printed(rounded(Decimal(count), quantum, how), quantum, counted=True)
    assert found.holds(count)
    assert found.is_point == (quantum <= 1)


@given(intervals(), intervals())
def test_arithmetic_never_loses_the_truth(one: tuple[Interval, Fraction], two: tuple[Interval, Fraction]) -> None:
    (a, x), (b, y) = one, two
    assert (a + b).holds(x + y)
    assert (a - b).holds(x - y)
    assert (a * b).holds(x * y)
    assert abs(a).holds(abs(x))
    if y != 0:
        assert (a / b).holds(x / y)
        assert share_pct(a, b).holds(100 * x / y)
        assert change_pct(a, b).holds(100 * (x / y - 1))
    if y != -100:
        assert before_change(a, b).holds(x / (1 + y / 100))


@given(intervals(), intervals(), NUMBERS, NUMBERS)
def test_a_wider_interval_gives_a_wider_result(
    one: tuple[Interval, Fraction], two: tuple[Interval, Fraction], less: Fraction, more: Fraction
) -> None:
    a, b = one[0], two[0]
    wide = Interval(a.low - abs(less), a.high + abs(more))
    assert (wide + b).covers(a + b)
    assert (wide * b).covers(a * b)
    assume(not (b.low == b.high == 0))
    assert (wide / b).covers(a / b)


@given(st.lists(intervals(), max_size=12))
def test_a_sum_of_any_length(parts: list[tuple[Interval, Fraction]]) -> None:
    assert total([interval for interval, _ in parts]).holds(sum((inside for _, inside in parts), Fraction(0)))


def test_minus_zero_lies_below_zero() -> None:
    assert Interval.printed(Decimal("-0.0"), Decimal("0.1"), negative=True) == Interval(Fraction(-1, 20), Fraction(0))


def test_68_of_692_is_not_9_9_percent() -> None:
    share = share_pct(Interval.printed(68, 1, counted=True), Interval.printed(692, 1, counted=True))
    assert not share.meets(Interval.printed(Decimal("9.9"), Decimal("0.1")))
    assert share.meets(Interval.printed(Decimal("9.8"), Decimal("0.1")))


def test_a_divisor_around_zero_says_nothing_and_zero_is_undefined() -> None:
    one = Interval.exactly(1)
    assert (one / Interval(Fraction(-1), Fraction(1))).says_nothing
    assert one / Interval(Fraction(0), Fraction(2)) == Interval(Fraction(1, 2), inf)
    assert one / Interval(Fraction(-2), Fraction(0)) == Interval(-inf, Fraction(-1, 2))
    with pytest.raises(Undefined):
        one / Interval.exactly(0)


def test_one_sided_bounds_meet_what_reaches_them() -> None:
    assert Interval(Fraction(64), inf).meets(Interval.printed(64, 1))
    assert not Interval(Fraction(64), inf).meets(Interval.printed(Decimal("63.9"), Decimal("0.1")))
    assert Interval(-inf, Fraction(20)).meets(Interval.printed(Decimal("9.9"), Decimal("0.1")))


def test_an_interval_runs_upwards() -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        Interval(Fraction(1), Fraction(0))
