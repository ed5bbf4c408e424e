"""Long documents: of a page without a table only its rows stay in memory, and too many tables are refused."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.pdf import loading
from kyokai_pipeline.pdf.document import PdfPage, open_document
from kyokai_pipeline.pdf.running import SAMPLE
from kyokai_pipeline.report import pages as report_pages
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.ledger.ledger import Ledger
from kyokai_pipeline.report.pages import Pages
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

TEXT_PAGES = (3, 9, 11)
"""Pages of the shipped report, from 0, that hold prose and no table."""


def longer(path: Path, more: int, pages: tuple[int, ...] = TEXT_PAGES) -> Path:
    """The shipped report and ``more`` copies of some of its pages."""
    with pypdfium2.PdfDocument(SHIPPED) as source, pypdfium2.PdfDocument.new() as new:
        new.import_pages(source)
        new.import_pages(source, pages=[pages[number % len(pages)] for number in range(more)])
        new.save(path)
    return path


def test_only_pages_with_tables_stay(tmp_path: Path) -> None:
    with open_document(longer(tmp_path / "long.pdf", 40)) as document:
        ledger = Ledger("FY2023-draft")
        pages = Pages(document, ledger, read_edition(document))
        assert len(pages.sizes) == 57
        kept = {page.number for page in pages.kept} | set(pages.beside)
        assert kept < set(range(1, 18))
        first = set(range(1, SAMPLE + 1))
        gc.collect()
        assert {page.number for page in gc.get_objects() if isinstance(page, PdfPage)} == kept | first
        assert all(bool(figure.glyphs) == (figure.page in kept) for figure in ledger.figures)
        assert all(figure.box[0] < figure.box[2] for figure in ledger.figures)


def test_the_same_facts_with_more_pages_behind(tmp_path: Path, fy2023: Report) -> None:
    report = read_report(longer(tmp_path / "long.pdf", 20))
    for name, table in fy2023.tables.items():
        if name not in {"edition", "passage", "prose_figure", "action_plan_item"}:
            assert report.tables[name].equals(table), name
    same = report.figures[report.figures["page"] <= 17].drop(columns="figure_id")
    assert same.equals(fy2023.figures.drop(columns="figure_id"))


def test_the_file_is_opened_anew_now_and_then(fy2023: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_REOPEN_AFTER", 3)
    report = read_report(SHIPPED)
    assert report.figures.equals(fy2023.figures)


def test_a_document_full_of_such_tables_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pages, "MOST_TABLE_PAGES", 12)
    with pytest.raises(ReportRefused) as refused:
        read_report(longer(tmp_path / "long.pdf", 20, pages=(1, 6)))
    (problem,) = refused.value.problems
    assert (problem.code, problem.file) == ("too_many_tables", "long.pdf")
    assert problem.page is not None
    assert problem.page < 37
    assert "概要版" in problem.remedy_ja
