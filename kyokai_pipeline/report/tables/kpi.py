"""Indicators (KPI): what each row of the indicator tables says.

Belongs here: what makes a row, and what covers it. Does not belong here: where the rows stand (kpi_rows.py), what a
target or result cell says (kpi_cells.py), what a statement asks for (vocabulary/statements.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.numbers import NotANumber
from kyokai_pipeline.japanese.text import CIRCLED, join_lines, split_enumerator
from kyokai_pipeline.layout.cell_text import Piece, Reading
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.missing_tables import KPI, declaration
from kyokai_pipeline.report.tables.doubts import check_one_scale
from kyokai_pipeline.report.tables.identify import Unnamed, identify_kpi, unnamed_in_row
from kyokai_pipeline.report.tables.kpi_cells import KpiCell, basis_of, unit_in
from kyokai_pipeline.report.tables.kpi_layout import check_continued, read_kpi_page
from kyokai_pipeline.report.tables.kpi_pillars import check_pillars
from kyokai_pipeline.report.tables.kpi_rows import rows_of
from kyokai_pipeline.vocabulary.statements import goal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.tables.kpi_model import KpiPage, KpiRow, KpiTable
    from kyokai_pipeline.vocabulary import Kpi, KpiWords


@dataclass(frozen=True)
class Indicator:
    """One row of an indicator table; ``target``, ``result`` and the ``glyphs`` of all its texts are at their place.

    Attributes:
        target: None where the cell says it in words, or that there is none.
        result: None where the cell says it in words, or that nobody knows it yet.
        box: Of its result, whatever it says.
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
    result: Reading | None
    target_text: str
    result_text: str
    status: str
    status_text: str
    box: Box
    glyphs: tuple[Glyph, ...]
    unnamed: tuple[Unnamed, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A printed count of verdicts; ``missing`` is what is printed where nobody knows it yet."""

    page: int
    status: str
    reading: Reading | None
    missing: str | None = None

    @property
    def value(self) -> Decimal | None:
        """How many; None where nobody knows it yet."""
        return self.reading.printed.value if self.reading else None


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
            counts += [_count(page, verdict.key, word) for verdict, word in layout.counts]
        if layout.tables:
            last = page.last
            indicators += _indicators(page, layout, above, vocabulary)
    counts = _said_once(counts)
    check_pillars([(one.page, one.box, one.pillar, one.initiative) for one in indicators], vocabulary)
    check_all(indicators, counts, vocabulary)
    return indicators, counts


def _said_once(counts: list[Counted]) -> list[Counted]:
    """The counts of the last page that has them, where every page with them says the same: a summary says them too."""
    said = [[count for count in counts if count.page == page] for page in dict.fromkeys(count.page for count in counts)]
    alike = {frozenset(Counter((count.status, count.value) for count in of_page).items()) for of_page in said}
    return said[-1] if len(alike) == 1 else counts


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
            where = Where(page=entry.page, box=entry.box, printed=entry.statement)
            raise refuse("kpi_twice", where, kpi=entry.kpi.kpi_id)
        seen.update((entry.kpi.kpi_id, entry.initiative))
    where = Where(page=indicators[0].page)
    must = {kpi.kpi_id for kpi in vocabulary.kpis if not kpi.years.optional}
    must.update(vocabulary.required_initiatives)
    if lacking := must - seen:
        raise refuse("missing_indicator", where, details={"table": KPI}, terms=sorted(lacking))
    if sorted(c.status for c in counts) != sorted(term.key for term in vocabulary.statuses):
        raise refuse("missing_counts", where, details={"table": "kpi_count"}, found=[c.status for c in counts] or None)


def _count(page: PdfPage, status: str, word: Word) -> Counted:
    digits = tuple(glyph for glyph in word.glyphs if glyph.folded.isdigit())
    if not digits:
        return Counted(page.number, status, None, word.text.strip("()（）"))
    try:
        return Counted(page.number, status, Piece(digits, bracketed=False).number())
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
    unit = unit_in(row.result, row.statement) or unit_in(row.target, row.statement)
    kpi = identify_kpi(page, statement, unit, vocabulary, box)
    pillar, initiative = above.pillar, above.initiative
    if pillar is None or initiative is None:
        raise problems.misread(page, phrase("kpi_homeless", kpi=kpi.kpi_id), box, statement)
    target_text, result_text, status_text = (
        _without_number(_text(words), number) for words in (row.target, row.result, row.status.words)
    )
    direction, basis = goal_of(statement)
    target, result = _figures(page, kpi, row, direction, vocabulary)
    return Indicator(
        page=page.number, kpi=kpi, pillar=pillar, initiative=initiative.key, number=number, statement=statement,
        direction=direction, target_basis=basis_of(target_text, basis), target=target, result=result,
        target_text=target_text, result_text=result_text, status=row.status.key, status_text=status_text,
        box=result.box if result else box_around(row.result),
        glyphs=tuple(g for word in (*row.statement, *row.target, *row.result) for g in word.glyphs),
        unnamed=unnamed_in_row(kpi, statement, initiative, page.number, box, vocabulary),
    )  # fmt: skip


def _figures(
    page: PdfPage, kpi: Kpi, row: KpiRow, direction: str, vocabulary: KpiWords
) -> tuple[Reading | None, Reading | None]:
    """Target and result of a row, printed in one unit."""
    target, result = (
        KpiCell(page, kpi, words, row.statement, row.status.box, asked).reading(vocabulary)
        for words, asked in ((row.target, direction), (row.result, None))
    )
    check_one_scale(page, [(r.printed.text, r.box) for r in (result, target) if r])
    return target, result


def _text(words: Sequence[Word]) -> str:
    return join_lines([line.text for line in lines_of(words)])


def _without_number(text: str, number: int | None) -> str:
    """A cell's text without the ①②③ that only says which indicator of a shared cell it belongs to."""
    own, rest = split_enumerator(text)
    return rest if text[:1] in tuple(CIRCLED) and own == number else text
