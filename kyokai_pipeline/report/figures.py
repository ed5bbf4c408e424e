"""The ledger: every number printed on every page, and which fact each one is.

The ledger is built from the text layer alone. Facts, read by the table readers, then claim their figures by position:
a fact without a figure, or two facts with one, is an error. Does not belong here: reading tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Box, ReportError
from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN, NotANumber, Printed, parse_number
from kyokai_pipeline.japanese.text import CIRCLED
from kyokai_pipeline.pdf.words import Line, Word, box_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.cells import Reading

JOIN_GAP = 0.8
"""Two words are one number across a gap of up to this share of the size, where neither is complete alone."""
_UNFINISHED = re.compile(r"[兆億万千,.▲△約-]$")
_CONTINUING = re.compile(r"[兆億万千,.%人円件社]")
_NUMBER_OR_MARK = re.compile(rf"[{CIRCLED}]|{NUMBER_PATTERN.pattern}")


@dataclass
class Figure:
    """One printed number on a page; ``fact`` is the core table that uses it."""

    page: int
    glyphs: tuple[Glyph, ...]
    printed: Printed | None
    text: str
    figure_id: str = ""
    fact: str | None = None

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.glyphs)


@dataclass(eq=False)
class Claim:
    """A fact asks for the figure that it was read from; ``figure_id`` is filled in by ``Ledger.settle``."""

    page: int
    reading: Reading
    table: str
    figure_id: str = ""


class Ledger:
    """All figures of an edition."""

    def __init__(self, edition_id: str) -> None:
        self.edition_id = edition_id
        self.figures: list[Figure] = []

    def add_page(self, page: PdfPage) -> None:
        """Find the numbers of one page, in reading order by line."""
        found = [figure for line in page.lines for figure in _figures_in(page.number, line)]
        for count, figure in enumerate(found, 1):
            figure.figure_id = f"{self.edition_id}:p{page.number:02d}:{count:04d}"
        self.figures.extend(found)

    def settle(self, claims: Sequence[Claim]) -> None:
        """Give every claim its figure.

        Raises:
            ReportError: The text layer holds no such number at the fact's place, or another fact has it already.
        """
        by_digits: dict[tuple[int, Glyph], Figure] = {}
        for figure in self.figures:
            for glyph in _digits(figure.glyphs):
                by_digits[(figure.page, glyph)] = figure
        for claim in claims:
            digits = _digits(claim.reading.glyphs)
            owners = {id(f): f for g in digits if (f := by_digits.get((claim.page, g))) is not None}
            found = list(owners.values())
            if len(found) != 1 or set(_digits(found[0].glyphs)) != set(digits):
                raise _unclaimed(claim)
            figure = found[0]
            if figure.fact is not None:
                raise _claimed_twice(claim, figure)
            figure.fact, figure.printed = claim.table, claim.reading.printed
            figure.glyphs, figure.text = claim.reading.glyphs, claim.reading.printed.text
            claim.figure_id = figure.figure_id

    def rows(self) -> list[dict[str, Any]]:
        """Rows of ``evidence.figure``."""
        return [
            {
                "figure_id": figure.figure_id,
                "edition_id": self.edition_id,
                "page": figure.page,
                **dict(zip(("x0", "top", "x1", "bottom"), (round(v, 2) for v in figure.box), strict=True)),
                "printed": figure.text,
                "value": figure.printed.value if figure.printed else None,
                "unit": figure.printed.unit if figure.printed else None,
                "quantum": figure.printed.quantum if figure.printed else None,
                "role": "fact" if figure.fact else None,
                "core_table": figure.fact,
                "reason": None,
            }
            for figure in self.figures
        ]


def _digits(glyphs: Iterable[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if any(c.isdigit() for c in glyph.folded)]


def _figures_in(page: int, line: Line) -> list[Figure]:
    figures: list[Figure] = []
    for run in _runs(line.words):
        folded, owner = "", []
        for index, glyph in enumerate(run):
            folded += glyph.folded
            owner += [index] * len(glyph.folded)
        for found in _NUMBER_OR_MARK.finditer(folded):
            glyphs = tuple(run[owner[found.start()] : owner[found.end() - 1] + 1])
            text = "".join(glyph.char for glyph in glyphs)
            figures.append(Figure(page, glyphs, _parsed(text), text))
    return figures


def _runs(words: Sequence[Word]) -> list[list[Glyph]]:
    """Words of one line, joined where a number was set with a gap inside (3,955 万 9 千人)."""
    runs: list[list[Glyph]] = []
    previous: Word | None = None
    for word in words:
        close = previous is not None and word.x0 - previous.x1 <= JOIN_GAP * max(word.size, previous.size)
        if previous and close and (_UNFINISHED.search(previous.folded) or _CONTINUING.match(word.folded)):
            runs[-1].extend(word.glyphs)
        else:
            runs.append(list(word.glyphs))
        previous = word
    return runs


def _parsed(text: str) -> Printed | None:
    """The number; None for an enclosed one (①), which marks something and counts nothing."""
    try:
        return parse_number(text)
    except NotANumber:
        return None


def _unclaimed(claim: Claim) -> ReportError:
    return ReportError(
        "A value read from a table is not one number in the text layer at the same place.",
        "表から読んだ値と同じ場所に、同じ数値がテキスト層にありません。",
        "Two numbers may stand too close together; look at the page beside the box.",
        "数値同士が近すぎる可能性があります。ページと枠を見比べてください。",
        page=claim.page, box=claim.reading.box, printed=claim.reading.printed.text, code="fact_without_figure",
    )  # fmt: skip


def _claimed_twice(claim: Claim, figure: Figure) -> ReportError:
    return ReportError(
        f"The same printed number was read as two facts ({figure.fact}, {claim.table}).",
        f"同じ数値が二つの事実（{figure.fact}、{claim.table}）として読まれました。",
        "One of the two tables was located wrongly; look at the page beside the box.",
        "どちらかの表の位置を誤っています。ページと枠を見比べてください。",
        page=claim.page, box=claim.reading.box, printed=claim.reading.printed.text, code="figure_claimed_twice",
    )  # fmt: skip
