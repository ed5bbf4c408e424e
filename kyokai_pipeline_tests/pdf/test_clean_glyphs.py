"""Characters as producers write them: one glyph for each that a reader sees."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.japanese.numbers import parse_number
from kyokai_pipeline.japanese.text import canonical, squeeze
from kyokai_pipeline.pdf.clean_glyphs import cleaned
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.glyphs import Drawn, Glyph
from kyokai_pipeline.pdf.words import words_of
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_soft_hyphen_that_has_a_place_is_a_hyphen() -> None:
    """Fonts that draw hyphen, minus and soft hyphen alike have one glyph for them, which may be named by the last."""
    assert read(drawn("\u00ad0.3%")) == ["-0.3%"]
    assert read(drawn("p.10\u00ad12")) == ["p.10-12"]


@pytest.mark.parametrize("typed", [",\u00ad", "\u00ad,"])
def test_a_soft_hyphen_that_another_glyph_also_stands_for_is_none(typed: str) -> None:
    line = drawn("3,955")
    comma = [line[1]._replace(char=char) for char in typed]
    assert read([line[0], *comma, *line[2:]]) == ["3,955"]


@pytest.mark.parametrize(("mode", "printed"), [(0, "(-0.5%)"), (3, "(0.5%)")])
def test_a_soft_hyphen_is_read_by_both_engines_where_it_is_seen(
    tmp_path: Path, mode: Literal[0, 3], printed: str
) -> None:
    """A browser sets − in a font that draws it as it draws a soft hyphen: the rate must not lose its sign."""
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=(300, 200), invariant=1)
    line = canvas.beginText(40, 100)
    line.setFont(registered("ipaex"), 9)
    line.textOut("(")
    line.setTextRenderMode(mode)
    line.textOut("\u00ad")
    line.setTextRenderMode(0)
    line.textOut("0.5%)")
    canvas.drawText(line)
    canvas.save()
    with open_document(tmp_path / "report.pdf") as document:
        page = document.page(1)
        assert "".join(glyph.char for glyph in page.glyphs) == printed
        assert "".join(glyph.char for glyph in page.second_opinion().upright) == printed


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
