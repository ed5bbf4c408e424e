"""What a statement asks for, in which direction and against which figure; and which indicator it states."""

from __future__ import annotations

import pytest

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.statements import goal_of


@pytest.mark.parametrize(
    ("statement", "goal"),
    [
        ("郵送化率を96％以上とする", ("at_least", "stated")),
        ("達成状況を100％とする", ("at_least", "stated")),
        ("一者応札案件の割合について、20％以下とする", ("at_most", "stated")),
        ("一者応札案件の割合を15％未満とする", ("at_most", "stated")),
        ("申請書の受付から支払までの日数を10日以内とする", ("at_most", "stated")),
        ("事務処理の誤りを年100件以内に抑える", ("at_most", "stated")),
        ("事務処理の誤りが20件を超えないこと", ("at_most", "stated")),
        ("提出率が94％を下回らないこと", ("at_least", "stated")),
        ("健診受診月から10か月以内に医療機関を受診した者の割合を13.2％とする", ("at_least", "stated")),
        ("資格喪失後1か月以内の保険証回収率を90％とする", ("at_least", "stated")),
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


@pytest.mark.parametrize(
    ("kpi_id", "statement"),
    [
        (
            "claims_review_reduction_rate",
            "社会保険診療報酬支払基金と合算したレセプト点検の査定率（※）について対前年度以上とする",
        ),
        ("claims_review_reduction_rate_association", "協会のレセプト点検の査定率（※）について対前年度以上とする"),
        ("repayment_claim_recovery_rate", "返納金債権（資格喪失後受診に係るものに限る。）の回収率を対前年度以上とする"),
        (
            "repayment_claim_recovery_rate_all_causes",
            "返納金債権（診療報酬返還金（不当請求）を除く。）の回収率を対前年度以上とする",
        ),
        (
            "insurance_card_recovery_rate",
            "日本年金機構回収分も含めた資格喪失後1か月以内の健康保険証回収率を対前年度以上とする",
        ),
        ("insured_specific_guidance_rate", "被保険者の特定保健指導実施率を21.5％以上とする"),
        ("my_number_card_use_rate", "令和6年11月末時点のマイナ保険証の利用率を50％以上とする"),
    ],
)
def test_statements_of_two_years_are_told_apart_by_what_they_count(kpi_id: str, statement: str) -> None:
    text = canonical(statement)
    fitting = [
        kpi.kpi_id
        for kpi in kpi_words().kpis
        if all(word in text for word in kpi.says) and not any(word in text for word in kpi.excludes)
    ]
    assert fitting == [kpi_id]
