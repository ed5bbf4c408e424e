"""Two columns of text with hardly a character between them are read one after the other."""

from __future__ import annotations

import pytest

from kyokai_pipeline.report.text.narrow_gutters import narrow_gutters
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline_tests.report.handmade import HandmadePage

LEFT = (
    "保険給付の適正化を目的に、被扶養者資格の再確認を日本年金機構と連携して実施しました。十八歳以上の被扶養者に対して、マイナンバーを"
    "活用したうえで資格の再確認を行い、確認書の提出がなかった事業所に対しては、文書や電話による勧奨を重ねて行いました。"
)
RIGHT = (
    "オンライン資格確認の利用率向上により、資格喪失後受診による医療費等の返納金債権が減少することが期待されています。協会のホームページ"
    "における特設ページの設置や、支部窓口へのチラシの設置等、あらゆる機会を捉えて加入者への周知広報を実施しました。"
)
SIZE, ACROSS, LEADING = 10.0, 18, 15.0


def lines_of(text: str, across: int = ACROSS) -> list[str]:
    return [text[at : at + across] for at in range(0, len(text), across)]


def write(page: HandmadePage, lines: list[str], x: float, top: float = 100.0) -> HandmadePage:
    for at, line in enumerate(lines):
        page.write(line, x=x, base=top + LEADING * at, size=SIZE)
    return page


def paragraphs(page: HandmadePage) -> list[str]:
    return [paragraph.text for paragraph in read_flow(page.page)]


@pytest.mark.parametrize("gutter", [0.5, 0.7, 1.0, 1.2, 1.5, 3.0])
def test_columns_are_read_one_after_the_other(gutter: float) -> None:
    page = write(HandmadePage(), lines_of(LEFT), 50.0)
    write(page, lines_of(RIGHT), 50.0 + SIZE * (ACROSS + gutter))
    assert paragraphs(page) == [LEFT, RIGHT]


def test_a_line_across_both_columns_ends_the_gutter() -> None:
    page = write(HandmadePage(), [LEFT[: 2 * ACROSS + 1]], 50.0, top=80.0)
    write(page, lines_of(LEFT), 50.0, top=120.0)
    write(page, lines_of(RIGHT), 50.0 + SIZE * (ACROSS + 1), top=120.0)
    assert paragraphs(page) == [LEFT[: 2 * ACROSS + 1], LEFT, RIGHT]


def test_a_gutter_parts_what_stands_beside_it_and_nothing_below() -> None:
    def rows(page: HandmadePage) -> HandmadePage:
        write(page, [LEFT[: 2 * ACROSS + 1]], 50.0, top=300.0)
        write(page, lines_of(LEFT)[:3], 50.0, top=330.0)
        return write(page, lines_of(RIGHT)[:3], 50.0 + SIZE * (ACROSS + 1.1), top=330.0)

    alone = paragraphs(rows(HandmadePage()))
    page = write(HandmadePage(), lines_of(LEFT), 50.0)
    write(page, lines_of(RIGHT), 50.0 + SIZE * (ACROSS + 1.1))
    assert paragraphs(rows(page)) == [LEFT, RIGHT, *alone]


def test_a_gap_after_a_few_characters_is_no_gutter() -> None:
    """Items of a list whose years stand one under the other: each goes on on its line."""
    page = HandmadePage()
    for at in range(8):
        page.write("令和五年度", x=50, base=100 + LEADING * at, size=SIZE)
        page.write("被扶養者資格の再確認の状況", x=50 + 6 * SIZE, base=100 + LEADING * at, size=SIZE)
    assert narrow_gutters(page.lines) == []


def test_a_gap_on_a_few_lines_is_no_gutter() -> None:
    page = write(HandmadePage(), lines_of(LEFT)[:4], 50.0)
    write(page, lines_of(RIGHT)[:4], 50.0 + SIZE * (ACROSS + 1))
    assert narrow_gutters(page.lines) == []


def test_gaps_that_wander_are_no_gutter() -> None:
    page = HandmadePage()
    for at in range(8):
        page.write(LEFT[: 12 + at], x=50, base=100 + LEADING * at, size=SIZE)
        page.write(RIGHT[:14], x=50 + SIZE * (12.8 + at), base=100 + LEADING * at, size=SIZE)
    assert narrow_gutters(page.lines) == []
