"""Words from glyphs that a typesetter drew in unusual ways."""

from __future__ import annotations

import pytest

from kyokai_pipeline.pdf.clean_glyphs import cleaned
from kyokai_pipeline.pdf.glyphs import Drawn, Glyph
from kyokai_pipeline.pdf.words import words_of


def drawn(text: str, x: float = 10.0, base: float = 50.0, size: float = 8.0) -> list[Glyph]:
    """A run of half-width glyphs."""
    return [Glyph(c, x + i * size / 2, x + (i + 1) * size / 2, base, size) for i, c in enumerate(text)]


@pytest.mark.parametrize(("dx", "dy"), [(0.4, 0.0), (1.0, 1.0), (1.9, 0.5)])
def test_a_shadow_does_not_double_a_number(dx: float, dy: float) -> None:
    glyphs = [*drawn("11,355.5%"), *drawn("11,355.5%", 10.0 + dx, 50.0 + dy)]
    assert [word.text for word in words_of(cleaned(Drawn(glyphs)).upright)] == ["11,355.5%"]


def test_digits_that_only_stand_close_are_kept() -> None:
    close = [Glyph("1", 10 + 3.7 * i, 14 + 3.7 * i, 50, 8) for i in range(4)]
    assert [word.text for word in words_of(cleaned(Drawn(close)).upright)] == ["1111"]


def test_a_small_digit_behind_a_number_is_a_footnote_mark_and_not_its_last_digit() -> None:
    words = words_of([*drawn("300"), *drawn("1", 22.0, 49.2, 4.4)])
    assert [word.text for word in words] == ["300", "1"]


def test_small_decimals_and_units_belong_to_their_number() -> None:
    glyphs = [*drawn("82", size=12), *drawn(".10%", 22.0, size=7)]
    assert [word.text for word in words_of(glyphs)] == ["82.10%"]


def spaced(text: str, tracking: float, gaps: dict[int, float]) -> list[Glyph]:
    """Half-width glyphs set with even tracking, and wider gaps before some of them."""
    glyphs, x = [], 10.0
    for index, char in enumerate(text):
        x += gaps.get(index, 0.0)
        glyphs.append(Glyph(char, x, x + 4.0, 50.0, 8.0))
        x += 4.0 + tracking
    return glyphs


@pytest.mark.parametrize("text", ["36,411", "(▲4.3%)", "290,592"])
@pytest.mark.parametrize("tracking", [0.0, 1.2, 2.0])
def test_evenly_spaced_figures_are_one_word(text: str, tracking: float) -> None:
    assert [word.text for word in words_of(spaced(text, tracking, {}))] == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [("(▲6.6%)", "(▲4.3%)"), ("290,592", "290,516"), ("(2.1%)", "▲4.3%"), ("（令和2年", "（令和3年")],
)
def test_cells_set_tight_are_words_of_their_own(first: str, second: str) -> None:
    """A gap smaller than between words, yet unlike any inside the figures."""
    glyphs = spaced(first + second, 0.1, {len(first): 1.6})
    assert [word.text for word in words_of(glyphs)] == [first, second]


def test_two_single_digits_close_together_stay_together() -> None:
    """Nothing beside them says what a usual gap is."""
    assert [word.text for word in words_of(spaced("73", 1.6, {}))] == ["73"]
