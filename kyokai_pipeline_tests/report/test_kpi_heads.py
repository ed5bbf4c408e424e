"""The heads of the indicator tables in the words of other years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import Style, typeset
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
