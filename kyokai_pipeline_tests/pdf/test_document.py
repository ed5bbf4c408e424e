from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.pdf import loading
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.words import lines_of

if TYPE_CHECKING:
    from pathlib import Path


def pdf(draw: list[tuple[float, float, str]], encrypt: object = None) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 200), invariant=1, encrypt=encrypt)
    for x, y, text in draw:
        canvas.drawString(x, y, text)
    canvas.rect(10, 10, 30, 30)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


WHOLE = pdf([(20, 100, "text 123")])


def encrypted() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return pdf([(20, 100, "secret")], encrypt=StandardEncryption("key", ownerPassword="owner"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"   \n", "empty_file"),
        (b"<!DOCTYPE html><title>404</title>", "not_a_pdf"),
        (b"PK\x03\x04 a spreadsheet", "not_a_pdf"),
        (WHOLE[: len(WHOLE) // 3], "truncated"),
        (b"%PDF-1.7\n" + b"\xff" * 400 + b"\n%%EOF", "damaged"),
        (encrypted(), "encrypted"),
        (pdf([]), "no_text_layer"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    with pytest.raises(ReportRefused) as refused:
        open_document(path)
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.file == "report.pdf"
    assert "report.pdf" in str(refused.value)
    assert problem.remedy
    assert problem.remedy_ja


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused) as refused:
        open_document(tmp_path / "nowhere.pdf")
    assert refused.value.problems[0].code == "unreadable_file"


def test_glyphs_without_characters_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font whose character map points to the private area: what is drawn looks right and reads as nothing."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    honest = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts, "makeToUnicodeCMap", lambda name, subset: honest(name, [0xE000 + code for code in subset])
    )
    pdfmetrics.registerFont(ttfonts.TTFont("Vera", "Vera.ttf"))
    path = tmp_path / "garbled.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Vera", 12)
    canvas.drawString(50, 500, "39,559 (0.3%)")
    canvas.save()
    with pytest.raises(ReportRefused) as refused:
        open_document(path)
    assert refused.value.problems[0].code == "garbled_text"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (5.0, 7.0, 6.0, 8.0)])
def test_glyphs_and_rules_lie_where_a_reader_sees_them(
    tmp_path: Path, rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    """Drawn so that it stands upright on the turned page, at the same place whatever the turn.

    Args:
        crop: What is cut off at the left, bottom, right and top, in user space.
    """
    width, height = 300.0, 200.0
    across, up = (width, height) if rotation in (0, 180) else (height, width)
    canvas = Canvas(str(tmp_path / "turned.pdf"), pagesize=(across, up), invariant=1)
    moves = {0: (0.0, 0.0), 90: (across, 0.0), 180: (across, up), 270: (0.0, up)}
    canvas.translate(*moves[rotation])
    canvas.rotate(rotation)
    canvas.drawString(100, 120, "A1")
    canvas.rect(95, 115, 40, 20)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "turned.pdf"
    turn(path, rotation, (crop[0], crop[1], across - crop[2], up - crop[3]) if crop else None)
    with open_document(path) as document:
        page = document.page(1)
        (line,) = page.lines
        (word,) = line.words
        shift = visible_shift(rotation, crop)
        assert word.text == "A1"
        assert (word.x0, word.base) == pytest.approx((100 - shift[0], height - 120 - shift[1]), abs=0.5)
        around = page.rules.around(word.box)
        assert around.closed
        assert (around.left, around.top) == pytest.approx((95 - shift[0], height - 135 - shift[1]), abs=0.5)
        second = page.second_opinion()
        assert [(g.char, round(g.x0), round(g.base)) for g in second.upright] == [
            (g.char, round(g.x0), round(g.base)) for g in page.glyphs
        ]


def turn(path: Path, rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    document[0].set_rotation(rotation)
    if crop:
        document[0].set_cropbox(*crop)
    document.save(path)
    document.close()


def visible_shift(rotation: int, crop: tuple[float, float, float, float] | None) -> tuple[float, float]:
    """How far the visible page's top left corner lies from the whole turned page's."""
    if crop is None:
        return 0.0, 0.0
    left, bottom, right, top = crop
    return {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}[rotation]


def test_words_end_at_gaps_and_at_rules(tmp_path: Path) -> None:
    path = tmp_path / "cells.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(20, 100, "123")
    canvas.drawString(20 + canvas.stringWidth("123", "Helvetica", 10) + 0.8, 100, "456")
    canvas.drawString(80, 100, "789")
    x = 20 + canvas.stringWidth("123", "Helvetica", 10) + 0.4
    canvas.line(x, 90, x, 115)
    canvas.save()
    with open_document(path) as document:
        assert [word.text for word in document.page(1).words] == ["123", "456", "789"]


def test_a_glyph_drawn_twice_to_look_bold_is_one_glyph(tmp_path: Path) -> None:
    path = tmp_path / "bold.pdf"
    path.write_bytes(pdf([(20, 100, "82.1"), (20.3, 100, "82.1")]))
    with open_document(path) as document:
        assert [line.text for line in lines_of(document.page(1).words)] == ["82.1"]


def test_a_page_waits_to_be_read_where_others_have_been_read_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept of pages that were asked for their text alone is bounded at any time, not once for all."""
    canvas = Canvas(str(tmp_path / "pages.pdf"), pagesize=(300, 200), invariant=1)
    for number in range(3):
        for line in range(5):
            canvas.drawString(50, 180 - 20 * line, f"{number} {line}")
        canvas.showPage()
    canvas.save()
    monkeypatch.setattr(loading, "_MOST_WAITING", 5)
    with open_document(tmp_path / "pages.pdf", readable=False) as document:
        loader = document._loader
        for number in (1, 2, 3):
            document.text(number)
            parsed = loader._loaded
            document.load(number)
            assert loader._loaded == parsed, "the page that waited is handed over"
        document.text(1)
        document.load(2)
        assert loader._loaded > parsed, "its text is known and the page is not kept for it"
