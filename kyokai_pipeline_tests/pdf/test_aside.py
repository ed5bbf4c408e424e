"""Turned text and watermarks stand aside, for both engines alike; a large title does not."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.aside import parted
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.report.ledger.printed_numbers import numbers_aside

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.pdf.aside import Aside

Matrix = tuple[float, float, float, float]


def page_with(path: Path, text: str, matrix: Matrix, size: float, at: tuple[float, float] = (200, 200)) -> Path:
    """Twenty lines of text and one other text, set with a matrix of its own."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400), invariant=1)
    canvas.setFont("Helvetica", 10)
    for line in range(20):
        canvas.drawString(20, 60 + 14 * line, f"line {line} of the text that is read along, 12,345 persons")
    canvas.setFont("Helvetica", size)
    canvas.transform(*matrix, *at)
    canvas.drawString(0, 0, text)
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


def read(path: Path) -> tuple[str, tuple[Aside, ...], str]:
    """What is read along, what stands aside, what the second engine reads along."""
    with open_document(path) as document:
        page = document.page(1)
        second, _ = parted(page.second_opinion().upright)
        return "".join(g.char for g in page.glyphs), page.asides, "".join(g.char for g in second)


POWERPOINT: Matrix = (-4.4e-08, -1, 1, -4.4e-08)
TURNED: dict[str, Matrix] = {
    "up": (0, 1, -1, 0),
    "down": (0, -1, 1, 0),
    "powerpoint": POWERPOINT,
    "slanted": (0.7071, 0.7071, -0.7071, 0.7071),
    "upside_down": (-1, 0, 0, -1),
}


@pytest.mark.parametrize("name", TURNED)
def test_turned_text_is_seen_and_not_read_along(name: str, tmp_path: Path) -> None:
    text, asides, second = read(page_with(tmp_path / "turned.pdf", "2,345", TURNED[name], 8))
    assert [(aside.text, aside.role) for aside in asides] == [("2,345", "turned")]
    assert text == second
    assert "2,3452" not in text
    x0, top, x1, bottom = asides[0].box
    assert 170 < x0 < x1 < 230
    assert 170 < top < bottom < 230


@pytest.mark.parametrize("matrix", [(1, 1e-7, -1e-7, 1), (1, 0.015, -0.015, 1), (1, 0, 0.3, 1)])
def test_a_hair_askew_or_italic_is_upright(matrix: Matrix, tmp_path: Path) -> None:
    text, asides, second = read(page_with(tmp_path / "askew.pdf", "2,345", matrix, 10, (20, 20)))
    assert asides == ()
    assert "2,345" in text
    assert sorted(text) == sorted(second)


@pytest.mark.parametrize("matrix", [(1, 0, 0, 1), (0.7071, 0.7071, -0.7071, 0.7071), (0.9, -0.43, 0.43, 0.9)])
def test_large_letters_across_the_text_are_a_watermark(matrix: Matrix, tmp_path: Path) -> None:
    path = page_with(tmp_path / "watermark.pdf", "DRAFT2", matrix, 60, (60, 160))
    text, asides, second = read(path)
    assert {aside.role for aside in asides} == {"watermark"}
    assert "".join(aside.text for aside in asides) == "DRAFT2"
    assert text == second
    with open_document(path) as document:
        (figure,) = numbers_aside(document.page(1))
    assert (figure.text, figure.role) == ("2", "watermark")
    assert "透かし" in str(figure.reason)


def test_a_large_title_over_the_text_is_no_watermark(tmp_path: Path) -> None:
    text, asides, _ = read(page_with(tmp_path / "title.pdf", "Report 2023", (1, 0, 0, 1), 30, (60, 355)))
    assert asides == ()
    assert "Report2023" in text
