"""Two statements with one definition count the same; rewordings do not part them, another number or word does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.statements import definition_of, fits, provisional_id

FY2024 = Path(__file__).parents[3] / "shared" / "editions" / "kpi_fy2024.csv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("被保険者の特定保健指導の実施率を36.4％以上とする", "被保険者の特定保健指導実施率を21.5%以上とする"),
        ("現金給付等の申請に係る郵送化率を96％以上とする", "現金給付等の申請に係る郵送化率を対前年度以上とする"),
        ("サービススタンダードの達成状況を100％とする", "サービススタンダードの達成状況を 98% とする"),
        ("割合について、20％以下とする", "割合を 15%以下とする"),
        ("査定率（※）について対前年度以上とする", "査定率(※2)について、前年度の実績を上回る"),
        ("喪失後1か月以内の保険証回収率を対前年度以上とする", "喪失後1ヵ月以内の健康保険証回収率を対前年度以上とする"),
        ("令和6年11月末時点の利用率を50%以上とする", "令和7年11月末時点の利用率を60%以上とする"),
        ("健康宣言事業所数を70,000事業所以上とする", "健康宣言事業所数を100,000事業所以上とする"),
    ],
)  # fmt: skip
def test_another_target_year_or_wording_is_no_other_definition(one: str, other: str) -> None:
    assert definition_of(one) == definition_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("勧奨後3か月以内に受診した者の割合を13.1％以上とする", "勧奨後10か月以内に受診した者の割合を13.1％以上とする"),
        ("割合を50％以上とする", "加入者の割合を50％以上とする"),
        ("査定率を前年度以上とする\n※査定率＝額÷医療費総額", "査定率を前年度以上とする\n※査定率＝額÷医科の医療費"),
        ("施術箇所3部位以上の割合を対前年度以下とする", "施術箇所4部位以上の割合を対前年度以下とする"),
        ("債権（喪失後受診に係るものに限る。）の回収率を前年度以上とする", "債権の回収率を前年度以上とする"),
    ],
)  # fmt: skip
def test_another_count_is_another_definition(one: str, other: str) -> None:
    assert definition_of(one) != definition_of(other)


def test_a_provisional_id_outlives_the_year() -> None:
    one = provisional_id("バイオシミラーを18%以上使用する支部の割合を20％以上とする\n※令和6年度末")
    assert one == provisional_id("バイオシミラーを 20%以上使用する支部の割合を 25%以上とする")
    assert one != provisional_id("バイオシミラーを使用する支部の数を20支部以上とする")
    assert one.startswith("new_")
    assert len(one) == 12


@pytest.mark.skipif(not FY2024.is_file(), reason="the words of FY2024 do not lie beside this checkout")
def test_the_words_that_fy2024_really_printed_are_known_and_each_by_one_name() -> None:
    with FY2024.open(encoding="utf-8", newline="") as file:
        printed = [row["wording"] for row in csv.DictReader(file)]
    whole = [text for text in printed if "を" in text or "新定義" in text]
    assert len(whole) > 10
    for text in whole:
        fitting = [kpi.kpi_id for kpi in kpi_words(2024).kpis if fits(canonical(text), kpi.says, kpi.excludes)]
        assert len(fitting) == 1, (text, fitting)
