"""A table may be missing only where it is declared so, and a declaration that is not true is refused."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.report.missing_tables import IS_MISSING, known_tables, may_lack
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.errors import ReportError

CORE = {
    "membership": {"membership"},
    "monthly_flow": {"monthly_flow", "annual_flow"},
    "dependent_reconfirmation": set(),
    "health_programmes": set(),
    "generic_drugs": set(),
    "procurement": {"procurement"},
    "training": {"training"},
    "kpi": {"kpi", "kpi_count"},
}
"""Table of the report -> core tables that have no row without it."""
LATER = may_lack([], 2023)
"""Core tables that only other years fill."""


def without(table: str) -> Content:
    content = FY2023.without(table)
    return content.without("kpi_count") if table == "kpi" else content


def problems(path: Path, absent: dict[str, str]) -> list[ReportError]:
    with pytest.raises(ReportRefused) as refused:
        read_report(path, absent=absent)
    return refused.value.problems


def test_every_table_of_the_report_has_its_case() -> None:
    assert set(CORE) == set(known_tables(2023))
    assert {table: may_lack([table], 2023) - LATER for table in CORE} == CORE
    programmes = ["dependent_reconfirmation", "health_programmes", "generic_drugs"]
    assert may_lack(programmes, 2023) - LATER == {"programme_result"}


@pytest.mark.parametrize("table", CORE)
def test_a_table_that_is_declared_missing(table: str, tmp_path: Path) -> None:
    path = typeset(Style(), tmp_path / "report.pdf", without(table))
    named = [problem for problem in problems(path, {}) if problem.code in IS_MISSING]
    assert any(f"missing_tables: [{{table: {table}, reason: …}}]" in problem.remedy for problem in named)

    report = read_report(path, absent={table: "dropped this year"})

    frames = validate_report(report)
    empty = {name.removeprefix("core.") for name, frame in frames.items() if name.startswith("core.") and frame.empty}
    assert empty - {"action_plan_item", "initiative", "passage", "prose_figure"} - LATER == CORE[table]
    assert frames["core.edition"].loc[0, "missing_tables"] == f"{table}: dropped this year"


@pytest.mark.parametrize("table", CORE)
def test_a_table_that_is_there_after_all(table: str) -> None:
    (problem,) = problems(SHIPPED, {table: "dropped"})
    assert (problem.code, problem.details["table"]) == ("table_not_missing", table)
    assert "is there" in problem.what


def test_a_table_that_is_there_and_cannot_be_read_is_still_refused(tmp_path: Path) -> None:
    path = typeset(Style(), tmp_path / "report.pdf", FY2023.edited({"membership/insured/2019": "24,8O5\n(4.4%)"}))
    (problem,) = problems(path, {"membership": "dropped"})
    assert problem.code != "table_not_missing"


@pytest.mark.parametrize(
    ("table", "others", "printed"),
    [
        ("monthly_flow", {"joined": "新しく入った者", "left": "出た者"}, "2023年度の月別の新規加入者数等の推移"),
        ("training", {"training_participants": "延べの数"}, "［集合研修の実施状況（2023年度）］"),
        ("kpi", {"result": "できばえ"}, "KPI"),
    ],
)
def test_a_table_that_is_declared_missing_and_printed(
    table: str, others: dict[str, str], printed: str, tmp_path: Path
) -> None:
    path = typeset(Style(), tmp_path / "report.pdf", FY2023.relabelled(**others))
    (problem,) = problems(path, {table: "dropped"})
    assert (problem.code, problem.details["table"]) == ("table_is_printed", table)
    assert printed in (problem.printed or "")
    assert "belong to nothing that was read" in problem.what


@pytest.mark.parametrize("absent", [{}, {"training": "dropped"}], ids=["not_declared", "declared_missing"])
def test_a_table_that_is_printed_as_a_picture(absent: dict[str, str], tmp_path: Path) -> None:
    """The title stands there, no number does."""
    typeset(Style(), tmp_path / "text.pdf", FY2023.without("training"))
    path = with_picture_under(tmp_path / "text.pdf", "［集合研修の実施状況（2023年度）］", tmp_path / "report.pdf")
    (problem,) = [problem for problem in problems(path, absent) if problem.details.get("table") == "training"]
    assert (problem.code, problem.printed) == ("table_in_picture", "［集合研修の実施状況（2023年度）］")
    assert "transcribe" not in problem.remedy


def with_picture_under(pdf: Path, title: str, to: Path) -> Path:
    """The file with one more page: a title in text, and a table below it that is a picture."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(780, 540), invariant=1)
    canvas.setFont(registered("ipaex"), 12)
    canvas.drawString(60, 450, title)
    canvas.drawImage(ImageReader(Image.new("RGB", (400, 120), "#dddddd")), 60, 300, 400, 120)
    canvas.save()
    with closing(PdfDocument(pdf)) as document, closing(PdfDocument(buffer.getvalue())) as more:
        document.import_pages(more)
        document.save(to)
    return to


def test_a_name_that_is_none() -> None:
    (problem,) = problems(SHIPPED, {"trainings": "dropped"})
    assert (problem.code, problem.printed) == ("unknown_missing_table", "trainings")
    assert "training" in problem.what
