"""A page that stands askew by less than a degree is read as one that stands straight, by both engines and the eye."""

from __future__ import annotations

import itertools
import math
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.annotations import annotations_on
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import page_picture
from kyokai_pipeline.pdf.matrix import rotation
from kyokai_pipeline.report.ledger.second_opinion import second_opinion
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline.report.reader import read
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.pdf.by_hand import NumberTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

ANGLES = (0.3, -0.3, 0.5, -0.5, 0.9, -0.9)
"""Degrees."""
WIDTH, HEIGHT = 780.0, 540.0
TABLE = NumberTable(rows=14, columns=10, left=40, bottom=40, width=70, height=30)
"""From one side of the page to the other."""


def as_a_page(canvas: Canvas, angle: float, draw: Callable[[Canvas], None]) -> None:
    """Everything is drawn in a turned coordinate system."""
    canvas.transform(*rotation(math.radians(angle), (WIDTH / 2, HEIGHT / 2)))
    draw(canvas)


def as_a_form(canvas: Canvas, angle: float, draw: Callable[[Canvas], None]) -> None:
    """The page is one form object, which is placed askew about its corner."""
    canvas.beginForm("page", 0, 0, WIDTH, HEIGHT)
    draw(canvas)
    canvas.endForm()
    canvas.rotate(angle)
    canvas.doForm("page")


def as_a_page_on_its_side(canvas: Canvas, angle: float, draw: Callable[[Canvas], None]) -> None:
    """The page is stored upright, and shown turned; reportlab exchanges its sides."""
    canvas.setPageRotation(90)
    canvas.transform(*rotation(math.radians(angle + 90), (HEIGHT / 2, HEIGHT / 2)))
    draw(canvas)


WAYS = {"page": as_a_page, "form": as_a_form, "on_its_side": as_a_page_on_its_side}


def page_askew(path: Path, way: str, angle: float, draw: Callable[[Canvas], None] = TABLE.draw) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    WAYS[way](canvas, angle, draw)
    canvas.save()
    return path


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("way", WAYS)
def test_the_cells_of_a_table_askew_are_read_row_by_row(way: str, angle: float, tmp_path: Path) -> None:
    with open_document(page_askew(tmp_path / "askew.pdf", way, angle)) as document:
        page = document.page(1)
        lines = [[word.text for word in line.words] for line in page.lines]
        closed = [page.rules.around(word.box).closed for word in page.words]
        second = page.second_opinion().upright

        assert math.degrees(page.frame.skew) == pytest.approx(angle, abs=0.02)
    assert lines == TABLE.numbers
    assert all(closed)
    first = [glyph for line in page.lines for word in line.words for glyph in word.glyphs]
    for glyph, other in zip(first, sorted(second, key=lambda g: (round(g.base), g.x0)), strict=True):
        assert glyph.char == other.char
        assert (other.x0, other.x1, other.base) == pytest.approx((glyph.x0, glyph.x1, glyph.base), abs=0.2)


def test_the_picture_of_a_page_askew_stands_straight(tmp_path: Path) -> None:
    with open_document(page_askew(tmp_path / "askew.pdf", "page", 0.9)) as document:
        level = document.page(1).rules.level[0]
        picture = page_picture(document, 1, scale=2.0).convert("L")
    top, bottom = round(2 * level.at) - 2, round(2 * level.at) + 3
    ends = [picture.crop((x, top, x + 20, bottom)).tobytes() for x in (100, 1400)]
    assert all(min(end) < 128 for end in ends)


def skewed(pdf: Path, angles: Sequence[float], to: Path) -> Path:
    """A file whose pages stand askew, each by the next of the angles."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page, angle in zip(document, itertools.cycle(angles), strict=False):
            width, height = page.get_size()
            matrix = raw.FS_MATRIX(*rotation(math.radians(angle), (width / 2, height / 2)))
            raw.FPDFPage_TransFormWithClip(page, matrix, raw.FS_RECTF(-width, 2 * height, 2 * width, -height))
        document.save(to)
    return to


def test_the_report_with_every_page_askew_gives_the_same_facts(fy2023: Report, tmp_path: Path) -> None:
    path = skewed(SHIPPED, ANGLES, tmp_path / "askew.pdf")
    report = read(path)
    assert not report.problems
    for name in ("membership", "monthly_flow", "annual_flow", "kpi", "programme_result", "training", "prose_figure"):
        assert report.tables[name].astype(str).equals(fy2023.tables[name].astype(str)), name

    facts = int((fy2023.figures["role"] == "fact").sum())
    opinion = second_opinion(path, report)
    assert (opinion.agreed, opinion.disagreements) == (facts, [])
    sight = seen_as_printed(path, report)
    assert sight.problems == []
    assert list(sight.seen.values()).count("agrees") == facts


def test_texts_askew_each_about_its_own_place_leave_their_page_as_it_is(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for row, column in itertools.product(range(8), range(8)):
            canvas.saveState()
            canvas.translate(60 + 80 * column, 60 + 50 * row)
            canvas.rotate(0.8)
            canvas.drawString(0, 0, TABLE.number(row, column))
            canvas.restoreState()

    with open_document(page_askew(tmp_path / "texts.pdf", "page", 0.0, draw)) as document:
        page = document.page(1)
        assert page.frame.skew == 0.0
        assert sorted(w.text for w in page.all_words) == sorted(TABLE.number(r, c) for r in range(8) for c in range(8))


def test_an_annotation_lies_over_the_same_number_once_the_page_is_set_straight(tmp_path: Path) -> None:
    path = page_askew(tmp_path / "askew.pdf", "page", 0.9)
    with closing(pypdfium2.PdfDocument(path)) as written:
        page = written[0]
        text = page.get_textpage()
        box = text.get_charbox(0)
        item = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_FREETEXT)
        raw.FPDFAnnot_SetRect(item, raw.FS_RECTF(box[0], box[3], box[2], box[1]))
        raw.FPDFPage_CloseAnnot(item)
        text.close()
        page.close()
        written.save(tmp_path / "annotated.pdf")
    with open_document(tmp_path / "annotated.pdf") as document:
        straight = document.page(1)
        (annotation,) = annotations_on(document.load(1), straight.frame)
        glyph = straight.drawn.upright[0]
    assert glyph.x0 - 1 < annotation.box[0] < annotation.box[2] < glyph.x1 + 1
    assert glyph.top - 1 < annotation.box[1] < annotation.box[3] < glyph.bottom + 1


def test_text_off_the_page_is_not_brought_onto_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        TABLE.draw(canvas)
        canvas.drawString(WIDTH - 40, -4, "999,999")

    with open_document(page_askew(tmp_path / "off.pdf", "page", -0.9, draw)) as document:
        page = document.page(1)
        assert page.frame.skew != 0.0
        assert "999,999" not in {word.text for word in page.all_words}
        assert all(glyph.char != "9" or glyph.base < HEIGHT - 20 for glyph in page.second_opinion().upright)
