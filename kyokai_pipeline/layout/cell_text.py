"""What one cell of a table says: numbers outside and inside brackets, each with its glyphs.

Belongs here: splitting a cell's glyphs into printed numbers. Does not belong here: which row or column it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Printed, Unit, parse_number, parse_unit
from kyokai_pipeline.japanese.text import canonical, restore
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph

_OPEN, _CLOSE = "(（[［〔", ")）]］〕"


@dataclass(frozen=True, eq=False)
class Piece:
    """Part of a cell: its glyphs, whether they stand in brackets, and a name printed before a colon."""

    glyphs: tuple[Glyph, ...]
    bracketed: bool
    name: str = ""

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.glyphs)

    def number(self, unit: Unit | None = None) -> Reading:
        """The piece as a printed number.

        Raises:
            NotANumber: It is none.
        """
        return Reading(parse_number(self.text, unit), self.glyphs)


@dataclass(frozen=True, eq=False)
class Reading:
    """A printed number and the glyphs it was read from."""

    printed: Printed
    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.glyphs)


def pieces_of(words: Sequence[Word]) -> list[Piece]:
    """Split a cell into bracketed pieces and bare pieces, in reading order.

    A bracket may close with the other width, （2.1%) , and may span lines. A bare piece is one word, or words that
    only together are a number (3,955 万 9 千人; 70,000 over 事業所).
    """
    pieces: list[Piece] = []
    bare: list[list[Glyph]] = []
    inside: list[Glyph] | None = None
    for line in lines_of(words):
        for word in line.words:
            fresh = True
            for glyph in word.glyphs:
                if inside is None and glyph.char in _OPEN:
                    inside = []
                elif inside is not None and glyph.char in _CLOSE:
                    pieces.append(_bracketed(inside))
                    inside, fresh = None, True
                elif inside is not None:
                    inside.append(glyph)
                elif fresh:
                    bare.append([glyph])
                    fresh = False
                else:
                    bare[-1].append(glyph)
    if inside is not None:
        pieces.append(_bracketed(inside))
    return [Piece(tuple(glyphs), False) for glyphs in _joined(bare)] + pieces


def items(lines: Sequence[Line]) -> str:
    """The entries of a cell of text, one a line, bullets left out; words keep the visible gap between them."""
    found: list[str] = []
    for line in lines:
        text = " ".join(restore(word.text) for word in line.words)
        if text.startswith(("・", "･", "●", "○")) or not found:
            found.append(text.lstrip("・･●○ "))
        else:
            found[-1] += text
    return "\n".join(found)


def _bracketed(glyphs: list[Glyph]) -> Piece:
    """提出率：92.3% -> name and number."""
    colon = next((i for i, glyph in enumerate(glyphs) if glyph.char in ":："), None)
    if colon is None:
        return Piece(tuple(glyphs), True)
    return Piece(tuple(glyphs[colon + 1 :]), True, canonical("".join(g.char for g in glyphs[:colon])))


def _joined(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join runs that are no number by themselves with their neighbours, if the whole is one."""
    joined: list[list[Glyph]] = []
    for run in runs:
        if joined and not (_reads(run) and _reads(joined[-1])):
            together = joined[-1] + run
            if _reads(together) or not _reads(joined[-1]):
                joined[-1] = together
                continue
        joined.append(run)
    return joined


def _reads(glyphs: Sequence[Glyph]) -> bool:
    text = "".join(glyph.char for glyph in glyphs)
    try:
        parse_number(text)
    except NotANumber:
        return False
    return True


def ends_of_numbers(words: Sequence[Word], above: Sequence[Line]) -> bool:
    """Whether each word ends the unit of what stands over it: 所 under 94,740事業."""

    def ends(word: Word, over: Word) -> bool:
        apart = over.x1 <= word.x0 or word.x1 <= over.x0
        return not apart and not _reads(over.glyphs) and _reads((*over.glyphs, *word.glyphs))

    return all(any(ends(word, over) for line in above for over in line.words) for word in words)


def looks_numeric(word: Word, placeholders: frozenset[str]) -> bool:
    """Whether a word can be (part of) the content of a number cell: digits, a sign, brackets, a unit, a placeholder."""
    return _is_numeric(word.plain, placeholders)


@lru_cache(maxsize=4096)
def _is_numeric(text: str, placeholders: frozenset[str]) -> bool:
    if text in placeholders or text.strip("()[]") in placeholders:
        return True
    if re.fullmatch(r"[()\[\]]*[▲△▼-]?|[兆億万千,.]+", text) or parse_unit(text.strip("()")):
        return True
    if re.fullmatch(r"[^:]{1,8}:", text.lstrip("([")):
        return True
    inner = re.sub(r"^[(\[](?:[^():]{1,10}:)?", "", text).rstrip(")]")
    return inner in placeholders or bool(
        re.fullmatch(
            r"(?:約)?[▲△▼+-]?[\d,.兆億万千]*\d[\d,.兆億万千]*(?:[^\d()、。年月日度条項のをがに]{1,5})?(?:\(.*)?",
            inner,
        )
    )


def numeric_line(line: Line, placeholders: frozenset[str]) -> bool:
    """Whether a line holds nothing but the contents of number cells, at least one of them a number."""
    return all(looks_numeric(word, placeholders) for word in line.words) and any(
        any(c.isdigit() for c in word.folded) or word.plain in placeholders for word in line.words
    )
