"""Marks beside a number (※1, *, 1), (注), r, p, 速): which figure they mark, in a cell and in running text.

Belongs here: from marks to figures. Does not belong here: what a mark says; that stands in a note of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import SUPERSCRIPTS
from kyokai_pipeline.pdf.marks import beside, is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.report.ledger.printed_numbers import Placed

_SIGNED = rf"[{SUPERSCRIPTS}]+|※\d{{0,2}}|[*†‡]{{1,3}}\d?|[(]注\d{{0,2}}[)]|注\d{{1,2}}"
_LETTER = r"[rp](?![a-z])|速(?![報度やいく])"
_BEHIND = re.compile(rf"{_SIGNED}|{_LETTER}")
_LISTED = re.compile(r"\d{1,2}[)]")
_BEFORE = re.compile(rf"(?:{_SIGNED}|(?<![A-Za-z])[rp]|(?<![一-鿿])速)$")


def mark_figures(page: PdfPage, numbers: Sequence[Placed]) -> None:
    """Give every figure of a page the marks that stand beside it."""
    marked = {glyph: word for line in page.lines for word in line.words if word.marks for glyph in word.glyphs}
    for number in numbers:
        glyphs = number.figure.glyphs
        texts = _of_word(marked[glyphs[0]], glyphs) if glyphs and glyphs[0] in marked else []
        if not number.paragraph.is_cell and number.figure.role is None:
            texts += _in_line(number)
        number.figure.marks = " ".join(texts) or None


def _of_word(word: Word, number: Sequence[Glyph]) -> list[str]:
    """The marks of a word from left to right: of its one number all, of several those beside the number asked for."""
    found = [mark for mark in word.marks if is_value(word.folded) or beside(mark, number)]
    return [mark.text for mark in sorted(found, key=lambda mark: mark.x0)]


def _in_line(number: Placed) -> list[str]:
    """Marks of the same size right before and right behind a number of the running text."""
    text = number.paragraph.folded
    before, behind = _BEFORE.search(text, 0, number.start), _BEHIND.match(text, number.end)
    listed = _LISTED.match(text, number.end) if is_alone(text, number.end) else None
    return [found[0] for found in (before, behind, listed) if found]


def is_alone(text: str, at: int) -> bool:
    """Whether no bracket is open at a place of a text, so that 1) there closes none."""
    before = text[:at]
    return before.count("(") <= before.count(")")
