"""pdfplumber agrees on every fact, however the page was made; and where it does not, that is said with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.pdf import document
from kyokai_pipeline.pdf.glyphs import Drawn, glyphs_of
from kyokai_pipeline.report.ledger.second_opinion import second_opinion
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import typeset
from kyokai_pipeline_tests.typeset.named import NAMED

if TYPE_CHECKING:
    from pathlib import Path

PDF = paths.project() / "raw" / "kyokai_fy2023_summary.pdf"


def test_the_report_itself() -> None:
    report = read_report(PDF)
    opinion = second_opinion(PDF, report)
    assert (opinion.unseen, opinion.disagreements) == (0, [])
    assert opinion.agreed == (report.figures["role"] == "fact").sum() > 250


@pytest.mark.parametrize("name", ["rotated_cropped", "per_glyph_shuffled", "cid_font", "full_width", "radicals"])
def test_other_typesettings(name: str, tmp_path: Path) -> None:
    path = typeset(NAMED[name], tmp_path / f"{name}.pdf")
    opinion = second_opinion(path, read_report(path))
    assert (opinion.unseen, opinion.disagreements) == (0, [])


def test_only_the_characters_of_a_fact_are_compared_not_what_stands_in_its_box() -> None:
    """A number broken over two lines has a box as wide as the column; the digits of other numbers lie in it."""
    report = read_report(PDF)
    figures = report.figures
    (prose,) = figures.index[figures["printed"] == "約92万件"]
    figures.loc[prose, ["x0", "x1", "bottom"]] = [0.0, 780.0, figures.loc[prose, "bottom"] + 12]

    assert second_opinion(PDF, report).disagreements == []

    figures.loc[prose, "printed"] = "約87万件"
    assert [error.printed for error in second_opinion(PDF, report).disagreements] == ["約87万件"]


def test_other_digits_are_a_contradiction_and_no_digits_are_counted() -> None:
    report = read_report(PDF)
    facts = report.figures.index[report.figures["role"] == "fact"]
    wrong, moved = facts[0], facts[1]
    report.figures.loc[wrong, "printed"] = "12,345"
    report.glyph_boxes[report.figures.loc[moved, "figure_id"]] = ((0.0, 10.0, 1.0, 20.0),)

    opinion = second_opinion(PDF, report)

    (error,) = opinion.disagreements
    figure = report.figures.loc[wrong]
    assert (error.code, error.page, error.printed) == ("engines_disagree", figure["page"], "12,345")
    assert error.box == tuple(figure[side] for side in ("x0", "top", "x1", "bottom"))
    assert error.edition == "FY2023-draft"
    assert opinion.unseen == 1


def test_a_character_that_one_engine_does_not_see_is_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a font's character map has lost a character, pdfium drops it without a word."""

    def without_one(*page: Any) -> Drawn:
        drawn = glyphs_of(*page)
        drawn.upright = [glyph for glyph in drawn.upright if glyph.char != "傾"]
        return drawn

    monkeypatch.setattr(document, "glyphs_of", without_one)
    monkeypatch.setattr(document, "_looked_at", {})
    errors = second_opinion(PDF, read_report(PDF)).disagreements

    assert errors
    assert {error.code for error in errors} == {"engines_disagree"}
    assert all("傾" in str(error.printed) and error.box for error in errors)
