"""Tables fold to the terminal, count Japanese as two columns, and are whole in a pipe."""

from __future__ import annotations

import pytest

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
