"""What target and result cells of other years say: bounds, last year's rule, words alone, and what nobody knows yet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.tables.kpi_cells import number_in, says_words
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.typeset.content import Row
    from kyokai_pipeline_tests.typeset.styles import Rules

CHECKUPS, CARDS, OPINIONS, BRANCHES, WORKPLACES = (
    "lifestyle_checkup_rate", "insurance_card_recovery_rate", "regional_care_opinion_statements", "generic_drug_use",
    "health_declaration_workplaces",
)  # fmt: skip
STYLES = {"ruled": Style(), "no rules": Style(rules="none"), "one cell": Style(rules="none", numbered="one_cell")}


def row_of(folder: Path, style: Style, kpi_id: str, **cells: str) -> dict[str, Any]:
    def printed(row: Row) -> Row:
        return {**row, **cells} if row["kpi_id"] == kpi_id else row

    report = read_report(typeset(style, folder / "report.pdf", FY2023.mapped("kpi", printed)))
    rows = report.tables["kpi"].to_dict("records")
    assert len(rows) == len(FY2023.tables["kpi"])
    assert report.figures["role"].notna().all()
    return next({str(name): value for name, value in row.items()} for row in rows if row["kpi_id"] == kpi_id)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(
    ("result", "verdict"), [("集計中", "－"), ("－", "集計中"), ("－", "－"), ("未確定", "（未確定）")]
)
def test_a_result_that_nobody_knows_yet_is_none_and_not_judged(
    result: str, verdict: str, style: Style, tmp_path: Path
) -> None:
    row = row_of(tmp_path, style, CHECKUPS, result_text=result, status_text=verdict)
    assert (row["result_value"], row["status"]) == (None, "not_judged")
    assert pd.isna(row["result_figure_id"])
    assert (row["target_value"], row["result_text"]) == (Decimal("63.9"), result)


def test_a_result_without_a_verdict_yet_is_read(tmp_path: Path) -> None:
    row = row_of(tmp_path, Style(), CHECKUPS, status_text="－")
    assert (row["result_value"], row["status"]) == (Decimal("57.7"), "not_judged")


@pytest.mark.parametrize(
    ("kpi_id", "target", "value", "basis"),
    [
        (CHECKUPS, "63.9%以上", "63.9", "stated"),
        (CARDS, "対前年度以上（86.27%）", "86.27", "previous_year"),
        (CARDS, "86.27%以上（前年度実績）", "86.27", "previous_year"),
        (CARDS, "前年度以上", None, "previous_year"),
        (OPINIONS, "全支部", None, "stated"),
        (OPINIONS, "－", None, "none"),
    ],
)
def test_a_target_may_say_its_bound_or_say_it_in_words(
    kpi_id: str, target: str, value: str | None, basis: str, tmp_path: Path
) -> None:
    row = row_of(tmp_path, Style(rules="none"), kpi_id, target_text=target)
    assert (row["target_value"], row["target_basis"]) == (value and Decimal(value), basis)
    assert row["result_value"] is not None


def test_a_result_in_words_keeps_its_verdict(tmp_path: Path) -> None:
    row = row_of(tmp_path, Style(), OPINIONS, result_text="全支部で実施", status_text="達成", status="achieved")
    assert (row["result_value"], row["result_text"], row["status"]) == (None, "全支部で実施", "achieved")


def test_a_result_with_remarks_and_a_mark_is_read(tmp_path: Path) -> None:
    row = row_of(tmp_path, Style(), CHECKUPS, result_text="57.7%（速報値）（2024年6月時点）※")
    assert row["result_value"] == Decimal("57.7")


@pytest.mark.parametrize(
    ("kpi_id", "cells", "why", "remark"),
    [
        (CHECKUPS, {"target_text": "63.9%以下"}, "the target says 以下", False),
        (CHECKUPS, {"target_text": "63.0%～64.0%"}, "the target is not exactly one number", False),
        (BRANCHES, {"target_text": "40支部～47支部"}, "the target is not exactly one number", False),
        (CHECKUPS, {"result_text": "57.7%（94.4%）"}, "the result is not exactly one number", False),
        (CHECKUPS, {"result_text": "57.7%以上"}, "the result is not exactly one number", True),
        (CHECKUPS, {"result_text": "%"}, "the result is not exactly one number", False),
    ],
)
def test_a_cell_that_leaves_a_doubt_is_refused_and_only_a_remark_may_be_declared(
    kpi_id: str, cells: dict[str, str], why: str, remark: bool, tmp_path: Path
) -> None:
    with pytest.raises(ReportRefused) as refused:
        row_of(tmp_path, Style(), kpi_id, **cells)
    (problem,) = refused.value.problems
    assert why in problem.what
    assert ("remark: true" in str(problem)) is remark


@pytest.mark.parametrize("style", [Style(), Style(rules="none")], ids=["ruled", "no rules"])
def test_a_row_without_any_verdict_is_named_as_such(style: Style, tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match="a target but no verdict"):
        row_of(tmp_path, style, CHECKUPS, status_text="")


@pytest.mark.parametrize("style", [Style(), Style(rules="none")], ids=["ruled", "no rules"])
@pytest.mark.parametrize("verdict", ["達成見込み", "Ｃ", "達成（未達成）"])
def test_a_verdict_that_nobody_knows_is_named(verdict: str, style: Style, tmp_path: Path) -> None:
    with pytest.raises(ReportRefused) as refused:
        row_of(tmp_path, style, CHECKUPS, status_text=verdict)
    (problem,) = refused.value.problems
    assert (problem.code, problem.printed) == ("unknown_verdict", verdict)
    assert "under undecided there" in str(problem)


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        ("ほぼ達成", "nearly_achieved"),
        ("達成せず", "not_achieved"),
        ("達成できず", "not_achieved"),
        ("未達", "not_achieved"),
        ("達成（○）", "achieved"),
    ],
)
def test_a_verdict_in_other_words_is_known(verdict: str, status: str, tmp_path: Path) -> None:
    assert row_of(tmp_path, Style(rules="none"), OPINIONS, status_text=verdict)["status"] == status


def test_workplaces_may_be_counted_as_companies(tmp_path: Path) -> None:
    row = row_of(tmp_path, Style(), WORKPLACES, target_text="70,000社", result_text="94,740社")
    assert (row["target_value"], row["result_value"], row["unit"]) == (Decimal(70000), Decimal(94740), "事業所")


def test_a_unit_that_the_indicator_is_not_counted_in_can_be_declared(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused, match=r"printed_units: \[件\]  # id: health_declaration_workplaces"):
        row_of(tmp_path, Style(), WORKPLACES, result_text="94,740件")


@pytest.mark.parametrize("style", [Style(), Style(rules="none")], ids=["ruled", "no rules"])
@pytest.mark.parametrize(
    ("kpi_id", "result", "value"),
    [
        (WORKPLACES, "94,\n740事業\n所", "94740"),
        (WORKPLACES, "1,\n094,\n740社", "1094740"),
        (CHECKUPS, "57.\n7%", "57.7"),
    ],
)
def test_a_number_that_goes_on_behind_its_comma_or_point_on_the_next_line_is_one(
    kpi_id: str, result: str, value: str, style: Style, tmp_path: Path
) -> None:
    assert row_of(tmp_path, style, kpi_id, result_text=result)["result_value"] == Decimal(value)


def test_lines_of_digits_without_a_comma_between_them_may_be_two_numbers(tmp_path: Path) -> None:
    with pytest.raises(ReportRefused) as refused:
        row_of(tmp_path, Style(), WORKPLACES, result_text="94,7\n40事業所")
    assert [problem.code for problem in refused.value.problems] == ["number_over_lines"]


@pytest.mark.parametrize("rules", ["grid", "thin_rects", "cell_fills"])
def test_a_verdict_in_a_merged_cell_is_that_of_every_indicator_beside_it(rules: Rules, tmp_path: Path) -> None:
    style = Style(rules=rules, verdict_merged=True)
    assert differences(read_report(typeset(style, tmp_path / "report.pdf")), "kpi", style, FY2023) == []


@pytest.mark.parametrize("text", ["%", "支部が達成", "以上", "四十七支部", "(暫定値)", "-1", "を上回る", "達成"])
def test_what_is_left_of_a_number_is_no_cell_in_words(text: str) -> None:
    assert not says_words(text, kpi_words())


def test_a_number_in_brackets_is_a_target_only_behind_the_rule_that_it_comes_from() -> None:
    kpi = next(entry for entry in kpi_words().kpis if entry.kpi_id == CARDS)
    assert number_in("対前年度以上(86.27%)", kpi, target=True) is not None
    assert number_in("対前年度以上(86.27%)", kpi, target=False) is None
    assert number_in("対前年度以上(86.27%", kpi, target=True) is None
