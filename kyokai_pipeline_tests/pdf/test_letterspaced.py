"""Rows set with wide, even spaces between their letters read as words; cells of one digit each do not."""

from __future__ import annotations

import pytest

from kyokai_pipeline.pdf.glyphs import Glyph
from kyokai_pipeline.pdf.words import words_of


def spaced(cells: list[str], gap: float, between: float = 14.0) -> list[Glyph]:
    """One row: half-width letters of size 8 with a gap between them, and a wider one between cells."""
    glyphs, x = [], 20.0
    for cell in cells:
        for char in cell:
            width = 4.0 if char.isascii() else 8.0
            glyphs.append(Glyph(char, x, x + width, 50.0, 8.0))
            x += width + gap
        x += between - gap
    return glyphs


@pytest.mark.parametrize("gap", [2.6, 3.2, 4.8])
@pytest.mark.parametrize(
    "cells", [["2014年度", "2015年度", "2016年度"], ["36,411", "37,184", "38,091"], ["被扶養者数", "(▲0.4%)"]]
)
def test_letterspaced_rows_are_words(cells: list[str], gap: float) -> None:
    assert [word.text for word in words_of(spaced(cells, gap))] == cells


@pytest.mark.parametrize("gap", [2.6, 3.2, 4.8])
def test_many_short_words_of_a_letterspaced_row(gap: float) -> None:
    cells = ["達成", "7", "概ね達成", "3", "未達成", "10"]
    assert [word.text for word in words_of(spaced(cells, gap))] == cells
    assert [word.text for word in words_of(spaced(cells, gap, between=1.5 * gap))] != cells


@pytest.mark.parametrize("cells", [["1234567"], ["○×○△○"]])
def test_evenly_spaced_digits_or_few_signs_stay_apart(cells: list[str]) -> None:
    assert [word.text for word in words_of(spaced(cells, 3.2))] == list(cells[0])
