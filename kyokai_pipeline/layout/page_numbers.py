"""The number of a page, printed alone at its head or foot: no table and no sentence has a part in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Line

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word

EDGE = 0.07
"""A page number stands within this share of the height from the upper or lower side."""
APART = 2.0
"""A page number on a line with other text stands this many sizes away from it."""
_ALONE = re.compile(r"[-‐―—~]?\d{1,4}[-‐―—~]?")
_DASHED = re.compile(r"[-‐―—~]\d{1,4}[-‐―—~]")


def is_page_number(text: str) -> bool:
    """13, - 13 -; folded text."""
    return _ALONE.fullmatch(text) is not None


def page_number_lines(page: PdfPage) -> list[Line]:
    """What stands at the upper or lower edge of a page and is its number.

    Either the outermost line holds nothing else, or a number in dashes (- 13 -) keeps away from the other words.
    """
    edge = EDGE * page.height
    lines = [line for line in page.lines if line.y < edge or line.y > page.height - edge]
    alone = [line for line in (*page.lines[:1], *page.lines[-1:]) if line in lines and is_page_number(line.folded)]
    parts = (part for line in lines if line not in alone for part in runs_of(line))
    return alone + [part for part in parts if _DASHED.fullmatch(part.folded)]


def runs_of(line: Line) -> list[Line]:
    """The runs of a line that wide gaps part."""
    runs: list[list[Word]] = [[]]
    for word in line.words:
        if runs[-1] and word.x0 - runs[-1][-1].x1 > APART * line.size:
            runs.append([])
        runs[-1].append(word)
    return [Line(tuple(run)) for run in runs]
