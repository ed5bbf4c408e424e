"""Text that nobody sees is not read, whatever hides it; text that is seen is, whatever it is set in."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Literal

import pytest
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Draw = Callable[[Canvas], None]

SIZE = (400, 300)


def read(path: Path, draw: Draw, font: str) -> str:
    """What is read on a page, in stream order; the page also shows every digit at its foot, which is left out."""
    canvas = Canvas(str(path), pagesize=SIZE)
    canvas.setFont(registered(font) if font == "ipaex" else font, 12)
    draw(canvas)
    canvas.setFont("Helvetica", 12)
    canvas.setFillColor(black)
    canvas.setFillAlpha(1)
    canvas.drawString(20, 20, "0123456789,")
    canvas.save()
    with open_document(path) as document:
        page = document.page(1)
        other = "".join(glyph.char for glyph in page.second_opinion().upright)
        assert other == "".join(glyph.char for glyph in page.drawn.upright)
        return "".join(glyph.char for glyph in page.glyphs if glyph.base < 270)


def picture(shade: int, size: tuple[int, int] = (8, 8)) -> ImageReader:
    from PIL import Image

    file = BytesIO()
    Image.new("L", size, shade).save(file, "PNG")
    file.seek(0)
    return ImageReader(file)


def invisible(canvas: Canvas) -> None:
    canvas.saveState()
    text = canvas.beginText(93, 200)
    text.setTextRenderMode(3)
    text.textOut("2")
    canvas.drawText(text)
    canvas.restoreState()
    canvas.drawString(100, 200, "1,437")


def clip_only(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.saveState()
    text = canvas.beginText(93, 200)
    text.setTextRenderMode(7)
    text.textOut("2")
    canvas.drawText(text)
    canvas.restoreState()


def white_before(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(93, 200, "2")
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,437")


def nearly_white_after(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillColor(Color(0.96, 0.97, 0.98))
    canvas.drawString(93, 200, "2")


def dark_on_dark(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillColor(Color(0.1, 0.1, 0.3))
    canvas.rect(90, 195, 9.5, 20, stroke=0, fill=1)
    canvas.setFillColor(Color(0.1, 0.1, 0.33))
    canvas.drawString(92, 200, "2")


def under_a_box(canvas: Canvas) -> None:
    canvas.drawString(93, 200, "2")
    canvas.setFillColor(white)
    canvas.rect(90, 195, 10, 20, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,437")


def under_a_picture(canvas: Canvas) -> None:
    canvas.drawString(93, 200, "2")
    canvas.drawImage(picture(255), 90, 195, 10, 20)
    canvas.drawString(100, 200, "1,437")


def under_a_form(canvas: Canvas) -> None:
    canvas.beginForm("cover")
    canvas.setFillColor(white)
    canvas.rect(90, 195, 10, 20, stroke=0, fill=1)
    canvas.endForm()
    canvas.drawString(93, 200, "2")
    canvas.doForm("cover")
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,437")


def clipped_away(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(10, 10, 50, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(93, 200, "2")
    canvas.restoreState()


def white_multiplied(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillColor(white)
    canvas.setBlendMode("Multiply")
    canvas.drawString(93, 200, "2")


def transparent(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillAlpha(0.0)
    canvas.drawString(93, 200, "2")


def almost_transparent(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillAlpha(0.04)
    canvas.drawString(93, 200, "2")


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.drawString(93, 700, "2")


def white_across(canvas: Canvas) -> None:
    """Last year's number, white, half a line below and half over the number itself."""
    canvas.setFillColor(white)
    canvas.drawString(102, 197, "1,298")
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,437")


def invisible_across(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.saveState()
    text = canvas.beginText(101, 201)
    text.setTextRenderMode(3)
    text.textOut("9,286")
    canvas.drawText(text)
    canvas.restoreState()


@pytest.mark.parametrize(
    "draw",
    [
        invisible, clip_only, white_before, nearly_white_after, dark_on_dark, under_a_box, under_a_picture,
        under_a_form, clipped_away, white_multiplied, transparent, almost_transparent, off_the_page, white_across,
        invisible_across,
    ],
)  # fmt: skip
@pytest.mark.parametrize("font", ["ipaex", "Helvetica"])
def test_what_nobody_sees_is_not_read(draw: Draw, font: str, tmp_path: Path) -> None:
    assert read(tmp_path / "page.pdf", draw, font) == "1,437"


HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def layer(content: bytes, *, shown: bool, font: bytes = HELVETICA, more: Sequence[bytes] = ()) -> bytes:
    """A page of which part of the content is in an optional layer; more objects are numbered from 7 on."""
    off = b"" if shown else b"/OFF [5 0 R]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << " + off + b" >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R /Resources"
        b" << /Font << /F 6 0 R >> /Properties << /L 5 0 R >> >> >>",
        stream(content),
        b"<< /Type /OCG /Name (draft) >>",
        font,
        *more,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return body + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("size", [12, 7, 5])
@pytest.mark.parametrize("place", [(-0.6, 0.0), (0.1, 0.1), (0.6, -0.2)])
def test_a_hidden_layer_is_not_read(shown: bool, size: int, place: tuple[float, float], tmp_path: Path) -> None:
    foot = b"BT /F 12 Tf 20 20 Td (2) Tj ET"
    hidden = size, 100 + place[0] * size, 200 + place[1] * size
    content = b"BT /F %d Tf 100 200 Td (1,437) Tj ET %s /OC /L BDC BT /F %d Tf %f %f Td (2) Tj ET EMC"
    content %= (size, foot, *hidden)
    path = tmp_path / "page.pdf"
    path.write_bytes(layer(content, shown=shown))
    with open_document(path) as document:
        text = "".join(glyph.char for glyph in document.page(1).glyphs if glyph.base < 270)
    assert text == ("1,4372" if shown else "1,437")


def pale(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.75, 0.75, 0.75))
    canvas.drawString(100, 200, "1,437")


def white_on_a_banner(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.1, 0.2, 0.5))
    canvas.rect(80, 190, 100, 30, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(100, 200, "1,437")


def one_grey_two_colours(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0.5, 0))
    canvas.rect(80, 190, 100, 30, stroke=0, fill=1)
    canvas.setFillColor(Color(1, 0, 0))
    canvas.drawString(100, 200, "1,437")


def on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(picture(200), 0, 0, *SIZE)
    canvas.drawString(100, 200, "1,437")


def outlined(canvas: Canvas) -> None:
    text = canvas.beginText(100, 200)
    text.setTextRenderMode(1)
    text.textOut("1,437")
    canvas.drawText(text)


def under_a_tint(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
    canvas.rect(80, 190, 100, 30, stroke=0, fill=1)


def multiplied(canvas: Canvas) -> None:
    canvas.setBlendMode("Multiply")
    canvas.drawString(100, 200, "1,437")


def multiplied_on_a_tint(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.8, 0.9, 1.0))
    canvas.rect(80, 190, 100, 30, stroke=0, fill=1)
    canvas.setFillColor(Color(0.1, 0.2, 0.4))
    canvas.setBlendMode("Darken")
    canvas.drawString(100, 200, "1,437")


def in_a_multiplied_form(canvas: Canvas) -> None:
    canvas.beginForm("text")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 200, "1,437")
    canvas.endForm()
    canvas.setBlendMode("Multiply")
    canvas.doForm("text")


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 5)
    canvas.drawString(100, 200, "1,437")


@pytest.mark.parametrize(
    "draw",
    [
        pale, white_on_a_banner, one_grey_two_colours, on_a_picture, outlined, under_a_tint, multiplied,
        multiplied_on_a_tint, in_a_multiplied_form, tiny,
    ],
)  # fmt: skip
@pytest.mark.parametrize("font", ["ipaex", "Helvetica"])
def test_what_is_seen_is_read(draw: Draw, font: str, tmp_path: Path) -> None:
    assert read(tmp_path / "page.pdf", draw, font) == "1,437"


def bold(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    canvas.drawString(100.3, 200, "1,437")


def shadowed(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.7, 0.7, 0.7))
    canvas.drawString(101.5, 198.5, "1,437")
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,437")


def stroked(canvas: Canvas) -> None:
    canvas.drawString(100, 200, "1,437")
    text = canvas.beginText(100, 200)
    text.setTextRenderMode(2)
    text.textOut("1,437")
    canvas.drawText(text)


def cell_by_cell(canvas: Canvas) -> None:
    """The whole cell twice, its white ground too, as a page that is laid over itself."""
    for x in (100, 100.8):
        canvas.setFillColor(white)
        canvas.rect(80, 190, 100, 30, stroke=0, fill=1)
        canvas.setFillColor(black)
        canvas.drawString(x, 200, "1,437")


def cell_by_cell_small(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 6)
    cell_by_cell(canvas)


def in_white_letters(canvas: Canvas) -> None:
    for x in (100, 101.2):
        canvas.setFillColor(Color(0.1, 0.2, 0.5))
        canvas.rect(80, 190, 100, 30, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.drawString(x, 200, "1,437")


@pytest.mark.parametrize("draw", [bold, shadowed, stroked, cell_by_cell, cell_by_cell_small, in_white_letters])
@pytest.mark.parametrize("font", ["ipaex", "Helvetica"])
def test_doubled_text_is_one_text_beyond_doubt(draw: Draw, font: str, tmp_path: Path) -> None:
    assert read(tmp_path / "page.pdf", draw, font) == "1,437"
    with open_document(tmp_path / "page.pdf") as document:
        page = document.page(1)
        assert page.drawn.upright
        assert page.doubtful == ()


def test_a_digit_of_doubled_text_that_is_covered_is_doubtful(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        cell_by_cell(canvas)
        canvas.setFillColor(white)
        canvas.rect(109, 196, 5, 16, stroke=0, fill=1)

    read(tmp_path / "page.pdf", draw, "Helvetica")
    with open_document(tmp_path / "page.pdf") as document:
        page = document.page(1)
        assert [glyph.char for glyph in page.drawn.upright if glyph in page.doubtful] == ["4"]


@pytest.mark.parametrize("part", [0.5, 0.56, 0.62])
def test_a_digit_that_is_covered_for_the_larger_part_is_doubtful_beside_others(part: float, tmp_path: Path) -> None:
    """80 whose 0 shows its right side only is not read as 8."""
    canvas = Canvas(str(tmp_path / "half.pdf"), pagesize=SIZE)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 200, "80%")
    canvas.setFillColor(white)
    canvas.rect(100 + 6.672, 195, part * 6.672, 16, stroke=0, fill=1)
    canvas.save()
    with open_document(tmp_path / "half.pdf") as document:
        page = document.page(1)
        assert "".join(glyph.char for glyph in page.glyphs) == "80%"
        assert [glyph.char for glyph in page.doubtful] == ["0"]


@pytest.mark.parametrize(
    ("at", "foot", "is_doubtful"),
    [(99.6, 150, False), (101.2, 150, False), (135.8, 150, False), (103.4, 150, True), (101.2, 200, True)],
    ids=["touches", "lies_on_the_side", "at_the_end", "through_the_middle", "short"],
)
def test_the_side_of_a_frame_that_touches_a_number_leaves_no_doubt(
    at: float, foot: float, *, is_doubtful: bool, tmp_path: Path
) -> None:
    """Page numbers of the association stand on the corner of a frame; a short stroke may make an 8 of a 3."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 200, "31,437")
        canvas.setLineWidth(1.2)
        canvas.line(at, foot, at, 230 if foot < 200 else 208)

    read(tmp_path / "page.pdf", draw, "Helvetica")
    with open_document(tmp_path / "page.pdf") as document:
        page = document.page(1)
        assert page.drawn.upright
        assert bool(page.doubtful) == is_doubtful


@pytest.mark.parametrize("mode", [3, 7])
def test_a_picture_with_invisible_text_is_a_scan(mode: Literal[3, 7], tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    words = "covered workplaces 1,437,801 persons"
    scan = Image.new("L", (800, 600), 255)
    ImageDraw.Draw(scan).text((200, 180), words, fill=0, font_size=24)
    file = BytesIO()
    scan.save(file, "PNG")
    file.seek(0)
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=SIZE)
    canvas.drawImage(ImageReader(file), 0, 0, *SIZE)
    text = canvas.beginText(100, 202)
    text.setFont("Helvetica", 12)
    text.setTextRenderMode(mode)
    text.textOut(words)
    canvas.drawText(text)
    canvas.save()
    with open_document(tmp_path / "scan.pdf") as document, pytest.raises(ReportError) as refused:
        assert document.page(1).glyphs
    assert (refused.value.code, refused.value.page) == ("scan_with_ocr", 1)
    assert "1,437,801" in (refused.value.printed or "")


def test_hidden_numbers_under_the_rules_of_a_table_are_no_scan(tmp_path: Path) -> None:
    """Last year's numbers left in white, each crossed by a rule: they are left out, and the page is read."""
    canvas = Canvas(str(tmp_path / "ruled.pdf"), pagesize=SIZE)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20, SIZE[1] - 20, "seen 1,437,801")
    canvas.setFillGray(1)
    for row in range(6):
        base = SIZE[1] - 50 - 20 * row
        canvas.drawString(30, base, "9,876,543 1,234,567")
        canvas.line(20, base + 3, 250, base + 3)
    canvas.save()
    with open_document(tmp_path / "ruled.pdf") as document:
        page = document.page(1)
        assert "".join(word.text for word in page.words) == "seen1,437,801"
        assert len(page.unseen) > 80


@pytest.mark.parametrize("empty", [True, False])
def test_a_letter_without_ink_in_a_text_that_has_ink_is_a_hole(empty: bool, tmp_path: Path) -> None:
    """A font of its own (Type 3) whose 2 draws nothing: the number would be read with a digit that nobody sees."""
    square = b"700 0 0 0 600 700 d1 100 0 500 700 re f"
    procedures = [square, b"700 0 0 0 600 700 d1" if empty else square]
    content = b"BT /F 12 Tf 100 200 Td (1212) Tj ET"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 49"
        b" /LastChar 50 /Widths [700 700] /Encoding << /Type /Encoding /Differences [49 /one /two] >>"
        b" /CharProcs << /one 7 0 R /two 8 0 R >> /Resources << >> >>"
    )
    path = tmp_path / "page.pdf"
    path.write_bytes(layer(content, shown=True, font=font, more=[stream(body) for body in procedures]))
    with open_document(path) as document:
        if not empty:
            assert "".join(glyph.char for glyph in document.page(1).glyphs) == "1212"
            return
        with pytest.raises(ReportError) as refused:
            assert document.page(1).glyphs
    assert (refused.value.code, refused.value.page, refused.value.printed) == ("hole_in_text", 1, "2")
    assert refused.value.words["count"] == 2


@pytest.mark.parametrize("hidden", ["9", "9,", ",559"])
def test_a_number_with_a_hole_is_doubtful_and_one_that_begins_or_ends_elsewhere_is_not(
    hidden: str, tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=SIZE)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(100, 200, "39,559")
    begin = 100 + canvas.stringWidth("39,559".partition(hidden)[0], "Helvetica", 12)
    canvas.setFillColor(white)
    canvas.rect(begin, 195, canvas.stringWidth(hidden, "Helvetica", 12), 20, stroke=0, fill=1)
    canvas.save()
    with open_document(tmp_path / "page.pdf") as document:
        page = document.page(1)
        read = "".join(glyph.char for glyph in page.glyphs)
        assert (read, bool(page.doubtful)) == ("39,559".replace(hidden, "", 1), hidden != ",559")
