"""The number of a page is no part of what stands above it."""

from __future__ import annotations

import pytest

from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline_tests.report.handmade import HandmadePage


def numbers(page: HandmadePage) -> list[str]:
    return [line.text for line in page_number_lines(page.page)]


@pytest.mark.parametrize(("text", "base"), [("13", 590.0), ("- 13 -", 585.0), ("―13―", 20.0)])
def test_alone_at_the_edge(text: str, base: float) -> None:
    page = HandmadePage().write("本文です。", base=300).write(text, x=390, base=base)
    assert numbers(page) == [text.replace(" ", "")]


def test_beside_a_note_only_in_dashes_and_apart() -> None:
    note = HandmadePage().write("本文です。", base=300).write("※日雇特例被保険者を除く。", x=30, base=585)
    assert numbers(note.write("- 4 -", x=390, base=585)) == ["-4-"]
    plain = HandmadePage().write("本文です。", base=300).write("合計", x=30, base=585)
    assert numbers(plain.write("13", x=390, base=585)) == []


@pytest.mark.parametrize(("text", "base"), [("13", 300.0), ("13人", 590.0), ("1,313", 590.0)])
def test_other_numbers_are_none(text: str, base: float) -> None:
    assert numbers(HandmadePage().write("本文です。", base=100).write(text, x=390, base=base)) == []


def test_an_empty_page_has_none() -> None:
    assert numbers(HandmadePage()) == []
