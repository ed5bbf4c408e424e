"""A page whose print lies on its side, or stands on its head, is read as one that stands upright."""

from __future__ import annotations

import itertools
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import page_picture
from kyokai_pipeline.report.ledger.second_opinion import second_opinion
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline.report.reader import read
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.pdf.by_hand import NumberTable

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

SIDE = 400.0
TABLE = NumberTable(rows=6, columns=4, left=50, bottom=80, width=75, height=40)
"""In the middle of a square page."""


def lying(path: Path, drawn: int, turned: int, upright: int = 0) -> Path:
    """A table drawn turned by some quarters on a page that is shown turned, beside some upright lines."""
    canvas = Canvas(str(path), pagesize=(SIDE, SIDE), invariant=1)
    canvas.setPageRotation(90 * turned)
    canvas.saveState()
    canvas.translate(SIDE / 2, SIDE / 2)
    canvas.rotate(90 * drawn)
    canvas.translate(-SIDE / 2, -SIDE / 2)
    TABLE.draw(canvas)
    canvas.restoreState()
    canvas.translate(SIDE / 2, SIDE / 2)
    canvas.rotate(90 * turned)
    canvas.translate(-SIDE / 2, -SIDE / 2)
    for line in range(upright):
        canvas.drawString(100, 20 + 9 * line, "- 12 -")
    canvas.save()
    return path


@pytest.mark.parametrize("turned", range(4))
@pytest.mark.parametrize("drawn", range(4))
def test_a_table_is_read_upright_however_it_lies(drawn: int, turned: int, tmp_path: Path) -> None:
    with open_document(lying(tmp_path / "lying.pdf", drawn, turned, upright=2)) as document:
        page = document.page(1)
        rows = [[word.text for word in line.words] for line in page.lines if len(line.words) == TABLE.columns]
        closed = [page.rules.around(word.box).closed for line in page.lines for word in line.words if "," in word.text]
        first = sorted((glyph.char, round(glyph.x0), round(glyph.base)) for glyph in page.glyphs)
        second = sorted((glyph.char, round(glyph.x0), round(glyph.base)) for glyph in page.second_opinion().upright)
        picture = page_picture(document, 1, scale=1.0).convert("L")
    assert rows == TABLE.numbers
    assert all(closed)
    assert first == second
    # The table is wider than high: its upper rule is dark where the reader says that it is.
    top = min(rule.at for rule in page.rules.level)
    assert min(picture.crop((60, round(top) - 1, 340, round(top) + 2)).tobytes()) < 128
    assert picture.crop((60, round(top) - 12, 340, round(top) - 4)).getextrema() == (255, 255)


def test_a_chart_with_more_turned_labels_than_other_texts_stays_as_it_is(tmp_path: Path) -> None:
    """Forty-seven branches, each named along its bar."""
    canvas = Canvas(str(tmp_path / "chart.pdf"), pagesize=(SIDE, SIDE), invariant=1)
    canvas.setFont("Helvetica", 7)
    for branch in range(47):
        canvas.saveState()
        canvas.translate(45 + 7 * branch, 60)
        canvas.rotate(90)
        canvas.drawString(0, 0, f"branch {branch}")
        canvas.restoreState()
    for tick in range(5):
        canvas.drawRightString(30, 110 + 50 * tick, f"{tick}.0%")
    canvas.drawString(60, 370, "Rates of the branches")
    canvas.drawString(60, 340, "They lie between 9.33 and 10.51 percent.")
    canvas.save()
    with open_document(tmp_path / "chart.pdf") as document:
        page = document.page(1)
        read = " ".join(word.text for word in page.words)
        turned = len(page.drawn.turned)
    assert "between9.33and10.51percent." in read.replace(" ", "")
    assert turned > 47


def test_a_chart_that_is_a_picture_with_turned_labels_stays_as_it_is(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "chart.pdf"), pagesize=(SIDE, SIDE), invariant=1)
    canvas.rect(60, 60, 300, 280, fill=1)
    for label in range(3):
        canvas.saveState()
        canvas.translate(45, 80 + 90 * label)
        canvas.rotate(90)
        canvas.drawString(0, 0, f"label {label}")
        canvas.restoreState()
    canvas.drawString(60, 375, "Title")
    canvas.drawString(190, 15, "- 5 -")
    canvas.save()
    with open_document(tmp_path / "chart.pdf") as document:
        assert "Title" in [word.text for word in document.page(1).words]


def test_a_page_with_upright_text_inside_stays_as_it_is(tmp_path: Path) -> None:
    with open_document(lying(tmp_path / "lying.pdf", 1, 0, upright=12)) as document:
        read = [word.text for word in document.page(1).words]
    assert "".join(read) == "-12-" * 12


def test_the_report_with_its_pages_on_every_side_gives_the_same_facts(fy2023: Report, tmp_path: Path) -> None:
    path = tmp_path / "lying.pdf"
    with closing(pypdfium2.PdfDocument(SHIPPED)) as document:
        for page, turned in zip(document, itertools.cycle((90, 0, 270, 180)), strict=False):
            page.set_rotation(turned)
        document.save(path)
    report = read(path)
    assert not report.problems
    for name in fy2023.tables.keys() - {"edition"}:
        assert report.tables[name].astype(str).equals(fy2023.tables[name].astype(str)), name
    facts = int((fy2023.figures["role"] == "fact").sum())
    opinion = second_opinion(path, report)
    assert (opinion.agreed, opinion.disagreements) == (facts, [])
    sight = seen_as_printed(path, report)
    assert (sight.problems, list(sight.seen.values()).count("agrees")) == ([], facts)
