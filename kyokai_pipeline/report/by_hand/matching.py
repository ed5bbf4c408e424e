"""From an entered number to the printed one: it is somewhere on the page that the line names, and it is used once.

Belongs here: which figure of the ledger an entered number is. Does not belong here: units (entered_units.py), which
column it fills (tables.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Printed, Unit, parse_number
from kyokai_pipeline.layout.cell_text import Reading
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report.by_hand.sheet_file import bad_value
from kyokai_pipeline.report.ledger.printed_numbers import digits_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.sheet_file import Line
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.printed_numbers import Figure


@dataclass(frozen=True, eq=False)
class Entered:
    """One entered number.

    Attributes:
        column: Of the file.
        text: As entered.
        unit: Of a number that is printed without its own.
        bases: Base units in which it may be printed.
        row: What its table's row is; numbers of one row stand level, or above each other in a turned table.
        series: The same for its column.
    """

    line: Line
    column: str
    text: str
    unit: Unit | None
    bases: Collection[str | None]
    row: str
    series: str

    def read(self, text: str) -> Printed | None:
        """A text as a number of this kind; None where it is none, or has no unit or another one."""
        try:
            printed = parse_number(text, self.unit)
        except NotANumber:
            return None
        return printed if printed.unit in self.bases else None


def find(
    entered: Sequence[Entered], figures: Sequence[Figure], taken: Collection[tuple[int, Glyph]], source: Transcription
) -> tuple[dict[Entered, Reading], list[ReportError]]:
    """The printed number of every entered one.

    Args:
        entered: All numbers of one table.
        figures: Every figure of the document.
        taken: Page and glyph of every digit that other tables hold.
        source: Where they were entered, for messages.

    Returns:
        What was found, and one error for each number that its page does not print, or prints too rarely.
    """
    on_page = _free(figures, taken)
    problems: list[ReportError] = []
    groups: dict[tuple[str, ...], tuple[list[Entered], list[Figure]]] = {}
    for one in entered:
        wanted = one.read(one.text)
        if wanted is None:
            problems.append(bad_value(source, one.line, one.column, _no_number(one)))
            continue
        fitting = _fitting(one, wanted, on_page[one.line.page])
        if not fitting:
            problems.append(bad_value(source, one.line, one.column, phrase("hand_not_printed", page=one.line.page)))
            continue
        groups.setdefault(tuple(figure.figure_id for figure in fitting), ([], fitting))[0].append(one)
    for users, fitting in groups.values():
        for one in users[len(fitting) :]:
            others = [user.line.number for user in users if user is not one]
            why = phrase("hand_printed_once", page=one.line.page, times=len(fitting), lines=others)
            problems.append(bad_value(source, one.line, one.column, why))
    return ({}, problems) if problems else (_assigned(list(groups.values())), [])


def _free(figures: Sequence[Figure], taken: Collection[tuple[int, Glyph]]) -> Mapping[int, Sequence[Figure]]:
    """Page -> the figures on it of which no other table holds a digit."""
    on_page: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.glyphs and not any((figure.page, glyph) in taken for glyph in digits_of(figure.glyphs)):
            on_page[figure.page].append(figure)
    return on_page


def _no_number(one: Entered) -> Phrase:
    try:
        parse_number(one.text)
    except NotANumber:
        return phrase("hand_no_number")
    return phrase("hand_no_unit", wanted=[base for base in one.bases if base])


def _fitting(one: Entered, wanted: Printed, figures: Sequence[Figure]) -> list[Figure]:
    """Figures that print the wanted number; those that no rule explains, if there are any."""
    fitting = []
    own = None if one.unit or wanted.unit is None else Unit(wanted.unit)  # 94,740 over 事業所: the number alone
    for figure in figures:
        printed = one.read(figure.text) or (replace(one, unit=own).read(figure.text) if own else None)
        if printed is not None and (printed.value, printed.unit) == (wanted.value, wanted.unit):
            fitting.append(figure)
    return [figure for figure in fitting if figure.role is None] or fitting


def _assigned(groups: Sequence[tuple[list[Entered], list[Figure]]]) -> dict[Entered, Reading]:
    """Each number with its figure: what is printed once first, then what stands in line with it."""
    chosen: dict[Entered, Figure] = {}
    open_ones: list[tuple[Entered, list[Figure]]] = []
    for users, fitting in groups:
        if len(fitting) == 1:
            chosen[users[0]] = fitting[0]
        else:
            open_ones += [(user, fitting) for user in users]
    while open_ones:
        used = set(chosen.values())
        scored = [
            (_in_line(one, figure, chosen), -at, -place, one, figure)
            for at, (one, fitting) in enumerate(open_ones)
            for place, figure in enumerate(fitting)
            if figure not in used
        ]
        *_, one, figure = max(scored, key=lambda score: score[:3])
        chosen[one] = figure
        open_ones = [entry for entry in open_ones if entry[0] is not one]
    return {one: _reading(one, figure) for one, figure in chosen.items()}


def _in_line(one: Entered, figure: Figure, chosen: dict[Entered, Figure]) -> int:
    """How many numbers of the same row or column, whose place is known, stand level with a figure, over or under it."""
    x0, top, x1, bottom = figure.box
    kin = (other.box for user, other in chosen.items() if user.row == one.row or user.series == one.series)
    return sum((a < x1 and x0 < c) or (b < bottom and top < d) for a, b, c, d in kin)


def _reading(one: Entered, figure: Figure) -> Reading:
    wanted = parse_number(one.text, one.unit)
    return Reading(parse_number(figure.text, one.unit or (Unit(wanted.unit) if wanted.unit else None)), figure.glyphs)
