from __future__ import annotations

import pytest

from kyokai_pipeline.layout.columns import column_spans, gutters
from kyokai_pipeline.pdf.glyphs import Glyph
from kyokai_pipeline.pdf.rules import Rule, Rules, ends_in_cell, merge
from kyokai_pipeline.pdf.words import Word, lines_of, words_of


def word(text: str, x: float, base: float, size: float = 10.0) -> Word:
    return Word(tuple(Glyph(c, x + i * size, x + (i + 1) * size, base, size) for i, c in enumerate(text)))


def test_stream_order_counts_for_nothing() -> None:
    glyphs = [Glyph(c, i * 10.0, i * 10.0 + 10, 50.0 + 20 * (i // 3), 10.0) for i, c in enumerate("加入者数計年")]
    straight = [line.text for line in lines_of(words_of(glyphs))]
    assert straight == ["加入者", "数計年"]
    assert [line.text for line in lines_of(words_of(reversed(glyphs)))] == straight


def test_superscripts_are_words_of_their_own() -> None:
    glyphs = [Glyph("9", 0, 6, 50, 10), Glyph("1", 6, 10, 46, 6)]
    assert [w.text for w in words_of(glyphs)] == ["1", "9"]


def test_segments_and_double_borders_are_one_rule() -> None:
    pieces = [Rule(10.0, 0, 50), Rule(10.4, 53, 90), Rule(11.2, 0, 90), Rule(40.0, 0, 2)]
    assert len(merge(pieces)) == 1


def test_columns_by_rules_by_gutters_and_by_half_way() -> None:
    heads = [(20.0, 0.0, 40.0, 10.0), (70.0, 0.0, 90.0, 10.0)]
    ruled = Rules(upright=(Rule(10, 0, 50), Rule(55, 0, 50), Rule(100, 0, 50)))
    assert column_spans(heads, [], ruled) == [(10, 55), (55, 100)]
    body = [word("12", 30, 30), word("34", 80, 30), word("5", 40, 50)]
    assert column_spans(heads, body, Rules()) == [(30, 50), (80, 100)]
    assert column_spans(heads, [word("123456", 20, 30)], Rules()) == [(5, 55), (55, 105)]


def test_heads_on_top_of_each_other_give_no_columns() -> None:
    assert column_spans([(0, 0, 10, 10), (0, 0, 10, 10)], [], Rules()) is None


def test_value_and_rate_columns_pair_up_under_one_head() -> None:
    heads = [(20.0, 0.0, 60.0, 10.0), (110.0, 0.0, 150.0, 10.0)]
    body = [word("12", 10, 30), word("(3", 45, 30), word("45", 100, 30), word("(6", 135, 30)]
    assert column_spans(heads, body, Rules()) == [(10, 65), (100, 155)]


def test_gutters_narrower_than_asked_do_not_part() -> None:
    assert gutters([word("1", 0, 10), word("2", 11, 10), word("3", 30, 10)]) == [(0, 21), (30, 40)]


@pytest.mark.parametrize("gap", [0.0, 3.0])
def test_a_cell_is_closed_by_four_rules(gap: float) -> None:
    level = merge([Rule(0, 0, 50 - gap), Rule(0, 50, 100), Rule(30, 0, 100)])
    upright = merge([Rule(0, 0, 30), Rule(100, 0, 30)])
    around = Rules(tuple(level), tuple(upright)).around((40, 10, 60, 20))
    assert around.closed
    assert (around.left, around.right, around.top, around.bottom) == (0, 100, 0, 30)


@pytest.mark.parametrize(
    ("start", "end", "underlines"),
    [(12.0, 38.0, True), (0.0, 38.0, False), (3.0, 97.0, False), (12.0, 88.0, False), (120.0, 150.0, False)],
    ids=["under a text", "from one side", "across two cells", "over a side", "outside"],
)
def test_a_stroke_that_begins_and_ends_in_one_cell_rules_nothing(start: float, end: float, underlines: bool) -> None:
    uprights = [Rule(0, 0, 90), Rule(50, 0, 90), Rule(100, 0, 90)]
    assert ends_in_cell(Rule(40, start, end), uprights) == underlines
