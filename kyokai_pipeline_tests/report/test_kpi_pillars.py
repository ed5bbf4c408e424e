"""Pillars in other years: their headings, and initiatives that have moved from one to another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.tables.kpi_pillars import Row, check_pillars
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from pathlib import Path

MOVED = "health_declaration_workplaces"
SERVICE, CARDS, GUIDANCE, COLLABORATION, COSTS = (
    "サービス水準の向上", "被扶養者資格の再確認の徹底", "特定保健指導の実施率及び質の向上", "コラボヘルスの推進",
    "費用対効果を踏まえたコスト削減等",
)  # fmt: skip
STRATEGY, ORGANISATION = ("strategy", GUIDANCE), ("organisation", COSTS)


def rows(*places: tuple[str, str]) -> list[Row]:
    return [(1, (0.0, 0.0, 1.0, 1.0), pillar, initiative) for pillar, initiative in places]


def moved_up() -> Content:
    """健康宣言事業所数 before the third indicator of the foundational functions."""
    table = FY2023.tables["kpi"]
    (one,) = (row for row in table if row["kpi_id"] == MOVED)
    rest = [row for row in table if row["kpi_id"] != MOVED]
    rest.insert(2, {**one, "pillar": "foundation"})
    numbered = tuple({**row, "position": str(place)} for place, row in enumerate(rest, 1))
    return replace(FY2023, tables={**FY2023.tables, "kpi": numbered})


@pytest.mark.parametrize("style", [Style(), Style(rules="none", kpi="one_table")], ids=["ruled", "one table"])
def test_an_initiative_among_those_of_another_pillar_has_moved_there(style: Style, tmp_path: Path) -> None:
    content = moved_up()
    assert differences(read_report(typeset(style, tmp_path / "report.pdf", content)), "kpi", style, content) == []


@pytest.mark.parametrize("style", [Style(), Style(rules="none")], ids=["ruled", "no rules"])
@pytest.mark.parametrize(
    "headings",
    [
        (
            "Ⅰ．基盤的保険者機能の盤石化",
            "Ⅱ．戦略的保険者機能の一層の発揮",
            "Ⅲ．保険者機能の強化を支える組織・運営体制等の整備",
        ),
        ("【基盤的保険者機能の盤石化】", "【戦略的保険者機能の一層の発揮】", "【組織・運営体制の整備】"),
        ("（１）基盤的保険者機能関係", "（２）戦略的保険者機能関係", "（３）組織・運営体制関係"),
    ],
)
def test_the_heading_of_a_pillar_may_be_numbered_or_in_brackets(
    headings: tuple[str, str, str], style: Style, tmp_path: Path
) -> None:
    content = replace(FY2023, pillars=dict(zip(FY2023.pillars, headings, strict=True)))
    assert differences(read_report(typeset(style, tmp_path / "report.pdf", content)), "kpi", style, content) == []


@pytest.mark.parametrize(
    "found",
    [
        # The heading of the strategic functions is not there: what stands under it seems to have moved.
        rows(("foundation", SERVICE), ("foundation", GUIDANCE), ("foundation", COLLABORATION), ORGANISATION),
        # Its second part has lost it.
        rows(("foundation", SERVICE), STRATEGY, ORGANISATION, ("organisation", COLLABORATION)),
        # It is not there, and one below it did move.
        rows(("foundation", SERVICE), ("foundation", GUIDANCE), ("foundation", CARDS), ORGANISATION),
    ],
)
def test_where_a_heading_may_be_lost_nothing_has_moved(found: list[Row]) -> None:
    with pytest.raises(ReportError) as refused:
        check_pillars(found, kpi_words(2024))
    assert refused.value.code == "moved_initiative"
    assert "with since: and the first year under the new one" in str(refused.value)


def test_a_new_initiative_stands_where_it_stands() -> None:
    check_pillars(rows(("foundation", "電子申請の利用促進"), STRATEGY, ("strategy", "新しい施策")), kpi_words(2024))
