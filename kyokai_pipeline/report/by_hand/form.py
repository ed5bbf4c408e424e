"""The form of a table for one PDF: its keys, the years that its pages show, and the pages on which it may stand.

Belongs here: looking into the PDF for what can be filled in. Does not belong here: writing files (raw_folder/).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import as_file, page_picture
from kyokai_pipeline.report.by_hand.sheet_file import csv_of
from kyokai_pipeline.report.by_hand.sheets import sheet_of
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.missing_tables import KPI, known_tables
from kyokai_pipeline.report.pages import asks, kpi_pages, may_hold
from kyokai_pipeline.report.tables.models import Period, read_bare_year, read_fiscal_year, read_period
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline.pdf.document import Document, PdfPage


@dataclass(frozen=True)
class Form:
    """What a person needs to enter a table.

    Attributes:
        csv: The file with its keys filled in.
        lines: How many lines it has.
        pictures: Page -> its picture, of the pages on which the table may stand.
    """

    edition_id: str
    csv: str
    lines: int
    pictures: dict[int, bytes]


def form_of(path: Path, table: str, pages: Sequence[int] = ()) -> Form:
    """Make the form of a table.

    Args:
        path: The PDF.
        table: Of vocabulary/tables.yml, or ``kpi``.
        pages: Where the table stands; where none is given, its words are looked for.

    Raises:
        ReportRefused: The file is no such report, there is no such table or page.
    """
    try:
        with open_document(path) as document:
            return _form(document, table, pages)
    except ReportRefused as refused:
        raise ReportRefused.because([p.located(file=path.name) for p in refused.problems]) from refused
    except ReportError as error:
        raise ReportRefused.because([error.located(file=path.name)]) from error


def _form(document: Document, table: str, pages: Sequence[int]) -> Form:
    edition = read_edition(document)
    year = edition.fiscal_year
    if table not in (known := known_tables(year)):
        raise refuse("hand_no_such_table", Where(printed=table), table=table, known=known)
    if beyond := [page for page in pages if not 1 <= page <= document.page_count]:
        raise refuse("hand_page_beyond", Where(page=beyond[0]), page=beyond[0], pages=document.page_count)
    wanted = kpi_pages() if table == KPI else [asks(tables(year).spec(table))]
    found = [
        page for page in document.pages()
        if (page.number in pages if pages else may_hold(page, wanted))
    ]  # fmt: skip
    sheet = sheet_of(table, year, _years(found, year), _periods(found, year))
    pictures = {page.number: as_file(page_picture(document, page.number)) for page in found}
    return Form(edition.edition_id, csv_of(sheet), len(sheet.lines), pictures)


def _periods(pages: Sequence[PdfPage], last: int) -> list[str]:
    """The periods that head columns on pages, the earlier first; none where it is not two of two years."""
    read = (read_period(word.plain) for page in pages for word in page.words)
    named = {period.label: period for period in read if isinstance(period, Period) and period.fiscal_year <= last}
    years = [period.fiscal_year for period in named.values()]
    return sorted(named, key=lambda label: named[label].fiscal_year) if sorted(years) == [last - 1, last] else []


def _years(pages: Sequence[PdfPage], last: int) -> list[int]:
    """The years that pages name, without a gap up to the edition's own."""
    words = {word.plain for page in pages for word in page.words}
    named = {year for word in words for year in (read_fiscal_year(word), read_bare_year(word)) if isinstance(year, int)}
    first = last
    while first - 1 in named:
        first -= 1
    return list(range(first, last + 1)) if first < last else []
