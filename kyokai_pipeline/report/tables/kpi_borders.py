"""Indicator tables that go on overleaf: with their heads said again or not, between two rows or within one.

Belongs here: which pages are read as one, and whether a row was torn by the border of two pages. Does not belong here:
reading the pages (kpi.py).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.text import CIRCLED, canonical
from kyokai_pipeline.layout.overleaf import Overleaf, body_of, first_lines
from kyokai_pipeline.layout.text_rows import REMARKS
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.identify import is_whole_statement
from kyokai_pipeline.report.tables.kpi import read_kpis
from kyokai_pipeline.report.tables.kpi_layout import read_kpi_page
from kyokai_pipeline.vocabulary.statements import sets_goals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Line
    from kyokai_pipeline.report.tables.borders import WithNext
    from kyokai_pipeline.report.tables.kpi import Counted, Indicator
    from kyokai_pipeline.report.tables.kpi_model import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

LARGER = 1.15
"""What is so many times as large as the text of a table is a heading over something else."""
MOST_TORN = 4
"""Borders of pages that are tried together."""
_SECOND = re.compile(f"[^（(～~・、{CIRCLED}][{CIRCLED}]")
"""The number of an indicator behind the end of another: what it stands in is two of them."""
_Read = tuple[list["Indicator"], list["Counted"]]


class _Border(NamedTuple):
    """Two pages and how they are joined; ``torn``: within a row."""

    page: int
    torn: bool


def read_kpis_over_borders(pages: Sequence[PdfPage], vocabulary: KpiWords, with_next: WithNext) -> _Read:
    """All indicators and the printed counts of verdicts, as ``read_kpis`` says; pages are joined where they have to be.

    Raises:
        ReportError: As for the pages one by one; or a row is torn by a border and cannot be put together.
    """
    try:
        return _read(pages, vocabulary, with_next)
    except ReportError:
        for joined in _joined_ways(pages, vocabulary, with_next):
            try:
                return _read(joined, vocabulary, with_next)
            except ReportError:
                continue
        raise


def _read(pages: Sequence[PdfPage], vocabulary: KpiWords, with_next: WithNext) -> _Read:
    """The indicators of some pages, none of them torn by a border.

    Raises:
        ReportError: As ``read_kpis`` says; or a statement beside a border of pages is not whole.
    """
    found, counts = read_kpis(pages, vocabulary)
    for page in pages:
        _check_border(page, found, vocabulary, with_next)
        for seam in page.seams if isinstance(page, Overleaf) else ():
            above = [one for one in found if one.page == page.number and one.box[1] < seam]
            below = [one for one in found if one.page == page.number and one.box[1] >= seam]
            _check_whole(page, [*above[-1:], *below[:1]])
    return found, counts


def _joined_ways(pages: Sequence[PdfPage], vocabulary: KpiWords, with_next: WithNext) -> Iterator[list[PdfPage]]:
    """Ways to join pages that follow on each other: at one border, or at all of those that a table reaches."""
    holding = [page.number for page in pages if read_kpi_page(page, vocabulary).tables]
    single = [[_Border(number, torn)] for torn in (False, True) for number in holding]
    every = [
        [_Border(number, torn) for number, torn in zip(holding, ways, strict=True)]
        for ways in itertools.product((False, True), repeat=len(holding))
    ]
    for borders in [*single, *(every if 1 < len(holding) <= MOST_TORN else [])]:
        joined = _join(pages, {border.page: border.torn for border in borders}, with_next)
        if joined is not None:
            yield joined


def _join(pages: Sequence[PdfPage], borders: dict[int, bool], with_next: WithNext) -> list[PdfPage] | None:
    """The pages, each that is named by ``borders`` together with the next one; None where one has no next one."""
    found: list[PdfPage] = []
    for page in pages:
        if found and page.number <= found[-1].last:
            continue
        joined: PdfPage = page
        while joined.last in borders:
            longer = with_next(joined, within_row=borders[joined.last])
            if longer is None:
                break
            joined = longer
        found.append(joined)
    return found if any(isinstance(page, Overleaf) for page in found) else None


def _check_border(page: PdfPage, found: Sequence[Indicator], vocabulary: KpiWords, with_next: WithNext) -> None:
    """Nothing of the last row of a page stands overleaf.

    Raises:
        ReportError: Something may.
    """
    layout = read_kpi_page(page, vocabulary)
    joined = with_next(page) if layout.tables else None
    if joined is None:
        return
    table, below = layout.tables[-1], joined.below
    first = first_lines(page, below)[0]
    if not _goes_on(table, body_of(page)[-1], first):
        return
    over = [head.box[1] for t in read_kpi_page(below, vocabulary).tables for head in t.heads.values()]
    if not over or first.y < min(over):
        raise problems.misread(below, phrase("kpi_row_torn"), first.box, first.text)
    last = [one for one in found if one.page == page.number][-1:]
    _check_whole(page, last)
    _check_whole(below, [one for one in found if one.page == below.number][:1])


def _goes_on(table: KpiTable, last: Line, first: Line) -> bool:
    """Whether a table reaches the last line of its page, and the first line overleaf could stand in its columns."""
    own = set(table.words)
    if not own.issuperset(last.words) or first.size > LARGER * last.size:
        return False
    initiative = table.heads.get("initiative")
    wall = initiative.box[2] if initiative else table.left
    beside = [word for word in first.words if word.x0 > wall]
    if any(word.x1 > table.heads["statement"].box[2] for word in first.words if word not in beside):
        return False
    right = max(word.x1 for word in own) + last.size
    return bool(beside) and all(word.x1 <= right for word in beside)


def _check_whole(page: PdfPage, indicators: Sequence[Indicator]) -> None:
    """A statement beside a border of two pages begins and ends there.

    Raises:
        ReportError: One is a piece of a statement, or more than one.
    """
    for one in indicators:
        text = canonical(one.statement)
        if _SECOND.search(one.statement) or text.startswith(REMARKS) or sets_goals(text) > 1:
            whole = False
        else:
            whole = is_whole_statement(one.statement)
        if not whole:
            raise problems.misread(page, phrase("kpi_row_torn"), box_around(one.glyphs), one.statement)
