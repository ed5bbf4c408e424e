"""Every identity on the FY2023 report: it holds as printed, and a change that breaks it is found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline.reconcile.identities import identities, read_identity
from kyokai_pipeline.reconcile.outcome import Evaluation, Outcome
from kyokai_pipeline_tests.reconcile.conftest import EDITION

if TYPE_CHECKING:
    import duckdb

OWN = "procurement_share:total"
"""The report's own contradiction: 68 of 692 is 9.8 %, and 9.9 % is printed."""


def contradicting(found: list[Evaluation]) -> set[str]:
    return {e.key for e in found if e.outcome is Outcome.CONTRADICTS and e.edition_id == EDITION}


def kpi(column: str, change: str, kpi_id: str) -> str:
    return f"update core.kpi set {column} = {change} where kpi_id = '{kpi_id}'"


def member(change: str, where: str, column: str = "value") -> str:
    return f"update core.membership set {column} = {change} where edition_id = '{EDITION}' and {where}"


def prose(change: str, where: str) -> str:
    return f"update core.prose_figure set {change} where {where}"


BREAKS = {
    "membership_parts": (member("value + 3000", "measure_id = 'insured' and fiscal_year = 2019"), "2019"),
    "membership_voluntary": (
        member("value * 100", "measure_id = 'voluntarily_insured' and fiscal_year = 2020"),
        "2020",
    ),
    "membership_rate": (
        member("yoy_pct + 0.1", "measure_id = 'covered_workplaces' and fiscal_year = 2018", "yoy_pct"),
        "2018 covered_workplaces",
    ),
    "membership_rate_parts": (
        member("yoy_pct + 0.3", "measure_id = 'insured' and fiscal_year = 2014", "yoy_pct"),
        "2014",
    ),
    "flow_parts_month": (
        "update core.monthly_flow set persons = persons + 3000 where month = date '2023-08-01' and flow = 'left'"
        " and member_type = 'dependents'",
        "2023-08 left",
    ),
    "flow_parts_year": (
        "update core.annual_flow set persons = persons + 3000 where flow = 'joined' and member_type = 'insured'",
        "2023 joined",
    ),
    "flow_months": (
        "update core.monthly_flow set persons = persons + 20000 where month = date '2023-08-01' and flow = 'left'"
        " and member_type = 'dependents'",
        "2023 left dependents",
    ),
    "flow_stock": (
        "update core.annual_flow set persons = persons + 9000 where flow = 'left' and member_type = 'dependents'",
        "2023 dependents",
    ),
    "procurement_parts": ("update core.procurement set contracts = 104 where office = 'headquarters'", "contracts"),
    "procurement_share": ("update core.procurement set single_bid_pct = 8.1 where office = 'branches'", "branches"),
    "kpi_procurement": ("update core.procurement set single_bid_pct = 9.8 where office = 'total'", "single_bid_share"),
    "kpi_verdict": (kpi("result_value", "96.3", "postal_application_rate"), "postal_application_rate"),
    "kpi_statement": (kpi("target_value", "36.2", "insured_specific_guidance_rate"), "insured_specific_guidance_rate"),
    "kpi_count": ("update core.kpi_count set stated_count = 8 where status = 'achieved'", "achieved"),
    "kpi_programme": (kpi("result_value", "94749", "health_declaration_workplaces"), "health_declaration_workplaces"),
    "kpi_generic_before": (
        kpi("result_text", "replace(result_text, '40支部', '41支部')", "generic_drug_use"),
        "2023年3月診療分",
    ),
    "checkup_combined": (
        kpi("result_value", "58.9", "specific_checkup_rate_combined"),
        "specific_checkup_rate_combined",
    ),
    "checkup_denominator": (kpi("result_value", "7.4", "employer_checkup_data_rate"), "employer_checkup_data_rate"),
    "guidance_combined": (
        kpi("result_value", "19.8", "specific_guidance_rate_combined"),
        "specific_guidance_rate_combined",
    ),
    "previous_edition_membership": (
        member("value + 1000", "measure_id = 'insured' and fiscal_year = 2015"),
        "2015 insured",
    ),
    "previous_edition_kpi": (
        f"update core.kpi set target_value = 7126 where edition_id = '{EDITION}'"
        " and kpi_id = 'claims_rereview_amount_per_claim'",
        "claims_rereview_amount_per_claim",
    ),
    "previous_edition_programme": (
        f"update core.programme_result set value = 78265 where edition_id = '{EDITION}' and fiscal_year = 2022"
        " and measure_id = 'dependents_removed'",
        "2022 dependents_removed",
    ),
    "previous_edition_prose": (
        "insert into core.kpi by name select * replace ('FY2022' as edition_id, 95.0 as result_value) from core.kpi"
        f" where edition_id = '{EDITION}' and kpi_id = 'service_standard_attainment'",
        "service_standard_attainment p99:0009",
    ),
    "prose_membership": (prose("value = value + 1000", "phrase like '加入者数%'"), "enrollees none p99:0001"),
    "prose_membership_change": (prose("value = value + 2000", "phrase like '30万%'"), "dependents 人 p99:0004"),
    "prose_membership_rate": (prose("value = 0.4", "phrase like '対前年度比%'"), "enrollees p99:0003"),
    "prose_kpi": (
        prose("value = 94.9", "phrase like 'KPI%'"),
        "dependent_confirmation_submission_rate_target p99:0008",
    ),
    "prose_kpi_change": (prose("value = 0.9", "phrase like '%ポイント向上'"), "my_number_coverage_rate p99:0007"),
    "prose_programme": (prose("value = 1380000", "is_approximate"), "reconfirmation_workplaces none p99:0010"),
    "prose_procurement": (prose("value = 9.8", "fact_id = 'single_bid_share'"), "single_bid_share p99:0012"),
    "doubt_branches": (
        "update core.programme_result set value = 48 where measure_id = 'branches_at_generic_target'"
        f" and fiscal_year = 2023 and edition_id = '{EDITION}'",
        "branches_at_generic_target 2024年3月診療分",
    ),
    "doubt_more_than_all": (
        "update core.programme_result set value = 71350000 where measure_id = 'dependents_removed'"
        f" and fiscal_year = 2023 and edition_id = '{EDITION}'",
        "dependents_removed 2023年度",
    ),
    "doubt_threefold": (kpi("result_value", "10.0", "my_number_coverage_rate"), "my_number_coverage_rate target"),
    "doubt_last_digit": (
        "update core.monthly_flow set persons = persons - persons % 10000 + if(month = date '2023-08-01', 1000, 0)"
        " where flow = 'left' and member_type = 'dependents'",
        "2023-08 left dependents",
    ),
    "doubt_order": (
        "update evidence.figure set x0 = 5 where figure_id in (select figure_id from core.programme_result"
        f" where measure_id = 'generic_use_share' and fiscal_year = 2023 and edition_id = '{EDITION}')",
        "2023 generic_use_share",
    ),
}
"""identity -> the change that breaks it, and the subject it is then found for."""


def test_every_identity_has_a_change_that_breaks_it() -> None:
    assert set(BREAKS) == {identity.identity_id for identity in identities()}


@pytest.mark.parametrize("name", BREAKS)
def test_a_change_contradicts(name: str, full: duckdb.DuckDBPyConnection) -> None:
    change, subject = BREAKS[name]
    (identity,) = (identity for identity in identities() if identity.identity_id == name)
    full.execute("begin")
    try:
        before = contradicting(evaluate(full, [identity]))
        full.execute(change)
        after = contradicting(evaluate(full, [identity]))
    finally:
        full.execute("rollback")

    assert before <= {OWN}
    assert f"{name}:{subject}" in after


def test_the_report_contradicts_itself_once(alone: duckdb.DuckDBPyConnection) -> None:
    found = evaluate(alone)

    assert contradicting(found) == {OWN}
    (own,) = (e for e in found if e.key == OWN)
    assert own.printed == "9.9%"
    assert own.expected is not None
    assert own.expected.is_point
    assert [place.printed for place in own.places] == ["9.9%", "692件", "68件"]


def test_nothing_else_contradicts_with_prose_and_the_year_before(full: duckdb.DuckDBPyConnection) -> None:
    assert contradicting(evaluate(full)) == {OWN}


def test_every_evaluation_is_kept_and_what_cannot_be_checked_has_a_reason(full: duckdb.DuckDBPyConnection) -> None:
    found = [e for e in evaluate(full) if e.edition_id == EDITION]
    outcomes = Counter(e.outcome for e in found)

    assert len(found) > 250
    assert outcomes[Outcome.EXACT] + outcomes[Outcome.WITHIN_ROUNDING] > 240
    assert all((e.reason is not None) == (e.outcome is Outcome.NOT_CHECKABLE) for e in found)
    assert all(e.figure_ids for e in found)


def test_a_rate_of_minus_zero_is_no_contradiction_and_a_plus_is(full: duckdb.DuckDBPyConnection) -> None:
    (rate,) = (
        e for e in evaluate(full)
        if e.key == "membership_rate:2020 average_standard_monthly_remuneration" and e.edition_id == EDITION
    )  # fmt: skip
    assert rate.outcome is Outcome.WITHIN_ROUNDING
    assert rate.stated is not None
    assert rate.stated.high == 0


def test_a_missing_month_is_not_checkable(full: duckdb.DuckDBPyConnection) -> None:
    (identity,) = (identity for identity in identities() if identity.identity_id == "flow_months")
    full.execute("begin")
    try:
        full.execute("delete from core.monthly_flow where month = date '2023-08-01' and member_type = 'insured'")
        found = {e.subject: e for e in evaluate(full, [identity])}
    finally:
        full.execute("rollback")

    assert found["2023 joined insured"].outcome is Outcome.NOT_CHECKABLE
    assert "twelve months" in (found["2023 joined insured"].reason or "")
    assert found["2023 joined enrollees"].outcome is not Outcome.NOT_CHECKABLE


def test_an_identity_is_added_without_code(alone: duckdb.DuckDBPyConnection) -> None:
    identity = read_identity(
        {
            "id": "training_in_units",
            "group": "training",
            "ja": "研修の人数は千人に満たない",
            "en": "No training has a thousand participants",
            "select": "select edition_id, category as subject, exact(1000, null) as most,"
            " printed(participants, quantum, '人', figure_id) as people from core.training",
            "claim": "most > people",
        }
    )
    outcomes = {e.subject: e.outcome for e in evaluate(alone, [identity])}

    assert outcomes == {
        "階層別研修": Outcome.EXACT, "業務別研修": Outcome.CONTRADICTS, "テーマ別研修": Outcome.EXACT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("select", "message"),
    [
        ("select edition_id, 'x' as subject, exact(1, null) as a from core.training", "two rows"),
        ("select edition_id, category as subject from core.training", "gives no a"),
    ],
)
def test_a_select_that_does_not_fit_is_an_error(alone: duckdb.DuckDBPyConnection, select: str, message: str) -> None:
    entry = {"id": "x", "group": "g", "ja": "あ", "en": "a", "select": select, "claim": "a = 1"}
    with pytest.raises(ValueError, match=message):
        evaluate(alone, [read_identity(entry)])


def test_a_printed_side_without_a_figure_of_its_own_shows_its_value(alone: duckdb.DuckDBPyConnection) -> None:
    """A number of a sentence, rows that were counted, or a figure that evidence lacks (minus zero included)."""
    select = (
        "select edition_id, 'a' as subject, counted(1, null) as a, exact(12.5, null) as b from core.edition"
        " union all select edition_id, 'b', counted(0, null), printed(0, 1, '%', 'FY2023-draft:p99:9999')"
        " from core.edition"
    )
    entry = {"id": "x", "group": "g", "ja": "あ", "en": "a", "select": select, "claim": "a = b"}

    found = {e.subject: (e.outcome, e.printed) for e in evaluate(alone, [read_identity(entry)])}

    assert found == {"a": (Outcome.CONTRADICTS, "12.5"), "b": (Outcome.EXACT, "0")}
