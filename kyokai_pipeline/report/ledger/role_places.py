"""Rules on where a number stands that say it is no fact; named in vocabulary/roles.yml."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.heads import follow_on
from kyokai_pipeline.layout.page_numbers import EDGE, is_page_number
from kyokai_pipeline.report.ledger.value_marks import is_alone
from kyokai_pipeline.report.tables.models import read_bare_year
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.vocabulary.prose import role_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Line, Word
    from kyokai_pipeline.report.ledger.printed_numbers import Placed

AXIS = 5
"""An axis has at least this many years or months."""
AWAY = 10
"""Text beside the number of a page keeps away from it by at least so many sizes."""
LABEL_LINES = 3
"""A label is broken over at most this many lines more."""
_FEW_DIGITS = re.compile(r"\D*\d{1,4}\D*")


def page_number(number: Placed, page: PdfPage) -> bool:
    """A whole number without unit, alone at the foot or head of the page and beyond all other text.

    The one that counts this very page may share its line with text that keeps far away.
    """
    if not is_page_number(number.paragraph.folded):
        return False
    middle, own = (number.figure.box[1] + number.figure.box[3]) / 2, set(number.paragraph.words)
    others = [word for word in page.words if word not in own]
    if int(re.sub(r"\D", "", number.paragraph.folded)) == page.number:
        others = [word for word in others if not _stands_far_aside(word, number.figure.box)]
    at_foot = middle > (1 - EDGE) * page.height and all(word.y < middle - 1 for word in others)
    at_head = middle < EDGE * page.height and all(word.y > middle + 1 for word in others)
    return at_foot or at_head


def _stands_far_aside(word: Word, box: Box) -> bool:
    """Whether a word shares the line of a box and keeps away from it."""
    x0, top, x1, bottom = box
    size = bottom - top
    level = abs(word.y - (top + bottom) / 2) <= size
    return level and (word.x1 <= x0 - AWAY * size or x1 + AWAY * size <= word.x0)


def axis_label(number: Placed, page: PdfPage) -> bool:
    """The only number over an axis: nothing else on its line, and no other number down to a row of years or months."""
    words = number.paragraph.words
    if not number.paragraph.is_cell or len(words) > 1:
        return False
    line = next(line for line in page.lines if words[0] in line.words)
    return len(line.words) == 1 and _over_axis(line, page)


def _over_axis(line: Line, page: PdfPage) -> bool:
    """Whether a row of years or months stands under the one word of a line, with no number between."""
    for axis in (below for below in page.lines if below.base > line.base):
        periods = [word for word in axis.words if _is_period(word)]
        if len(periods) >= AXIS:
            return periods[0].x0 <= line.words[0].x <= periods[-1].x1
        under = [word for word in axis.words if word.x1 > line.box[0] and word.x0 < line.box[2]]
        if any(map(_is_number, under)):
            return False
    return False


def broken_label(number: Placed, page: PdfPage) -> bool:
    """Part of a year or month that is broken over lines: 2014 over （平成26） over 年度."""
    x, y = _centre(number)
    word = next((w for w in number.paragraph.words if w.x0 <= x <= w.x1 and w.top <= y <= w.bottom), None)
    if word is None or not _FEW_DIGITS.fullmatch(word.folded):
        return False
    above, below = _stacked(word, page, up=True), _stacked(word, page, up=False)
    stack, at = [*reversed(above), word, *below], len(above)
    runs = (stack[i:j] for i in range(at + 1) for j in range(max(i + 2, at + 1), len(stack) + 1))
    return any(_is_period_text("".join(part.folded for part in run)) for run in runs)


def _stacked(word: Word, page: PdfPage, *, up: bool) -> list[Word]:
    """The words right over or right under a word, the nearest first, as many as a label has lines."""
    found: list[Word] = []
    while len(found) < LABEL_LINES and (following := _next_line(found[-1] if found else word, page, up=up)):
        found.append(following)
    return found


def year_axis(number: Placed, page: PdfPage) -> bool:
    """A year without 年度 in a row of years that follow on each other: the heads of columns."""
    x, y = _centre(number)
    line = next((line for line in page.lines if line.box[1] <= y <= line.box[3] and _has(line.words, x)), None)
    if line is None or len(line.words) < AXIS:
        return False
    years = {word: year for word in line.words if (year := read_bare_year(word.folded)) is not None}
    return len(years) >= AXIS and follow_on([*years.values()]) and _has([*years], x)


def listed_mark(number: Placed, _: PdfPage) -> bool:
    """The number of a mark right behind another number: the 1 of 39,457人1), where no bracket is open."""
    text, start, end = number.paragraph.folded, number.start, number.end
    is_listed = re.fullmatch(r"[0-9]{1,2}", text[start:end]) is not None and text[end : end + 1] == ")"
    behind_a_number = re.search(r"\d(?:[人名円件社回%万億千]|事業所|支部|機関|ポイント)$", text[:start])
    return is_listed and behind_a_number is not None and is_alone(text, start)


def row_number(number: Placed, page: PdfPage) -> bool:
    """One of the numbers 1, 2, 3 … that count the rows of a table, under a head that says so (No.)."""
    if not re.fullmatch(r"[0-9]{1,2}", number.paragraph.folded[number.start : number.end]):
        return False
    heads = _heads_of_row_numbers(page)
    x, y = _centre(number)
    over = [head for head in heads if head.y < y and _has([head], x)]
    return bool(over) and _is_counted(page, max(over, key=lambda head: head.y), x, y)


def _heads_of_row_numbers(page: PdfPage) -> list[Word]:
    forms = tables().row_numbers.forms
    if not any(page.characters.issuperset(form) for form in forms):  # of most pages asked for each of their numbers
        return []
    return [word for word in page.words if word.plain in forms]


def _is_counted(page: PdfPage, head: Word, x: float, y: float) -> bool:
    """Whether nothing but 1, 2, 3 … stands under a head, down to a place; overleaf they go on from any number."""
    under = [word for word in page.words if head.y < word.y <= y + 1 and _has([word], x)]
    counted = [word.folded for word in sorted(under, key=lambda word: word.y)]
    first = int(counted[0]) if counted and counted[0].isdecimal() else 0
    return bool(counted) and counted == [str(count) for count in range(first, first + len(counted))]


def _centre(number: Placed) -> tuple[float, float]:
    x0, top, x1, bottom = number.figure.box
    return (x0 + x1) / 2, (top + bottom) / 2


def _has(words: Sequence[Word], x: float) -> bool:
    return any(word.x0 <= x <= word.x1 for word in words)


def _next_line(word: Word, page: PdfPage, *, up: bool) -> Word | None:
    """The word right over or right under a word, on the next line."""
    step = -1 if up else 1
    near = [
        other
        for line in page.lines
        if 0.6 * word.size < step * (line.base - word.base) < 2.2 * word.size
        for other in line.words
        if other.x0 < word.x1 and other.x1 > word.x0
    ]
    return min(near, key=lambda other: abs(other.base - word.base), default=None)


PLACES: dict[str, Callable[[Placed, PdfPage], bool]] = {
    "page_number": page_number,
    "axis_label": axis_label,
    "broken_label": broken_label,
    "year_axis": year_axis,
    "listed_mark": listed_mark,
    "row_number": row_number,
}
"""Name in roles.yml -> predicate."""


def _is_period(word: Word) -> bool:
    return _is_period_text(word.text)


@lru_cache(maxsize=4096)
def _is_period_text(text: str) -> bool:
    label = next(rule for rule in role_rules() if rule.role == "label")
    return any(pattern.fullmatch(canonical(text)) for pattern in label.word)


def _is_number(word: Word) -> bool:
    return bool(re.fullmatch(r"[(▲△-]*[\d,.]+.{0,3}", canonical(word.text)))
