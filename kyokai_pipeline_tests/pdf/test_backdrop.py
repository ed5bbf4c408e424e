"""Watermarks under a page's ground, turned or upright, take nothing from the text over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from pathlib import Path

LINES = [f"1,437,{100 + n}." for n in range(12)]
PALE = Color(0.85, 0.85, 0.85)


def read(path: Path, name: str, *, angle: float, size: float, ground: bool) -> str:
    canvas = Canvas(str(path), pagesize=(400, 300))
    font = registered(name)
    canvas.saveState()
    canvas.translate(90, 80)
    canvas.rotate(angle)
    canvas.setFillColor(PALE)
    canvas.setFont(font, size)
    canvas.drawString(0, 0, "取扱注意 2024")
    canvas.restoreState()
    if ground:
        canvas.setFillColor(white)
        canvas.rect(0, 0, 400, 300, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.setFont(font, 9)
    for row, line in enumerate(LINES):
        for column in range(4):
            canvas.drawString(60 + 70 * column, 60 + 15 * row, line)
    canvas.save()
    with open_document(path) as document:
        page = document.page(1)
        assert page.drawn.upright
        assert page.doubtful == ()
        return "".join(glyph.char for glyph in page.glyphs)


@pytest.mark.parametrize("angle", [0, 30, 45, 90])
@pytest.mark.parametrize("size", [40, 80])
@pytest.mark.parametrize("ground", [True, False])
@pytest.mark.parametrize("font", ["ipaex", "cid"], ids=["embedded", "not embedded"])
def test_the_text_over_a_watermark_is_read_whole(
    font: str, angle: float, size: float, ground: bool, tmp_path: Path
) -> None:
    assert read(tmp_path / "page.pdf", font, angle=angle, size=size, ground=ground) == "".join(
        line for line in LINES for _ in range(4)
    )
