"""Indicators (KPI): what each row of the indicator tables says.

Belongs here: the grammar of their cells, and what covers a row. Does not belong here: where the rows stand
(kpi_rows.py), what a statement asks for (vocabulary/statements.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN, NotANumber
from kyokai_pipeline.japanese.text import CIRCLED, canonical, join_lines, split_enumerator
from kyokai_pipeline.layout.cell_text import Piece, Reading
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.missing_tables import KPI, declaration
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.report.tables.doubts import check_one_scale, check_whole
from kyokai_pipeline.report.tables.identify import Unnamed, identify_kpi, unnamed_in_row
from kyokai_pipeline.report.tables.kpi_layout import KpiPage, KpiTable, check_continued, read_kpi_page
from kyokai_pipeline.report.tables.kpi_rows import rows_of
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.vocabulary.statements import goal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.tables.kpi_initiatives import KpiRow
    from kyokai_pipeline.vocabulary import Kpi, KpiWords


_DATE = r"(?:令和|平成)?[0-9元]{1,4}年度?|[0-9]{1,2}[月日]"
REMARK = re.compile(rf"[(](?:{_DATE}|注[0-9]{{1,2}}|[^0-9()])+[)]")
"""（2024年11月末時点）: of what day the number is; （注1）: a mark. A second number in brackets is no remark."""


@dataclass(frozen=True)
class Indicator:
    """One row of an indicator table; ``target``, ``result`` and the ``glyphs`` of all its texts are at their place.

    Attributes:
        unnamed: Its indicator and its initiative, where no term explains them.
    """

    page: int
    kpi: Kpi
    pillar: str
    initiative: str
    number: int | None
    statement: str
    direction: str
    target_basis: str
    target: Reading | None
    result: Reading
    target_text: str
    result_text: str
    status: str
    status_text: str
    glyphs: tuple[Glyph, ...]
    unnamed: tuple[Unnamed, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A printed count of verdicts."""

    page: int
    status: str
    reading: Reading


@dataclass
class _Above:
    """What the labels above a row say, until another label says something else."""

    pillar: str | None = None
    initiative: Found | None = None


def read_kpis(pages: Sequence[PdfPage], vocabulary: KpiWords) -> tuple[list[Indicator], list[Counted]]:
    """All indicators in the order of the document, and the printed counts of verdicts.

    Raises:
        ReportError: No indicator table, a row that no indicator explains, one indicator twice, a cell without a number.
    """
    indicators: list[Indicator] = []
    counts: list[Counted] = []
    above, last = _Above(), 0
    legend: dict[str, str] = {}
    for page in pages:
        layout = read_kpi_page(page, vocabulary, legend)
        legend = layout.legend
        if last and page.number == last + 1:
            check_continued(layout, page, vocabulary)
        if len(layout.counts) >= len(vocabulary.statuses):
            counts += [Counted(page.number, verdict.key, _count(page, word)) for verdict, word in layout.counts]
        if layout.tables:
            last = page.last
            indicators += _indicators(page, layout, above, vocabulary)
    check_all(indicators, counts, vocabulary)
    return indicators, counts


def _indicators(page: PdfPage, layout: KpiPage, above: _Above, vocabulary: KpiWords) -> list[Indicator]:
    """The indicators of one page; ``above`` is what stands over its first row, and afterwards over the next page's."""
    found: list[Indicator] = []
    left = [*layout.pillars]
    for table in layout.tables:
        if table is not layout.tables[0]:
            above.initiative = None
        for row in rows_of(table, vocabulary):
            above.pillar = _pillar(layout, row, table) or above.pillar
            above.initiative = row.initiative or above.initiative
            found.append(_indicator(page, row, above, vocabulary))
            left = [f for f in left if f.y > row.status.y or not table.left - 1 <= f.x <= table.right + 1]
    if left:  # under the last row of its column: it belongs to the table that opens the next page
        above.pillar = max(left, key=lambda f: f.y).key
    return found


def check_all(indicators: list[Indicator], counts: list[Counted], vocabulary: KpiWords) -> None:
    """There are indicators, none twice, and each verdict has its count.

    Raises:
        ReportError: One of these is not so, or the vocabulary says that one of them must be there.
    """
    if not indicators:
        raise refuse("missing_kpi_tables", details={"table": KPI}, declaration=declaration(KPI))
    seen: set[str] = set()
    for entry in indicators:
        if entry.kpi.kpi_id in seen:
            where = Where(page=entry.page, box=entry.result.box, printed=entry.statement)
            raise refuse("kpi_twice", where, kpi=entry.kpi.kpi_id)
        seen.update((entry.kpi.kpi_id, entry.initiative))
    where = Where(page=indicators[0].page)
    must = {kpi.kpi_id for kpi in vocabulary.kpis if not kpi.years.optional}
    must.update(vocabulary.required_initiatives)
    if lacking := must - seen:
        raise refuse("missing_indicator", where, details={"table": KPI}, terms=sorted(lacking))
    if sorted(c.status for c in counts) != sorted(term.key for term in vocabulary.statuses):
        raise refuse("missing_counts", where, details={"table": "kpi_count"}, found=[c.status for c in counts] or None)


def _count(page: PdfPage, word: Word) -> Reading:
    try:
        return Piece(tuple(glyph for glyph in word.glyphs if glyph.folded.isdigit()), bracketed=False).number()
    except NotANumber as error:
        raise problems.misread(page, phrase("count_unreadable", reason=error), word.box, word.text) from error


def _pillar(layout: KpiPage, row: KpiRow, table: KpiTable) -> str | None:
    """The pillar at the side of a row, or the nearest pillar label above it, over its own table."""
    if table.side_pillars:
        return row.pillar.key if row.pillar else None
    above = [f for f in layout.pillars if f.y < row.span[0] and table.left - 1 <= f.x <= table.right + 1]
    nearest = max(above, key=lambda f: f.y, default=None)
    return nearest.key if nearest else None


def _indicator(page: PdfPage, row: KpiRow, above: _Above, vocabulary: KpiWords) -> Indicator:
    number, statement = split_enumerator(_text(row.statement))
    box = box_around([*row.statement, *row.status.words])
    kpi = identify_kpi(page, statement, _unit(row), vocabulary, box)
    pillar, initiative = above.pillar, above.initiative
    if pillar is None or initiative is None:
        raise problems.misread(page, phrase("kpi_homeless", kpi=kpi.kpi_id), box, statement)
    if vocabulary.pillar_of.get(initiative.key, pillar) != pillar:
        raise kpi_problems.moved_initiative(page, initiative.key, pillar, vocabulary, box)
    target_text, result_text, status_text = (
        _without_number(_text(words), number) for words in (row.target, row.result, row.status.words)
    )
    lacking = canonical(target_text) in tables().placeholders
    target = None if lacking else _figure(page, kpi, row.target, row, phrase("kpi_target"))
    result = _figure(page, kpi, row.result, row, phrase("kpi_result"))
    check_one_scale(page, [(r.printed.text, r.box) for r in (result, target) if r])
    direction, basis = goal_of(statement)
    return Indicator(
        page=page.number, kpi=kpi, pillar=pillar, initiative=initiative.key, number=number, statement=statement,
        direction=direction, target_basis=basis if target else "none", target=target, result=result,
        target_text=target_text, result_text=result_text, status=row.status.key, status_text=status_text,
        glyphs=tuple(g for word in (*row.statement, *row.target, *row.result) for g in word.glyphs),
        unnamed=unnamed_in_row(kpi, statement, initiative, page.number, box, vocabulary),
    )  # fmt: skip


def _text(words: Sequence[Word]) -> str:
    return join_lines([line.text for line in lines_of(words)])


def _unit(row: KpiRow) -> str | None:
    """The base unit in which a row's result is printed, if it begins with a number."""
    try:
        return _opening(row.result, row)[0].number().printed.unit
    except NotANumber:
        return None


def _opening(words: Sequence[Word], row: KpiRow) -> tuple[Piece, str]:
    """The number that opens a cell, the ①②③ of its row left out, and the text behind it."""
    glyphs = [g for line in lines_of(words) for word in line.words for g in word.glyphs]
    if glyphs and glyphs[0].char in CIRCLED and split_enumerator(glyphs[0].char)[0] == _own_number(row):
        del glyphs[0]
    folded = "".join(glyph.folded for glyph in glyphs)
    owners = [index for index, glyph in enumerate(glyphs) for _ in glyph.folded]
    found = NUMBER_PATTERN.match(folded)
    end = found.end() if found else 0
    return Piece(tuple(glyphs[: owners[end - 1] + 1] if end else ()), bracketed=False), folded[end:]


def _figure(page: PdfPage, kpi: Kpi, words: list[Word], row: KpiRow, what: Phrase) -> Reading:
    """The number that opens a cell; behind it a remark in brackets, or whatever the vocabulary allows there."""
    opening, rest = _opening(words, row)
    box = box_around(words) if words else row.status.box
    found = bool(opening.glyphs)
    if not found or (rest and not kpi.remark and not REMARK.fullmatch(rest)):
        why = phrase("kpi_cell_not_one_number", cell=what) if words else phrase("kpi_cell_empty", cell=what)
        bad = kpi_problems.bad_kpi_cell(page, kpi.kpi_id, why, box, "".join(w.text for w in words) or None)
        raise bad.advised("lacks_remark", file="kpis.yml", line=f"remark: true  # id: {kpi.kpi_id}") if found else bad
    try:
        reading = opening.number()
    except NotANumber:
        why = phrase("kpi_cell_not_one_number", cell=what)
        raise kpi_problems.bad_kpi_cell(page, kpi.kpi_id, why, box, opening.text) from None
    if reading.printed.unit != kpi.unit:
        why = phrase("kpi_cell_other_unit", cell=what, unit=reading.printed.unit, wanted=kpi.unit)
        raise kpi_problems.bad_kpi_cell(page, kpi.kpi_id, why, box, reading.printed.text)
    check_whole(page, reading, reading.printed.text)
    return reading


def _without_number(text: str, number: int | None) -> str:
    """A cell's text without the ①②③ that only says which indicator of a shared cell it belongs to."""
    own, rest = split_enumerator(text)
    return rest if text[:1] in tuple(CIRCLED) and own == number else text


def _own_number(row: KpiRow) -> int | None:
    """The number before the statement; a ② before another row's figure is none of this row's."""
    return split_enumerator("".join(line.text for line in lines_of(row.statement)))[0]
