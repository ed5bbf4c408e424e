"""Where every line of text, rule and fill stands on its page: pure geometry in points from the top left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset.grid import Cell, Grid, split
from kyokai_pipeline_tests.typeset.pages import Chart, Columns, Page, Text

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.styles import Style

Width = Callable[[str, float], float]
LEADING = 1.25
MARGIN = 30.0
_GUTTER = 4.0
_NUMBER = re.compile(r"[0-9０-９,.，．%％]+")
_NEVER_FIRST = "、。，．）」』】％%,.0123456789０１２３４５６７８９"


@dataclass(frozen=True)
class Run:
    """A piece of text: left edge, baseline, size."""

    x: float
    y: float
    size: float
    words: str
    white: bool = False


@dataclass(frozen=True)
class Area:
    """A rectangle: of a cell, of a banner, of a plot."""

    x0: float
    top: float
    x1: float
    bottom: float
    kind: str


@dataclass
class Sheet:
    """One page, placed."""

    runs: list[Run] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    number: int | None = None


def page_size(style: Style) -> tuple[float, float]:
    """Width and height as a reader sees them, points: the original's slide, or A4 upright."""
    return (779.5, 540.0) if style.orientation == "landscape" else (595.0, 842.0)


def wrapped(words: str, size: float, room: float, width: Width) -> list[str]:
    """Lines that fit, broken between any two characters but never inside a number."""
    lines = []
    for wanted in words.split("\n"):
        line = ""
        for character in wanted:
            if line and width(line + character, size) > room:
                keep = len(line)
                while character in _NEVER_FIRST and keep > 1 and line[keep - 1] in _NEVER_FIRST:
                    keep -= 1
                if character in _NEVER_FIRST:
                    keep -= 1
                keep = keep if keep > 0 else len(line)
                lines.append(line[:keep])
                line = line[keep:]
            line += character
        lines.append(line)
    return lines


class Flow:
    """Puts blocks on sheets, and starts a new sheet where they do not fit.

    Attributes:
        sheets: What was placed so far, a page each.
        printed_on: Grid name -> the page, from 1, on which it ends first.
    """

    def __init__(self, style: Style, width: Width) -> None:
        self.style, self.width = style, width
        self.page_width, self.page_height = page_size(style)
        self.sheets: list[Sheet] = []
        self.sheet = Sheet()
        self.printed_on: dict[str, int] = {}

    def page(self, page: Page, number: int) -> None:
        """Place one page's blocks."""
        self._new()
        self.sheet.number = number if page.numbered or self.style.folio == "foot" else None
        y = MARGIN
        for block in page.blocks:
            y = self._block(block, MARGIN, self.page_width - 2 * MARGIN, y)

    def _new(self) -> float:
        self.sheet = Sheet()
        self.sheets.append(self.sheet)
        return MARGIN

    def _block(self, block: object, x: float, room: float, y: float) -> float:
        """Place one block and return where the next may begin."""
        if isinstance(block, Text):
            return self._text(block, x, room, y)
        if isinstance(block, Grid):
            return self._grid(block, x, room * block.width, y + 6)
        if isinstance(block, Chart):
            return self._chart(block, x, room, y + 8)
        assert isinstance(block, Columns)
        half, ends = (room - 12) / 2, []
        for index, stack in enumerate((block.left, block.right)):
            below = y
            for inner in stack:
                below = self._block(inner, x + index * (half + 12), half, below)
            ends.append(below)
        return max(ends)

    def _text(self, text: Text, x: float, room: float, y: float) -> float:
        lines = wrapped(text.words, text.size, room - 8, self.width)
        y += text.before
        if y + len(lines) * text.size * LEADING > self.page_height - MARGIN:
            y = self._new()
        if text.banner:
            self.sheet.areas.append(Area(x, y, x + room, y + len(lines) * text.size * LEADING + 4, "banner"))
        for line in lines:
            free = room - 8 - self.width(line, text.size)
            left = x + 4 + {"left": 0.0, "center": free / 2, "right": free}[text.align]
            self.sheet.runs.append(Run(left, y + text.size, text.size, line, white=text.banner))
            y += text.size * LEADING
        return y + (5 if text.banner else 0)

    def _chart(self, chart: Chart, x: float, room: float, y: float) -> float:
        step = room / len(chart.labels)
        self.sheet.areas.append(Area(x, y, x + room, y + 120, "plot"))
        self.sheet.runs.append(Run(x + room * 0.8, y + 40, 8, chart.value))
        for index, label in enumerate(chart.labels):
            self.sheet.runs.append(Run(x + index * step + 2, y + 132, 7, label))
        return y + 140

    def _grid(self, grid: Grid, x: float, room: float, y: float) -> float:
        """Title, caption, cells and notes of one table; only the indicator tables run over several sheets."""
        table = Lattice(grid, self.style, self.width, x, room)
        above = sum(size * LEADING + 2 for words, size in ((grid.title, 9.0), (grid.caption, 7.0)) if words)
        room_left, whole_sheet = (self.page_height - MARGIN - at - above for at in (y, MARGIN))
        if grid.name != "kpi" and table.cut(room_left) is not None and table.cut(whole_sheet) is None:
            y = self._new()
        for words, align in ((grid.title, "left"), (grid.caption, "right")):
            if words:
                size = 9.0 if align == "left" else 7.0
                left = x if align == "left" else x + room - self.width(words, size)
                self.sheet.runs.append(Run(left, y + size, size, words))
                y += size * LEADING + 2
        at = table.cut(self.page_height - MARGIN - y)
        if grid.breaks and (at is None or at > grid.breaks[0]):
            at = grid.breaks[0]
        if at is not None:
            if at > grid.headers:
                first, rest = split(grid, at)
                Lattice(first, self.style, self.width, x, room).place(self.sheet, y)
                return self._grid(rest, x, room, self._new())
            return self._grid(grid, x, room, self._new())
        self.printed_on.setdefault(grid.name, len(self.sheets))
        y = table.place(self.sheet, y) + 2
        for note in grid.notes:
            for line in wrapped(note, 6, room, self.width):
                self.sheet.runs.append(Run(x, y + 6, 6, line))
                y += 6 * LEADING
        return y + 4


def fitted(grid: Grid, style: Style, width: Width, room: float) -> float:
    """The wanted text size of a table, or the largest at which no number or year has to be broken.

    Args:
        grid: The table.
        style: The look.
        width: Width of a text at a size, points.
        room: Width of the table, points.
    """
    size = style.size if grid.name != "kpi" else min(style.size, 7.0)
    for cell in grid.cells:
        if cell.kind not in ("number", "header") or cell.columns > 1:
            continue
        own = room * grid.weights[cell.column] / sum(grid.weights)
        whole = cell.text.split("\n") if grid.name != "kpi" else _NUMBER.findall(cell.text)
        for line in whole:
            if line:  # one em stays free, so that neighbours do not touch where nothing is drawn between
                needed = width(line, 1.0)
                size = min(size, own / (needed + 1.0), (own - _GUTTER) / needed)
    return size


class Lattice:
    """One grid's columns and rows in points."""

    def __init__(self, grid: Grid, style: Style, width: Width, x: float, room: float) -> None:
        self.grid, self.style, self.width = grid, style, width
        self.padding = 2.0 if style.rules == "grid" else 2.4
        total = sum(grid.weights)
        self.edges = [x]
        for weight in grid.weights:
            self.edges.append(self.edges[-1] + room * weight / total)
        self.size = fitted(grid, style, width, room)
        self.lines = {id(cell): self._wrap(cell) for cell in grid.cells}
        self.heights = self._heights()

    def _room(self, cell: Cell) -> float:
        return self.edges[cell.column + cell.columns] - self.edges[cell.column] - _GUTTER + 1e-6

    def _wrap(self, cell: Cell) -> list[str]:
        return wrapped(cell.text, self.size, self._room(cell), self.width)

    def _heights(self) -> list[float]:
        """Row heights: each row fits its own cells, and spans share what they still need."""
        need = {
            id(cell): len(self.lines[id(cell)]) * self.size * LEADING + 2 * self.padding for cell in self.grid.cells
        }
        heights = [0.0] * self.grid.rows
        for cell in self.grid.cells:
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], need[id(cell)])
        for cell in self.grid.cells:
            span = range(cell.row, cell.row + cell.rows)
            missing = need[id(cell)] - sum(heights[row] for row in span)
            if missing > 0:
                for row in span:
                    heights[row] += missing / cell.rows
        return heights

    def cut(self, room: float) -> int | None:
        """First row that does not fit into ``room`` points, or None where all do."""
        used = 0.0
        for row, height in enumerate(self.heights):
            used += height
            if used > room:
                return row
        return None

    def place(self, sheet: Sheet, top: float) -> float:
        """Put every cell on the sheet and return the bottom edge."""
        tops = [top]
        for height in self.heights:
            tops.append(tops[-1] + height)
        for cell in self.grid.cells:
            x0, x1 = self.edges[cell.column], self.edges[cell.column + cell.columns]
            y0, y1 = tops[cell.row], tops[cell.row + cell.rows]
            sheet.areas.append(Area(x0, y0, x1, y1, cell.kind))
            lines = self.lines[id(cell)]
            high = len(lines) * self.size * LEADING
            y = {"top": y0 + self.padding, "bottom": y1 - self.padding - high}.get(cell.valign, (y0 + y1 - high) / 2)
            for line in lines:
                free = x1 - x0 - _GUTTER - self.width(line, self.size)
                left = x0 + 2 + {"left": 0.0, "center": free / 2, "right": free}[cell.align]
                if line.strip():
                    sheet.runs.append(Run(left, y + self.size, self.size, line))
                y += self.size * LEADING
        return tops[-1]
