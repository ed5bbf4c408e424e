"""What was read on every page, also of a file that is refused: for the eyes of whoever adds an edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError, ReportRefused
from kyokai_pipeline.layout.stages import stages_of
from kyokai_pipeline.pdf.document import require_text
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.ledger.ledger import Ledger, unexplained_figure
from kyokai_pipeline.report.reader import read_pages_and_tables
from kyokai_pipeline.report.tables.core_rows import claims_of
from kyokai_pipeline.report.tables.kpi_stages import kpi_stages
from kyokai_pipeline.report.tables.models import model_of
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline.vocabulary import kpi_words, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.layout.stages import Stage
    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.printed_numbers import Figure
    from kyokai_pipeline.report.model import Report

LABELS = 2
"""A place with fewer known row labels is none of the table's."""


@dataclass
class InspectedPage:
    """One page and the numbers found on it.

    Attributes:
        tables: Core table -> a frame around each place where it is printed; filled in by whoever draws them.
        stages: What the solver took for heads, labels, columns and rows, where that was asked for.
    """

    number: int
    width: float
    height: float
    figures: list[Figure] = field(default_factory=list)
    tables: dict[str, list[Box]] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)


@dataclass
class Inspection:
    """What a reading of a document found.

    Attributes:
        edition_id: None where the document has no cover of this report.
        problems: Why the document is refused, if it is.
        unexplained: Numbers that nothing explains; these do not refuse it, and follow from the problems where there are
            any.
        report: All that was read, where everything could be.
        fiscal_year: Of the edition: its words are those of that year.
    """

    edition_id: str | None
    pages: list[InspectedPage]
    problems: list[ReportError]
    unexplained: list[ReportError]
    report: Report | None = None
    fiscal_year: int | None = None


def inspect(
    document: Document, absent: Mapping[str, str] | None = None, entered: Sequence[Transcription] = ()
) -> Inspection:
    """Read as much of an open document as can be read.

    Args:
        document: The PDF.
        absent: Table -> why this edition has none.
        entered: Tables that a person entered.
    """
    problems: list[ReportError] = []
    year = None
    try:
        require_text(document)
    except ReportRefused as refused:
        return Inspection(None, _pages(document, Ledger("")), refused.problems, [])
    try:
        edition = read_edition(document)
    except ReportError as error:
        problems.append(error)
        ledger = Ledger("")
        for page in document.pages():
            ledger.add_page(page, read_flow(page))
    else:
        ledger, year = Ledger(edition.edition_id), edition.fiscal_year
        pages, rows, problems = read_pages_and_tables(document, ledger, edition, absent, entered)
        for claim in claims_of(rows):
            try:
                ledger.settle([claim])
            except ReportError as error:
                problems.append(error)
        pages.text_rows(rows)
    seen = _pages(document, ledger)
    unexplained = [unexplained_figure(figure) for figure in ledger.unexplained()]
    return Inspection(ledger.edition_id or None, seen, problems, unexplained, fiscal_year=year)


def add_stages(document: Document, inspection: Inspection) -> None:
    """Say of every page what the solver takes for the parts of each table, also where it is refused."""
    year = inspection.fiscal_year
    models = [model_of(spec, tables(year)) for spec in tables(year).specs]
    for page, inspected in zip(document.pages(), inspection.pages, strict=True):
        for model in models:
            found = stages_of(page, model)
            enough = sum(stage.kind == "label" for stage in found) >= LABELS
            inspected.stages += found if enough else []
        inspected.stages += kpi_stages(page, kpi_words(year))


def _pages(document: Document, ledger: Ledger) -> list[InspectedPage]:
    pages = {page.number: InspectedPage(page.number, page.width, page.height) for page in document.pages()}
    for figure in ledger.figures:
        pages[figure.page].figures.append(figure)
    return list(pages.values())
