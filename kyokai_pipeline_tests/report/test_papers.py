"""The report among other papers of a meeting: it is read as if it were alone, and nothing of the others enters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.ledger.ledger import Ledger
from kyokai_pipeline.report.pages import Pages
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.reportlab_writer import registered
from kyokai_pipeline_tests.typeset.variants import final, next_year

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

LANDSCAPE, PORTRAIT = (780.0, 540.0), (540.0, 780.0)


@dataclass(frozen=True)
class Sheet:
    """One page of another paper: its words from above, its printed number at the foot."""

    lines: tuple[tuple[str, float], ...]
    folio: int | None = None
    corner: str = ""


PROSE = (
    ("保険料率の算定について", 18),
    ("・2023年度の加入者数は3,960万1千人（前年度比0.5％増）となりました。", 10),
    ("・保険証回収率は81.0％（前年度82.1％）、レセプト点検の査定率は0.5％となり、KPIを達成しました。", 10),
)
COVER = (("令和６年度保険料率に関する論点について", 24), ("令和６年９月20日", 14), ("全国健康保険協会", 14))
NUMBERED = Sheet(PROSE, corner="参考資料２")
RESTARTED = (Sheet(PROSE, 1), Sheet(PROSE, 2))
WITH_COVER = (Sheet(COVER), Sheet(PROSE, 1))
COUNTED_COVER = (Sheet(PROSE), Sheet(PROSE, 2), Sheet(PROSE, 3))
AGENDA = (Sheet((("第130回運営委員会　議事次第", 20), ("議題３　令和５年度事業報告書（案）について", 12))), *WITH_COVER)


@dataclass(frozen=True)
class File:
    """What lies before and behind the report."""

    before: tuple[Sheet, ...] = ()
    behind: tuple[Sheet, ...] = ()
    size: tuple[float, float] = field(default=LANDSCAPE)


FILES = {
    "its number": File(behind=(NUMBERED, Sheet(PROSE))),
    "a cover": File(behind=WITH_COVER),
    "pages counted anew": File(behind=RESTARTED),
    "counted anew from its second page": File(behind=COUNTED_COVER),
    "the other way round": File(behind=(Sheet(PROSE), Sheet(PROSE)), size=PORTRAIT),
    "before": File(before=AGENDA),
    "long before": File(before=(*AGENDA, *RESTARTED, *RESTARTED)),
    "before and behind": File(before=AGENDA, behind=(Sheet(COVER, corner="資料２"), *RESTARTED)),
}


def made(path: Path, sheets: tuple[Sheet, ...], size: tuple[float, float]) -> Path:
    font = registered("ipaex")
    canvas = Canvas(str(path), pagesize=size)
    for sheet in sheets:
        at = size[1] - 60
        if sheet.corner:
            canvas.setFont(font, 12)
            canvas.drawRightString(size[0] - 40, size[1] - 30, sheet.corner)
        for text, points in sheet.lines:
            canvas.setFont(font, points)
            canvas.drawString(60, at, text)
            at -= 2.5 * points
        if sheet.folio is not None:
            canvas.setFont(font, 9)
            canvas.drawCentredString(size[0] / 2, 15, str(sheet.folio))
        canvas.showPage()
    canvas.save()
    return path


def bound(path: Path, *parts: Path) -> Path:
    with pypdfium2.PdfDocument.new() as new:
        for part in parts:
            with pypdfium2.PdfDocument(part) as source:
                new.import_pages(source)
        new.save(path)
    return path


def bundled(folder: Path, file: File, report: Path = SHIPPED) -> Path:
    before = [made(folder / "before.pdf", file.before, file.size)] if file.before else []
    behind = [made(folder / "behind.pdf", file.behind, file.size)] if file.behind else []
    return bound(folder / "bundle.pdf", *before, report, *behind)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cover and three pages of the shipped report, of which two bear their numbers, 5 and 6."""
    path = tmp_path_factory.mktemp("short") / "short.pdf"
    with pypdfium2.PdfDocument(SHIPPED) as source, pypdfium2.PdfDocument.new() as new:
        new.import_pages(source, pages=[0, 1, 4, 5])
        new.save(path)
    return path


@pytest.mark.parametrize("name", FILES)
def test_the_pages_of_the_report_are_told_apart(name: str, tmp_path: Path, short: Path) -> None:
    file = FILES[name]
    with open_document(bundled(tmp_path, file, short)) as document:
        edition = read_edition(document)
        pages = Pages(document, Ledger(edition.edition_id), edition)
    begin = len(file.before) + 1
    assert [size.number for size in pages.sizes] == [begin, begin + 1, begin + 2, begin + 3]


def test_a_number_at_the_foot_that_the_report_goes_on_after_is_no_other_paper(tmp_path: Path, short: Path) -> None:
    """5 and 6 are the report's; a lone 3 between them is none of its pages' numbers, and 8 is again."""
    stray = made(tmp_path / "stray.pdf", (Sheet(PROSE, 3), Sheet(PROSE, 8)), LANDSCAPE)
    with open_document(bound(tmp_path / "bundle.pdf", short, stray)) as document:
        pages = Pages(document, Ledger("x"), read_edition(document))
    assert len(pages.sizes) == 6


def test_pages_without_a_number_are_the_reports_before_a_page_of_another_size(tmp_path: Path) -> None:
    """The shipped report ends with four pages that bear no number; a page of another paper is bound behind them."""
    other = made(tmp_path / "other.pdf", (Sheet(PROSE, 10),), (720.0, 540.0))
    with open_document(bound(tmp_path / "bundle.pdf", SHIPPED, other)) as document:
        edition = read_edition(document)
        pages = Pages(document, Ledger(edition.edition_id), edition)
    assert [size.number for size in pages.sizes] == [*range(1, 18)]


@pytest.mark.parametrize("name", ["counted anew from its second page", "before and behind"])
def test_the_report_is_read_as_if_it_were_alone(name: str, tmp_path: Path, fy2023: Report) -> None:
    file = FILES[name]
    report = read_report(bundled(tmp_path, file))
    moved = len(file.before)
    assert report.page_count == fy2023.page_count + moved + len(file.behind)
    assert list(report.pages["page"]) == [page + moved for page in fy2023.pages["page"]]
    for table, rows in fy2023.tables.items():
        if table != "edition":
            pages = [column for column in map(str, rows) if column == "page" or column.endswith("figure_id")]
            assert report.tables[table].drop(columns=pages).equals(rows.drop(columns=pages)), table
    same = ["x0", "top", "x1", "bottom", "printed", "value", "unit", "role", "core_table", "reason"]
    assert report.figures[same].equals(fy2023.figures[same])


@pytest.mark.parametrize(
    ("second", "edition_id"), [(next_year(), "FY2024-draft"), (final(FY2023), "FY2023")], ids=["next year", "final"]
)
def test_two_reports_in_one_file_are_refused_by_name(second: object, edition_id: str, tmp_path: Path) -> None:
    other = typeset(Style(), tmp_path / "other.pdf", second)  # type: ignore[arg-type]
    with pytest.raises(ReportRefused) as refused:
        read_report(bound(tmp_path / "two.pdf", SHIPPED, other))
    (problem,) = refused.value.problems
    assert (problem.code, problem.page) == ("two_reports", 18)
    assert f"FY2023-draft from page 1, {edition_id} from page 18" in problem.what


def test_the_same_report_twice_is_two(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match="FY2023-draft from page 1, FY2023-draft from page 18"):
        read_report(bound(tmp_path / "two.pdf", SHIPPED, SHIPPED))


def test_pages_in_reverse_order_are_refused_as_such(tmp_path: Path, short: Path) -> None:
    path = tmp_path / "reversed.pdf"
    with pypdfium2.PdfDocument(short) as source, pypdfium2.PdfDocument.new() as new:
        new.import_pages(source, pages=[3, 2, 1, 0])
        new.save(path)
    with pytest.raises(ReportRefused) as refused:
        read_report(path)
    assert [(problem.code, problem.page) for problem in refused.value.problems] == [("cover_is_last", 4)]


def test_a_title_that_is_printed_again_behind_the_cover_is_no_second_report(tmp_path: Path, fy2023: Report) -> None:
    cover = tmp_path / "cover.pdf"
    with pypdfium2.PdfDocument(SHIPPED) as source, pypdfium2.PdfDocument.new() as new:
        new.import_pages(source, pages=[0])
        new.save(cover)
    report = read_report(bound(tmp_path / "again.pdf", cover, SHIPPED))
    assert report.tables["kpi"]["result_value"].equals(fy2023.tables["kpi"]["result_value"])
