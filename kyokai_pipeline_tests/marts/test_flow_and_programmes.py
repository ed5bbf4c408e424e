"""monthly_flow and programme_change, against arithmetic done by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.marts.by_hand import ByHand, pick

if TYPE_CHECKING:
    import duckdb


def put(core: ByHand, edition: str, month: date, joined: int | None, left: int | None, kind: str = "insured") -> None:
    for flow, persons in (("joined", joined), ("left", left)):
        if persons is not None:
            core.add(
                "monthly_flow", edition_id=edition, month=month, flow=flow, member_type=kind, persons=persons,
                quantum=1000,
            )  # fmt: skip


def test_net_and_its_running_total_by_member_type(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, "FY2023", date(2023, 4, 1), 100, 70)
    put(core, "FY2023", date(2023, 5, 1), 10, 25)
    put(core, "FY2023", date(2023, 4, 1), 5, 9, "dependents")
    rows = core.mart("monthly_flow")
    assert pick(rows, "month", "member_type", "joined_persons", "left_persons", "net", "cumulative_net") == [
        (date(2023, 4, 1), "dependents", 5, 9, -4, -4),
        (date(2023, 4, 1), "insured", 100, 70, 30, 30),
        (date(2023, 5, 1), "insured", 10, 25, -15, 15),
    ]
    assert [len(row["figure_ids"]) for row in rows] == [2, 2, 4]


def test_the_running_total_begins_anew_each_april(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    for month in range(12):
        put(core, "FY2022", date(2022 + (month + 3) // 12, (month + 3) % 12 + 1, 1), 3, 1)
    put(core, "FY2023", date(2023, 4, 1), 5, 0)
    rows = core.mart("monthly_flow")
    assert pick(rows[-2:], "month", "fiscal_year", "cumulative_net") == [
        (date(2023, 3, 1), 2022, 24),
        (date(2023, 4, 1), 2023, 5),
    ]


def test_months_of_the_year_before_that_a_newer_edition_prints_again(core: ByHand) -> None:
    """They are taken from the newer edition, and stay in their own fiscal year."""
    core.edition("FY2022")
    core.edition("FY2023")
    for month, (joined, restated) in {4: (10, 11), 5: (20, 22)}.items():
        put(core, "FY2022", date(2022, month, 1), joined, 0)
        put(core, "FY2023", date(2022, month, 1), restated, 0)
    put(core, "FY2023", date(2023, 4, 1), 7, 0)
    assert pick(core.mart("monthly_flow"), "month", "fiscal_year", "edition_id", "cumulative_net") == [
        (date(2022, 4, 1), 2022, "FY2023", 11),
        (date(2022, 5, 1), 2022, "FY2023", 33),
        (date(2023, 4, 1), 2023, "FY2023", 7),
    ]


def test_after_a_month_that_is_missing_there_is_no_running_total(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, "FY2023", date(2023, 4, 1), 10, 1)
    put(core, "FY2023", date(2023, 6, 1), 10, 1)
    assert pick(core.mart("monthly_flow"), "net", "cumulative_net") == [(9, 9), (9, None)]


def test_a_month_with_one_flow_only_has_no_net(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, "FY2023", date(2023, 4, 1), 10, None)
    put(core, "FY2023", date(2023, 5, 1), 10, 1)
    assert pick(core.mart("monthly_flow"), "joined_persons", "left_persons", "net", "cumulative_net") == [
        (10, None, None, None),
        (10, 1, 9, None),
    ]


def test_of_the_real_report(published: duckdb.DuckDBPyConnection) -> None:
    """April: 144.2 - 134.4 = 9.8 万人; the year's printed months add up to 8,040,000 - 7,937,000 = 103,000."""
    rows = published.execute("SELECT net, cumulative_net FROM marts.monthly_flow_total ORDER BY month").fetchall()
    assert len(rows) == 12
    assert tuple(map(int, rows[0])) == (98000, 98000)
    assert int(rows[-1][1]) == 103000


def result(core: ByHand, year: int, value: str, **values: object) -> str:
    row = {"edition_id": "FY2023", "programme": "health_programmes", "measure_id": "employer_checkup_data"}
    return core.add(
        "programme_result", **{**row, "period_label": f"{year}年度", "fiscal_year": year, "value": value, "unit": "人",
        "quantum": 1, **values},
    )  # fmt: skip


def test_the_latest_period_against_the_one_printed_beside_it(core: ByHand) -> None:
    core.edition("FY2023")
    result(core, 2021, "100")
    before = result(core, 2022, "80")
    after = result(core, 2023, "60")
    rows = core.mart("programme_change")
    assert pick(rows, "fiscal_year", "previous_period_label", "value", "previous_value", "change", "change_pct") == [
        (2023, "2022年度", 60, 80, -20, -25)
    ]
    assert rows[0]["figure_ids"] == [before, after]
    assert rows[0]["label_ja"] == "事業者健診データの取得人数"


def test_shares_differ_in_points_and_have_no_rate(core: ByHand) -> None:
    core.edition("FY2023")
    for year, value in ((2022, "92.3"), (2023, "89.1")):
        result(core, year, value, unit="%", measure_id="submission_rate")
    assert pick(core.mart("programme_change"), "change", "change_pct") == [(-3.2, None)]


def test_one_period_alone_and_a_start_from_nothing(core: ByHand) -> None:
    core.edition("FY2023")
    alone = result(core, 2023, "5")
    result(core, 2022, "0", programme="generic_drugs")
    result(core, 2023, "5", programme="generic_drugs")
    rows = core.mart("programme_change")
    assert pick(rows, "programme", "previous_value", "change", "change_pct") == [
        ("generic_drugs", 0, 5, None),
        ("health_programmes", None, None, None),
    ]
    assert rows[1]["figure_ids"] == [alone]


def test_editions_are_not_mixed(core: ByHand) -> None:
    for edition in ("FY2022", "FY2023"):
        core.edition(edition)
    result(core, 2022, "80", edition_id="FY2022")
    result(core, 2023, "60", edition_id="FY2023")
    assert pick(core.mart("programme_change"), "edition_id", "previous_value") == [("FY2022", None), ("FY2023", None)]
