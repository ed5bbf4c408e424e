"""What a statement asks for: in which direction, and against which figure."""

from __future__ import annotations

import pytest

from kyokai_pipeline.report.kpi import goal_of


@pytest.mark.parametrize(
    ("statement", "goal"),
    [
        ("郵送化率を96％以上とする", ("at_least", "stated")),
        ("達成状況を100％とする", ("at_least", "stated")),
        ("一者応札案件の割合について、20％以下とする", ("at_most", "stated")),
        ("一者応札案件の割合を15％未満とする", ("at_most", "stated")),
        ("査定率について対前年度以上とする", ("at_least", "previous_year")),
        ("割合について対前年度以下とする", ("at_most", "previous_year")),
        ("回収率を前年度実績以上とする", ("at_least", "previous_year")),
        ("収録率について前年度の実績を上回る", ("at_least", "previous_year")),
        ("施術の割合を前年度を下回る水準とする", ("at_most", "previous_year")),
        ("査定率を前年度と過去3年度の平均値のいずれか高い値以上とする", ("at_least", "stated")),
        ("施術箇所3部位以上、かつ月15日以上の施術の申請の割合について対前年度以下とする", ("at_most", "previous_year")),
        ("目標値を支部ごとに設定する。ただし、80％以上の支部については、対前年度以上とする", ("at_least", "stated")),
        ("施術箇所３部位以上、かつ月15日以上の施術の申請の割合を2.0％以下とする", ("at_most", "stated")),
    ],
)
def test_goal(statement: str, goal: tuple[str, str]) -> None:
    assert goal_of(statement) == goal
