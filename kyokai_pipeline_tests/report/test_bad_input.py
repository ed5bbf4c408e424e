"""Whatever is put into raw/ under the name of a report is refused by name, in one readable block, or read exactly."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.report.missing_tables import IS_MISSING
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.report.model import Report

REAL = Path(__file__).parents[3] / "shared" / "realpdf"
PAGES = range(1, 18)


def drawn(*, encrypted: bool = False, text: str = "") -> bytes:
    """A one-page PDF."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    lock = StandardEncryption("key", ownerPassword="owner") if encrypted else None
    canvas = Canvas(buffer, pagesize=(300, 200), invariant=1, encrypt=lock)
    canvas.rect(10, 10, 30, 30)
    canvas.drawString(20, 100, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def shipped() -> bytes:
    return SHIPPED.read_bytes()


def pages_of_the_report(numbers: Iterable[int]) -> bytes:
    """The shipped PDF with some of its pages, in this order."""
    source, target, buffer = pypdfium2.PdfDocument(shipped()), pypdfium2.PdfDocument.new(), BytesIO()
    target.import_pages(source, [number - 1 for number in numbers])
    target.save(buffer)
    target.close()
    source.close()
    return buffer.getvalue()


def refused(content: bytes, folder: Path, name: str = "報告書 2023.pdf") -> list[ReportError]:
    """The problems for which a file is refused; each one a block that a person can read."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(ReportRefused) as error:
        read_report(path)
    assert_readable(error.value, name)
    return error.value.problems


def assert_readable(refusal: ReportRefused, name: str) -> None:
    assert refusal.problems
    text = str(refusal)
    assert "Traceback" not in text
    assert "Error(" not in text
    assert text.count("✗") == len(refusal.problems)
    for problem in refusal.problems:
        assert problem.file == name
        assert name in problem.block()
        assert all((problem.what, problem.what_ja, problem.remedy, problem.remedy_ja))
        assert problem.code != "report"


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty_file", "ファイルが空です"),
        (b"<!DOCTYPE html><title>404 Not Found</title>", "not_a_pdf", "404 Not Found"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_pdf", "PDFファイルではありません"),
        (drawn(encrypted=True, text="secret"), "encrypted", "パスワード"),
        (drawn(), "no_text_layer", "テキスト層"),
        (drawn(text="Annual report 2023"), "another_document", "別の文書です"),
    ],
    ids=["empty", "web page", "picture", "encrypted", "scan", "another document"],
)
def test_what_is_no_report(content: bytes, code: str, said: str, tmp_path: Path) -> None:
    (problem,) = refused(content, tmp_path)
    assert problem.code == code
    assert said in problem.what_ja + (problem.printed or "")


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_download(share: float, tmp_path: Path) -> None:
    """However much is missing: refused as cut off or for what is missing, never read as something else."""
    content = shipped()
    problems = refused(content[: int(len(content) * share)], tmp_path)
    assert {problem.code for problem in problems} & {"truncated", "damaged", "no_text_layer", "another_document"}


def test_garbage_in_the_middle_is_refused_or_changes_nothing(fy2023: Report, tmp_path: Path) -> None:
    """A file damaged on the way may still be whole where it counts; then every value is the same."""
    content = bytearray(shipped())
    for start in range(len(content) // 5, len(content) - 2000, len(content) // 5):
        damaged = bytearray(content)
        damaged[start : start + 600] = b"\xff" * 600
        path = tmp_path / f"{start}.pdf"
        path.write_bytes(damaged)
        try:
            report = read_report(path)
        except ReportRefused as refusal:
            assert_readable(refusal, path.name)
            continue
        for name, frame in fy2023.tables.items():
            # Running text may be cut where a page is damaged; numbers may not.
            if name not in {"edition", "passage", "prose_figure", "initiative", "action_plan_item"}:
                assert frame.equals(report.tables[name]), name


@pytest.mark.skipif(not REAL.is_dir(), reason="the real PDFs do not lie beside this checkout")
@pytest.mark.parametrize("name", ["mhlw_ec_saga", "tokyo_20200705"])
def test_another_publishers_document(name: str, tmp_path: Path) -> None:
    (problem,) = refused((REAL / f"{name}.pdf").read_bytes(), tmp_path, f"{name}.pdf")
    assert problem.code == "another_document"
    assert problem.page == 1
    assert problem.printed


TABLES_ON = {
    2: {"membership", "monthly_flow"},
    6: {"dependent_reconfirmation"},
    7: {"health_programmes"},
    8: {"generic_drugs"},
    9: {"training"},
    11: {"procurement"},
    13: {"kpi"},
}
"""Page of the shipped file -> the tables on it. Only this test may know: it takes the page away."""


@pytest.mark.parametrize("page", TABLES_ON)
def test_a_missing_page_is_named_by_its_tables(page: int, tmp_path: Path) -> None:
    problems = refused(pages_of_the_report(number for number in PAGES if number != page), tmp_path)
    assert {problem.code for problem in problems} <= {*IS_MISSING}
    assert {problem.details["table"] for problem in problems} == TABLES_ON[page]
    assert {problem.edition for problem in problems} == {"FY2023-draft"}


def test_without_its_cover_it_is_another_document(tmp_path: Path) -> None:
    (problem,) = refused(pages_of_the_report(PAGES[1:]), tmp_path)
    assert problem.code == "another_document"


def test_every_missing_table_is_named_in_one_go(tmp_path: Path) -> None:
    problems = refused(pages_of_the_report([1, 2, 3]), tmp_path)
    assert {problem.details["table"] for problem in problems} == {
        table for page, tables in TABLES_ON.items() if page != 2 for table in tables
    }


def test_pages_in_another_order_hold_the_same_values(fy2023: Report, tmp_path: Path) -> None:
    """Nothing in the reader knows on which page of the shipped file a table stands."""
    path = tmp_path / "shuffled.pdf"
    path.write_bytes(pages_of_the_report([1, *reversed(PAGES[1:])]))
    report = read_report(path)
    for name in ("membership", "monthly_flow", "annual_flow", "kpi", "programme_result", "training", "procurement"):
        before, after = fy2023.tables[name], report.tables[name]
        values = [column for column in before.columns if not column.endswith("figure_id")]
        assert before[values].equals(after[values]), name


def test_the_same_table_twice_is_not_chosen_between(tmp_path: Path) -> None:
    problems = refused(pages_of_the_report([*PAGES, 11]), tmp_path)
    assert [problem.code for problem in problems] == ["ambiguous_table"]
    assert problems[0].details["pages"] == [11, 18]


@pytest.mark.parametrize(
    ("content", "kind", "label", "nearest"),
    [
        (
            Content(FY2023.tables, extra_rows={"membership": "短時間被保険者数"}),
            "row",
            "短時間被保険者数",
            "被保険者数",
        ),
        (
            Content(FY2023.tables, extra_rows={"health_programmes": "被保険者の特定健診の受診者数"}),
            "row",
            "被保険者の特定健診の受診者数",
            "被扶養者の特定健診の受診者数",
        ),
        (FY2023.relabelled(branches="支所"), "row", "支所", "支部"),
        (FY2023.relabelled(single_bid_contracts="一者応札の数"), "column", "一者応札の数", "一者応札"),
        (Content(FY2023.tables, extra_columns={"procurement": "不調件数"}), "column", "不調件数", "件数"),
    ],
    ids=["row", "long row", "renamed row", "renamed column", "column"],
)
def test_an_unknown_label_names_the_nearest_known_and_the_line_that_would_accept_it(
    content: Content, kind: str, label: str, nearest: str, tmp_path: Path
) -> None:
    path = typeset(Style(), tmp_path / "報告書 2023.pdf", content)
    problems = refused(path.read_bytes(), tmp_path)
    found = [problem for problem in problems if problem.code == f"unknown_{kind}_label"]
    assert found, [problem.block() for problem in problems]
    assert label in str(found[0].printed)
    assert nearest in str(found[0].details["nearest"])
    assert nearest in found[0].what
    assert nearest in found[0].what_ja
    assert label in found[0].remedy
    assert "vocabulary/" in found[0].remedy
    assert found[0].page is not None
    assert found[0].box is not None
