"""Words and ruled tables set by hand: half-width characters are half as wide as full-width ones."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.glyphs import Glyph
from kyokai_pipeline.pdf.words import Word, words_of

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class NumberTable:
    """A ruled table with a number in each cell; its lower left corner and the size of its cells, in points."""

    rows: int
    columns: int
    left: float
    bottom: float
    width: float
    height: float

    def draw(self, canvas: Canvas) -> None:
        """Rules first, then the numbers, row by row from the top."""
        canvas.setFont("Helvetica", 9)
        across = [self.left + self.width * i for i in range(self.columns + 1)]
        down = [self.bottom + self.height * i for i in range(self.rows + 1)]
        for x in across:
            canvas.line(x, down[0], x, down[-1])
        for y in down:
            canvas.line(across[0], y, across[-1], y)
        for row, column in itertools.product(range(self.rows), range(self.columns)):
            canvas.drawRightString(
                across[column + 1] - 4, down[self.rows - 1 - row] + self.height / 3, self.number(row, column)
            )

    @property
    def numbers(self) -> list[list[str]]:
        """What is printed, row by row."""
        return [[self.number(row, column) for column in range(self.columns)] for row in range(self.rows)]

    def number(self, row: int, column: int) -> str:
        """What is printed in one cell."""
        return f"{1000 * (row + 1) + 37 * column:,}"


def glyphs(text: str, x: float, base: float, size: float = 8.0) -> list[Glyph]:
    """One line; a blank leaves room."""
    found = []
    for char in text:
        width = size * (0.5 if char.isascii() or char in "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾" else 1.0)
        if not char.isspace():
            found.append(Glyph(char, x, x + width, base, size))
        x += width
    return found


def words(*lines: tuple[str, float, float] | tuple[str, float, float, float]) -> list[Word]:
    """The words of a page: text, x, baseline and, where it is not 8, size of each line."""
    return words_of([glyph for line in lines for glyph in glyphs(*line)])
