"""The visible page, however its boxes are written: both engines, rules and pictures take their places from it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import page_picture
from kyokai_pipeline.pdf.frame import may_have_user_unit

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEIGHT = 700.0, 300.0
"""Wider than the page that pdfium takes for granted where it finds no box."""


def drawn(at: tuple[float, float] = (0.0, 0.0), scale: float = 1.0) -> bytes:
    """A page with a boxed word, whose lower left corner lies at a place of user space."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
    canvas.translate(*at)
    canvas.scale(scale, scale)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(640, 200, "12,345")
    canvas.rect(630, 190, 60, 30)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def boxed(content: bytes, page: str, tree: str = "") -> bytes:
    """The file with other entries in its page and in its page tree."""
    content, pages = re.subn(rb"/MediaBox \[[^]]*\]", page.encode(), content)
    assert pages == 1
    return re.sub(rb"(/Type /Pages)", rb"\1 " + tree.encode(), content)


WHOLE = f"[0 0 {WIDTH} {HEIGHT}]"
CASES = {
    "inherited": boxed(drawn(), "", f"/MediaBox {WHOLE}"),
    "inherited_crop_and_turn": boxed(drawn(), f"/MediaBox {WHOLE}", f"/CropBox {WHOLE} /Rotate 360"),
    "other_corners": boxed(drawn(), f"/MediaBox [{WIDTH} {HEIGHT} 0 0]"),
    "mixed_corners": boxed(drawn(), f"/MediaBox [0 {HEIGHT} {WIDTH} 0]"),
    "offset": boxed(drawn((100, 200)), f"/MediaBox [100 200 {100 + WIDTH} {200 + HEIGHT}]"),
    "negative": boxed(drawn((-200, -150)), f"/MediaBox [-200 -150 {WIDTH - 200} {HEIGHT - 150}]"),
    "offset_crop": boxed(
        drawn((60, 40)), f"/MediaBox [-500 -500 2000 2000] /CropBox [60 40 {60 + WIDTH} {40 + HEIGHT}]"
    ),
    "empty_crop": boxed(drawn(), f"/MediaBox {WHOLE} /CropBox [0 0 0 0]"),
    "crop_beyond_media": boxed(drawn(), f"/MediaBox {WHOLE} /CropBox [-99 -99 9999 9999]"),
    "user_unit": boxed(drawn(scale=0.5), f"/UserUnit 2 /MediaBox [0 0 {WIDTH / 2} {HEIGHT / 2}]"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_page_is_what_a_viewer_shows(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(CASES[name])
    with open_document(path) as document:
        page = document.page(1)
        (word,) = page.words
        around = page.rules.around(word.box)
        second = page.second_opinion().upright
        picture = page_picture(document, 1, scale=1.0)

    assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
    assert word.text == "12,345"
    assert (word.x0, word.base, word.size) == pytest.approx((640, 100, 10), abs=0.2)
    assert (around.left, around.top) == pytest.approx((630, 80), abs=0.2)
    assert (around.right, around.bottom) == pytest.approx((690, 110), abs=0.2)
    assert "".join(glyph.char for glyph in second) == "12,345"
    for first, other in zip(word.glyphs, second, strict=True):
        assert (other.x0, other.x1, other.base) == pytest.approx((first.x0, first.x1, first.base), abs=0.2)
    assert picture.size == (WIDTH, HEIGHT)
    ink = picture.crop((635, 85, 680, 105)).convert("L").tobytes()
    assert min(ink) < 128


def test_text_outside_the_visible_page_is_read_by_neither_engine(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(boxed(drawn(), f"/MediaBox {WHOLE} /CropBox [0 0 600 {HEIGHT}]"))
    with open_document(path, readable=False) as document:
        assert document.page(1).glyphs == ()
        assert document.page(1).second_opinion().upright == []


def test_a_user_unit_is_found_in_packed_objects_too() -> None:
    packed = zlib.compress(b"3 0 << /Type /Page /UserUnit 2 >>")
    assert may_have_user_unit(b"5 0 obj << /Type /ObjStm /N 1 >>\nstream\r\n" + packed + b"endstream")
    assert not may_have_user_unit(b"5 0 obj << /Type /ObjStm /N 1 >>\nstream\nnothing packed here endstream")
    assert not may_have_user_unit(drawn())
