"""Characters as producers write them: one glyph for each that a reader sees."""

from __future__ import annotations

import itertools

import pytest

from kyokai_pipeline.japanese.numbers import parse_number
from kyokai_pipeline.japanese.text import canonical, squeeze
from kyokai_pipeline.pdf.clean_glyphs import cleaned
from kyokai_pipeline.pdf.glyphs import Drawn, Glyph
from kyokai_pipeline.pdf.words import words_of

NARROW = {"\u2009": 0.2, "\u202f": 0.2, "\u00a0": 0.28, "\u200b": 0.0, "\u00ad": 0.3, "\u3099": 0.0, "\u309a": 0.0}


def drawn(text: str, x: float = 10.0, base: float = 50.0, size: float = 8.0) -> list[Glyph]:
    """A run of glyphs: half-width, full-width, or as wide as ``NARROW`` says."""
    glyphs = []
    for char in text:
        width = size * NARROW.get(char, 0.5 if char.isascii() or "\uff61" <= char <= "\uff9f" else 1.0)
        glyphs.append(Glyph(char, x, x + width, base, size))
        x += width
    return glyphs


def read(glyphs: list[Glyph]) -> list[str]:
    return [word.text for word in words_of(cleaned(Drawn(glyphs)).upright)]


@pytest.mark.parametrize("space", ["\u2009", "\u202f", "\u00a0"])
@pytest.mark.parametrize("digits", ["36{0}411", "1{0}349{0}590", "▲1{0}234.5", "9{0}179{0}843人"])
def test_spaces_between_thousands_are_no_gaps(space: str, digits: str) -> None:
    assert read(drawn(digits.format(space))) == [digits.format("")]


@pytest.mark.parametrize("text", ["36\u200941", "3641\u2009112", "12\u20093456", "1\u200923\u2009456"])
def test_a_space_that_does_not_group_by_three_stays_a_gap(text: str) -> None:
    """What it parts may be two cells: nothing is joined that is not surely one number."""
    glyphs = cleaned(Drawn(drawn(text))).upright
    gaps = [round(b.x0 - a.x1, 2) for a, b in itertools.pairwise(glyphs)]
    assert max(gaps) > 1


def test_a_space_that_does_not_fill_the_gap_joins_nothing() -> None:
    """Cells padded with no-break spaces: 123 and 456 stand apart."""
    glyphs = [*drawn("123\u00a0"), *drawn("456", x=40.0)]
    assert read(glyphs) == ["123", "456"]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("協会けんほ\u309a", "協会けんぽ"),
        ("か\u3099ん検診", "がん検診"),
        ("ｼﾞｪﾈﾘｯｸ", "ジェネリック"),
        ("ﾊﾟｰﾄ", "パート"),
        ("辻\U000e0100\u200b町", "辻町"),
        ("3,955\u200b万9千人", "3,955万9千人"),
    ],
)
def test_what_is_seen_as_one_character_is_one(typed: str, seen: str) -> None:
    (word,) = words_of(cleaned(Drawn(drawn(typed))).upright)
    assert word.plain == canonical(seen)
    assert squeeze(typed) == squeeze(seen)


def test_a_mark_drawn_after_the_whole_line_finds_its_character() -> None:
    line = drawn("かきくけ")
    late = line[1]._replace(char="\u3099")
    assert read([*line, late]) == ["かぎくけ"]


def test_a_soft_hyphen_is_a_sign_where_nothing_else_can_be_meant() -> None:
    assert read(drawn("\u00ad0.3%")) == ["-0.3%"]
    assert read(drawn("医\u00ad療")) == ["医療"]


@pytest.mark.parametrize(("dx", "dy"), [(0.3, 0.0), (0.0, 0.3), (1.0, 1.0), (2.0, 0.0), (-1.5, 1.5), (0.0, 0.0)])
@pytest.mark.parametrize("text", ["36,411", "(▲0.1%)", "加入者数", "1,111.1"])
def test_text_drawn_twice_is_one_text(text: str, dx: float, dy: float) -> None:
    twice = [*drawn(text, size=9.0), *drawn(text, 10.0 + dx, 50.0 + dy, size=9.0)]
    assert read(twice) == [text]
    glyph_by_glyph = [glyph for pair in zip(twice[: len(text)], twice[len(text) :], strict=True) for glyph in pair]
    assert read(glyph_by_glyph) == [text]


@pytest.mark.parametrize("mark", ["⁽¹⁾", "¹", "⁽²⁾", "①", "※1", "*2"])
def test_marks_behind_a_number_are_no_digits_of_it(mark: str) -> None:
    assert parse_number(f"39,457{mark}").value == 39457
