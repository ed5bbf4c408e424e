"""What runs along the edge of every page is not read along; titles and page numbers by themselves are."""

from __future__ import annotations

import pytest

from kyokai_pipeline.pdf.running import read_along, running_lines
from kyokai_pipeline_tests.pdf.by_hand import words

HEIGHT = 540.0
BODY = [("加入者数は3,955万9千人となりました。", 60.0, 100.0 + 20 * i) for i in range(5)]


@pytest.mark.parametrize(
    ("line", "base"),
    [
        ("令和5年度事業報告書（案） 2024年7月24日", 20.0),
        ("{}/17ページ", 530.0),
        ("Page {} of 17", 530.0),
        ("KYK-2024-0000{}", 525.0),
        ("協会けんぽ 事業報告 - {} -", 532.0),
    ],
)
def test_a_line_that_repeats_at_the_edge_stands_aside(line: str, base: float) -> None:
    pages = [words((line.format(10 + n), 300, base, 7), *BODY) for n in range(4)]
    running = running_lines([(page, HEIGHT) for page in pages])
    for n, page in enumerate(pages):
        along = read_along(page, HEIGHT, running)
        assert "".join(aside.text for aside in along.running) == line.format(10 + n).replace(" ", "")
        assert {aside.role for aside in along.running} == {"header"}
        assert [word.text for word in along.read] == [text for text, *_ in BODY]


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ([("戦略的保険者機能関係 第4章", 60, 30, 16)], 4),
        ([("{}", 400, 530, 8)], 4),
        ([("欄外の注 {}", 60, 525, 7)], 2),
        ([("本文の {} 行目", 60, 300, 8)], 4),
    ],
    ids=["title", "page_number_alone", "on_two_pages_only", "not_at_the_edge"],
)
def test_what_only_looks_like_it_is_read(lines: list[tuple[str, float, float, float]], pages: int) -> None:
    made = [words(*[(text.format(n + 1), x, y, size) for text, x, y, size in lines], *BODY) for n in range(pages)]
    running = running_lines([(page, HEIGHT) for page in made])
    assert all(read_along(page, HEIGHT, running).running == () for page in made)
