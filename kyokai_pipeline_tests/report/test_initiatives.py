"""Which initiative a row belongs to, where no rules say it."""

from __future__ import annotations

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.pdf.rules import Rule, Rules
from kyokai_pipeline.pdf.words import words_of
from kyokai_pipeline.report.tables.kpi_initiatives import give_initiatives
from kyokai_pipeline.report.tables.kpi_layout import at_the_side
from kyokai_pipeline.report.tables.kpi_model import KpiRow, KpiTable
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline_tests.report.handmade import HandmadePage


def rows_of(statements: list[str]) -> list[KpiRow]:
    """Rows 30 points apart from 100 on."""
    rows = []
    for index, text in enumerate(statements):
        base = 100.0 + 30 * index
        verdict = words_of(HandmadePage().write("達成", x=600, base=base).glyphs)
        statement = words_of(HandmadePage().write(text, x=300, base=base).glyphs)
        rows.append(KpiRow(Found("achieved", tuple(verdict)), statement))
    return rows


def initiatives(statements: list[str], labels: dict[float, str]) -> list[str | None]:
    """The initiative of each row, with labels at some heights."""
    rows = rows_of(statements)
    page = HandmadePage()
    for base, label in labels.items():
        page.write(label, x=50, base=base)
    table = KpiTable(page.page, {}, 0.0, 800.0, [], [], [])
    give_initiatives(table, rows, words_of(page.glyphs), kpi_words())
    return [row.initiative.key if row.initiative else None for row in rows]


VISITS, HEALTH = "重症化予防対策の推進", "コラボヘルスの推進"


def test_rows_of_an_initiative_on_the_page_before_have_none_yet() -> None:
    found = initiatives(["②実施率", "（参考）実施率目標", "割合", "事業所数"], {160.0: VISITS, 190.0: HEALTH})
    assert found == [None, None, VISITS, HEALTH]


def test_a_row_without_a_number_behind_numbered_ones_begins_the_next() -> None:
    found = initiatives(["①達成率", "②回収率", "割合"], {115.0: VISITS, 160.0: HEALTH})
    assert found == [VISITS, VISITS, HEALTH]


def test_the_same_initiative_on_every_row() -> None:
    found = initiatives(["①達成率", "②回収率", "割合"], {100.0: VISITS, 130.0: VISITS, 160.0: HEALTH})
    assert found == [VISITS, VISITS, HEALTH]


def test_more_initiatives_than_rows_are_refused() -> None:
    with pytest.raises(ReportError, match="具体的施策"):
        initiatives(["①達成率", "②回収率"], {100.0: VISITS, 130.0: HEALTH})


@pytest.mark.parametrize("ruled", [True, False])
def test_a_pillar_set_downwards_at_the_side_covers_the_rows_beside_it(ruled: bool) -> None:
    level = tuple(Rule(at, 10.0, 700.0) for at in (65.0, 148.0, 220.0))
    page = HandmadePage(rules=Rules(level) if ruled else Rules())
    labels = {70.0: "基盤的保険者機能", 155.0: "戦略的保険者機能"}
    for top, label in labels.items():
        for place, char in enumerate(label):
            page.write(char, x=20, base=top + 7.0 * (place + 1), size=6.5)
    pillars = find_terms(page.words, kpi_words().pillars, page.rules)
    head = HandmadePage().write("具体的施策", x=50, base=60).words
    table = KpiTable(page.page, {}, 0.0, 800.0, [], [], [], side_pillars=pillars)
    rows = rows_of(["①達成率", "②回収率", "①割合", "②事業所数"])
    give_initiatives(table, rows, [], kpi_words())
    assert [row.pillar.key if row.pillar else None for row in rows] == ["foundation"] * 2 + ["strategy"] * 2
    assert all(at_the_side(page.page, pillar, {"initiative": Found("initiative", tuple(head))}) for pillar in pillars)
