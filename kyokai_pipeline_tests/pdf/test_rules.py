"""Which strokes rule a table, whatever the producer drew them with, and which belong to letters."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kyokai_pipeline.pdf.rules import Rules

    Draw = Callable[[Canvas, float, float, float, float], None]


def read(path: Path, draw: Callable[[Canvas], None]) -> tuple[Rules, list[str]]:
    """Rules and words of a page of 300 by 200 points on which 39,559 stands at 100, 100 from below."""
    canvas = Canvas(str(path), pagesize=(300, 200), invariant=1)
    draw(canvas)
    canvas.setFont("Helvetica", 10)
    canvas.setFillGray(0)
    canvas.drawString(100, 100, "39,559")
    canvas.save()
    with open_document(path) as document:
        page = document.page(1)
        return page.rules, [word.text for word in page.words]


def line(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x1, y1)


def dashed(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setDash(1, 2)
    canvas.line(x0, y0, x1, y1)


def dots(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    steps = int(max(x1 - x0, y1 - y0) // 3)
    for step in range(steps + 1):
        share = step / steps
        canvas.rect(x0 + share * (x1 - x0) - 0.5, y0 + share * (y1 - y0) - 0.5, 1, 1, stroke=0, fill=1)


def curve(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    third, rest = ((2 * x0 + x1) / 3, (2 * y0 + y1) / 3), ((x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3)
    canvas.bezier(x0, y0, *third, *rest, x1, y1)


def picture(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    from PIL import Image

    dot = BytesIO()
    Image.new("RGB", (1, 1), "black").save(dot, "PNG")
    canvas.drawImage(ImageReader(dot), x0, y0, max(x1 - x0, 0.8), max(y1 - y0, 0.8))


def nested(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    name = f"rule{x0}{y0}{x1}{y1}"
    canvas.beginForm(f"{name}inner")
    canvas.line(x0 / 2, y0 / 2, x1 / 2, y1 / 2)
    canvas.endForm()
    canvas.beginForm(name)
    canvas.scale(2, 2)
    canvas.doForm(f"{name}inner")
    canvas.endForm()
    canvas.doForm(name)


@pytest.mark.parametrize("stroke", [line, dashed, dots, curve, picture, nested])
def test_a_rule_rules_whatever_it_is_drawn_with(stroke: Draw, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for sides in ((80, 90, 160, 90), (80, 115, 160, 115), (80, 90, 80, 115), (160, 90, 160, 115)):
            canvas.saveState()
            stroke(canvas, *sides)
            canvas.restoreState()

    rules, words = read(tmp_path / "ruled.pdf", draw)
    around = rules.around((100, 92, 130, 102))
    assert words == ["39,559"]
    assert (around.left, around.top, around.right, around.bottom) == pytest.approx((80, 85, 160, 110), abs=1.0)


WIDTH = 30.58
"""39,559 in Helvetica of 10 points."""


def underline(canvas: Canvas) -> None:
    canvas.line(100, 98.5, 100 + WIDTH, 98.5)


def double_underline(canvas: Canvas) -> None:
    canvas.line(100, 98.9, 100 + WIDTH, 98.9)
    canvas.line(100, 97.4, 100 + WIDTH, 97.4)


def filled_underline(canvas: Canvas) -> None:
    canvas.rect(100, 98, WIDTH, 0.6, stroke=0, fill=1)


def highlight(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 0.4)
    canvas.rect(99, 97, WIDTH + 2, 12, stroke=0, fill=1)


def frame(canvas: Canvas) -> None:
    canvas.rect(98, 96, WIDTH + 4, 14)


@pytest.mark.parametrize("decoration", [underline, double_underline, filled_underline, highlight, frame])
def test_strokes_that_follow_letters_rule_nothing(decoration: Callable[[Canvas], None], tmp_path: Path) -> None:
    rules, words = read(tmp_path / "decorated.pdf", decoration)
    assert (rules.level, rules.upright) == ((), ())
    assert words == ["39,559"]


@pytest.mark.parametrize(
    "sides",
    [(80, 98, 170, 98), (100, 85, 100 + WIDTH, 85), (60, 98.5, 100 + WIDTH, 98.5)],
    ids=["longer", "lower", "begins_before"],
)
def test_a_rule_under_a_cell_stays(sides: tuple[float, float, float, float], tmp_path: Path) -> None:
    rules, _ = read(tmp_path / "cell.pdf", lambda canvas: canvas.line(*sides))
    assert [(r.start, r.end) for r in rules.level] == [pytest.approx((sides[0], sides[2]), abs=0.1)]


def test_a_cell_as_narrow_as_its_text_stays_where_it_meets_the_rules_of_the_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(100, 98, 100 + WIDTH, 98)
        for x in (100, 100 + WIDTH):
            canvas.line(x, 60, x, 140)

    rules, _ = read(tmp_path / "narrow.pdf", draw)
    assert len(rules.level) == 1
    assert len(rules.upright) == 2


@pytest.mark.parametrize("ground", [False, True])
def test_a_white_box_rules_only_where_it_shows(ground: bool, tmp_path: Path) -> None:
    """A text box filled with white on white paper draws nothing; on a shaded table its sides are rules."""

    def draw(canvas: Canvas) -> None:
        if ground:
            canvas.setFillGray(0.8)
            canvas.rect(20, 20, 260, 160, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.rect(80, 80, 100, 50, stroke=0, fill=1)

    rules, _ = read(tmp_path / "white.pdf", draw)
    around = rules.around((100, 92, 130, 102))
    assert (around.left is not None, around.top is not None) == (ground, ground)
    assert bool(rules.level or rules.upright) is ground


def stripes(canvas: Canvas, *, over: float) -> None:
    """A cell of one row around the text, and a pale stripe between its sides or beyond them."""
    for x in (80, 180):
        canvas.line(x, 60, x, 140)
    canvas.setFillColorRGB(0.89, 0.93, 0.97)
    canvas.rect(81, over, 150, 2, stroke=0, fill=1)


def test_a_pale_stripe_that_runs_past_the_sides_of_cells_rules_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "stripe.pdf", lambda canvas: stripes(canvas, over=120))[0].level == ()


def test_a_pale_stripe_from_side_to_side_is_a_rule(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(231, 60, 231, 140)
        stripes(canvas, over=120)

    (rule,) = read(tmp_path / "stripe.pdf", draw)[0].level
    assert (rule.start, rule.end) == (81, 231)


@pytest.mark.parametrize(("height", "rules"), [(103, False), (100.5, False), (99, True), (109, True)])
def test_a_stroke_through_print_rules_nothing(height: float, rules: bool, tmp_path: Path) -> None:
    found, _ = read(tmp_path / "stroke.pdf", lambda canvas: canvas.line(50, height, 250, height))
    assert bool(found.level) == rules


@pytest.mark.parametrize(("pages", "rules"), [(2, True), (3, False)])
def test_a_stroke_at_one_place_of_page_after_page_parts_no_text(pages: int, rules: bool, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200), invariant=1)
    for number in range(4):
        if number < pages:
            canvas.line(50, 140, 250, 140)
        canvas.drawString(100, 100, "39,559")
        canvas.showPage()
    canvas.save()
    with open_document(path) as document:
        assert bool(document.page(1).text_rules.level) == rules
        assert document.page(1).rules.level, "a table may stand there: it keeps its rules"


def under_white_box(canvas: Canvas) -> None:
    canvas.line(50, 130, 250, 130)
    canvas.setFillGray(1)
    canvas.rect(40, 120, 220, 20, stroke=0, fill=1)


def under_picture(canvas: Canvas) -> None:
    from PIL import Image

    white = BytesIO()
    Image.new("L", (4, 4), 255).save(white, "PNG")
    canvas.line(50, 130, 250, 130)
    canvas.drawImage(ImageReader(BytesIO(white.getvalue())), 40, 120, 220, 20)


def clipped(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 300, 90)
    canvas.clipPath(path, stroke=0)
    canvas.line(50, 130, 250, 130)
    canvas.restoreState()


def of_the_colour_of_the_ground(canvas: Canvas) -> None:
    canvas.setStrokeGray(1)
    canvas.line(50, 130, 250, 130)
    canvas.setStrokeGray(0)


@pytest.mark.parametrize("draw", [under_white_box, under_picture, clipped, of_the_colour_of_the_ground])
def test_a_stroke_that_the_page_does_not_show_rules_nothing(draw: Callable[[Canvas], None], tmp_path: Path) -> None:
    assert [rule for rule in read(tmp_path / "hidden.pdf", draw)[0].level if abs(rule.at - 70) < 2] == []


def test_what_is_left_of_a_stroke_rules(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 130, 250, 130)
        canvas.setFillGray(1)
        canvas.rect(150, 120, 120, 20, stroke=0, fill=1)

    (rule,) = [r for r in read(tmp_path / "part.pdf", draw)[0].level if abs(r.at - 70) < 2]
    assert (rule.start, rule.end) == (50, 150)


def test_the_ground_of_a_cell_that_is_painted_after_its_sides_leaves_them(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(80, 90, 100, 40)
        canvas.setFillGray(0.9)
        canvas.rect(80, 90, 100, 40, stroke=0, fill=1)

    assert len(read(tmp_path / "cell.pdf", draw)[0].level) == 2


@pytest.mark.parametrize(("dark", "found"), [((60, 75, 90, 140, 155), 5), ((60, 155), 3)], ids=["dark", "pale within"])
def test_a_pale_stripe_in_a_table_of_dark_rules_is_none_of_them(
    dark: tuple[int, ...], found: int, tmp_path: Path
) -> None:
    def draw(canvas: Canvas) -> None:
        for height in dark:
            canvas.line(80, height, 231, height)
        canvas.line(231, 60, 231, 155)
        stripes(canvas, over=120)

    assert len(read(tmp_path / "stripe.pdf", draw)[0].level) == found
