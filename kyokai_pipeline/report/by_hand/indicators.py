"""From indicators entered by hand to rows of the core tables.

Belongs here: what of a line is the statement, the target, the result. Does not belong here: finding the printed
numbers (matching.py), what a statement asks for (vocabulary/statements.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN, NotANumber, parse_number
from kyokai_pipeline.japanese.text import canonical, squeeze
from kyokai_pipeline.messages import FaultyEntry
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.by_hand.initiatives import Initiative, initiative_of, term_of
from kyokai_pipeline.report.by_hand.matching import Entered, find
from kyokai_pipeline.report.by_hand.sheet_file import Line, bad_value
from kyokai_pipeline.report.by_hand.sheets import COUNT, NEW
from kyokai_pipeline.report.tables.doubts import check_whole
from kyokai_pipeline.report.tables.identify import Unnamed, is_whole_statement, new_kpi
from kyokai_pipeline.report.tables.kpi import Counted, Indicator, check_all
from kyokai_pipeline.report.tables.kpi_cells import agrees, basis_of, number_in, says_words
from kyokai_pipeline.report.tables.kpi_core_rows import indicator_rows
from kyokai_pipeline.report.tables.kpi_problems import nearest_kpi
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.alike import nearest
from kyokai_pipeline.vocabulary.statements import fits, goal_of, provisional_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.source import Source
    from kyokai_pipeline.report.tables.core_rows import Rows
    from kyokai_pipeline.vocabulary import Kpi, KpiWords

TEXTS = ("statement", "initiative", "status", "target", "result")


def rows_of(lines: Sequence[Line], source: Source) -> Rows:
    """The rows of the indicators and of the counts of their verdicts.

    Raises:
        ReportRefused: A number or text is not printed on its page, or is none of its column.
        ReportError: A count is not whole, or the indicators are not all there.
    """
    problems: list[ReportError] = []
    entered = [one for line in lines for one in _entered(line, source, problems)]
    found, more = find(entered, source.figures, source.taken, source.entered)
    if problems or more:
        raise ReportRefused.because([*problems, *more])
    for one, reading in found.items():
        check_whole(source.pages[one.line.page], reading, one.text)
    readings = {(one.line.number, one.column): reading for one, reading in found.items()}
    vocabulary = kpi_words(source.edition.fiscal_year)
    counts = [
        Counted(
            line.page,
            line.cells["kpi_id"].removeprefix(COUNT),
            readings.get((line.number, "result")),
            line.cells["result"] if (line.number, "result") not in readings else None,
        )
        for line in lines
        if _is_count(line)
    ]
    indicators = [_indicator(line, readings, source) for line in lines if not _is_count(line)]
    check_all(indicators, counts, vocabulary)
    return indicator_rows(indicators, counts, source.edition, source.entered)


def _is_count(line: Line) -> bool:
    return line.cells["kpi_id"].startswith(COUNT)


def _entered(line: Line, source: Source, problems: list[ReportError]) -> list[Entered]:
    """The numbers of a line; its words are checked at once."""
    key = line.cells["kpi_id"]
    found: list[Entered] = []
    column = "statement"
    try:
        if _is_count(line):
            return _entered_count(line, source)
        kpi = _kpi(line, source)
        for column in TEXTS:
            if column == "initiative":
                initiative_of(line.cells[column], line.page, source)
                continue
            source.require(line.cells[column], line.page)
            _check(line, column, kpi, source)
        for column in ("target", "result"):
            number = _number(line, column, kpi)
            if number is not None:
                found.append(Entered(line, column, number, None, (kpi.unit, *kpi.printed_units), key, column))
    except FaultyEntry as faulty:
        problems.append(bad_value(source.entered, line, column, faulty.why))
        return []
    return found


def _entered_count(line: Line, source: Source) -> list[Entered]:
    """The count of a verdict; none where the page says that nobody knows it yet."""
    text = line.cells["result"]
    if canonical(text) in kpi_words(source.edition.fiscal_year).undecided.forms:
        source.require(text, line.page)
        return []
    return [Entered(line, "result", text, None, (None,), line.cells["kpi_id"], COUNT)]


def _kpi(line: Line, source: Source) -> Kpi:
    """The indicator that a line names, or, where it is none that the vocabulary knows, what its statement makes it.

    Raises:
        FaultyEntry: The statement is a known indicator's, or no whole statement; or the result has no unit.
    """
    key, vocabulary = line.cells["kpi_id"], kpi_words(source.edition.fiscal_year)
    if not key.startswith(NEW):
        return next(kpi for kpi in vocabulary.kpis if kpi.kpi_id == key)
    statement = line.cells["statement"]
    if known := [kpi.kpi_id for kpi in vocabulary.kpis if fits(canonical(statement), kpi.says, kpi.excludes)]:
        raise FaultyEntry("hand_known_statement", known=known)
    unit = _unit(line.cells["result"]) or _unit(line.cells["target"])
    if unit is None or not is_whole_statement(statement):
        raise FaultyEntry("hand_no_new_indicator")
    return new_kpi(statement, unit)


def _unit(text: str) -> str | None:
    """The base unit of the number that opens a cell; None where there is no number, or none with a unit."""
    found = NUMBER_PATTERN.match(squeeze(text))
    try:
        return parse_number(found[0]).unit if found else None
    except NotANumber:
        return None


def _check(line: Line, column: str, kpi: Kpi, source: Source) -> None:
    """The words of a column are what the column asks for.

    Raises:
        FaultyEntry: A statement of another indicator, no verdict, no number before a statement.
    """
    words, text = kpi_words(source.edition.fiscal_year), canonical(line.cells[column])
    if column == "statement":
        if kpi.is_named and not fits(text, kpi.says, kpi.excludes):
            raise FaultyEntry("hand_other_statement", kpi=kpi.kpi_id, words=kpi.says)
        number = line.cells["number"]
        if number and not number.isdecimal():
            raise FaultyEntry("hand_no_enumerator", number=number)
    elif column == "status" and term_of(text, (*words.statuses, words.undecided)) is None:
        raise FaultyEntry("hand_no_verdict", known=[term.forms[0] for term in words.statuses])


def _number(line: Line, column: str, kpi: Kpi) -> str | None:
    """The number of a cell; None where it says words alone.

    Raises:
        FaultyEntry: It says anything else, or asks for something else than the statement.
    """
    text = canonical(line.cells[column])
    if says_words(text, kpi_words()):
        return None
    found = number_in(text, kpi, target=column == "target")
    if found is None or not agrees(found.bound, goal_of(line.cells["statement"])[0]):
        raise FaultyEntry("hand_no_number")
    return text[found.begin : found.end]


def _indicator(line: Line, readings: dict[tuple[int, str], Reading], source: Source) -> Indicator:
    words, cells = kpi_words(source.edition.fiscal_year), line.cells
    initiative = initiative_of(cells["initiative"], line.page, source)
    direction, basis = goal_of(cells["statement"])
    target, result = (readings.get((line.number, column)) for column in ("target", "result"))
    kpi, glyphs = _kpi(line, source), _quoted(cells["statement"], line.page, source)
    box = result.box if result else box_around(glyphs or source.pages[line.page].words)
    return Indicator(
        page=line.page, kpi=kpi, pillar=initiative.pillar, initiative=initiative.key,
        number=int(cells["number"]) if cells["number"] else None, statement=cells["statement"],
        direction=direction, target_basis=basis_of(cells["target"], basis),
        target=target, result=result, box=box, target_text=cells["target"], result_text=cells["result"],
        status=str(term_of(cells["status"], (*words.statuses, words.undecided))), status_text=cells["status"],
        glyphs=glyphs,
        unnamed=tuple(_unnamed(kpi, initiative, line, box, words)),
    )  # fmt: skip


def _unnamed(kpi: Kpi, initiative: Initiative, line: Line, box: Box, words: KpiWords) -> Iterator[Unnamed]:
    """What no term explains in a line."""
    statement, page = line.cells["statement"], line.page
    if not kpi.is_named:
        yield Unnamed("indicator", kpi.kpi_id, statement, page, box, nearest_kpi(statement, words))
    if not initiative.is_named:
        near, term_id = nearest(initiative.key, words.initiatives), provisional_id(initiative.key)
        yield Unnamed("initiative", term_id, initiative.key, page, box, near)


def _quoted(statement: str, page: int, source: Source) -> tuple[Glyph, ...]:
    """The glyphs of the page's words that the statement holds: numbers in them are explained by it."""
    text = canonical(statement)
    return tuple(
        g for word in source.pages[page].words if len(word.plain) > 1 and word.plain in text for g in word.glyphs
    )
