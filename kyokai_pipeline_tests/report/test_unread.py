"""A character map that names a digit or a sign a blank: the page shows it, and no engine reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.shapes import SCALE, text_alone
from kyokai_pipeline.pdf.unread import is_unread_text_in
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.character_maps import name_characters
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from pathlib import Path

BLANKS = (" ", "\u00a0", "\u200b")


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("cell", "printed", "unread"),
    [
        ("training/階層別研修/participants", "52８名", "８"),
        ("training/階層別研修/participants", "５28名", "５"),
        ("membership/dependents/2020", "15,424\n（△1.5%)", "△"),
        ("membership/dependents/2020", "15,424\n(△ 1.5%)", "△"),
    ],
)
def test_a_character_that_is_named_a_blank(
    cell: str, printed: str, unread: str, blank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """528 was published as 52, and a fall of 1.5% as a rise."""
    name_characters(monkeypatch, {unread: blank})
    path = typeset(Style(), tmp_path / "report.pdf", FY2023.edited({cell: printed}))
    problems = seen_as_printed(path, reader.read(path)).problems
    assert {problem.code for problem in problems} == {"unread_character"}


@pytest.mark.parametrize("style", [Style(per_glyph=True), Style(rules="none", number_align="left", rate="beside")])
def test_what_is_read_stands_in_nobodys_way(style: Style, tmp_path: Path) -> None:
    path = typeset(style, tmp_path / "report.pdf")
    assert seen_as_printed(path, reader.read(path)).problems == []


def test_the_end_of_a_letter_farther_off(tmp_path: Path) -> None:
    """A letter that is slanted, or drawn with a thick outline, reaches a little into the place beside a number."""
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=(200, 100), invariant=1)
    canvas.setLineWidth(0.9)
    for x, words in ((40.0, "■■"), (70.0, "50%")):
        line = canvas.beginText(x, 50)
        line.setFont(registered("ipaex"), 7)
        line.setTextRenderMode(2)
        line.textOut(words)
        canvas.drawText(line)
    canvas.save()
    with open_document(path) as document:
        number = document.page(1).glyphs[2].box
        text = text_alone(document.load(1), SCALE)
    end = np.flatnonzero(text[:, : round(60 * SCALE)].any(axis=0)).max() / SCALE
    assert not is_unread_text_in(text, (end - 0.8, number[1], number[0], number[3]), [], list)
    assert is_unread_text_in(text, (end - 8.0, number[1], number[0], number[3]), [], list)
