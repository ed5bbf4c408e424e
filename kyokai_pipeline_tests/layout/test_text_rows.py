"""Running text in tables: rows between rules, columns under heads that stand over two, labels that nobody knows."""

from __future__ import annotations

import pytest

from kyokai_pipeline.layout.columns import text_columns
from kyokai_pipeline.layout.heads import side_by_side, tables_in
from kyokai_pipeline.layout.labels import Found
from kyokai_pipeline.layout.new_rows import in_cells, joined_lines
from kyokai_pipeline.layout.text_rows import bands_of, in_band, rows_of_lines
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.rules import Rule, Rules
from kyokai_pipeline_tests.report.handmade import HandmadePage

UPPER, LOWER, BESIDE = (10.0, 22.0, 40.0, 30.0), (10.0, 62.0, 40.0, 70.0), (50.0, 30.0, 90.0, 38.0)
LEVEL = Rules(level=tuple(Rule(at, 0.0, 200.0) for at in (10.0, 50.0, 90.0)))


def test_rows_by_the_rules_around_their_labels() -> None:
    assert bands_of([UPPER, LOWER], LEVEL) == [(10.0, 50.0), (50.0, 90.0)]
    assert bands_of([UPPER, LOWER], Rules()) is None
    assert bands_of([], LEVEL) is None
    assert [in_band(y, [(10.0, 50.0), (50.0, 90.0)]) for y in (5.0, 20.0, 80.0)] == [None, 0, 1]


def test_labels_in_one_cell_are_one_row_only_where_they_may_share_it() -> None:
    assert bands_of([UPPER, BESIDE, LOWER], LEVEL) is None
    assert bands_of([UPPER, BESIDE, LOWER], LEVEL, shared=True) == [(10.0, 50.0), (10.0, 50.0), (50.0, 90.0)]


def test_a_head_over_two_columns_is_followed_by_two_gutters() -> None:
    page = HandmadePage()
    for base in (100.0, 120.0):
        page.write("施策", x=10, base=base).write("指標の文章", x=60, base=base).write("70%", x=140, base=base)
        page.write("80%", x=190, base=base)
    heads = [(10.0, 30.0), (90.0, 110.0), (190.0, 205.0)]
    assert text_columns(heads, [1, 2, 1], page.words) == [(10, 30), (60, 110), (140, 155), (190, 205)]
    with pytest.raises(Unsolved) as unsolved:
        text_columns(heads, [1, 3, 1], page.words)
    assert unsolved.value.details["at"] == 2


def test_a_head_between_two_lines_joins_the_heads_on_both() -> None:
    upper, lower, between = (
        Found(key, tuple(HandmadePage().write(text, x=x, base=base).words))
        for key, text, x, base in (("a", "KPI", 60, 100.0), ("b", "目標値", 90, 112.0), ("c", "施策", 10, 106.0))
    )
    assert [len(row) for row in side_by_side([upper, lower])] == [1, 1]
    (row,) = side_by_side([upper, lower, between])
    assert [head.key for head in next(tables_in(row))] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("second", "third", "rows"),
    [
        ("②二つ目の文", "※その説明", [0, 1, 1]),
        ("※その説明", "②二つ目の文", [0, 0, 1]),
        ("短い文", "二つ目の文章", [0, 0, 1]),
        ("続きの文です", "まだ続く文章", None),
    ],
)
def test_what_a_line_says_decides_where_its_place_does_not(second: str, third: str, rows: list[int] | None) -> None:
    page = HandmadePage()
    for base, text in ((100.0, "一つ目の文章"), (110.0, second), (120.0, third)):
        page.write(text, x=50, base=base)
    assert rows_of_lines(page.page, page.lines, [[(93.7, 102.7)], [(108.7, 117.7)]]) == rows


def test_unknown_labels_are_parted_by_rules_else_by_the_distance_of_their_lines() -> None:
    page = HandmadePage()
    for text, base in {"新しい": 25.0, "施策": 37.0, "別の施策": 65.0}.items():
        page.write(text, x=10, base=base)
    wanted = ["新しい施策", "別の施策"]
    assert ["".join(w.text for w in label) for label in in_cells(page.words, LEVEL)] == wanted
    assert ["".join(w.text for w in label) for label in joined_lines(page.words, 1.5)] == wanted
    assert len(joined_lines(page.words, 3.0)) == 1
    assert len(joined_lines(page.words, 3.0, 1.2)) == 2
    assert in_cells(page.words, Rules()) == []
