"""Draws placed sheets with reportlab: embedded IPAexGothic, reproducible bytes."""

from __future__ import annotations

import random
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color, black, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline_tests.typeset.flow import Area, Flow, Run, Sheet, page_size
from kyokai_pipeline_tests.typeset.spelling import glyphs

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.pages import Page
    from kyokai_pipeline_tests.typeset.styles import Style

_SHADE = Color(0.80, 0.88, 0.96)
_PALE = Color(0.95, 0.97, 1.0)
_NAVY = Color(0.12, 0.22, 0.40)
_TABLE = ("header", "label", "number", "text", "verdict", "group")
_SLUG = "印刷 2024年7月10日 13時05分 39,999千人 (9.9%) 達成 校正刷 3"


def font_file() -> Path:
    """The IPAexGothic file in matplotlib-fontja; the package is not imported, as it needs matplotlib."""
    spec = find_spec("matplotlib_fontja")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("matplotlib-fontja is not installed: its ipaexg.ttf is the test font")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"


@cache
def registered(font: str) -> str:
    """Register a style's font once and return its reportlab name."""
    if font == "cid":
        pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
        return "HeiseiKakuGo-W5"
    pdfmetrics.registerFont(TTFont("IPAexGothic", str(font_file())))
    return "IPAexGothic"


@cache
def text_width(words: str, size: float, font: str) -> float:
    """Width of a line in points."""
    return float(pdfmetrics.stringWidth(words, font, size))


def placed(pages: list[Page], style: Style) -> Flow:
    """Everything placed on its sheets, before anything is drawn."""
    font = registered(style.font)
    flow = Flow(style, lambda words, size: text_width(glyphs(words, style), size, font))
    for number, page in enumerate(pages, 1):
        flow.page(page, number)
    return flow


def write(pages: list[Page], style: Style, path: Path) -> None:
    """Write one PDF.

    Args:
        pages: The report's pages.
        style: The look.
        path: Where the file goes.
    """
    flow, font = placed(pages, style), registered(style.font)
    canvas = Canvas(str(path), invariant=1, pageCompression=1)
    chance = random.Random(style.seed)
    for sheet in flow.sheets:
        _Brush(canvas, style, font, chance).sheet(sheet)
        canvas.showPage()
    canvas.save()


class _Brush:
    """Draws one sheet."""

    def __init__(self, canvas: Canvas, style: Style, font: str, chance: random.Random) -> None:
        self.canvas, self.style, self.font, self.chance = canvas, style, font, chance
        self.width, self.height = page_size(style)

    def sheet(self, sheet: Sheet) -> None:
        """Fills and rules first, then text, as the style orders it."""
        self._frame()
        for area in sheet.areas:
            self._area(area)
        runs = list(sheet.runs)
        if sheet.number is not None:
            foot = self.style.folio == "foot"
            place = (self.width / 2 - 8, self.height - 20) if foot else (self.width - 40, self.height - 14)
            runs.append(Run(*place, 9, f"- {sheet.number} -" if foot else str(sheet.number)))
        if self.style.shuffled:
            self.chance.shuffle(runs)
        for run in runs:
            self._run(run)

    def _frame(self) -> None:
        """Media box, crop box, rotation, and printer's marks outside of the crop box."""
        dx, dy = self.style.crop
        wide, high = self.width + 2 * dx, self.height + 2 * dy
        box = (dx, dy, dx + self.width, dy + self.height)
        self.canvas.setPageSize((wide, high))  # as seen: reportlab turns the media box round itself
        if self.style.rotate:
            self.canvas.setPageRotation(90)
            box = (dy, dx, dy + self.height, dx + self.width)
            self.canvas.transform(0, 1, -1, 0, high, 0)
        if dx or dy:
            self.canvas.setCropBox(box)
            self.canvas.setFont(self.font, 7)
            self.canvas.drawString(dx + 40, 4, _SLUG)
        self.canvas.translate(dx, dy)

    def _run(self, run: Run) -> None:
        self.canvas.setFillColor(white if run.white else black)
        self.canvas.setFont(self.font, run.size)
        words, x, y = glyphs(run.words, self.style), run.x, self.height - run.y
        if not self.style.per_glyph:
            self.canvas.drawString(x, y, words)
            return
        placed = []
        for character in words:
            placed.append((x, character))
            x += text_width(character, run.size, self.font)
        if self.style.shuffled:
            self.chance.shuffle(placed)
        for left, character in placed:
            if not character.isspace():
                self.canvas.drawString(left, y, character)

    def _fill(self, x0: float, top: float, x1: float, bottom: float, colour: Color) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def _area(self, area: Area) -> None:
        """One rectangle, in the style's manner where it is a table's cell."""
        x0, top, x1, bottom = area.x0, area.top, area.x1, area.bottom
        if area.kind == "banner":
            self._fill(x0, top, x1, bottom, _NAVY)
        elif area.kind == "plot":
            self._line(x0, bottom, x1, bottom)
            self._line(x0, top, x0, bottom)
        elif area.kind in _TABLE:
            getattr(self, f"_{self.style.rules}")(x0, top, x1, bottom, area.kind)

    def _grid(self, x0: float, top: float, x1: float, bottom: float, kind: str) -> None:
        if kind in ("header", "label"):
            self._fill(x0, top, x1, bottom, _SHADE if kind == "header" else _PALE)
        for line in (
            (x0, top, x1, top),
            (x0, bottom, x1, bottom),
            (x0, top, x0, bottom),
            (x1, top, x1, bottom),
        ):
            self._line(*line)

    def _none(self, x0: float, top: float, x1: float, bottom: float, kind: str) -> None:
        """Nothing is drawn."""

    def _header_shading(self, x0: float, top: float, x1: float, bottom: float, kind: str) -> None:
        if kind == "header":
            self._fill(x0, top, x1, bottom, _SHADE)

    def _horizontal(self, x0: float, top: float, x1: float, bottom: float, kind: str) -> None:
        self._line(x0, bottom, x1, bottom)
        if kind == "header":
            self._line(x0, top, x1, top)

    def _segmented(self, x0: float, top: float, x1: float, bottom: float, _kind: str) -> None:
        gap = 1.2
        self._line(x0 + gap, top, x1 - gap, top)
        self._line(x0 + gap, bottom, x1 - gap, bottom)
        self._line(x0, top + gap, x0, bottom - gap)
        self._line(x1, top + gap, x1, bottom - gap)

    def _thin_rects(self, x0: float, top: float, x1: float, bottom: float, _kind: str) -> None:
        thick = 0.48
        for y in (top, bottom):
            self._fill(x0, y - thick / 2, x1 + thick, y + thick / 2, black)
        for x in (x0, x1):
            self._fill(x - thick / 2, top, x + thick / 2, bottom, black)

    def _cell_fills(self, x0: float, top: float, x1: float, bottom: float, kind: str) -> None:
        shade = {"header": _SHADE, "label": _PALE}.get(kind, Color(0.99, 0.99, 0.97))
        self._fill(x0 + 0.7, top + 0.7, x1 - 0.7, bottom - 0.7, shade)
