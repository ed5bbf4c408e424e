"""Which caption speaks for a table when two stand near it."""

from __future__ import annotations

import pytest

from kyokai_pipeline.japanese.numbers import Unit
from kyokai_pipeline.layout.solve import solve
from kyokai_pipeline.report.tables.models import model_of
from kyokai_pipeline.report.tables.units import Caption, captions, period_caption, unit_for
from kyokai_pipeline.vocabulary import measure, tables
from kyokai_pipeline_tests.report.handmade import HandmadePage

THOUSAND, TEN_THOUSAND = Unit("人", 3), Unit("人", 4)
ENROLLEES = measure("enrollees")


@pytest.mark.parametrize(
    ("captions", "unit"),
    [
        ([Caption("", TEN_THOUSAND, 2.0)], TEN_THOUSAND),
        ([Caption("加入者数などの人数", THOUSAND, 40.0), Caption("", TEN_THOUSAND, 2.0)], TEN_THOUSAND),
        ([Caption("加入者数などの人数", THOUSAND, 4.0), Caption("", TEN_THOUSAND, 2.0)], None),
        ([Caption("加入者数などの人数", THOUSAND, 2.0), Caption("その他", TEN_THOUSAND, 2.0)], THOUSAND),
        ([Caption("平均標準報酬月額", Unit("円"), 2.0)], None),
    ],
    ids=["alone", "the other table's is farther", "two as near that disagree", "named on one line", "other kind"],
)
def test_the_nearest_caption_speaks_for_a_table(captions: list[Caption], unit: Unit | None) -> None:
    assert unit_for(ENROLLEES, captions, ENROLLEES.term.forms) == unit


def stated(caption: str, x: float, *, beside: str = "") -> dict[str, Unit]:
    """What a caption at some place over a narrow table says; ``beside``: what stands to the right of the table."""
    page = HandmadePage().write(caption, x, 80.0)
    for column, year in enumerate(("2022年度", "2023年度")):
        page.write(year, 200.0 + 80 * column, 100.0)
    for row, label in enumerate(("再確認対象事業所数", "被扶養者削減数"), 1):
        page.write(label, 50.0, 100.0 + 20 * row)
        for column in range(2):
            page.write("1,234", 210.0 + 80 * column, 100.0 + 20 * row)
    if beside:
        page.write(beside, 600.0, 130.0)
    spec = tables().spec("dependent_reconfirmation")
    return {c.name: c.unit for c in captions(solve([page.page], model_of(spec, tables())), spec)}


def test_a_caption_flush_right_of_a_narrower_table_is_its_own() -> None:
    assert stated("（単位：千社）", 700.0) == {"": Unit("社", 3)}
    assert stated("（単位：千社）", 700.0, beside="ほかの表") == {}


@pytest.mark.parametrize(
    ("caption", "units"),
    [
        ("（単位：社、人）", {"": Unit("人")}),
        ("（事業所数：社、削減数：人）", {"事業所数": Unit("社"), "削減数": Unit("人")}),
        ("単位：人（事業所数は社）", {"": Unit("人"), "事業所数": Unit("社")}),
        ("（事業所数の単位：社、削減数の単位：人）", {"事業所数": Unit("社"), "削減数": Unit("人")}),
    ],
)
def test_one_caption_names_several_units(caption: str, units: dict[str, Unit]) -> None:
    assert stated(caption, 60.0) == units


@pytest.mark.parametrize(
    "lines",
    [
        ["［一者応札割合（2023年4月～2024年3月契約分）］"],
        ["［一者応札割合（2023年4月～2024年3月契約", "分）］"],
        ["［一者応札割合（2023年4月", "～2024年3月契約分）］"],
    ],
)
def test_the_period_of_a_caption_that_is_broken_over_lines(lines: list[str]) -> None:
    page = HandmadePage()
    for at, line in enumerate(lines):
        page.write(line, 50.0, 60.0 + 14 * at)
    for column, head in enumerate(("一般競争入札契約件数", "一者応札件数", "一者応札割合")):
        page.write(head, 120.0 + 130 * column, 100.0)
    for row, label in enumerate(("本部", "支部", "総計"), 1):
        page.write(label, 50.0, 100.0 + 20 * row)
        for column, value in enumerate(("120件", "12件", "10.0%")):
            page.write(value, 140.0 + 130 * column, 100.0 + 20 * row)
    spec = tables().spec("procurement")
    assert period_caption(solve([page.page], model_of(spec, tables()))) == "2023年4月~2024年3月契約分"
