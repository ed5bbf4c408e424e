"""Reading one table of the vocabulary, also where it goes on overleaf.

Belongs here: on which page, or which pages read as one, a table is whole. Does not belong here: solving it (layout/),
its core rows (core_rows.py), the tables of the indicators (kpi_borders.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.layout.overleaf import Overleaf, body_of, first_lines
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.ledger.ledger import Claim
from kyokai_pipeline.report.tables.core_rows import core_rows
from kyokai_pipeline.report.tables.new_rows import solved
from kyokai_pipeline.report.tables.refusals import or_no_longer_printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kyokai_pipeline.layout.part import Part
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Line
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.tables.core_rows import Rows
    from kyokai_pipeline.vocabulary import TableSpec


class WithNext(Protocol):
    """A page and the next one as one; None where there is no next one."""

    def __call__(self, page: PdfPage, /, *, within_row: bool = False) -> Overleaf | None:
        """``within_row``: the last row of the page goes on overleaf."""


class Borders(NamedTuple):
    """The borders of pages over which tables may go on.

    Attributes:
        with_next: A page and the next one as one.
        over: Pages that follow on each other as one, among them any that may hold the table.
    """

    with_next: WithNext
    over: Callable[[], Iterable[Overleaf]]


def no_next(_: PdfPage, /, *, within_row: bool = False) -> Overleaf | None:
    """Where every page stands alone."""
    del within_row
    return None


ALONE = Borders(no_next, tuple)


def read_table(pages: Sequence[PdfPage], spec: TableSpec, edition: Edition, borders: Borders = ALONE) -> Rows:
    """Find one table of the vocabulary and turn it into core rows.

    Args:
        pages: Where it may stand.
        spec: The table.
        edition: The report.
        borders: Asked where it stands whole on no page.

    Raises:
        ReportError: It is nowhere, or some cell cannot be read with certainty.
    """
    try:
        table, known, new = solved(pages, spec)
        _check_ends(table, borders.with_next)
        return core_rows(table, known, new, edition)
    except ReportError as problem:
        if _may_go_on(problem):
            found = [
                rows for joined in borders.over() if (rows := _read_over(joined, spec, edition, borders)) is not None
            ]
            if found and all(_said(rows) == _said(found[0]) for rows in found):
                return found[0]
        raise or_no_longer_printed(problem, spec, edition.fiscal_year - 1) from problem.__cause__


def _said(rows: Rows) -> dict[str, list[dict[str, object]]]:
    """What rows say, wherever it is printed."""
    return {
        name: [{key: value for key, value in row.items() if not isinstance(value, Claim)} for row in table]
        for name, table in rows.items()
    }


def _may_go_on(problem: ReportError) -> bool:
    """Whether a table may be whole where pages are read as one: what stands on pages far apart is two tables."""
    pages = problem.details.get("pages", ()) if problem.code == "ambiguous_table" else ()
    return all(b == a + 1 for a, b in itertools.pairwise(pages))


def _read_over(joined: Overleaf, spec: TableSpec, edition: Edition, borders: Borders) -> Rows | None:
    """The rows of a table that begins before the borders of pages and ends behind them; None where none does."""
    try:
        table, known, new = solved([joined], spec)
        if not any(joined.is_crossed(part.box) for part in table.parts):
            return None
        _check_ends(table, borders.with_next)
        return core_rows(table, known, new, edition)
    except ReportError:
        return None


def _check_ends(table: Table, with_next: WithNext) -> None:
    """The running text of no row goes on overleaf.

    Raises:
        ReportError: It does, or may.
    """
    for part in table.parts if table.model.columns.texts else ():
        begins = lines_of(part.body.words)[0]
        if part.page is not table.parts[0].page and _in_text(begins, part):
            raise problems.misread(part.page, phrase("row_torn"), begins.box, begins.text)
        joined = with_next(part.page)
        if joined and not set(body_of(part.page)[-1].words).isdisjoint(part.body.words):
            first = first_lines(part.page, joined.below)[0]
            if _in_text(first, part):
                raise problems.misread(joined.below, phrase("row_torn"), first.box, first.text)


def _in_text(line: Line, part: Part) -> bool:
    """Whether a line stands in the columns of a table, some of it in one of running text, none in the others."""
    heads = list(zip(part.heads.columns, part.sides, strict=True))
    homes = [
        next((head.key for head, (low, high) in heads if low - 1 <= word.x0 and word.x1 <= high + 1), None)
        for word in line.words
    ]
    labelled = all(
        home is not None or word.x1 <= part.sides[0][0] + 1 for home, word in zip(homes, line.words, strict=True)
    )
    texts = part.model.columns.texts
    return labelled and any(home in texts for home in homes) and all(home is None or home in texts for home in homes)
