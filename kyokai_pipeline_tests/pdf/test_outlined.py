"""Text under strokes along its own outline, as cairo and others set what is filled and stroked; and under others."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.lib.colors import Color, black, red
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

X, BASE = 100.0, 200.0


def outline(font: str, size: float, char: str, folder: Path) -> Iterator[tuple[int, float, float]]:
    """The outline of a character as pdfium has it: what each segment is, and where it ends."""
    path = folder / "font.pdf"
    canvas = Canvas(str(path))
    canvas.setFont(font, size)
    canvas.drawString(10, 10, char)
    canvas.save()
    document = pypdfium2.PdfDocument(path)
    item = next(iter(document[0].get_objects()))
    shape = raw.FPDFFont_GetGlyphPath(raw.FPDFTextObj_GetFont(item.raw), ord(char), size)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFGlyphPath_CountGlyphSegments(shape)):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        yield raw.FPDFPathSegment_GetType(segment), size * x.value, size * y.value
    document.close()


def stroke(canvas: Canvas, font: str, size: float, text: str, folder: Path, colour: Color = black) -> None:
    """Draw the outline of each character of a text as one path."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(size / 25)
    x = X
    for char in text:
        path = canvas.beginPath()
        bend: list[float] = []
        for kind, dx, dy in outline(font, size, char, folder):
            if kind == raw.FPDF_SEGMENT_MOVETO:
                path.moveTo(x + dx, BASE + dy)
            elif kind == raw.FPDF_SEGMENT_LINETO:
                path.lineTo(x + dx, BASE + dy)
            else:
                bend += [x + dx, BASE + dy]
                if len(bend) == 6:
                    path.curveTo(*bend)
                    bend = []
        canvas.drawPath(path, stroke=1, fill=0)
        x += canvas.stringWidth(char, font, size)


def page_of(folder: Path, font: str, size: float, outlined: str, colour: Color = black) -> Path:
    canvas = Canvas(str(folder / "page.pdf"), pagesize=(400, 300))
    canvas.setFont(font, size)
    canvas.drawString(X, BASE, "1,437")
    stroke(canvas, font, size, outlined, folder, colour)
    canvas.save()
    return folder / "page.pdf"


@pytest.mark.parametrize("font", ["Helvetica", "Times-Bold", "Courier"])
@pytest.mark.parametrize("size", [7.0, 9.0, 24.0])
@pytest.mark.parametrize("colour", [black, red])
def test_text_under_its_own_outline_is_read_beyond_doubt(font: str, size: float, colour: Color, tmp_path: Path) -> None:
    with open_document(page_of(tmp_path, font, size, "1,437", colour)) as document:
        page = document.page(1)
        assert "".join(glyph.char for glyph in page.glyphs) == "1,437"
        assert page.doubtful == ()
        assert page.rules.level == page.rules.upright == ()


@pytest.mark.parametrize("font", ["Helvetica", "Times-Bold"])
def test_text_under_the_outline_of_another_number_is_doubtful(font: str, tmp_path: Path) -> None:
    with open_document(page_of(tmp_path, font, 9.0, "1,431")) as document:
        page = document.page(1)
        assert page.drawn.upright
        assert "7" in {glyph.char for glyph in page.doubtful}


def test_text_struck_out_by_a_stroke_of_its_colour_is_doubtful(tmp_path: Path) -> None:
    path = page_of(tmp_path, "Helvetica", 9.0, "")
    canvas = Canvas(str(path), pagesize=(400, 300))
    canvas.setFont("Helvetica", 9.0)
    canvas.drawString(X, BASE, "1,437")
    canvas.setLineWidth(1.5)
    canvas.line(X - 1, BASE + 3, X + 26, BASE + 3)
    canvas.save()
    with open_document(path) as document:
        page = document.page(1)
        assert page.drawn.upright
        assert {"4", "3", "7"} & {glyph.char for glyph in page.doubtful}
