"""restatement: what a later edition says of an earlier one's values, in every table that can be printed again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.vocabulary.statements import definition_of
from kyokai_pipeline_tests.marts.by_hand import pick

if TYPE_CHECKING:
    from kyokai_pipeline_tests.marts.by_hand import ByHand


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("39457000 q1000", "39457400 q1", "re_rounded"),
        ("39457000 q1000", "39457500 q1", "re_rounded"),
        ("39457000 q1000", "39457501 q1", "restated"),
        ("39457000 q1000", "39458000 q1000", "restated"),
        ("39457000 q1000", None, "withdrawn"),
        (None, "39457000 q1000", "added"),
    ],
)
def test_kinds_of_restatement(before: str | None, after: str | None, kind: str, core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023-draft")
    for edition, printed in (("FY2022", before), ("FY2023-draft", after)):
        member(core, edition, "dependents", 2021, "5", "1")
        if printed:
            member(core, edition, "enrollees", 2022, *printed.split(" q"))
    # Off the window of the later edition, and not yet there in the earlier one.
    member(core, "FY2022", "enrollees", 2013, "7", "1")
    member(core, "FY2022", "enrollees", 2021, "7", "1")
    member(core, "FY2023-draft", "enrollees", 2021, "7", "1")
    member(core, "FY2023-draft", "enrollees", 2023, "7", "1")
    assert pick(core.mart("restatement"), "measure_id", "fiscal_year", "kind") == [("enrollees", 2022, kind)]


def member(core: ByHand, edition: str, measure: str, year: int, value: str, quantum: str) -> None:
    core.add(
        "membership", edition_id=edition, measure_id=measure, fiscal_year=year, value=value, quantum=quantum, unit="人"
    )


def kpi(core: ByHand, edition: str, **values: Any) -> None:
    usual = {
        "kpi_id": "share", "statement": "割合を前年度以上とする", "direction": "at_least", "unit": "%",
        "target_basis": "previous_year", "target_value": "9", "target_quantum": "1", "result_value": "10",
        "result_quantum": "1",
    }  # fmt: skip
    row = {**usual, **values}
    core.add("kpi", edition_id=edition, **row, definition=definition_of(str(row["statement"])))


def said(core: ByHand) -> list[tuple[Any, ...]]:
    columns = ("core_table", "measure_id", "detail", "fiscal_year", "before", "after", "kind")
    return pick(core.mart("restatement"), *columns)


def test_what_is_printed_as_last_years_result_is_compared_with_it(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    kpi(core, "FY2022")
    kpi(core, "FY2023", target_value="12")
    assert said(core) == [("kpi", "share", "result", 2022, 10, 12, "restated")]
    assert [len(row["figure_ids"]) for row in core.mart("restatement")] == [2]


def test_a_redefined_indicator_restates_nothing(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    kpi(core, "FY2022")
    kpi(core, "FY2023", target_value="12", statement="加入者の割合を前年度以上とする")
    assert said(core) == []


def test_of_one_year_everything_is_compared(core: ByHand) -> None:
    """A draft and its final: an indicator only one of them has, its target, and each of the other tables."""
    for edition, more in (("FY2023-draft", 0), ("FY2023", 1)):
        core.edition(edition)
        kpi(core, edition, target_value=9 + more)
        core.add(
            "programme_result", edition_id=edition, programme="health_programmes", measure_id="employer_checkup_data",
            period_label="2023年度", fiscal_year=2023, value=70 + more, quantum=1, unit="人",
        )  # fmt: skip
        core.add(
            "procurement", edition_id=edition, office="total", contracts=692, single_bid_contracts=68 + more,
            single_bid_pct="9.9", single_bid_pct_quantum="0.1",
        )  # fmt: skip
        core.add("training", edition_id=edition, category="階層別研修", participants=5 + more, quantum=1)
        person = {"flow": "joined", "member_type": "insured", "persons": 3000 + 2000 * more, "quantum": 1000}
        core.add("monthly_flow", edition_id=edition, month=date(2024, 1, 1), **person)
        core.add("annual_flow", edition_id=edition, fiscal_year=2023, **person)
    kpi(core, "FY2023", kpi_id="late", target_basis="none", target_value=None, target_quantum=None)
    assert said(core) == [
        ("annual_flow", "joined", "insured", 2023, 3000, 5000, "restated"),
        ("kpi", "late", "result", 2023, None, 10, "added"),
        ("kpi", "share", "result", 2022, 9, 10, "restated"),
        ("kpi", "share", "target", 2023, 9, 10, "restated"),
        ("monthly_flow", "joined", "2024-01 insured", 2023, 3000, 5000, "restated"),
        ("procurement", "single_bid_contracts", "total", 2023, 68, 69, "restated"),
        ("programme_result", "employer_checkup_data", "health_programmes", 2023, 70, 71, "restated"),
        ("training", "training_participants", "階層別研修", 2023, 5, 6, "restated"),
    ]


def test_restatements_of_one_value_add_up_to_its_whole_change(core: ByHand) -> None:
    """Each begins where the one before it ended, also where an edition in between says nothing new."""
    for edition, value in (
        ("FY2022-draft", 10),
        ("FY2022", 11),
        ("FY2022-r2", 11),
        ("FY2023-draft", 12),
        ("FY2023", 14),
    ):
        core.edition(edition)
        last = {"target_value": value} if "2023" in edition else {"result_value": value}
        kpi(core, edition, **last)
        member(core, edition, "enrollees", 2022, str(value), "1")
    steps = [(10, 11), (11, 12), (12, 14)]
    found = core.mart("restatement")
    for table in ("kpi", "membership"):
        of_2022 = [row for row in found if (row["core_table"], row["fiscal_year"]) == (table, 2022)]
        told = sorted(of_2022, key=lambda row: row["before"])
        assert pick([row for row in told if row["detail"] in ("", "result")], "before", "after") == steps


def test_what_is_new_or_gone_a_year_later_restates_nothing(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    kpi(core, "FY2022", kpi_id="retired")
    kpi(core, "FY2023", kpi_id="new")
    for edition in ("FY2022", "FY2023"):
        core.add("training", edition_id=edition, category=f"{edition}研修", participants=5, quantum=1)
    assert said(core) == []
