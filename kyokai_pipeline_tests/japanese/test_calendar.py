from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyokai_pipeline.japanese.calendar import (
    NotADate,
    era_label,
    first_of_month,
    fiscal_year,
    fiscal_year_of,
    full_date,
    month,
    period,
    year_beside,
    year_month,
)


@pytest.mark.parametrize(
    "text",
    [
        "2023年度", "２０２３年度", "令和5年度", "令和５年度", "2023（令和5）年度", "R5年度",
        "R5", "’23年度", "令和5（2023）年度", "2023 年 度", "202３年度",
        "2023年度（令和5年度）", "2023年度(令和5)", "令和5年度（2023年度）", "2023年度末",
        "FY2023", "FY23", "FY’23", "ＦＹ２０２３", "令和5年度（2023）",
    ],
)  # fmt: skip
def test_one_fiscal_year_many_spellings(text: str) -> None:
    assert fiscal_year(text) == 2023


@pytest.mark.parametrize(
    ("text", "year"),
    [("平成31年度", 2019), ("令和元年度", 2019), ("H30年度", 2018), ("昭和64年度", 1989), ("平成元年度", 1989)],
)
def test_eras(text: str, year: int) -> None:
    assert fiscal_year(text) == year


@pytest.mark.parametrize(
    ("year", "text", "other"),
    [
        (2014, "27年度", 2015), (2018, "元年度", 2019), (2018, "31年度", 2019), (2019, "2年度", 2020),
        (2014, "15年度", 2015),
        (2015, "26年度", 2014), (2009, "２２年度末", 2010),
        (2014, "28年度", None), (2014, "27年", None), (2019, "年度", None),
    ],
)  # fmt: skip
def test_a_year_said_for_short_beside_another(year: int, text: str, other: int | None) -> None:
    assert year_beside(year, text) == other


@pytest.mark.parametrize(
    "text", ["2023", "令和5", "年度", "2023年", "2023年3月", "加入者数", "36,411", "", "2023年度（案）"]
)
def test_what_is_no_fiscal_year(text: str) -> None:
    assert fiscal_year(text) is None


@pytest.mark.parametrize(
    "text", ["2023（令和4）年度", "2023年度（令和4年度）", "平成32年度", "昭和65年度", "令和0年度"]
)
def test_years_that_cannot_be(text: str) -> None:
    with pytest.raises(NotADate):
        fiscal_year(text)


@given(st.integers(2019, 2099))
def test_both_spellings_agree(year: int) -> None:
    era = "元" if year == 2019 else str(year - 2018)
    assert fiscal_year(f"令和{era}年度") == fiscal_year(f"{year}（令和{era}）年度") == year


@given(st.integers(1990, 2099))
def test_the_label_of_a_year_in_eras_reads_as_that_year(year: int) -> None:
    assert fiscal_year(era_label(year)) == year


def test_the_first_year_of_an_era_is_called_so() -> None:
    assert [era_label(year) for year in (2018, 2019, 2023)] == ["平成30年度", "令和元年度", "令和5年度"]


def test_months_belong_to_the_fiscal_year_that_ends_with_march() -> None:
    assert [first_of_month(2023, m) for m in (4, 12, 1, 3)] == [
        date(2023, 4, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1),
    ]  # fmt: skip
    assert (fiscal_year_of(2024, 3), fiscal_year_of(2024, 4)) == (2023, 2024)


def test_months() -> None:
    assert [month(t) for t in ("4月", "１０月", "12 月", "13月", "月", "4")] == [4, 10, 12, None, None, None]
    assert year_month("2024年3月") == year_month("令和6年3月") == (2024, 3)
    assert year_month("3月") is None


def test_the_period_of_the_report() -> None:
    assert period("2023（令和5）年4月1日～2024（令和6）年3月31日") == (date(2023, 4, 1), date(2024, 3, 31))
    assert period("令和5年4月1日から令和6年3月31日まで") == (date(2023, 4, 1), date(2024, 3, 31))
    assert period("2023年度") is None


def test_a_day_that_does_not_exist() -> None:
    with pytest.raises(NotADate):
        full_date("2023年2月30日")
    assert full_date("2023年2月") is None
