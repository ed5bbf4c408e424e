"""The heads of the indicator tables in the words of other years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from pathlib import Path

RULED = Style(kpi_target="own")


@pytest.mark.parametrize(
    ("style", "heads"),
    [
        (RULED, {"target": "令和６年度目標値", "result": "令和６年度結果"}),
        (Style(kpi_target="own", rules="none"), {"target": "2024年度の目標", "result": "2024年度実績"}),
        (Style(), {"result": "6年度結果", "initiative": "主な施策"}),
        (RULED, {"target": "R6目標値", "result": "2024（令和6）年度実績", "status": "判定"}),
    ],
)
def test_a_head_may_say_the_year_of_its_edition(style: Style, heads: dict[str, str], tmp_path: Path) -> None:
    content = next_year().relabelled(**heads)
    report = read_report(typeset(style, tmp_path / "report.pdf", content), content.lacks())
    assert differences(report, "kpi", style, content) == []


@pytest.mark.parametrize(
    "heads",
    [
        {"target": "KPI目標値", "result": "KPI実績"},
        {"target": "目標値（KPI）", "result": "実績値", "status": "評価結果"},
        {"kpi": "評価指標", "target": "目標"},
        {"kpi": "KPI（重要業績評価指標）"},
    ],
)
def test_heads_may_say_kpi_again_or_say_it_in_words(heads: dict[str, str], tmp_path: Path) -> None:
    content = FY2023.relabelled(**heads)
    assert differences(read_report(typeset(RULED, tmp_path / "report.pdf", content)), "kpi", RULED, content) == []


@pytest.mark.parametrize("style", [Style(), Style(rules="none")], ids=["ruled", "no rules"])
@pytest.mark.parametrize("head", ["備考", "対計画値", "前年度結果", "令和4年度結果", "2022年度実績"])
def test_a_column_beside_the_indicators_is_left_out_also_where_its_head_is_broken(
    head: str, style: Style, tmp_path: Path
) -> None:
    path = typeset(style, tmp_path / "report.pdf", replace(FY2023, extra_columns={"kpi": head}))
    assert differences(read_report(path), "kpi", style, FY2023) == []


def test_an_unknown_column_is_named_whole_beside_a_head_without_a_year(tmp_path: Path) -> None:
    path = typeset(Style(), tmp_path / "report.pdf", replace(FY2023, extra_columns={"kpi": "見込み結果"}))
    with pytest.raises(ReportRefused) as refused:
        read_report(path)
    (problem,) = refused.value.problems
    assert (problem.code, problem.printed) == ("unknown_kpi_column", "見込み結果")
    assert problem.details["nearest"] in ("結果", "実績", "結果(実績)")
