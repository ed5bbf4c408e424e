"""Charts as office programmes set them stand aside; tables that look a little like one do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.pdf.charts import charts_of
from kyokai_pipeline.pdf.running import read_along
from kyokai_pipeline_tests.pdf.by_hand import words

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.words import Word

Line = tuple[str, float, float] | tuple[str, float, float, float]

YEARS = [f"{year}年度" for year in range(2016, 2024)]
SENTENCE: Line = ("被保険者数の伸びは鈍化しています。12,345人でした。", 60, 420)


def axis(labels: list[str], base: float = 300.0) -> list[Line]:
    return [(label, 100 + 50 * i, base) for i, label in enumerate(labels)]


def ticks(values: list[str], right: float = 80.0) -> list[Line]:
    return [(value, right - 4 * len(value), 100 + 40 * i) for i, value in enumerate(values)]


def scattered(count: int, lowest: float = 250.0) -> list[Line]:
    return [(f"{100 + 7 * i}.{i}", 100 + 50 * (i % 8), lowest - 11 * i) for i in range(count)]


CHARTS: dict[str, list[Line]] = {
    "ticks_and_years": [*ticks(["180", "160", "140", "120", "100"]), *axis(YEARS, 275.0), *scattered(8)],
    "ticks_in_thousands": [
        *ticks(["312,000", "308,000", "304,000", "300,000"]),
        *axis([f"{m}月" for m in range(4, 12)], 235.0),
    ],
    "percent_and_names": [
        *ticks(["0.5%", "0.0%", "-0.5%", "-1.0%"]),
        *axis(["北海道", "青森", "岩手", "宮城"], 235.0),
        *scattered(3, 200.0),
    ],
    "data_labels_without_ticks": [*axis(YEARS), *scattered(8)],
    "bare_years_without_ticks": [*axis([str(year) for year in range(2016, 2024)]), *scattered(12)],
    "months_without_ticks": [*axis([f"{m}月" for m in (4, 5, 6, 7, 8, 9, 10, 11)]), *scattered(10)],
}


@pytest.mark.parametrize("name", CHARTS)
def test_everything_in_a_chart_stands_aside_under_its_title(name: str) -> None:
    top = min(base for _, _, base, *_ in CHARTS[name])
    title: Line = ("平均標準報酬月額の推移（図）", 60, top - 25, 12)
    page = words(title, *CHARTS[name], SENTENCE)
    (chart,) = charts_of(page)
    assert chart.title == "平均標準報酬月額の推移（図）"
    assert sorted(word.text for word in chart.words) == sorted(text for text, *_ in CHARTS[name])
    along = read_along(page, 600, frozenset())
    assert [word.text for word in along.read] == [title[0], SENTENCE[0]]
    assert {(aside.role, aside.title) for aside in along.charted} == {("chart", title[0])}


def test_a_legend_over_the_plot_belongs_to_the_chart() -> None:
    page = words(*CHARTS["ticks_and_years"], ("被保険者数", 200, 85), ("2023年度", 300, 85))
    assert {"被保険者数", "2023年度"} <= {word.text for word in charts_of(page)[0].words}


def table(heads: list[str], rows: int, first: int = 1000, step: int = 10) -> list[Word]:
    lines = axis(heads, 100.0)
    for row in range(rows):
        lines += [(f"行{row}", 40, 115 + 15 * row)]
        lines += [
            (f"{first + step * row + column:,}", 100 + 50 * column, 115 + 15 * row) for column in range(len(heads))
        ]
    return words(*lines)


@pytest.mark.parametrize(
    "page",
    [
        table(YEARS, 6),
        table([str(year) for year in range(2016, 2024)], 3),
        table(["加入者", "被保険者", "被扶養者"], 8),
        words(*[(str(number), 60, 100 + 20 * number) for number in range(1, 12)], ("項目", 100, 120)),
        words(
            *[(str(2023 - i), 60, 100 + 20 * i) for i in range(9)], *[("1,234", 120, 100 + 20 * i) for i in range(9)]
        ),
        [*table(YEARS, 2), *words(*axis(YEARS, 200.0), *[("9,876", 100 + 50 * c, 215) for c in range(8)])],
    ],
    ids=["years", "bare_years", "names", "row_numbers", "years_down", "two_tables"],
)
def test_a_table_is_no_chart(page: list[Word]) -> None:
    assert charts_of(page) == []
