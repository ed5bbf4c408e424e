"""kpi_status, kpi_summary and kpi_history, against what a person would say of target, result and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.vocabulary.statements import definition_of
from kyokai_pipeline_tests.marts.by_hand import ByHand, pick

if TYPE_CHECKING:
    import duckdb


def put(core: ByHand, **values: Any) -> None:
    """An indicator: 50％以上, 52.6 %, 達成; with some of it replaced."""
    usual = {
        "edition_id": "FY2023", "kpi_id": "a_share", "position": 1, "pillar": "strategy", "initiative": "施策",
        "number": 1, "statement": "割合を50％以上とする", "is_reference": False, "direction": "at_least",
        "target_basis": "stated", "target_value": "50", "target_quantum": "1", "result_value": "52.6",
        "result_quantum": "0.1", "unit": "%", "target_text": "50%", "result_text": "52.6%", "status": "achieved",
        "status_text": "達成",
    }  # fmt: skip
    row = {**usual, **values}
    core.add("kpi", **row, definition=definition_of(str(row["statement"])))


NEAR, NOT = "nearly_achieved", "not_achieved"
LAST = "previous_year"


@pytest.mark.parametrize(
    ("direction", "basis", "target", "result", "unit", "wanted"),
    [
        # A stated target is exact; the result is half a printed step wide on both sides.
        ("at_least", "stated", ("50", "1"), ("52.6", "0.1"), "%", (True, 2.6, 1.052)),
        ("at_least", "stated", ("100", "1"), ("99.9", "0.1"), "%", (False, -0.1, 0.999)),
        ("at_most", "stated", ("20", "1"), ("9.9", "0.1"), "%", (True, 10.1, 2.0202)),
        ("at_most", "stated", ("20", "1"), ("20.1", "0.1"), "%", (False, -0.1, 0.995)),
        # Printed alike, the true result may lie on either side.
        ("at_least", "stated", ("94", "0.1"), ("94.0", "0.1"), "%", (None, 0, 1)),
        ("at_most", "stated", ("20", "1"), ("20.0", "0.1"), "%", (None, 0, 1)),
        ("at_least", "stated", ("7.3", "0.1"), ("7", "1"), "%", (None, -0.3, 0.9589)),
        # The interval is closed: its very end still counts as met, and leaves "not met" open.
        ("at_least", "stated", ("93.95", "0.01"), ("94.0", "0.1"), "%", (True, 0.05, 1.0005)),
        ("at_least", "stated", ("94.05", "0.01"), ("94.0", "0.1"), "%", (None, -0.05, 0.9995)),
        # Last year's figure is as wide as this year's.
        ("at_least", LAST, ("86.27", "0.01"), ("82.10", "0.01"), "%", (False, -4.17, 0.9517)),
        ("at_most", LAST, ("0.86", "0.01"), ("0.83", "0.01"), "%", (True, 0.03, 1.0361)),
        ("at_least", LAST, ("99.0", "0.1"), ("99.1", "0.1"), "%", (True, 0.1, 1.001)),
        ("at_least", LAST, ("99.1", "0.1"), ("99.0", "0.1"), "%", (None, -0.1, 0.999)),
        ("at_least", LAST, ("99.00", "0.01"), ("99.0", "0.1"), "%", (None, 0, 1)),
        # A count is exact, a rounded count is not, an average in yen is not.
        ("at_least", "stated", ("47", "1"), ("47", "1"), "支部", (True, 0, 1)),
        ("at_least", "stated", ("47", "1"), ("46", "1"), "支部", (False, -1, 0.9787)),
        ("at_least", LAST, ("70000", "1"), ("70000", "1"), "事業所", (True, 0, 1)),
        ("at_least", "stated", ("70000", "1"), ("70000", "10000"), "事業所", (None, 0, 1)),
        ("at_least", LAST, ("7125", "1"), ("7125", "1"), "円", (None, 0, 1)),
        # No target, nothing to compare; nothing is divided by zero.
        ("at_least", "none", (None, None), ("5", "1"), "%", (None, None, None)),
        ("at_most", "stated", ("3", "1"), ("0", "1"), "件", (True, 3, None)),
        ("at_least", "stated", ("0", "1"), ("3", "1"), "件", (True, 3, None)),
    ],
)
def test_met_by_arithmetic(
    direction: str,
    basis: str,
    target: tuple[str | None, str | None],
    result: tuple[str, str],
    unit: str,
    wanted: tuple[bool | None, float | None, float | None],
    core: ByHand,
) -> None:
    core.edition("FY2023")
    put(
        core, direction=direction, target_basis=basis, target_value=target[0], target_quantum=target[1],
        result_value=result[0], result_quantum=result[1], unit=unit,
    )  # fmt: skip
    rows = core.mart("kpi_status")
    assert pick(rows, "met_by_arithmetic", "gap", "achievement_ratio") == [wanted]


@pytest.mark.parametrize(
    ("result", "status", "agrees"),
    [
        ("52.6", "achieved", True),
        ("52.6", NEAR, False),
        ("52.6", NOT, False),
        ("49.9", "achieved", False),
        ("49.9", NEAR, True),
        ("49.9", NOT, True),
        ("50.0", "achieved", None),
        ("50.0", NEAR, None),
    ],
)
def test_met_is_achieved_and_nothing_else(result: str, status: str, agrees: bool | None, core: ByHand) -> None:
    """概ね達成 and 未達成 both say that the target was missed."""
    core.edition("FY2023")
    put(core, result_value=result, status=status)
    assert pick(core.mart("kpi_status"), "agrees_with_report") == [(agrees,)]


def test_figures_of_an_indicator(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, target_figure_id="FY2023:p13:0001", result_figure_id="FY2023:p13:0002")
    put(core, kpi_id="b", position=2, target_figure_id=None, target_value=None, result_figure_id="FY2023:p13:0003")
    assert [row["figure_ids"] for row in core.mart("kpi_status")] == [
        ["FY2023:p13:0001", "FY2023:p13:0002"],
        ["FY2023:p13:0003"],
    ]


def test_the_summary_counts_no_reference_rows_and_compares_with_the_printed_counts(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, kpi_id="a", pillar="strategy", status="achieved")
    put(core, kpi_id="b", pillar="strategy", status=NOT)
    put(core, kpi_id="c", pillar="strategy", status=NOT, is_reference=True)
    put(core, kpi_id="d", pillar="foundation", status=NOT)
    for status, stated in (("achieved", 1), (NEAR, 0), (NOT, 3)):
        core.add("kpi_count", edition_id="FY2023", status=status, stated_count=stated)
    rows = core.mart("kpi_summary")
    assert len(rows) == 9
    everything = core.mart("kpi_total")
    assert pick(everything, "status", "kpis", "stated_count", "agrees") == [
        ("achieved", 1, 1, True),
        (NEAR, 0, 0, True),
        (NOT, 2, 3, False),
    ]
    pillars = {(row["pillar"], row["status"]): row for row in rows}
    assert pillars["strategy", NOT]["kpis"] == 1
    assert pillars["foundation", NOT]["kpis"] == 1
    assert pillars["organisation", NOT]["kpis"] == 0
    assert sum(row["kpis"] for row in rows) == 3
    assert [len(row["figure_ids"]) for row in everything] == [2, 1, 3]


def test_an_indicator_that_is_not_judged_yet_has_a_line_of_its_own_in_every_pillar(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    unknown = {"result_value": None, "result_quantum": None, "result_figure_id": None, "status": "not_judged"}
    put(core, edition_id="FY2022", kpi_id="a", pillar="strategy")
    put(core, kpi_id="a", pillar="strategy", target_figure_id="FY2023:p13:0001", **unknown)
    assert pick(core.mart("kpi_total"), "fiscal_year", "status", "kpis", "agrees")[-1] == (2023, "not_judged", 1, None)
    lines = [row for row in core.mart("kpi_summary") if row["status"] == "not_judged"]
    assert sorted(pick(lines, "fiscal_year", "pillar", "kpis")) == [
        (2023, "foundation", 0), (2023, "organisation", 0), (2023, "strategy", 1),
    ]  # fmt: skip
    assert pick(core.mart("kpi_status"), "fiscal_year", "result_value", "gap", "agrees_with_report")[-1] == (
        2023, None, None, None,
    )  # fmt: skip
    assert pick(core.mart("kpi_history"), "fiscal_year", "result_value") == [(2022, 52.6)]
    assert core.mart("restatement") == []


def test_a_result_without_a_verdict_agrees_and_disagrees_with_none(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, status="not_judged")
    assert pick(core.mart("kpi_status"), "met_by_arithmetic", "agrees_with_report") == [(True, None)]


def test_a_result_that_is_known_a_year_later_is_the_later_edition_s(core: ByHand) -> None:
    core.edition("FY2023")
    core.edition("FY2024")
    unknown = {"result_value": None, "result_quantum": None, "result_figure_id": None, "status": "not_judged"}
    put(core, target_basis=LAST, statement="割合を対前年度以上とする", **unknown)
    put(core, edition_id="FY2024", target_basis=LAST, statement="割合を対前年度以上とする", target_value="51")
    found = pick(core.mart("kpi_history"), "fiscal_year", "result_value", "is_from_later_edition")
    assert found == [(2022, 50, True), (2023, 51, True), (2024, 52.6, False)]


def test_the_summary_keeps_editions_apart(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    put(core, edition_id="FY2022")
    put(core, edition_id="FY2023", status=NOT)
    rows = [row for row in core.mart("kpi_total") if row["kpis"]]
    assert pick(rows, "edition_id", "status", "kpis") == [("FY2022", "achieved", 1), ("FY2023", NOT, 1)]


def test_history_compares_with_the_year_before(core: ByHand) -> None:
    for year, result in ((2021, "40"), (2022, "45.5"), (2023, "52.6")):
        core.edition(f"FY{year}")
        put(core, edition_id=f"FY{year}", result_value=result, result_figure_id=f"FY{year}:p13:0002")
    rows = core.mart("kpi_history")
    assert pick(rows, "fiscal_year", "previous_result", "result_change", "definition_changed") == [
        (2021, None, None, False),
        (2022, 40, 5.5, False),
        (2023, 45.5, 7.1, False),
    ]
    assert "FY2022:p13:0002" in rows[2]["figure_ids"]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"statement": "割合を６０％以上とする"}, False),
        ({"statement": "割合を 55.5%　以上とする"}, False),
        ({"statement": "加入者の割合を50％以上とする"}, True),
        # Another wording, another target: the same is counted.
        ({"statement": "割合について、前年度以上とする", "target_basis": "none"}, False),
        ({"statement": "割合（※）を50％以上とする"}, False),
        ({"statement": "受診後3か月以内の割合を50％以上とする"}, True),
        ({"direction": "at_most"}, True),
        ({"unit": "件"}, True),
    ],
)
def test_a_statement_that_counts_something_else_breaks_the_series(
    change: dict[str, str], changed: bool, core: ByHand
) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    put(core, edition_id="FY2022", result_value="40")
    put(core, edition_id="FY2023", **change)
    before, after = core.mart("kpi_history")
    assert before["definition_changed"] is False
    assert after["definition_changed"] is changed
    assert pick([after], "previous_result", "result_change") == [(None, None) if changed else (40, 12.6)]
    reworded = change.get("statement", before["statement"]) != before["statement"]
    assert after["statement_before"] == (before["statement"] if reworded else None)


def test_history_does_not_leap_over_a_year(core: ByHand) -> None:
    core.edition("FY2021")
    core.edition("FY2023")
    put(core, edition_id="FY2021", result_value="40")
    put(core, edition_id="FY2023")
    assert pick(core.mart("kpi_history"), "previous_result", "definition_changed") == [(None, False), (None, False)]


def test_history_takes_the_newest_edition_of_each_year(core: ByHand) -> None:
    for edition, result in (("FY2022-draft", "1"), ("FY2022", "2"), ("FY2022-r2", "3"), ("FY2023-draft", "4")):
        core.edition(edition)
        put(core, edition_id=edition, result_value=result)
    assert pick(core.mart("kpi_history"), "edition_id", "result_value", "previous_result") == [
        ("FY2022-r2", 3, None),
        ("FY2023-draft", 4, 3),
    ]


def test_history_goes_on_under_the_name_that_an_indicator_has_got(core: ByHand) -> None:
    for edition, kpi, result in (("FY2022", "new_0123abcd", "40"), ("FY2023", "a_share", "52.6")):
        core.edition(edition)
        put(core, edition_id=edition, kpi_id=kpi, result_value=result)
    assert pick(core.mart("kpi_history"), "kpi_id", "previous_result") == [("a_share", None), ("new_0123abcd", None)]
    core.connection.execute("INSERT INTO meta.kpi (kpi_id, formerly) VALUES ('a_share', ['new_0123abcd'])")
    assert pick(core.mart("kpi_history"), "kpi_id", "fiscal_year", "previous_result") == [
        ("a_share", 2022, None),
        ("a_share", 2023, 40),
    ]


def test_of_the_real_report_verdicts_and_counts_agree(published: duckdb.DuckDBPyConnection) -> None:
    assert published.execute("SELECT agrees_with_report, count(*) FROM marts.kpi_status GROUP BY ALL").fetchall() == [
        (True, 20)
    ]
    assert published.execute(
        "SELECT status, kpis, stated_count, agrees FROM marts.kpi_total ORDER BY status"
    ).fetchall() == [("achieved", 7, 7, True), (NEAR, 3, 3, True), (NOT, 10, 10, True)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT sum(kpis) FROM marts.kpi_summary", 20),
        ("SELECT sum(kpis) FROM marts.kpi_summary WHERE status = 'not_achieved'", 10),
        ("SELECT count(*) FROM marts.kpi_status WHERE status = 'not_achieved'", 10),
        ("SELECT count(*) FROM marts.kpi_history WHERE status = 'not_achieved'", 10),
        ("SELECT sum(kpis) FROM marts.kpi_total", 20),
        ("SELECT sum(contracts) FROM marts.procurement", 692),
        ("SELECT sum(single_bid_contracts) FROM marts.procurement_total", 68),
        ("SELECT sum(joined_persons) FROM marts.monthly_flow", 8_040_000),
        ("SELECT sum(net) FROM marts.monthly_flow_total", 103_000),
    ],
)
def test_no_naive_sum_or_count_is_wrong(query: str, wanted: int, published: duckdb.DuckDBPyConnection) -> None:
    """Totals and indicators given for reference are not among what they are the total of."""
    assert published.execute(query).fetchall() == [(wanted,)]
