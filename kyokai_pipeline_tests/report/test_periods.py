"""Of when a figure of the running text is, and what it is: by hand from the published text of FY2023."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report

BY_HAND = [
    # fact, value, kind, words, fiscal year
    ("average_premium_rate", "10", "value", "2024年度", 2024),
    ("my_number_card_use_rate_target", "50", "target", "2024年11月末時点", 2024),
    ("my_number_coverage_rate", "99.6", "value", "2024年3月末時点", 2023),
    ("my_number_coverage_rate", "99.0", "previous", "2023年3月末時点", 2022),
    ("my_number_coverage_rate", "0.6", "change", "2024年3月末時点", 2023),
    ("enrollees", "0.3", "change", "2023(令和5)年", 2023),
    ("enrollees", "39559000", "value", None, None),
    ("medical_cost_per_enrollee", "3.0", "change", "2023年度", 2023),
    ("ceiling_amount_certificates", "-320000", "change", "2023年度", 2023),
    ("improper_cash_benefit_applications", "40", "previous", "前年度", 2022),
    ("service_standard_days", "10", "threshold", None, None),
    ("branches_at_generic_target", "40", "previous", "2023年3月診療分", 2022),
    ("generic_use_share_target", "80", "target", None, None),
    ("nationwide_transfers", "251", "value", "2023(令和5)年度", 2023),
    ("single_bid_share", "9.9", "value", "2023年度", 2023),
]


@pytest.mark.parametrize(("fact", "value", "kind", "words", "year"), BY_HAND)
def test_of_when_and_what_a_figure_is(
    fact: str, value: str, kind: str, words: str | None, year: int | None, fy2023: Report
) -> None:
    table = fy2023.tables["prose_figure"]
    rows = table[(table["fact_id"] == fact) & (table["value"] == Decimal(value)) & (table["kind"] == kind)]
    assert len(rows) == 1
    row = rows.astype(object).where(rows.notna(), None).iloc[0]
    assert (row["period_label"], row["fiscal_year"]) == (words, year)


def test_what_nobody_knows_has_no_period(fy2023: Report) -> None:
    table = fy2023.tables["prose_figure"]
    assert table[table["fact_id"].isna()]["fiscal_year"].isna().all()


def test_an_approximate_number_is_no_more_precise_than_its_last_digit(fy2023: Report) -> None:
    table = fy2023.tables["prose_figure"]
    found = {
        (row["fact_id"], row["value"]): row["quantum"] for row in table[table["is_approximate"]].to_dict("records")
    }
    assert found["checkup_copayment", Decimal(-2000)] == 1000
    assert found["ceiling_amount_certificates", Decimal(920000)] == 10000
    assert found["improper_cash_benefit_amount", Decimal(20700000)] == 100000
    assert pd.Series(found.values()).gt(1).all()
