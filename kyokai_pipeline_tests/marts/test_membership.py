"""membership_trend and membership_by_year, against arithmetic done by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline_tests.marts.by_hand import ByHand, pick

if TYPE_CHECKING:
    import duckdb


def put(core: ByHand, edition: str, values: dict[int, int], measure: str = "enrollees") -> dict[int, str]:
    """A measure's values by year; the figure of each."""
    return {
        year: core.add(
            "membership", edition_id=edition, fiscal_year=year, measure_id=measure, value=value, unit="人",
            quantum=1000, yoy_pct=None, yoy_figure_id=None,
        )
        for year, value in values.items()
    }  # fmt: skip


def test_change_rate_index_and_compound_rate(core: ByHand) -> None:
    """100 -> 110 -> 99: +10 %, then -10 %; 99 of 100 over two years is sqrt(0.99) - 1 = -0.5013 % a year."""
    core.edition("FY2023")
    put(core, "FY2023", {2021: 100, 2022: 110, 2023: 99})
    rows = core.mart("membership_trend")
    assert pick(rows, "fiscal_year", "value", "yoy_change", "yoy_pct", "index_first_year", "cagr_pct") == [
        (2021, 100, None, None, 100, None),
        (2022, 110, 10, 10, 110, 10),
        (2023, 99, -11, -10, 99, -0.5013),
    ]
    assert pick(rows, "label_ja", "label_en")[0] == ("加入者数", "Enrollees")


def test_over_a_gap_in_the_years_there_is_no_yearly_change_but_a_compound_rate(core: ByHand) -> None:
    """100 in 2019 and 121 in 2023 are four years apart: 1.21 ** (1/4) - 1 = 4.8809 %; no rate against 2022."""
    core.edition("FY2023")
    put(core, "FY2023", {2019: 100, 2023: 121})
    assert pick(core.mart("membership_trend"), "fiscal_year", "yoy_change", "yoy_pct", "cagr_pct") == [
        (2019, None, None, None),
        (2023, None, None, 4.8809),
    ]


def test_each_year_is_taken_from_the_newest_edition_that_prints_it(core: ByHand) -> None:
    for edition in ("FY2023", "FY2024-draft", "FY2024", "FY2024-r2"):
        core.edition(edition)
    put(core, "FY2023", {2021: 50, 2022: 100, 2023: 200})
    put(core, "FY2024-draft", {2022: 1, 2023: 1, 2024: 1})
    put(core, "FY2024", {2022: 2, 2023: 2, 2024: 2})
    newest = put(core, "FY2024-r2", {2022: 101, 2023: 202, 2024: 303})
    rows = core.mart("membership_trend")
    assert pick(rows, "fiscal_year", "edition_id", "value", "yoy_change") == [
        (2021, "FY2023", 50, None),
        (2022, "FY2024-r2", 101, 51),
        (2023, "FY2024-r2", 202, 101),
        (2024, "FY2024-r2", 303, 101),
    ]
    assert {newest[2022], newest[2023]} <= set(rows[2]["figure_ids"])


def test_a_final_report_comes_before_its_draft_whatever_their_revisions(core: ByHand) -> None:
    for edition in ("FY2023-draft-r5", "FY2023"):
        core.edition(edition)
    put(core, "FY2023-draft-r5", {2023: 1})
    put(core, "FY2023", {2023: 2})
    assert pick(core.mart("membership_trend"), "edition_id", "value") == [("FY2023", 2)]


def test_nothing_is_divided_by_zero(core: ByHand) -> None:
    core.edition("FY2023")
    put(core, "FY2023", {2021: 0, 2022: 0, 2023: 5}, "insured")
    put(core, "FY2023", {2021: 7}, "dependents")
    put(core, "FY2023", {2021: 0}, "covered_workplaces")
    rows = [row for row in core.mart("membership_trend") if row["measure_id"] == "insured"]
    assert pick(rows, "yoy_change", "yoy_pct", "index_first_year", "cagr_pct") == [
        (None, None, None, None), (0, None, None, None), (5, None, None, None),
    ]  # fmt: skip
    (first, *_) = core.mart("membership_by_year")
    assert (first["dependents_per_insured"], first["insured_per_workplace"]) == (None, None)


def test_the_printed_rate_stands_beside_the_computed_one(core: ByHand) -> None:
    core.edition("FY2023")
    for year, value, rate in ((2022, 1000, None), (2023, 1004, "0.3")):
        core.add(
            "membership", edition_id="FY2023", fiscal_year=year, measure_id="insured", value=value, unit="人",
            quantum=1, yoy_pct=rate, yoy_figure_id=f"FY2023:p02:{year}" if rate else None,
        )  # fmt: skip
    rows = core.mart("membership_trend")
    assert pick(rows, "yoy_pct", "yoy_pct_printed") == [(None, None), (0.4, 0.3)]
    assert "FY2023:p02:2023" in rows[1]["figure_ids"]
    assert len(rows[1]["figure_ids"]) == 3


def test_one_row_a_year_one_column_a_measure(core: ByHand) -> None:
    core.edition("FY2022")
    core.edition("FY2023")
    put(core, "FY2022", {2021: 30, 2022: 31})
    put(core, "FY2023", {2022: 32})
    put(core, "FY2023", {2022: 20}, "insured")
    put(core, "FY2022", {2022: 12}, "dependents")
    put(core, "FY2023", {2022: 3}, "covered_workplaces")
    rows = core.mart("membership_by_year")
    assert pick(rows, "fiscal_year", "enrollees", "insured", "dependents", "voluntarily_insured") == [
        (2021, 30, None, None, None),
        (2022, 32, 20, 12, None),
    ]
    assert pick(rows, "dependents_per_insured", "insured_per_workplace")[1] == (0.6, 6.667)
    assert [row["edition_ids"] for row in rows] == [["FY2022"], ["FY2022", "FY2023"]]


def test_of_the_real_report(published: duckdb.DuckDBPyConnection) -> None:
    """By hand: 39,559 - 39,457 = 102; 102 / 39,457 = 0.2585 %; 39,559 / 36,411 = 108.65; 14,336 / 25,223 = 0.5684."""
    (row,) = published.execute(
        "SELECT yoy_change, yoy_pct, yoy_pct_printed, index_first_year FROM marts.membership_trend"
        " WHERE measure_id = 'enrollees' AND fiscal_year = 2023"
    ).fetchall()
    assert [float(value) for value in row] == [102000, 0.2585, 0.3, 108.65]
    assert published.execute(
        "SELECT dependents_per_insured, insured_per_workplace FROM marts.membership_by_year WHERE fiscal_year = 2023"
    ).fetchall() == [(0.5684, 9.461)]


def test_a_row_that_no_term_explains_is_none_of_the_columns_and_none_of_their_figures(core: ByHand) -> None:
    core.edition("FY2023")
    core.connection.execute("INSERT INTO meta.measure (measure_id, label_ja, unit) VALUES ('new_0123abcd', '新', '人')")
    put(core, "FY2023", {2022: 7, 2023: 8}, "new_0123abcd")
    enrollees = put(core, "FY2023", {2023: 100})
    assert len(core.mart("membership_trend")) == 3
    assert pick(core.mart("membership_by_year"), "fiscal_year", "enrollees", "figure_ids") == [
        (2023, 100, [enrollees[2023]])
    ]
