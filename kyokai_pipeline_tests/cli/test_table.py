"""Tables fold to the terminal, count Japanese as two columns, and are whole in a pipe."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kyokai_pipeline.cli.numbers import alike
from kyokai_pipeline.cli.table import folded, laid_out, width

HEADS = ["kpi_id", "statement", "value"]
ROWS = [["service_standard", "サービススタンダードの達成状況を100％とする目標についての長い文です", "99.9"]]
NUMERIC = [False, False, True]


def test_whole_where_nobody_says_how_wide() -> None:
    lines = laid_out(HEADS, ROWS, NUMERIC).splitlines()
    assert len(lines) == 3
    assert ROWS[0][1] in lines[2]


@pytest.mark.parametrize("room", [40, 60, 80])
def test_texts_fold_to_the_terminal_and_numbers_do_not(room: int) -> None:
    text = laid_out(HEADS, ROWS, NUMERIC, room)
    assert max(map(width, text.splitlines())) <= room
    assert "99.9" in text
    assert len(text.splitlines()) > 3


def test_what_is_too_wide_however_folded_is_a_list_of_its_columns() -> None:
    heads = [f"column_{at}" for at in range(12)]
    text = laid_out(heads, [["1,234,567"] * 12], [True] * 12, 60)
    assert max(map(width, text.splitlines())) <= 60
    assert text.count("1,234,567") == 12
    assert "column_11" in text


def test_no_character_is_lost_in_folding() -> None:
    text = "被扶養者資格の再確認 and some English words in a row"
    lines = folded(text, 11)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= 11 for line in lines)


def test_a_line_is_parted_where_a_reader_would() -> None:
    text = "保険証回収率（資格喪失後）は82.10％（前年度86.27％）となりました。"
    for size in range(22, 50):
        lines = folded(text, size)
        assert "".join(lines) == text
        assert all(width(line) <= size for line in lines)
        assert not any(line[0] in "）。％" or line.endswith("（") for line in lines)
        assert sum("82.10％" in line for line in lines) == 1


def test_short_columns_are_folded_last() -> None:
    rows = [["FY2023-draft", "被扶養者資格の再確認を行い、その結果を公表しました" * 3]]
    text = laid_out(["edition", "text"], rows, [False, False], 40)
    assert "FY2023-draft" in text
    assert max(map(width, text.splitlines())) <= 40


def test_a_mark_that_joins_another_takes_no_column() -> None:
    assert width("か\u3099") == width("が") == 2


def test_numbers_of_a_column_have_one_format() -> None:
    assert alike([2014, 2023, None]) == ["2014", "2023", ""]
    assert alike([36_411_000, -5, 9_999]) == ["36,411,000", "-5", "9,999"]
    assert alike([2.123, -0.0744, 1 / 3]) == ["2.123000", "-0.074400", "0.333333"]
    printed = alike([Decimal("96.0000"), Decimal("0.3370"), Decimal("99.9000")])
    assert printed == ["96    ", " 0.337".strip(), "99.9  "]
    assert alike([1e-9, 0.5]) == ["1e-09", "0.5"]
    assert alike([float("nan"), 2.5]) == ["nan", "2.5"]
