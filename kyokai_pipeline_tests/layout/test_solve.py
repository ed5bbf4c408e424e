"""Any table on any page: a grid of numbers comes back the same whatever its ruling, its direction and its parts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyokai_pipeline.layout.solve import Table, solve
from kyokai_pipeline.layout.table_model import Axis, Surroundings, TableModel
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.rules import Rule, Rules
from kyokai_pipeline_tests.report.handmade import HandmadePage

if TYPE_CHECKING:
    from collections.abc import Sequence

FRUITS, COLOURS = ("りんご", "みかん", "ぶどう", "いちご"), ("赤色", "青色", "黄色")
Numbers = dict[tuple[str, str], int]
NUMBERS = st.fixed_dictionaries({place: st.integers(0, 99999) for place in product(FRUITS, COLOURS)})


def axis(*forms: str) -> Axis:
    return Axis(tuple(Term(form, (form,)) for form in forms), required=forms)


MODEL = TableModel("fruits", axis(*FRUITS), axis(*COLOURS), surroundings=Surroundings(ignored_columns=("備考欄",)))


def grid(
    page: HandmadePage,
    rows: Sequence[str],
    columns: Sequence[str],
    numbers: Numbers,
    x: float = 50.0,
    top: float = 100.0,
) -> HandmadePage:
    """Set labels at the left, heads at the top, numbers flush right, 20 points a row and 100 a column."""
    for i, column in enumerate(columns):
        page.write(column, x + 110 + 100 * i, top)
    for j, row in enumerate(rows, 1):
        page.write(row, x, top + 20 * j)
        for i, column in enumerate(columns):
            text = f"{numbers.get((row, column), numbers.get((column, row), -1)):,}"
            page.write(text, x + 150 + 100 * i - 5 * len(text), top + 20 * j)
    return page


def ruled(rows: int, columns: int, x: float = 45.0, top: float = 88.0) -> Rules:
    """A full grid around it."""
    right, bottom = x + 100 + 100 * columns, top + 20 * (rows + 1)
    level = tuple(Rule(top + 20 * i, x, right) for i in range(rows + 2))
    upright = (Rule(x, top, bottom), *(Rule(x + 100 + 100 * i, top, bottom) for i in range(columns + 1)))
    return Rules(level, upright)


def read(table: Table) -> Numbers:
    return {
        (row[1], column[1]): int("".join(word.text for word in cell.words).replace(",", ""))
        for (row, column), cell in table.cells.items()
    }


@settings(deadline=None, max_examples=40)
@given(NUMBERS, st.permutations(FRUITS), st.permutations(COLOURS), st.booleans(), st.booleans())
def test_rows_and_columns_in_any_order_ruled_or_not_either_way(
    numbers: Numbers, rows: list[str], columns: list[str], lines: bool, turned: bool
) -> None:
    if turned:
        rows, columns = columns, rows
    page = HandmadePage(rules=ruled(len(rows), len(columns)) if lines else Rules())
    assert read(solve([grid(page, rows, columns, numbers).page], MODEL)) == numbers


@settings(deadline=None, max_examples=40)
@given(NUMBERS, st.permutations(FRUITS), st.integers(1, 3))
def test_halves_side_by_side_join_by_their_rows(numbers: Numbers, rows: list[str], cut: int) -> None:
    page = HandmadePage(width=1200.0)
    grid(page, rows[:cut], COLOURS, numbers)
    grid(page, rows[cut:], COLOURS, numbers, x=560.0)
    assert read(solve([page.page], MODEL)) == numbers


@settings(deadline=None, max_examples=40)
@given(NUMBERS, st.permutations(FRUITS), st.integers(1, 3))
def test_what_goes_on_overleaf_joins_by_its_rows(numbers: Numbers, rows: list[str], cut: int) -> None:
    pages = [grid(HandmadePage(n), part, COLOURS, numbers) for n, part in enumerate((rows[:cut], rows[cut:]), 1)]
    assert read(solve([page.page for page in pages], MODEL)) == numbers


def year(text: str) -> int | None:
    return int(text.removesuffix("年度")) if text.endswith("年度") else None


def test_years_and_years_join_by_their_columns() -> None:
    model = replace(MODEL, columns=Axis(read=year, at_least=2))
    years = [f"{n}年度" for n in range(2014, 2020)]
    numbers = {(fruit, name): 100 * i + j for i, fruit in enumerate(FRUITS) for j, name in enumerate(years)}
    page = grid(HandmadePage(), FRUITS, years[:3], numbers)
    grid(page, FRUITS, years[3:], numbers, top=300.0)
    table = solve([page.page], model)
    found = {(fruit, f"{key}年度"): value for (fruit, key), value in read(table).items()}
    assert found == numbers
    assert len(table.parts) == 2


NUMBERS_AT_HAND = {place: 10 * n + 7 for n, place in enumerate(product(FRUITS, COLOURS))}


@pytest.mark.parametrize(
    ("text", "x", "base", "why"),
    [
        ("バナナ", 50.0, 170.0, "unknown_row"),
        ("白色", 210.0, 100.0, "unknown_column"),
        ("12", 700.0, 140.0, None),
        ("※1", 90.0, 140.0, None),
        ("備考欄", 470.0, 100.0, None),
        ("99", 190.0, 190.0, "unknown_row"),
        ("5", 182.0, 130.0, "unknown_row"),
    ],
)
def test_a_word_that_has_no_place_is_named(text: str, x: float, base: float, why: str | None) -> None:
    page = grid(HandmadePage(), FRUITS, COLOURS, NUMBERS_AT_HAND).write(text, x, base)
    if why is None:
        assert read(solve([page.page], MODEL)) == NUMBERS_AT_HAND
        return
    with pytest.raises(Unsolved) as unsolved:
        solve([page.page], MODEL)
    assert (unsolved.value.why, unsolved.value.text) == (why, text)
    assert unsolved.value.box is not None
    assert unsolved.value.page.number == 1


@pytest.mark.parametrize("missing", [*FRUITS, *COLOURS])
def test_a_missing_row_or_column_is_named(missing: str) -> None:
    rows, columns = [f for f in FRUITS if f != missing], [c for c in COLOURS if c != missing]
    with pytest.raises(Unsolved) as unsolved:
        solve([grid(HandmadePage(), rows, columns, NUMBERS_AT_HAND).page], MODEL)
    named = unsolved.value.details
    assert named.get("key", named.get("keys")) in (missing, [missing])


def test_the_same_table_twice_is_refused() -> None:
    page = grid(HandmadePage(), FRUITS, COLOURS, NUMBERS_AT_HAND)
    grid(page, FRUITS, COLOURS, NUMBERS_AT_HAND, top=300.0)
    with pytest.raises(Unsolved, match="ambiguous_table"):
        solve([page.page], MODEL)


def test_a_running_number_before_each_label_is_none_of_its_words() -> None:
    page = grid(HandmadePage(), FRUITS, COLOURS, NUMBERS_AT_HAND)
    for number in range(1, 5):
        page.write(str(number), 35.0, 100.0 + 20 * number)
    assert read(solve([page.page], MODEL)) == NUMBERS_AT_HAND
