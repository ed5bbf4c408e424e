"""Pies and rings, however their wedges are drawn: every label stands aside, and nothing beside them does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.matrix import rotation
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlab.pdfgen.pathobject import PDFPathObject

MIDDLE, RADIUS = (260.0, 240.0), 70.0
SHARES = {"被保険者": 62.9, "被扶養者": 34.1, "任意継続": 3.0}
COLOURS = ("#3366aa", "#88aadd", "#cccccc")
TITLE = "加入者の内訳（令和5年度末）"
PROSE = "加入者数は39,559,000人で、前年度より632,000人減りました。"
CELLS = ("北海道", "1,834,567", "青森", "512,345")


def angles() -> list[tuple[float, float]]:
    """From and to, in degrees counterclockwise, the first wedge beginning at the top."""
    ends, found = 90.0, []
    for share in SHARES.values():
        found.append((ends, ends - 3.6 * share))
        ends -= 3.6 * share
    return found


def at(angle: float, radius: float = RADIUS, flat: float = 1.0) -> tuple[float, float]:
    x, y = radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))
    return MIDDLE[0] + x, MIDDLE[1] + flat * y


def arc(path: PDFPathObject, start: float, end: float, radius: float = RADIUS) -> None:
    """Bézier curves from where the path is, each of at most a quarter turn."""
    count = math.ceil(abs(end - start) / 90)
    step = (end - start) / count
    for index in range(count):
        a, b = start + index * step, start + (index + 1) * step
        k = 4 / 3 * math.tan(math.radians(step) / 4) * radius
        (ax, ay), (bx, by) = at(a, radius), at(b, radius)
        ta, tb = math.radians(a + 90), math.radians(b + 90)
        path.curveTo(ax + k * math.cos(ta), ay + k * math.sin(ta), bx - k * math.cos(tb), by - k * math.sin(tb), bx, by)


def curves(canvas: Canvas) -> None:
    """Slices of Bézier curves, as Excel and matplotlib draw them."""
    for (start, end), colour in zip(angles(), COLOURS, strict=True):
        path = canvas.beginPath()
        path.moveTo(*MIDDLE)
        path.lineTo(*at(start))
        arc(path, start, end)
        path.close()
        canvas.setFillColor(HexColor(colour))
        canvas.drawPath(path, stroke=0, fill=1)


def lines(canvas: Canvas) -> None:
    """Slices whose arcs are many short lines, as LibreOffice draws them, with white edges."""
    canvas.setStrokeColor(HexColor("#ffffff"))
    for (start, end), colour in zip(angles(), COLOURS, strict=True):
        path = canvas.beginPath()
        path.moveTo(*MIDDLE)
        count = max(8, round(abs(end - start) / 2))
        for index in range(count + 1):
            path.lineTo(*at(start + (end - start) * index / count))
        path.close()
        canvas.setFillColor(HexColor(colour))
        canvas.drawPath(path, stroke=1, fill=1)


def ring(canvas: Canvas) -> None:
    """Pieces of a ring, each with an outer and an inner arc."""
    for (start, end), colour in zip(angles(), COLOURS, strict=True):
        path = canvas.beginPath()
        path.moveTo(*at(start))
        arc(path, start, end)
        path.lineTo(*at(end, 40))
        arc(path, end, start, 40)
        path.close()
        canvas.setFillColor(HexColor(colour))
        canvas.drawPath(path, stroke=0, fill=1)


def spokes(canvas: Canvas) -> None:
    """A circle that lines divide, printed without colours."""
    canvas.circle(*MIDDLE, RADIUS)
    for start, _ in angles():
        canvas.line(*MIDDLE, *at(start))


def flattened(canvas: Canvas) -> None:
    """A pie seen from the side."""
    canvas.saveState()
    canvas.transform(1, 0, 0, 0.5, 0, MIDDLE[1] / 2)
    curves(canvas)
    canvas.restoreState()


def pulled_out(canvas: Canvas) -> None:
    """One slice is pulled away; the largest is the coloured circle that the others lie on."""
    canvas.setFillColor(HexColor(COLOURS[0]))
    canvas.circle(*MIDDLE, RADIUS, stroke=0, fill=1)
    for (start, end), colour, away in list(zip(angles(), COLOURS, (0, 7, 0), strict=True))[1:]:
        canvas.saveState()
        canvas.translate(-away, away / 2)
        canvas.setFillColor(HexColor(colour))
        (x, y), sides = MIDDLE, (start, end - start)
        canvas.wedge(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS, *sides, stroke=0, fill=1)
        canvas.restoreState()


PIES = {pie.__name__: pie for pie in (curves, lines, ring, spokes, flattened, pulled_out)}


def page(path: Path, draw: Callable[[Canvas], None], askew: float = 0.0) -> tuple[Path, list[str]]:
    """A page with prose, a title, a pie with its labels and legend, and a table beside it; and the labels."""
    canvas = Canvas(str(path), pagesize=(600, 420), invariant=1)
    canvas.transform(*rotation(math.radians(askew), (300, 210)))
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    font = registered("ipaex")
    canvas.setFont(font, 12)
    canvas.drawString(60, 345, TITLE)
    canvas.setFont(font, 10)
    canvas.drawString(60, 385, PROSE)
    canvas.drawString(60, 60, PROSE)
    canvas.setFont(font, 8)
    labels = []
    flat = 0.5 if draw is flattened else 1.0
    for (name, share), (start, end) in zip(SHARES.items(), angles(), strict=True):
        x, y = at((start + end) / 2, 55 if share > 10 else 78, flat=flat)
        canvas.drawCentredString(x, y + 4, f"{share}%")
        labels.append(f"{share}%")
        if share < 10:
            canvas.line(*at((start + end) / 2, flat=flat), *at((start + end) / 2 + 20, 110, flat=flat))
            x, y = at((start + end) / 2 + 20, 114, flat=flat)
            canvas.drawRightString(x, y, f"{name}1,234千人")
            labels.append(f"{name}1,234千人")
    for row, (name, colour) in enumerate(zip(SHARES, COLOURS, strict=True)):
        if draw is not spokes:
            canvas.setFillColor(HexColor(colour))
            canvas.rect(60, 250 - 16 * row, 7, 7, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(72, 250 - 16 * row, f"{name}（{row + 1}）")
            labels.append(f"{name}（{row + 1}）")
    for row in range(2):
        for column, x in enumerate((400, 460)):
            canvas.rect(x, 250 - 20 * row, 60, 20)
            canvas.drawString(x + 4, 256 - 20 * row, CELLS[2 * row + column])
    canvas.save()
    return path, labels


@pytest.mark.parametrize("name", PIES)
def test_the_labels_of_a_pie_stand_aside_under_its_title(name: str, tmp_path: Path) -> None:
    path, labels = page(tmp_path / "pie.pdf", PIES[name])
    with open_document(path) as document:
        found = document.page(1)
        asides = found.asides
        read = [word.text for word in found.words]
    assert sorted(aside.text for aside in asides) == sorted(labels)
    assert {(aside.role, aside.title) for aside in asides} == {("chart", TITLE)}
    assert read == [PROSE, TITLE, *CELLS, PROSE]


def test_a_pie_askew_is_found_where_its_page_is_set_straight(tmp_path: Path) -> None:
    path, labels = page(tmp_path / "pie.pdf", curves, askew=0.8)
    with open_document(path) as document:
        assert sorted(aside.text for aside in document.page(1).asides) == sorted(labels)


def rounded(canvas: Canvas) -> None:
    """A rounded box around words."""
    canvas.roundRect(180, 170, 160, 140, 20)


def bullets(canvas: Canvas) -> None:
    """Circled numbers."""
    for x in (200, 260, 320):
        canvas.circle(x, 240, 9)


def target(canvas: Canvas) -> None:
    """Circles about one middle, as in a seal."""
    canvas.circle(*MIDDLE, RADIUS)
    canvas.circle(*MIDDLE, RADIUS - 8)


def curve(canvas: Canvas) -> None:
    """The line of a chart, and an arrow that bends."""
    path = canvas.beginPath()
    path.moveTo(150, 200)
    for index in range(30):
        path.lineTo(150 + 8 * index, 200 + 30 * math.sin(index))
    canvas.drawPath(path)
    canvas.bezier(180, 180, 220, 320, 300, 320, 340, 180)


@pytest.mark.parametrize("draw", [rounded, bullets, target, curve])
def test_other_round_shapes_are_no_pie(draw: Callable[[Canvas], None], tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "round.pdf"), pagesize=(600, 420), invariant=1)
    draw(canvas)
    canvas.setFont(registered("ipaex"), 9)
    canvas.drawCentredString(260, 237, "3,955万人")
    canvas.save()
    with open_document(tmp_path / "round.pdf") as document:
        assert [word.text for word in document.page(1).words] == ["3,955万人"]
