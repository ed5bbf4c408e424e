"""Each rule of roles.yml matches what it names and not what looks like it."""

from __future__ import annotations

import pytest

from kyokai_pipeline.report.ledger.printed_numbers import Figure, find_numbers
from kyokai_pipeline.report.ledger.roles import assign_roles
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline.vocabulary.prose import role_rules
from kyokai_pipeline_tests.report.handmade import HandmadePage


def figures_of(handmade: HandmadePage) -> list[Figure]:
    numbers = find_numbers(handmade.page, read_flow(handmade.page))
    assign_roles(handmade.page, numbers)
    return [number.figure for number in numbers]


def roles_in(text: str) -> dict[str, str | None]:
    """Printed number -> role, for a line in the middle of a page."""
    return {figure.text: figure.role for figure in figures_of(HandmadePage().write(text))}


@pytest.mark.parametrize(
    ("role", "text", "numbers"),
    [
        ("enumerator", "①基盤的保険者機能の盤石化", ["①"]),
        ("enumerator", "（12）中長期を見据えたシステム構想", ["12"]),
        ("enumerator", "（1）人事制度の適正な運用", ["1"]),
        ("enumerator", "1）加入者の意見", ["1"]),
        ("enumerator", "議題3 事業報告書について", ["3"]),
        ("report_reference", "事業報告書 【第4章、第5章】", ["4", "5"]),
        ("report_reference", "好事例の全国展開 （報告書 p.12１）", ["12１"]),
        ("document_number", "資料１－６", ["１", "－６"]),
        ("document_number", "受付 KYK-2024-000017", ["-2024", "-000017"]),
        ("document_number", "JHIA0000017", ["0000017"]),
        ("address", "出典 https://example.org/r5/2023.pdf", ["5", "2023"]),
        ("address", "問合せ info@office2023.example.org", ["2023"]),
        ("address", "D:\\work\\R05_v3.pptx", ["05", "3"]),
        ("date", "受付 R6.7.24", ["6.7", "24"]),
        ("date", "2024/07/24 10:35:01", ["2024", "07", "24"]),
        ("date", "2024-07-24", ["2024"]),
        ("date", "済 6.7.24", ["6.7", "24"]),
        ("footnote_mark", "※2 人数及び事業所数は年度末の数値", ["2"]),
        ("label", "2023年度", ["2023"]),
        ("label", "令和6年3月診療分", ["6", "3"]),
        ("label", "使用割合80%以上の支部", ["80%"]),
        ("legal_article", "健康保険法第3条第2項被保険者を除く", ["3", "2"]),
        ("plan_term", "第5期保険者機能強化アクションプラン", ["5"]),
        ("name", "第125回運営委員会に報告しました。", ["125回"]),
        ("name", "新型インフルエンザ等感染症（2類相当）から5類感染症へ移行", ["2", "5"]),
        ("ordinal", "新卒入社2年目の職員に対して", ["2"]),
        ("per_unit", "加入者1人当たりの医療費総額", ["1人"]),
        ("per_unit", "再審査レセプト1件あたりの査定額", ["1件"]),
        ("age", "被扶養者は18歳以上である。", ["18"]),
        ("fiscal_year", "これは2023（令和5）年度の達成率である。", ["2023", "5"]),
        ("fiscal_year", "これは令和6年度広報計画である。", ["6"]),
        ("date", "期間は2023（令和5）年4月1日からである。", ["2023", "5", "4", "1"]),
        ("date", "なお4月から6月の給与総額を算定する。", ["4", "6"]),
        ("date", "なお4～6月の給与総額を算定する。", ["4", "6"]),
        ("date", "会議は13:00に始まる。", ["13", "00"]),
    ],
)
def test_a_rule_matches_what_it_names(role: str, text: str, numbers: list[str]) -> None:
    found = roles_in(text)
    assert {number: found[number] for number in numbers} == dict.fromkeys(numbers, role)


@pytest.mark.parametrize(
    ("role", "text", "number"),
    [
        ("enumerator", "配置換え（337名）を実施しました。", "337名"),
        ("enumerator", "対象は（8支部）です。", "8支部"),
        ("report_reference", "割合は3.5p増えた。", "3.5"),
        ("document_number", "資料を3部配布した。", "3"),
        ("footnote_mark", "※3,000人を対象とする。", "3,000人"),
        ("label", "2023年度は41支部と、上回りました。", "41支部"),
        ("label", "使用割合は80％以上であった。", "80％"),
        ("legal_article", "計3項目を見直した。", "3"),
        ("plan_term", "5期連続で増加した。", "5"),
        ("name", "研修を235回開催しました。", "235回"),
        ("name", "書類は2種類ある。", "2"),
        ("ordinal", "2年間実施した。", "2"),
        ("per_unit", "担当は11人当番制とする。", "11人"),
        ("per_unit", "計21件あたりを調べた。", "21件"),
        ("age", "予算は18億円である。", "18億円"),
        ("fiscal_year", "職員は2023人である。", "2023人"),
        ("date", "所要日数を10営業日以内とする。", "10"),
        ("date", "期間は1か月である。", "1"),
        ("date", "年4回、月15日以上である。", "15"),
        ("date", "件数は2,024年間を通じた。", "2,024"),
    ],
)
def test_a_rule_leaves_alone_what_looks_like_it(role: str, text: str, number: str) -> None:
    found = roles_in(text)
    assert number in found
    assert found[number] != role


def test_a_page_number_stands_alone_at_the_edge() -> None:
    body = HandmadePage().write("本文です。", base=300).write("13", x=750, base=590)
    assert [figure.role for figure in figures_of(body)] == ["page_number"]
    inside = HandmadePage().write("13", x=750, base=300).write("本文です。", base=400)
    assert [figure.role for figure in figures_of(inside)] == [None]
    beside = HandmadePage().write("合計", x=650, base=590).write("13", x=750, base=590)
    assert [figure.role for figure in figures_of(beside)] == [None]
    own = HandmadePage().page.number
    counts = HandmadePage().write("組織関係", x=100, base=590).write(str(own), x=750, base=590)
    assert [figure.role for figure in figures_of(counts)] == ["page_number"]
    close = HandmadePage().write("合計", x=710, base=590).write(str(own), x=750, base=590)
    assert [figure.role for figure in figures_of(close)] == [None]
    counted = HandmadePage().write("本文です。", base=300).write("1,313", x=750, base=590)
    assert [figure.role for figure in figures_of(counted)] == [None]


def _chart(*values: tuple[str, float, float]) -> list[str | None]:
    page = HandmadePage()
    for year in range(2014, 2021):
        page.write(f"{year}年度", x=50 + 80 * (year - 2014), base=400)
    for text, x, base in values:
        page.write(text, x=x, base=base)
    return [figure.role for figure in figures_of(page) if figure.text in {text for text, _, _ in values}]


def test_a_value_left_alone_over_an_axis_is_its_label() -> None:
    assert _chart(("164,967", 90, 300)) == ["axis_label"]


@pytest.mark.parametrize(
    "values",
    [
        [("164,967", 90, 300), ("170,000", 250, 300)],
        [("164,967", 90, 300), ("170,000", 90, 330)],
        [("164,967", 90, 450)],
        [("164,967", 700, 300)],
    ],
)
def test_values_of_a_table_are_no_axis_labels(values: list[tuple[str, float, float]]) -> None:
    assert None in _chart(*values)


def _stacked(*lines: str) -> dict[str, str | None]:
    page = HandmadePage()
    for index, text in enumerate(lines):
        page.write(text, x=100, base=200 + 12 * index)
    return {figure.text: figure.role for figure in figures_of(page)}


@pytest.mark.parametrize(
    "lines",
    [
        ("2014", "（平成26）", "年度"),
        ("2014", "（平成", "26）", "年度"),
        ("2014年度", "（平成26年", "度）"),
        ("2023年", "4月"),
    ],
)
def test_a_year_or_month_broken_over_lines_is_a_label(lines: tuple[str, ...]) -> None:
    assert set(_stacked(*lines).values()) == {"label"}


@pytest.mark.parametrize("lines", [("2014", "36,411"), ("2014", "加入者数"), ("12", "13", "14")])
def test_other_numbers_over_lines_are_not(lines: tuple[str, ...]) -> None:
    assert "label" not in _stacked(*lines).values()


def _row(*words: str) -> dict[str, str | None]:
    page = HandmadePage()
    for index, text in enumerate(words):
        page.write(text, x=60 + 90 * index, base=200)
    return {figure.text: figure.role for figure in figures_of(page)}


def test_years_that_follow_on_each_other_head_columns() -> None:
    assert set(_row("年度", "2014", "2015", "2016", "2017", "2018").values()) == {"label"}
    assert set(_row("2018", "2017", "2016", "2015", "2014").values()) == {"label"}


@pytest.mark.parametrize(
    "words", [("2014", "2016", "2015", "2017", "2018"), ("2014", "2015", "2016"), ("1", "2", "3", "4", "5")]
)
def test_numbers_that_do_not_are_no_years(words: tuple[str, ...]) -> None:
    assert "label" not in _row(*words).values()


def test_every_rule_has_a_reason_in_both_languages() -> None:
    for rule in role_rules():
        assert rule.ja
        assert rule.en
        assert rule.text or rule.word or rule.labels or rule.places
