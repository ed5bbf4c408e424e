"""The number of a page, printed alone at its head or foot: no table and no sentence has a part in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Line

EDGE = 0.07
"""A page number stands within this share of the height from the upper or lower side."""
_ALONE = re.compile(r"[-‐―—~]?\d{1,4}[-‐―—~]?")


def is_page_number(text: str) -> bool:
    """13, - 13 -; folded text."""
    return _ALONE.fullmatch(text) is not None


def page_number_lines(page: PdfPage) -> list[Line]:
    """The first and the last line of a page, if they hold nothing but a number and stand at the edge."""
    lines = page.lines
    edges = lines[:1] * (bool(lines) and lines[0].y < EDGE * page.height)
    edges += lines[-1:] * (bool(lines) and lines[-1].y > (1 - EDGE) * page.height)
    return [line for line in edges if is_page_number(line.folded)]
