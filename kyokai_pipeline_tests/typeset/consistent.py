"""A later year's edition that contradicts neither itself nor the editions before it, as a real one does not.

What changes from one year to the next is invented: the stocks go on as in the year before, the shares are what follows
from their counts, and the sentences repeat what the tables print.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kyokai_pipeline_tests.typeset.content import Content, Row

SHARE, GENERIC = "single_bid_share", "generic_drug_use"
RETIRED_SENTENCE = (
    "・2024年3月末時点のマイナンバー収録率は99.6％、2023年3月末時点の収録率（99.0％）と比較して0.6％ポイント向上し、"
    "KPI（対前年度以上）を達成しました。"
)


def consistent(later: Content, before: Content) -> Content:
    """The same edition with values that fit together.

    Args:
        later: The edition, a year after ``before``.
        before: What the edition of the year before says.
    """
    later = _goes_on(later, before)
    later = later.mapped("procurement", _share).mapped("programme_result", lambda row: _from_before(row, before))
    later = later.mapped("kpi", lambda row: _kpi(row, later))
    return replace(later, sentences={**_membership_said(later, before), **_kpis_said(later)})


def _values(content: Content) -> dict[tuple[str, int], int]:
    return {(row["measure_id"], int(row["fiscal_year"])): int(row["value"]) for row in content.tables["membership"]}


def _goes_on(later: Content, before: Content) -> Content:
    """The stocks of the new year: what changed in the year before changes again, and the rates follow."""
    year, known = later.fiscal_year, _values(before)

    def row_of(row: Row) -> Row | None:
        measure, of = row["measure_id"], int(row["fiscal_year"])
        if of < year:
            return next(
                r for r in before.tables["membership"] if r["measure_id"] == measure and r["fiscal_year"] == str(of)
            )
        last = known[measure, year - 1]
        value = 2 * last - known[measure, year - 2]
        rate = Decimal(100 * (value - last)) / last
        return {**row, "value": str(value), "yoy_pct": str(rate.quantize(Decimal("0.1"), ROUND_HALF_UP))}

    return later.mapped("membership", row_of)


def _share(row: Row) -> Row:
    share = Decimal(100 * int(row["single_bid_contracts"])) / int(row["contracts"])
    return {**row, "single_bid_pct": str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))}


def _from_before(row: Row, before: Content) -> Row:
    """A programme's column of the year before holds what that year's edition printed."""
    own = (row["programme"], row["measure_id"], row["fiscal_year"])
    same = [r for r in before.tables["programme_result"] if (r["programme"], r["measure_id"], r["fiscal_year"]) == own]
    return {**row, "value": same[0]["value"], "quantum": same[0]["quantum"]} if same else row


def _kpi(row: Row, later: Content) -> Row:
    if row["kpi_id"] == SHARE:
        (share,) = (r["single_bid_pct"] for r in later.tables["procurement"] if r["office"] == "total")
        return {**row, "result_value": share, "result_text": f"{share}%"}
    if row["kpi_id"] == GENERIC:
        (last,) = (
            r["value"]
            for r in later.tables["programme_result"]
            if r["measure_id"] == "branches_at_generic_target" and r["fiscal_year"] == str(later.fiscal_year - 1)
        )
        return {**row, "result_text": re.sub(r"\d+支部$", f"{last}支部", row["result_text"])}
    if row["target_basis"] == "stated" and row["unit"] == "%":
        # 96％ in the sentence and 96.0% in the cell: the sentence follows the cell.
        whole = row["target_value"].partition(".")[0]
        return {**row, "statement": row["statement"].replace(f"を{whole}％", f"を{row['target_value']}％")}
    return row


def _membership_said(later: Content, before: Content) -> Mapping[str, str]:
    """The sentences over the ten-year table: the values of the year, and what they were before."""
    from kyokai_pipeline_tests.typeset.content import FY2023

    now, first, year = _values(later), _values(FY2023), later.fiscal_year
    said = {
        _people(first[measure, FY2023.fiscal_year]): _people(now[measure, year])
        for measure in ("enrollees", "insured", "voluntarily_insured", "dependents", "covered_workplaces")
    }
    money = "average_standard_monthly_remuneration"
    said[f"{first[money, FY2023.fiscal_year]:,}円"] = f"{now[money, year]:,}円"
    return {**said, "2023（令和5）年は対前年度比": f"{year}（令和{year - 2018}）年は対前年度比"}


def _people(number: int) -> str:
    """3,955万9千."""
    tens, thousands = divmod(number // 1000, 10)
    return f"{tens:,}万{thousands}千" if thousands else f"{tens:,}万"


def _kpis_said(later: Content) -> Mapping[str, str]:
    """The sentences that name a target, a result or last year's figure of an indicator."""
    kpis = {row["kpi_id"]: row for row in later.tables["kpi"]}
    card, share = kpis["insurance_card_recovery_rate"], kpis[SHARE]
    return {
        "KPI（96.0％）": f"KPI（{kpis['postal_application_rate']['target_value']}％）",
        "KPI（94.0％）": f"KPI（{kpis['dependent_confirmation_submission_rate']['target_value']}％）",
        "82.10％（前年度86.27％）": f"{card['result_value']}％（前年度{card['target_value']}％）",
        RETIRED_SENTENCE: "・マイナンバーの収録を引き続き進めました。",
        "2023年度の一者応札割合は9.9％": f"{later.fiscal_year}年度の一者応札割合は{share['result_value']}％",
    }
