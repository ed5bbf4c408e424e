"""What a target or result cell of an indicator says: one number and what may stand around it, or words alone.

Belongs here: the grammar of these cells. Does not belong here: which row a cell belongs to (kpi_rows.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import BASE_UNITS, NUMBER_PATTERN, NotANumber
from kyokai_pipeline.japanese.text import CIRCLED, canonical, split_enumerator
from kyokai_pipeline.layout.cell_text import Piece
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import box_around, lines_of
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.report.tables.doubts import check_whole
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import Kpi, KpiWords

_DATE = r"(?:令和|平成)?[0-9元]{1,4}年度?|[0-9]{1,2}[月日]"
_BRACKETED = rf"[(](?:{_DATE}|注[0-9]{{1,2}}|[^0-9()])+[)]"
_REMARK = re.compile(rf"(?:{_BRACKETED})*[※*]?")
"""（2024年11月末時点）: of what day the number is; （注1）: a mark. A second number in brackets is no remark."""
_AGAINST = re.compile(r"対?前年度(?:の?(?:実績|結果|数値|値))?(?:以上|以下|未満)?[(:]")
"""対前年度以上（82.10%）: what the number in the brackets is."""
_BOUND = re.compile("以上|以下|未満|超")
_AT_LEAST = ("以上", "超")
_RANGE = re.compile("[~-]")
_LOST_NUMBER = re.compile(
    rf"[一二三四五六七八九十百千万億約]*(?:{'|'.join(map(re.escape, BASE_UNITS))})|{_BOUND.pattern}|を(?:上|下)回る"
)
"""A unit or a bound without its number: the number was not read, or is written in characters."""
_WORDS = re.compile("[ぁ-んァ-ヶ一-鿿].*[ぁ-んァ-ヶ一-鿿]")


@dataclass(frozen=True)
class InCell:
    """The one number of a cell: where it begins and ends in the text, and the bound (以上) behind it."""

    begin: int
    end: int
    bound: str = ""


def number_in(text: str, kpi: Kpi, *, target: bool) -> InCell | None:
    """Where the number of a cell stands.

    Args:
        text: Of the cell, folded.
        kpi: Its indicator.
        target: Whether it is a target, which may say a bound.

    Returns:
        None where the cell has no number, or more than one that may be meant.
    """
    against = _AGAINST.match(text) if target else None
    found = NUMBER_PATTERN.match(text, against.end() if against else 0)
    if not found:
        return None
    end = found.end()
    if against and against[0].endswith("("):
        if text[end : end + 1] != ")":
            return None
        end += 1
    bound = _bound_at(text, end) if target else ""
    rest = text[end + len(bound) :]
    if _REMARK.fullmatch(rest) or (kpi.remark and not _RANGE.match(rest)):
        return InCell(found.start(), found.end(), bound)
    return None


def _bound_at(text: str, at: int) -> str:
    found = _BOUND.match(text, at)
    return found[0] if found else ""


def says_words(text: str, vocabulary: KpiWords) -> bool:
    """Whether a cell says it in words, or that nobody knows it yet: 全支部で実施, 前年度以上, 集計中, －.

    A cell with a digit does not, nor one that begins with a unit, a bound or a remark: its number was not read. A
    verdict belongs to another column.
    """
    if text in tables().placeholders or text in vocabulary.undecided.forms:
        return True
    if any(text in term.forms for term in vocabulary.statuses):
        return False
    return not any(map(str.isdigit, text)) and not _LOST_NUMBER.match(text) and _WORDS.match(text) is not None


def agrees(bound: str, direction: str) -> bool:
    """Whether a bound in a cell, if there is one, asks for what the statement asks for."""
    return not bound or (bound in _AT_LEAST) == (direction == "at_least")


def basis_of(text: str, basis: str) -> str:
    """What a target is: what the statement says, unless the cell says that there is none."""
    return "none" if canonical(text) in tables().placeholders else basis


@dataclass(frozen=True)
class KpiCell:
    """A target or result cell of a row.

    Attributes:
        words: In it.
        statement: Words of its row's statement, whose ①②③ may be said again in the cell.
        beside: The place of its row's verdict.
        direction: What the statement asks for, where the cell is a target.
    """

    page: PdfPage
    kpi: Kpi
    words: Sequence[Word]
    statement: Sequence[Word]
    beside: Box
    direction: str | None

    @property
    def name(self) -> Phrase:
        """Which of the two it is."""
        return phrase("kpi_target") if self.direction else phrase("kpi_result")

    def reading(self, vocabulary: KpiWords) -> Reading | None:
        """The number of the cell; None where it says words alone.

        Raises:
            ReportError: It is empty, holds anything else, or a number in another unit.
        """
        glyphs, text = _glyphs(self.words, self.statement), _text(self.words, self.statement)
        if self.words and says_words(canonical(text), vocabulary):
            return None
        found = number_in(text, self.kpi, target=self.direction is not None)
        if found is None:
            raise self._no_number(text)
        if self.direction and not agrees(found.bound, self.direction):
            why = phrase("kpi_cell_other_bound", cell=self.name, bound=found.bound)
            raise kpi_problems.bad_kpi_cell(self.page, self.kpi.kpi_id, why, self._box, text)
        return self._in_its_unit(_piece(glyphs, found))

    def _in_its_unit(self, piece: Piece) -> Reading:
        try:
            reading = piece.number()
        except NotANumber:
            why = phrase("kpi_cell_not_one_number", cell=self.name)
            raise kpi_problems.bad_kpi_cell(self.page, self.kpi.kpi_id, why, self._box, piece.text) from None
        printed = reading.printed
        if printed.unit not in (self.kpi.unit, *self.kpi.printed_units):
            why = phrase("kpi_cell_other_unit", cell=self.name, unit=printed.unit, wanted=self.kpi.unit)
            wrong = kpi_problems.bad_kpi_cell(self.page, self.kpi.kpi_id, why, self._box, printed.text)
            declared = f"printed_units: [{printed.unit}]  # id: {self.kpi.kpi_id}"
            raise wrong.advised("lacks_unit", file="kpis.yml", line=declared) if printed.unit else wrong
        check_whole(self.page, reading, printed.text)
        return reading

    @property
    def _box(self) -> Box:
        return box_around(self.words) if self.words else self.beside

    def _no_number(self, text: str) -> ReportError:
        """What is wrong with a cell; a remark that nobody knows can be declared, another number cannot."""
        several, empty = phrase("kpi_cell_not_one_number", cell=self.name), phrase("kpi_cell_empty", cell=self.name)
        printed = "".join(word.text for word in self.words) or None
        why = several if self.words else empty
        bad = kpi_problems.bad_kpi_cell(self.page, self.kpi.kpi_id, why, self._box, printed)
        opening = NUMBER_PATTERN.match(text)
        if opening is None or any(map(str.isdigit, text[opening.end() :])):
            return bad
        return bad.advised("lacks_remark", file="kpis.yml", line=f"remark: true  # id: {self.kpi.kpi_id}")


def unit_in(words: Sequence[Word], statement: Sequence[Word]) -> str | None:
    """The base unit of the number that opens a cell; None where no number does."""
    glyphs, text = _glyphs(words, statement), _text(words, statement)
    found = NUMBER_PATTERN.match(text)
    try:
        return _piece(glyphs, InCell(0, found.end())).number().printed.unit if found else None
    except NotANumber:
        return None


def _glyphs(words: Sequence[Word], statement: Sequence[Word]) -> list[Glyph]:
    """The glyphs of a cell without the ①②③ of its row; a ② before another row's figure is none of this row's."""
    glyphs = [glyph for line in lines_of(words) for word in line.words for glyph in word.glyphs]
    own, _ = split_enumerator("".join(line.text for line in lines_of(statement)))
    if glyphs and glyphs[0].char in CIRCLED and split_enumerator(glyphs[0].char)[0] == own:
        del glyphs[0]
    return glyphs


def _text(words: Sequence[Word], statement: Sequence[Word]) -> str:
    return "".join(glyph.folded for glyph in _glyphs(words, statement))


def _piece(glyphs: Sequence[Glyph], found: InCell) -> Piece:
    """The glyphs of a number; one glyph may fold to several characters."""
    owners = [index for index, glyph in enumerate(glyphs) for _ in glyph.folded]
    return Piece(tuple(glyphs[owners[found.begin] : owners[found.end - 1] + 1]), bracketed=False)
