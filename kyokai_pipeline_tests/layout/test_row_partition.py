"""Rows without rules: whatever hangs where in its row, the lines that were set together are found together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyokai_pipeline.layout.row_partition import Column, share, share_by_gaps

if TYPE_CHECKING:
    from kyokai_pipeline.layout.columns import Span

LINE, LEADING = 9.0, 1.0
HANGS = ("top", "middle", "bottom")
ROWS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), min_size=1, max_size=9)


def hung(how: str, high: float, top: float, bottom: float) -> float:
    """Top of a text of some height in a row."""
    return {"top": top, "middle": (top + bottom - high) / 2, "bottom": bottom - high}[how]


def height(lines: int) -> float:
    return lines * LINE + (lines - 1) * LEADING


def table(rows: list[tuple[int, int]], own: str, cells: str, padding: float) -> tuple[list[Span], list[list[Span]]]:
    """The lines of a column and, beside them, one text a row of so many lines."""
    items: list[Span] = []
    others: list[list[Span]] = []
    y = 0.0
    for lines, beside in rows:
        bottom = y + max(height(lines), height(beside))
        start = hung(own, height(lines), y, bottom)
        items += [(start + i * (LINE + LEADING), start + i * (LINE + LEADING) + LINE) for i in range(lines)]
        other = hung(cells, height(beside), y, bottom)
        others.append([(other, other + height(beside))])
        y = bottom + padding
    return items, others


def set_together(rows: list[tuple[int, int]]) -> list[int]:
    return [index for index, (lines, _) in enumerate(rows) for _ in range(lines)]


@given(ROWS, st.sampled_from(HANGS), st.sampled_from(HANGS))
def test_rows_set_apart_are_found_wherever_texts_hang(rows: list[tuple[int, int]], own: str, cells: str) -> None:
    """As long as the column itself shows its rows: no row is much higher than its text in this column."""
    rows = [(max(lines, beside), beside) for lines, beside in rows]
    items, others = table(rows, own, cells, 8.0)
    assert (share_by_gaps(items, others) or share(Column(items), others)) == set_together(rows)


@given(ROWS, st.sampled_from(HANGS), st.sampled_from(HANGS), st.floats(0.5, 12.0))
def test_lines_are_given_to_their_own_row_or_to_none(
    rows: list[tuple[int, int]], own: str, cells: str, padding: float
) -> None:
    items, others = table(rows, own, cells, padding)
    found = share_by_gaps(items, others) or share(Column(items), others)
    assert found is None or found == set_together(rows)


def test_texts_in_the_middle_need_no_gaps() -> None:
    rows = [(1, 1), (3, 1), (2, 1), (5, 1), (1, 1)]
    items, others = table(rows, "top", "middle", 1.0)
    assert share(Column(items), others) == set_together(rows)


@pytest.mark.parametrize("how", ["top", "bottom"])
def test_what_could_hang_from_above_or_lie_below_is_told_by_its_gaps_only(how: str) -> None:
    rows = [(1, 1), (3, 1), (2, 1), (5, 1), (1, 1)]
    items, others = table(rows, "top", how, 4.0)
    assert share(Column(items), others) is None
    assert share_by_gaps(items, others) == set_together(rows)


def test_what_does_not_fit_is_refused() -> None:
    assert share(Column([(0, 9), (10, 19)]), [[(200, 209)]]) is None
    assert share(Column([(0, 9)]), [[(0, 9)], [(10, 19)]]) is None
    assert share(Column([(0, 9)]), []) is None
    assert share_by_gaps([(0, 9), (10, 19), (29, 38)], [[(0, 9)], [(3, 12)]]) is None


def test_no_row_crosses_a_wall() -> None:
    items = [(0.0, 9.0), (10.0, 19.0), (22.0, 31.0)]
    assert share(Column(items), [[(5.0, 14.0)], [(22.0, 31.0)]], walls=[20.0]) == [0, 0, 1]


def test_what_a_line_says_counts() -> None:
    """Two readings that geometry cannot tell apart: the words do."""
    items: list[Span] = [(0.0, 9.0), (10.0, 19.0), (20.0, 29.0)]
    others: list[list[Span]] = [[(2.5, 11.5)], [(17.5, 26.5)]]
    assert share(Column(items), others) is None
    assert share(Column(items, joins=[0, 18, 0], breaks=[0, 0, 9]), others) == [0, 1, 1]


def test_an_item_that_cannot_begin_a_run_does_not() -> None:
    items: list[Span] = [(0.0, 9.0), (20.0, 29.0), (40.0, 49.0)]
    others: list[list[Span]] = [[(0.0, 9.0)], [(20.0, 29.0)]]
    assert share(Column(items), others) == [0, 1, 1]
    assert share(Column(items, breaks=[0.0, float("inf"), float("inf")]), others) is None
