"""A mark beside a value (※1, *, 1), (注), r, p, 速) is kept with its figure, in each kind of table and in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.pdf.marks import with_marks
from kyokai_pipeline.report.ledger.printed_numbers import find_numbers
from kyokai_pipeline.report.ledger.roles import assign_roles
from kyokai_pipeline.report.ledger.value_marks import mark_figures
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline_tests.report.handmade import HandmadePage
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import KEYS, differences

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.pdf.words import Word

MARKED = {
    "membership/enrollees/2019": ("40,460※1\n(2.6%)", "※1"),
    "membership/insured/2014": ("r20,914\n(2.9%)", "r"),
    "membership/dependents/2020": ("15,424(注)\n（▲1.5%)", "(注)"),
    "monthly_flow/joined/enrollees/2023-05-01": ("67.0*", "*"),
    "monthly_flow/joined/enrollees/total": ("速803.9", "速"),
    "monthly_flow/joined/enrollees/2023-08-01": ("57.5p", "p"),
    "dependent_reconfirmation/dependents_removed/2023": ("71,350人1)", "1)"),
    "health_programmes/employer_checkup_data/2023": ("1,180,723人注2", "注2"),
    "health_programmes/lifestyle_disease_checkups/2022": ("9,179,843人r", "r"),
    "generic_drugs/branches_at_generic_target/2023": ("44支部†", "†"),
    "generic_drugs/generic_use_share/2023": ("83.6%¹", "¹"),
    "procurement/branches/contracts": ("589件※", "※"),
    "procurement/total/single_bid_pct": ("9.9%*1", "*1"),
    "training/業務別研修/participants": ("6,045名（注1）", "（注1）"),
    "training/テーマ別研修/participants": ("(注)56名", "(注)"),
    "kpi/service_standard_attainment/result": ("99.9%※2", "※2"),
    "kpi/postal_application_rate/target": ("96.0%r", "r"),
    "kpi/judo_therapy_frequent_share/result": ("0.83%**", "**"),
    "kpi_count/achieved": ("7※3", "※3"),
}


def test_marks_in_each_kind_of_table(tmp_path: Path) -> None:
    content = FY2023.edited({cell: text for cell, (text, _) in MARKED.items()})
    report = read_report(typeset(Style(), tmp_path / "report.pdf", content))
    assert [line for table in KEYS for line in differences(report, table, Style(), FY2023)] == []
    facts = report.figures[(report.figures["role"] == "fact") & report.figures["marks"].notna()]
    assert sorted(facts["marks"]) == sorted(mark for _, mark in MARKED.values())
    assert report.problems == []


class Page(HandmadePage):
    """A page made by hand whose marks are joined to their numbers, as ``PdfPage`` does."""

    @property
    def words(self) -> list[Word]:
        return with_marks(super().words)


def marks_in(*parts: tuple[str, float, float]) -> list[tuple[str, str | None, str | None]]:
    """Text, role and marks of every figure of one line; a part is its text, size and baseline."""
    page, x = Page(), 50.0
    for text, size, base in parts:
        page.write(text, x, base, size)
        x += sum(size * (0.5 if char.isascii() else 1.0) for char in text)
    numbers = find_numbers(page.page, read_flow(page.page))
    assign_roles(page.page, numbers)
    mark_figures(page.page, numbers)
    return [(n.figure.text, n.figure.role, n.figure.marks) for n in numbers]


@pytest.mark.parametrize("mark", ["※1", "*", "1)", "(注)", "注2", "r", "p", "速", "¹", "†", "**"])
def test_marks_in_prose(mark: str) -> None:
    end = "であり、前年度を上回った。"
    in_line = marks_in((f"加入者数は39,457人{mark}{end}", 10, 200))
    assert in_line[0] == ("39,457人", None, mark)
    assert all(role == "footnote_mark" for _, role, _ in in_line[1:])
    assert marks_in(("加入者数は39,457人", 10, 200), (mark, 5, 196), (end, 10, 200)) == [("39,457人", None, mark)]


@pytest.mark.parametrize("mark", ["※1", "(注)", "r", "1)", "速"])
def test_marks_before_a_number_in_prose(mark: str) -> None:
    raised = marks_in(("加入者数は", 10, 200), (mark, 5, 196), ("39,457人であり、前年度を上回った。", 10, 200))
    assert raised == [("39,457人", None, mark)]


@pytest.mark.parametrize(
    "text",
    [
        "加入者数は39,457人(45%)であり、",
        "(前年度比39,457人12)",
        "39,457人速やかに申請し、",
        "第5期rate",
        "高速39,457回",
    ],
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert all(mark is None and role != "footnote_mark" for _, role, mark in marks_in((text, 10, 200)))
