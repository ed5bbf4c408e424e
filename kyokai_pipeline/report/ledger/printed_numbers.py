"""Finding every printed number on a page: on each line, and across the lines of a paragraph.

Belongs here: where a number begins and ends. Does not belong here: what it means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN, NotANumber, Printed, parse_number
from kyokai_pipeline.japanese.text import CIRCLED, fold_char, restore
from kyokai_pipeline.pdf.words import Line, Word, united
from kyokai_pipeline.vocabulary.prose import aside_reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.text.paragraphs import Paragraph

JOIN_GAP = 0.8
"""Two words are one number across a gap of up to this share of the size, where neither is complete alone."""
_UNFINISHED = re.compile(r"[兆億万千,.▲△約-]$")
_CONTINUING = re.compile(r"[兆億万千,.%人円件社]")
_MARK = re.compile(r"[※*]\d{1,2}|注\d{1,2}|[(]?\d{1,2}[)]")
_UNIT_SIGN = re.compile(r"[a-z]+[23]")
"""㎡ and ㎥ are one glyph each and no number."""
_NUMBER_OR_MARK = re.compile(rf"[{CIRCLED}]|{NUMBER_PATTERN.pattern}")


NAMES = ("document_number", "address")
"""Roles of digits that are part of a name: a dash before them is no sign."""


@dataclass(eq=False)
class Figure:
    """One printed number on a page.

    Attributes:
        fact: The core table that uses it.
        role: Why it is no fact; None where no rule says so.
        reason: What the rule of that role matches, Japanese and English.
        marks: What is printed beside it to mark it (※1, r), as printed; None where nothing is.
        entered: Where a person entered the fact; None where the reader read it.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    printed: Printed | None
    text: str
    figure_id: str = ""
    fact: str | None = None
    role: str | None = None
    reason: str | None = None
    marks: str | None = None
    entered: Transcription | None = None
    _boxes: tuple[Box, ...] = ()
    _around: tuple[tuple[Glyph, ...], Box] | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The box of each of its characters: x0, top, x1, bottom."""
        return self._boxes or tuple(glyph.box for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom; worked out anew where a claim has changed the glyphs."""
        if self._around is None or self._around[0] is not self.glyphs:
            self._around = (self.glyphs, united(self.boxes))
        return self._around[1]

    @property
    def number(self) -> Printed | None:
        """What it is worth; None where its digits only name something."""
        return None if self.role in NAMES and self.fact is None else self.printed

    def seal(self) -> None:
        """Keep the place and let the glyphs go: no table can claim this figure."""
        self._boxes, self.glyphs = self.boxes, ()

    @property
    def digits(self) -> list[Glyph]:
        """Its digits, or the mark that it is."""
        return digits_of(self.glyphs) or list(self.glyphs)


@dataclass(frozen=True, eq=False)
class Placed:
    """A number in its paragraph: ``start`` and ``end`` in the folded text."""

    figure: Figure
    paragraph: Paragraph
    start: int
    end: int


def digits_of(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs that are digits."""
    return [glyph for glyph in glyphs if _has_digit(glyph.char)]


@lru_cache(maxsize=8192)
def _has_digit(char: str) -> bool:
    """Most characters fold to one; ㋀ folds to two."""
    return any(map(str.isdigit, fold_char(char)))


@lru_cache(maxsize=8192)
def _counts(char: str) -> bool:
    """Whether a number may begin with a character: a digit, or an enclosed number."""
    return _has_digit(char) or char in CIRCLED


def find_numbers(page: PdfPage, paragraphs: Sequence[Paragraph]) -> list[Placed]:
    """Every number of a page, top to bottom, with its place in the text.

    Args:
        page: The page.
        paragraphs: All its text; a number that a line break parts from its unit is joined there.
    """
    at = {
        glyph: (paragraph, index)
        for paragraph in paragraphs
        for index, glyph in enumerate(paragraph.glyphs)
        if _counts(glyph.char)
    }
    placed: list[Placed] = []
    taken: set[Glyph] = set()
    for figure in (figure for line in page.lines for figure in _figures_in(page.number, line)):
        if figure.digits[0] in taken:
            continue
        paragraph, first = at[figure.digits[0]]
        whole = _whole(figure, paragraph, first)
        taken.update(whole.figure.digits)
        placed.append(whole)
    return placed


def numbers_aside(page: PdfPage) -> list[Figure]:
    """Every number of the text that stands aside, with the role and the reason of that text."""
    found: list[Figure] = []
    for aside in page.asides:
        owner = [box for char, box in aside.glyphs for _ in fold_char(char)]
        folded = "".join(fold_char(char) for char, _ in aside.glyphs)
        for number in _NUMBER_OR_MARK.finditer(folded):
            boxes = tuple(dict.fromkeys(owner[number.start() : number.end()]))
            figure = Figure(page.number, (), _parsed(number[0]), number[0], _boxes=boxes)
            figure.role, figure.reason = aside.role, aside_reasons()[aside.role]
            if aside.title:
                figure.reason += f" 「{restore(aside.title)}」"
            found.append(figure)
    return found


def _whole(figure: Figure, paragraph: Paragraph, first: int) -> Placed:
    """The number with what the next line of its paragraph adds to it."""
    order = paragraph.order
    known = [order[glyph] for glyph in figure.glyphs if glyph in order] or [first]
    start, end = paragraph.offsets[min(known)], paragraph.offsets[max(known) + 1]
    found = None if paragraph.is_cell else _NUMBER_OR_MARK.match(paragraph.folded, start)
    alone = Placed(figure, paragraph, start, end)
    if found is None or found.end() <= end or paragraph.folded[end - 1 : end + 1].isdigit():
        return alone
    if not _ends_line(paragraph.glyphs[max(known)], paragraph):
        return alone
    last = bisect_left(paragraph.offsets, found.end())
    joined = _figure(figure.page, paragraph.glyphs[min(known) : last])
    return alone if joined.printed is None else Placed(joined, paragraph, start, found.end())


def _ends_line(glyph: Glyph, paragraph: Paragraph) -> bool:
    return any(segment.words[-1].glyphs[-1] == glyph for segment in paragraph.segments)


def _figures_in(page: int, line: Line) -> list[Figure]:
    figures: list[Figure] = []
    for words in _runs(line.words):
        folded = "".join([word.folded for word in words])
        if not _NUMBER_OR_MARK.search(folded):
            continue
        run = [glyph for word in words for glyph in word.glyphs]
        owner = [index for index, glyph in enumerate(run) for _ in glyph.folded]
        figures += [
            _figure(page, tuple(run[owner[found.start()] : owner[found.end() - 1] + 1]))
            for found in _NUMBER_OR_MARK.finditer(folded)
            if not _UNIT_SIGN.fullmatch(run[owner[found.start()]].folded)
        ]
    return figures


def _figure(page: int, glyphs: tuple[Glyph, ...]) -> Figure:
    text = "".join(glyph.char for glyph in glyphs)
    return Figure(page, glyphs, _parsed(text), text)


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one line, joined where a number was set with a gap inside (3,955 万 9 千人)."""
    runs: list[list[Word]] = []
    previous: Word | None = None
    for word in words:
        close = previous is not None and word.x0 - previous.x1 <= JOIN_GAP * max(word.size, previous.size)
        if (
            previous
            and close
            and not _MARK.fullmatch(previous.folded)
            and (_UNFINISHED.search(previous.folded) or _CONTINUING.match(word.folded))
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
        previous = word
    return runs


def _parsed(text: str) -> Printed | None:
    """The number; None for an enclosed one (①), which marks something and counts nothing."""
    try:
        return parse_number(text)
    except NotANumber:
        return None
