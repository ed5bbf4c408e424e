"""The place of a fact is looked at: annotations over it, digits that are covered in part or drawn over."""

from __future__ import annotations

import ctypes
import math
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from pypdfium2 import raw

from kyokai_pipeline.pdf import document
from kyokai_pipeline.pdf.glyphs import Drawn, glyphs_of
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline_tests.bench.lies import Target, changed, draw, redraw
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.report.model import Report

PAGE = 7


@pytest.fixture(scope="module")
def one_page(fy2023: Report) -> Report:
    """What was read on one page only."""
    return replace(fy2023, figures=fy2023.figures[fy2023.figures["page"] == PAGE])


@pytest.fixture(scope="module")
def digit(one_page: Report) -> tuple[str, Box]:
    """A fact's id, and the box of one of its digits."""
    facts = one_page.figures[(one_page.figures["role"] == "fact") & one_page.figures["printed"].str.match(r"\d\d")]
    figure_id = facts.iloc[0]["figure_id"]
    return figure_id, one_page.glyph_boxes[figure_id][0]


def edited(path: Path, edit: Callable[[Any, float], None]) -> Path:
    """The page of the shipped report after somebody worked on it, among all others."""
    with closing(pypdfium2.PdfDocument(SHIPPED)) as document:
        page = document[PAGE - 1]
        edit(page, page.get_height())
        raw.FPDFPage_GenerateContent(page)
        document.save(path)
    return path


def annotated(path: Path, kind: int, box: Box, flags: int = 0) -> Path:
    def edit(page: Any, height: float) -> None:
        annotation = raw.FPDFPage_CreateAnnot(page, kind)
        assert annotation
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(box[0], height - box[1], box[2], height - box[3]))
        raw.FPDFAnnot_SetFlags(annotation, flags)
        raw.FPDFPage_CloseAnnot(annotation)

    return edited(path, edit)


def painted(path: Path, box: Box, shade: int) -> Path:
    def edit(page: Any, height: float) -> None:
        item = raw.FPDFPageObj_CreateNewRect(box[0], height - box[3], box[2] - box[0], box[3] - box[1])
        raw.FPDFPageObj_SetFillColor(item, shade, shade, shade, 255)
        raw.FPDFPath_SetDrawMode(item, raw.FPDF_FILLMODE_WINDING, False)
        raw.FPDFPage_InsertObject(page, item)

    return edited(path, edit)


def told(report: Report, problems: list[ReportError], code: str, figure_id: str) -> ReportError:
    """The one problem, which is the one asked for."""
    (problem,) = problems
    row = report.figures.set_index("figure_id").loc[figure_id]
    assert (problem.code, problem.page, problem.printed) == (code, PAGE, row["printed"])
    assert problem.edition == "FY2023-draft"
    return problem


def test_the_report_itself(fy2023: Report) -> None:
    sight = seen_as_printed(SHIPPED, fy2023)
    assert sight.problems == []
    facts = fy2023.figures[fy2023.figures["role"] == "fact"]
    assert sight.seen == dict.fromkeys(facts["figure_id"], "agrees")


@pytest.mark.parametrize("claimed", ["0", "1", "3", "9"])
def test_a_digit_that_is_drawn_as_another(
    claimed: str, one_page: Report, digit: tuple[str, Box], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text layer claims another digit than its font draws."""
    drawn = str(one_page.figures.set_index("figure_id").loc[digit[0], "printed"])[0]

    def lying(*page: Any) -> Drawn:
        found = glyphs_of(*page)
        found.upright = [g._replace(char=claimed) if g.box == digit[1] else g for g in found.upright]
        return found

    monkeypatch.setattr(document, "glyphs_of", lying)
    monkeypatch.setattr(document, "_looked_at", {})
    sight = seen_as_printed(SHIPPED, one_page)
    if claimed == drawn:
        assert sight.problems == []
        return
    problem = told(one_page, sight.problems, "another_character", digit[0])
    assert (problem.words["claimed"], problem.words["drawn"], problem.words["count"]) == (claimed, drawn, 1)
    assert sight.seen[digit[0]] == "not_checked"
    assert drawn in problem.text("ja")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (raw.FPDF_ANNOT_FREETEXT, "FreeText"),
        (raw.FPDF_ANNOT_STRIKEOUT, "StrikeOut"),
        (raw.FPDF_ANNOT_STAMP, "Stamp"),
        (raw.FPDF_ANNOT_INK, "Ink"),
        (raw.FPDF_ANNOT_SQUARE, "Square"),
    ],
)
def test_an_annotation_over_a_fact(
    kind: int, name: str, one_page: Report, digit: tuple[str, Box], tmp_path: Path
) -> None:
    problems = seen_as_printed(annotated(tmp_path / "report.pdf", kind, digit[1]), one_page).problems
    problem = told(one_page, problems, "annotated_fact", digit[0])
    assert name in problem.text("en")
    assert name in problem.text("ja")


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        (raw.FPDF_ANNOT_HIGHLIGHT, 0),
        (raw.FPDF_ANNOT_UNDERLINE, 0),
        (raw.FPDF_ANNOT_LINK, 0),
        (raw.FPDF_ANNOT_FREETEXT, 0x02),
        (raw.FPDF_ANNOT_STAMP, 0x20),
    ],
)
def test_annotations_that_say_nothing_against_the_text(
    kind: int, flags: int, one_page: Report, digit: tuple[str, Box], tmp_path: Path
) -> None:
    assert seen_as_printed(annotated(tmp_path / "report.pdf", kind, digit[1], flags), one_page).problems == []


def test_an_annotation_beside_a_fact(one_page: Report, digit: tuple[str, Box], tmp_path: Path) -> None:
    x0, top, _, bottom = digit[1]
    beside = (x0 - 12, top, x0 - 1, bottom)
    assert seen_as_printed(annotated(tmp_path / "report.pdf", raw.FPDF_ANNOT_FREETEXT, beside), one_page).problems == []


@pytest.mark.parametrize("part", ["left", "upper", "a stroke through", "a stroke beside"])
def test_a_digit_that_may_be_another(part: str, one_page: Report, digit: tuple[str, Box], tmp_path: Path) -> None:
    x0, top, x1, bottom = digit[1]
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    box, shade = {
        "left": ((x0, top, x, bottom), 255),
        "upper": ((x0, top, x1, y), 255),
        "a stroke through": ((x0, y - 0.6, x1, y + 0.6), 0),
        "a stroke beside": ((x1 - 2.0, y - 1.5, x1 - 0.8, bottom - 1.5), 0),
    }[part]
    problems = seen_as_printed(painted(tmp_path / "report.pdf", box, shade), one_page).problems
    assert told(one_page, problems, "covered_fact", digit[0]).remedy_ja


@pytest.mark.parametrize("shift", [-1.0, 1.0])
@pytest.mark.parametrize("drawn", ["1", "4", "8"])
def test_a_digit_drawn_beside_a_fact(shift: float, drawn: str, one_page: Report, tmp_path: Path) -> None:
    """An editor's tool draws outlines: the page shows 21,437 and the text layer 1,437."""
    facts = one_page.figures[(one_page.figures["role"] == "fact") & (one_page.figures["core_table"] != "prose_figure")]
    figure_id = facts.iloc[0]["figure_id"]
    boxes = one_page.glyph_boxes[figure_id]
    x0, top, x1, bottom = boxes[0 if shift < 0 else -1]
    width, height = 0.6 * (bottom - top), one_page.pages.set_index("page")["height"].loc[PAGE]
    start = x0 - width if shift < 0 else x1
    target = Target(figure_id, PAGE, "", "", drawn, 0, (start, top, start + width, bottom), height)
    problems = seen_as_printed(changed(SHIPPED, draw, target, tmp_path / "report.pdf"), one_page).problems
    assert drawn in told(one_page, problems, "drawn_digit", figure_id).text("ja")


def test_a_digit_drawn_into_a_gap_of_a_number(one_page: Report, tmp_path: Path) -> None:
    """A digit was covered and another one drawn in its place: what is left of the number is not what the page shows."""
    facts = one_page.figures[(one_page.figures["role"] == "fact") & one_page.figures["printed"].str.match(r"\d\d\d")]
    figure_id = facts.iloc[0]["figure_id"]
    boxes = one_page.glyph_boxes[figure_id]
    height = one_page.pages.set_index("page")["height"].loc[PAGE]
    target = Target(figure_id, PAGE, "", "", "9", 0, boxes[1], height)
    path = changed(SHIPPED, redraw, target, tmp_path / "report.pdf")
    holed = replace(one_page, glyph_boxes={**one_page.glyph_boxes, figure_id: (boxes[0], *boxes[2:])})
    assert told(one_page, seen_as_printed(path, holed).problems, "drawn_digit", figure_id).words["digit"] == "9"


def test_a_digit_over_another(one_page: Report, digit: tuple[str, Box]) -> None:
    """Two digits on one place, both of them seen and read: 4.5% with a 7 over the 5."""
    figure_id, box = digit
    boxes = one_page.glyph_boxes[figure_id]
    over = (box[0] + 0.3, box[1], box[2] + 0.3, box[3])
    kept = {**one_page.glyph_boxes, figure_id: (box, over, *boxes[1:])}
    problems = seen_as_printed(SHIPPED, replace(one_page, glyph_boxes=kept)).problems
    assert told(one_page, problems, "covered_fact", figure_id)


@pytest.mark.parametrize("part", ["start", "end"])
def test_a_number_that_was_cut(part: str, one_page: Report) -> None:
    """A white box over 2,000 once made it 2 and 00."""
    facts = one_page.figures[(one_page.figures["role"] == "fact") & one_page.figures["printed"].str.match(r"\d+,\d+")]
    row = facts.iloc[0]
    boxes, at = one_page.glyph_boxes[row["figure_id"]], row["printed"].index(",")
    cut = {**one_page.glyph_boxes, row["figure_id"]: boxes[:at] if part == "start" else boxes[at + 1 :]}
    problems = seen_as_printed(SHIPPED, replace(one_page, glyph_boxes=cut)).problems
    assert told(one_page, problems, "cut_number", row["figure_id"]).remedy_ja


@pytest.mark.parametrize("side", ["before", "behind"])
def test_a_broken_rule_beside_a_fact(side: str, one_page: Report, digit: tuple[str, Box], tmp_path: Path) -> None:
    """A browser draws dashed borders dash by dash: one of them, right beside a number, looks like a 1."""
    figure = one_page.figures.set_index("figure_id").loc[digit[0]]
    x = figure["x0"] - 3.0 if side == "before" else figure["x1"] + 2.2

    size = figure["bottom"] - figure["top"]
    dash, middle = 0.5 * size, figure["bottom"] - 0.48 * size

    def edit(page: Any, height: float) -> None:
        for at in range(-5, 6):
            y = height - middle - dash / 2 + at * (dash + 3.9)
            item = raw.FPDFPageObj_CreateNewRect(x, y, 0.8, dash)
            raw.FPDFPageObj_SetFillColor(item, 40, 40, 40, 255)
            raw.FPDFPath_SetDrawMode(item, raw.FPDF_FILLMODE_WINDING, False)
            raw.FPDFPage_InsertObject(page, item)

    assert seen_as_printed(edited(tmp_path / "report.pdf", edit), one_page).problems == []


def test_a_rule_under_a_fact(one_page: Report, digit: tuple[str, Box], tmp_path: Path) -> None:
    x0, _, x1, bottom = digit[1]
    assert seen_as_printed(painted(tmp_path / "report.pdf", (x0, bottom - 0.5, x1, bottom), 0), one_page).problems == []


@pytest.mark.parametrize("angle", [0.0, 0.5])
def test_a_solid_watermark_behind_the_numbers_is_no_part_of_them(
    angle: float, one_page: Report, tmp_path: Path
) -> None:
    """The ink of a pale DRAFT, which is text too, was taken for that of the digits over it: a 2 was drawn as a 1."""

    def edit(page: Any, _: float) -> None:
        font = raw.FPDFText_LoadStandardFont(page.pdf, b"Helvetica-Bold")
        item = raw.FPDFPageObj_CreateTextObj(page.pdf, font, 260.0)
        text = ctypes.create_string_buffer("DRAFT\0".encode("utf-16-le"))
        raw.FPDFText_SetText(item, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
        raw.FPDFPageObj_SetFillColor(item, 220, 220, 220, 255)
        cos, sin = math.cos(angle), math.sin(angle)
        raw.FPDFPageObj_Transform(item, cos, sin, -sin, cos, 60 + 80 * sin, 90)
        raw.FPDFPage_InsertObjectAtIndex(page, item, 0)

    assert seen_as_printed(edited(tmp_path / "page.pdf", edit), one_page).problems == []
