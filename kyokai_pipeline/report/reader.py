"""One PDF in, one report out: the order in which the readers run, and what happens when one of them cannot.

Every table is tried even after another has failed, so that one run names everything that needs a look.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.pdf.document import Document, open_document
from kyokai_pipeline.report.absence import Sighting, sightings
from kyokai_pipeline.report.by_hand.reading import ByHand
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.ledger.ledger import Claim, Ledger, unexplained_figure
from kyokai_pipeline.report.ledger.printed_numbers import digits_of
from kyokai_pipeline.report.missing_tables import IS_MISSING, KPI, known_tables, not_absent, unknown_absent
from kyokai_pipeline.report.model import Edition, Report
from kyokai_pipeline.report.pages import Pages, asks, kpi_pages
from kyokai_pipeline.report.tables.borders import Borders, read_table
from kyokai_pipeline.report.tables.core_rows import UNNAMED, Rows, claims_of
from kyokai_pipeline.report.tables.kpi_core_rows import read_kpi_tables
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from os import PathLike

    from kyokai_pipeline.report.by_hand.transcription import Transcription


def read(
    path: str | PathLike[str], absent: Mapping[str, str] | None = None, entered: Sequence[Transcription] = ()
) -> Report:
    """Read one edition; see ``kyokai_pipeline.read_report``. Tables in ``entered`` were entered by hand."""
    path = Path(path)
    try:
        with open_document(path) as document:
            return read_document(document, absent or {}, entered)
    except ReportRefused as refused:
        raise ReportRefused.because([p.located(file=path.name) for p in refused.problems]) from refused
    except ReportError as error:
        raise ReportRefused.because([error.located(file=path.name)]) from error


def read_document(document: Document, absent: Mapping[str, str], entered: Sequence[Transcription] = ()) -> Report:
    """Read an open document.

    Args:
        document: The PDF.
        absent: Table -> why this edition has none.
        entered: Tables that a person entered; the reader leaves them alone.

    Raises:
        ReportRefused: With every reason found.
    """
    import pandas as pd

    edition = read_edition(document)
    ledger = Ledger(edition.edition_id)
    pages, rows, problems = read_pages_and_tables(document, ledger, edition, absent, entered)
    problems += [unknown_absent(name) for name in absent if name not in known_tables()]
    claims = [*claims_of(rows)]
    if not problems:
        try:
            ledger.settle(claims)
        except ReportError as error:
            problems.append(error)
    if problems:
        problems = _seen_all_the_same(problems, claims, document, ledger, edition)
        raise _refused(problems, document, edition)
    unnamed = rows.pop(UNNAMED, [])
    rows = {"edition": [_edition_row(edition, document, absent)], **rows, **pages.text_rows(rows)}
    if absent and (printed := list(sightings(document, absent, ledger.unexplained(), edition.fiscal_year))):
        raise _refused([seen.denied() for seen in printed], document, edition)
    return Report(
        edition=edition,
        tables={name: pd.DataFrame(map(_settled, table)) for name, table in rows.items()},
        pages=pd.DataFrame(pages.rows(edition)),
        figures=pd.DataFrame(ledger.rows()),
        source_file=document.path.name,
        sha256=document.sha256,
        page_count=document.page_count,
        glyph_boxes=ledger.glyph_boxes(),
        absent=dict(absent),
        unnamed=pd.DataFrame(unnamed),
        problems=[_located(unexplained_figure(figure), document, edition) for figure in ledger.unexplained()],
    )


def _located(problem: ReportError, document: Document, edition: Edition) -> ReportError:
    return problem.located(file=document.path.name, edition=edition.edition_id)


def _refused(problems: Sequence[ReportError], document: Document, edition: Edition) -> ReportRefused:
    return ReportRefused.because([_located(problem, document, edition) for problem in problems])


def _seen_all_the_same(
    problems: Sequence[ReportError], claims: Sequence[Claim], document: Document, ledger: Ledger, edition: Edition
) -> list[ReportError]:
    """The problems, those of tables that are on no page but whose title or labels are said where these stand."""
    missing = {problem.details["table"]: problem for problem in problems if problem.code in IS_MISSING}
    read = {ledger.printed_at(claim.page, glyph) for claim in claims for glyph in digits_of(claim.reading.glyphs)}
    left = [f for f in ledger.unexplained() if not any((f.page, glyph) in read for glyph in digits_of(f.glyphs))]
    seen = sightings(document, missing, left, edition.fiscal_year) if missing else ()
    found = {missing[one.table]: _not_whole(one, document.path.name) for one in seen}
    return [found.get(problem, problem) for problem in problems]


def _not_whole(seen: Sighting, file: str) -> ReportError:
    """A table that is there and cannot be read: what is printed as text can be entered by hand, a picture cannot."""
    problem = seen.not_whole()
    return problem.advised("enter_by_hand", file=file, table=seen.table) if seen.count else problem


def _settled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.figure_id if isinstance(value, Claim) else value for key, value in row.items()}


def _read_tables(
    pages: Pages, edition: Edition, absent: Mapping[str, str], left_alone: Collection[str], file: str
) -> tuple[Rows, list[ReportError]]:
    rows: Rows = {}
    problems: list[ReportError] = []
    must = {KPI, *tables(edition.fiscal_year).required}

    def attempt(table_id: str, reader: Callable[[], Rows]) -> None:
        try:
            found = reader()
        except ReportError as error:
            nowhere = error.code in IS_MISSING and error.details["table"] == table_id
            if not nowhere or (table_id in must and table_id not in absent):
                problems.append(error.advised("enter_by_hand", file=file, table=table_id))
            return
        if table_id in absent:
            problems.append(not_absent(table_id, found))
        for name, table in found.items():
            rows.setdefault(name, []).extend(table)

    for spec in tables(edition.fiscal_year).specs:
        if spec.table_id not in left_alone:
            asked = asks(spec)
            borders = Borders(pages.with_next, partial(pages.over_borders, asked))
            attempt(spec.table_id, partial(read_table, pages.holding(asked), spec, edition, borders))
    if KPI not in left_alone:
        attempt(KPI, partial(read_kpi_tables, pages.holding(*kpi_pages()), edition, pages.with_next))
    return rows, problems


def _edition_row(edition: Edition, document: Document, absent: Mapping[str, str]) -> dict[str, Any]:
    return {
        "edition_id": edition.edition_id,
        "fiscal_year": edition.fiscal_year,
        "era_label": edition.era_label,
        "title": edition.title,
        "is_draft": edition.is_draft,
        "revision": edition.revision,
        "period_start": edition.period_start,
        "period_end": edition.period_end,
        "document_number": edition.document_number,
        "source_file": document.path.name,
        "sha256": document.sha256,
        "page_count": document.page_count,
        "missing_tables": "\n".join(f"{name}: {why}" for name, why in absent.items()) or None,
    }


def read_tables(document: Document) -> tuple[Edition, Rows, list[ReportError]]:
    """Edition, the rows of every table that can be read, and why the others cannot; figures are not settled.

    Raises:
        ReportError: The document is no such report.
    """
    edition = read_edition(document)
    _, rows, problems = read_pages_and_tables(document, Ledger(edition.edition_id), edition)
    return edition, rows, problems


def read_pages_and_tables(
    document: Document,
    ledger: Ledger,
    edition: Edition,
    absent: Mapping[str, str] | None = None,
    entered: Sequence[Transcription] = (),
) -> tuple[Pages, Rows, list[ReportError]]:
    """Every page's text into the ledger, then every table that can be read or was entered; nothing is settled yet."""
    by_hand = ByHand(entered, edition, document.page_count, absent or {})
    pages = Pages(document, ledger, edition, by_hand.pages)
    rows, problems = _read_tables(pages, edition, absent or {}, by_hand.tables, document.path.name)
    found, more = by_hand.read(pages.named, ledger, rows)
    for name, table in found.items():
        rows.setdefault(name, []).extend(table)
    return pages, rows, [*problems, *by_hand.problems, *more]
