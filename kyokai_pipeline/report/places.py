"""Rules on where a number stands that say it is no fact; named in vocabulary/roles.yml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.vocabulary.prose import role_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Line, Word
    from kyokai_pipeline.report.numbers import Placed

EDGE = 0.07
"""A page number stands within this share of the height from the upper or lower side."""
AXIS = 5
"""An axis has at least this many years or months."""


def page_number(number: Placed, page: PdfPage) -> bool:
    """A whole number without unit, alone at the foot or head of the page and beyond all other text."""
    if not re.fullmatch(r"[-‐―—~]?\d{1,4}[-‐―—~]?", number.paragraph.folded):
        return False
    middle = (number.figure.box[1] + number.figure.box[3]) / 2
    own = {id(word) for segment in number.paragraph.segments for word in segment.words}
    others = [word.y for line in page.lines for word in line.words if id(word) not in own]
    at_foot = middle > (1 - EDGE) * page.height and all(y < middle - 1 for y in others)
    at_head = middle < EDGE * page.height and all(y > middle + 1 for y in others)
    return at_foot or at_head


def axis_label(number: Placed, page: PdfPage) -> bool:
    """The only number over an axis: nothing else on its line, and no other number down to a row of years or months."""
    words = [word for segment in number.paragraph.segments for word in segment.words]
    if not number.paragraph.is_cell or len(words) > 1:
        return False
    line = next(line for line in page.lines if words[0] in line.words)
    if len(line.words) > 1:
        return False
    for axis in (below for below in page.lines if below.base > line.base):
        periods = [word for word in axis.words if _is_period(word)]
        if len(periods) >= AXIS:
            return periods[0].x0 <= line.words[0].x <= periods[-1].x1
        if any(_is_number(word, axis) for word in axis.words if word.x1 > line.box[0] and word.x0 < line.box[2]):
            return False
    return False


PLACES: dict[str, Callable[[Placed, PdfPage], bool]] = {"page_number": page_number, "axis_label": axis_label}
"""Name in roles.yml -> predicate."""


def _is_period(word: Word) -> bool:
    label = next(rule for rule in role_rules() if rule.role == "label")
    return any(pattern.fullmatch(canonical(word.text)) for pattern in label.word)


def _is_number(word: Word, line: Line) -> bool:
    return word in line.words and bool(re.fullmatch(r"[(▲△-]*[\d,.]+.{0,3}", canonical(word.text)))
