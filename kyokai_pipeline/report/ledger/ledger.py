"""The ledger: every number printed on every page, and which fact each one is.

The ledger is built from the text layer alone. Facts, read by the table readers, then claim their figures by position:
a fact without a figure, or two facts with one, is an error. A role (why a number is no fact) yields to a claim.
Does not belong here: reading tables, finding numbers (numbers.py), the rules of the roles (roles.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.report.ledger.printed_numbers import Figure, Placed, digits_of, find_numbers, numbers_aside
from kyokai_pipeline.report.ledger.roles import assign_roles
from kyokai_pipeline.report.ledger.value_marks import mark_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.layout.overleaf import Overleaf
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.text.paragraphs import Paragraph

AGREES, NOT_CHECKED = "agrees", "not_checked"
"""What ``seen`` says of a fact: its digits look like what they claim; nobody looked, or they look like nothing else."""
READER, HAND = "reader", "hand"
"""What ``read_by`` says of a fact: it was read from the layout, or entered by a person and found on the page."""
NOWHERE = 0
"""No page has this number."""
FOLLOWS = "前年度との差・比。同じ行の数値から計算できる。 / Change or ratio on the year before, as its row has it."
QUOTED = "core.{table} の文言の一部。文言ごと収めてある。 / Part of a text that core.{table} keeps as printed."


@dataclass(eq=False)
class Claim:
    """A fact asks for the figure that it was read from; ``figure_id`` is filled in by ``Ledger.settle``.

    Attributes:
        quoted: Glyphs of the cells that the fact's row keeps as text, such as an indicator's statement.
        follow: Glyphs of numbers beside it that follow from it and another fact of its row (増減).
        entered: Where a person entered it; None where the reader read it.
    """

    page: int
    reading: Reading
    table: str
    figure_id: str = ""
    quoted: tuple[Glyph, ...] = ()
    follow: tuple[Glyph, ...] = ()
    entered: Transcription | None = None


class Ledger:
    """All figures of an edition."""

    def __init__(self, edition_id: str) -> None:
        self.edition_id = edition_id
        self.figures: list[Figure] = []
        self._moved: dict[tuple[int, Glyph], tuple[int, Glyph]] = {}

    def add_page(self, page: PdfPage, paragraphs: Sequence[Paragraph]) -> list[Placed]:
        """Find the numbers of one page, line by line, and say of each why it is no fact, where a rule does.

        Args:
            page: The page.
            paragraphs: All its text (``flow.read_flow``).
        """
        found = find_numbers(page, paragraphs)
        mark_figures(page, found)
        figures = [placed.figure for placed in found] + numbers_aside(page)
        for count, figure in enumerate(figures, 1):
            figure.figure_id = f"{self.edition_id}:p{page.number:02d}:{count:04d}"
        assign_roles(page, found)
        self.figures.extend(figures)
        return found

    def joined(self, pages: Overleaf) -> None:
        """Pages were read as one: what a table claims of it stands where the print stands.

        A glyph that stands at one place of two such pages, and at two in print, is nowhere: who claims it is refused.
        """
        for glyph, place in pages.moved.items():
            if self._moved.setdefault((pages.number, glyph), place) != place:
                self._moved[(pages.number, glyph)] = (NOWHERE, glyph)

    def printed_at(self, page: int, glyph: Glyph) -> tuple[int, Glyph]:
        """The page on which a glyph is printed, and its place there."""
        return self._moved.get((page, glyph), (page, glyph))

    def unexplained(self) -> list[Figure]:
        """Figures that are no fact and that no rule explains."""
        return [figure for figure in self.figures if figure.fact is None and figure.role is None]

    def settle(self, claims: Sequence[Claim]) -> None:
        """Give every claim its figure.

        Raises:
            ReportError: The text layer holds no such number at the fact's place, or another fact has it already.
        """
        by_digits: dict[tuple[int, Glyph], Figure] = {}
        for figure in self.figures:
            for glyph in digits_of(figure.glyphs):
                by_digits[(figure.page, glyph)] = figure
        for claim in claims:
            glyphs = [self.printed_at(claim.page, glyph) for glyph in claim.reading.glyphs]
            digits = [place for place in glyphs if digits_of([place[1]])]
            claimed = _figure_of(digits, by_digits) or self._over_lines(claim, digits, by_digits)
            if claimed.fact is not None:
                raise _claimed_twice(claim, claimed)
            claimed.fact, claimed.printed, claimed.entered = claim.table, claim.reading.printed, claim.entered
            claimed.glyphs, claimed.text = tuple(glyph for _, glyph in glyphs), claim.reading.printed.text
            claim.figure_id = claimed.figure_id
        self._explain_beside(claims)

    def _over_lines(
        self, claim: Claim, digits: Sequence[tuple[int, Glyph]], by_digits: dict[tuple[int, Glyph], Figure]
    ) -> Figure:
        """The one figure that the figures of a fact become where a line ends in its comma or point: 94, over 740.

        Raises:
            ReportError: The text layer holds no such number, or a line ends elsewhere in it: these may be two.
        """
        parts = list(dict.fromkeys(figure for place in digits if (figure := by_digits.get(place))))
        ends = _ends_of_lines(claim.reading.glyphs)
        if not ends or not _are_all_of(parts, digits):
            raise refuse("fact_without_figure", _where(claim))
        if len(parts) != len(ends) + 1 or not {glyph.folded for glyph in ends} <= {",", "."}:
            raise refuse("number_over_lines", _where(claim))
        self.figures = [figure for figure in self.figures if figure not in parts[1:]]
        by_digits.update(dict.fromkeys(digits, parts[0]))
        return parts[0]

    def _explain_beside(self, claims: Sequence[Claim]) -> None:
        """Numbers that a fact's row keeps as text, or that follow from it: every digit alike, wherever lines break."""
        place = self.printed_at
        why = {place(c.page, glyph): ("quoted", QUOTED.format(table=c.table)) for c in claims for glyph in c.quoted}
        why |= {place(c.page, glyph): ("derived", FOLLOWS) for c in claims for glyph in c.follow}
        for figure in self.unexplained():
            found = {why.get((figure.page, glyph)) for glyph in digits_of(figure.glyphs)}
            if len(found) == 1 and (reason := found.pop()):
                figure.role, figure.reason = reason

    def glyph_boxes(self) -> dict[str, tuple[Box, ...]]:
        """Id of every figure that is a fact -> the boxes of its printed characters."""
        return {figure.figure_id: figure.boxes for figure in self.figures if figure.fact is not None}

    def rows(self) -> list[dict[str, Any]]:
        """Rows of ``evidence.figure``; what is part of a name (資料１－６) has no value: its －６ is no minus six."""
        return [
            {
                "figure_id": figure.figure_id,
                "edition_id": self.edition_id,
                "page": figure.page,
                **dict(zip(("x0", "top", "x1", "bottom"), (round(v, 2) for v in figure.box), strict=True)),
                "printed": figure.text,
                "value": read.value if (read := figure.number) else None,
                "unit": read.unit if read else None,
                "quantum": read.quantum if read else None,
                **_standing(figure),
            }
            for figure in self.figures
        ]


def _figure_of(digits: Sequence[tuple[int, Glyph]], by_digits: Mapping[tuple[int, Glyph], Figure]) -> Figure | None:
    """The one figure that consists of some digits, no more and no fewer."""
    found = {figure for place in digits if (figure := by_digits.get(place)) is not None}
    figure = found.pop() if len(found) == 1 else None
    if figure is None or {(figure.page, glyph) for glyph in digits_of(figure.glyphs)} != set(digits):
        return None
    return figure


def _standing(figure: Figure) -> dict[str, Any]:
    """Of a fact, who read it; of any other figure, why it is none. How a fact looks is said later (seen)."""
    entered, is_fact = figure.entered, figure.fact is not None
    return {
        "role": "fact" if is_fact else figure.role,
        "core_table": figure.fact,
        "reason": None if is_fact else figure.reason,
        "marks": figure.marks,
        "read_by": (HAND if entered else READER) if is_fact else None,
        "entered_by": entered.by if entered else None,
        "entered_on": entered.at if entered else None,
        "seen": NOT_CHECKED if is_fact else None,
        "engines_agree": False if is_fact else None,
    }


def unexplained_figure(figure: Figure) -> ReportError:
    """A number that is neither a fact nor explained: a warning, so that whoever adds an edition has a look."""
    return refuse("unexplained_figure", Where(page=figure.page, box=figure.box, printed=figure.text))


def _are_all_of(figures: Sequence[Figure], digits: Sequence[tuple[int, Glyph]]) -> bool:
    """Whether some figures, of which none is a fact yet, consist of some digits, no more and no fewer."""
    own = {(figure.page, glyph) for figure in figures for glyph in digits_of(figure.glyphs)}
    return own == set(digits) and all(figure.fact is None for figure in figures)


def _ends_of_lines(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Of a number on several lines, the last glyph of each line before the last one with digits."""
    last = glyphs.index(digits_of(glyphs)[-1])
    return [one for one, other in pairwise(glyphs[: last + 1]) if other.base - one.base > other.size / 2]


def _claimed_twice(claim: Claim, figure: Figure) -> ReportError:
    return refuse("figure_claimed_twice", _where(claim), first=figure.fact, second=claim.table)


def _where(claim: Claim) -> Where:
    return Where(page=claim.page, box=claim.reading.box, printed=claim.reading.printed.text)
