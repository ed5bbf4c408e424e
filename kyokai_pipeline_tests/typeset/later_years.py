"""Two later editions with words of their own: reworded, redefined, retired and new indicators, and new initiatives.

The values are those of FY2023 a year or two on, or invented; the new words are invented too, save for those that the
vocabulary names from FY2024 on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset.consistent import consistent
from kyokai_pipeline_tests.typeset.content import FY2023
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.content import Content, Row

BIOSIMILARS, ONLINE, DENTAL = "バイオシミラーの使用促進", "電子申請の利用促進", "歯科健診の受診勧奨"
COSTS = "費用対効果を踏まえたコスト削減等"

_FY2024_SAID = {
    "insurance_card_recovery_rate": "日本年金機構回収分も含めた資格喪失後1か月以内の健康保険証回収率を"
    "対前年度以上とする",
    "claims_rereview_amount_per_claim": "協会の再審査レセプト1件当たりの査定額を対前年度以上とする",
    "insured_specific_guidance_rate": "被保険者の特定保健指導実施率を36.5%以上とする",
}
"""Worded otherwise, and counting the same."""
_FY2024_REDEFINED = {
    "claims_review_reduction_rate": (
        "claims_review_reduction_rate_association",
        "協会のレセプト点検の査定率（※）について対前年度以上とする\n※査定率＝協会の査定額÷協会の医療費総額",
    ),
    "post_recommendation_visit_rate": (
        "post_checkup_visit_rate",
        "健診受診月から10か月以内に医療機関を受診した者の割合を13.2％以上とする",
    ),
}
"""Another count under nearly the same name: indicator before -> indicator and statement from this year on."""


def _indicator(
    text: str, initiative: str, pillar: str, target: str, result: str, unit: str = "%", number: str = ""
) -> Row:
    return {
        "kpi_id": "", "position": "0", "pillar": pillar, "initiative": initiative, "number": number, "statement": text,
        "is_reference": "false", "direction": "at_least", "target_basis": "stated", "target_value": target,
        "target_quantum": "1", "result_value": result, "result_quantum": "1", "unit": unit,
        "target_text": f"{target}{unit}", "result_text": f"{result}{unit}", "status": "achieved", "status_text": "達成",
    }  # fmt: skip


FY2024_NEW = (
    _indicator("バイオシミラー使用割合が18%以上の支部を20支部以上とする", BIOSIMILARS, "strategy", "20", "28", "支部"),
    _indicator("電子申請による申請の割合を5％以上とする", ONLINE, "strategy", "5", "7", number="1"),
    _indicator("電子申請の利用者数を1,000人以上とする", ONLINE, "strategy", "1000", "1200", "人", number="2"),
)
FY2025_NEW = (
    _indicator("歯科健診の受診者数を3,000人以上とする", DENTAL, "strategy", "3000", "3100", "人"),
    _indicator("歯科健診の案内を行う支部数を30支部以上とする", DENTAL, "strategy", "30", "31", "支部"),
    _indicator("事務処理の誤りを前年度から10件以上減らすこと", COSTS, "organisation", "10", "12", "件"),
)
FY2025_RETIRED = "my_number_coverage_rate"
FY2025_REDEFINED = (
    "dependent_specific_checkup_rate",
    "被扶養者及び任意継続被保険者の特定健診の受診割合を35.2％以上とする",
)


def fy2024(content: Content | None = None) -> Content:
    """FY2024 as its own words have it; three indicators and two initiatives that the vocabulary does not know."""
    later = next_year() if content is None else next_year(content)
    later = later.mapped("kpi", _reworded)
    remark = "99.6%（2024年11月末時点）"
    later = later.mapped("kpi", lambda r: {**r, "result_text": remark} if r["kpi_id"] == FY2025_RETIRED else r)
    return consistent(_with(later, FY2024_NEW), content or FY2023)


def fy2025() -> Content:
    """FY2025: three more new indicators, one retired, one redefined."""
    retired, (redefined, statement) = FY2025_RETIRED, FY2025_REDEFINED
    before = fy2024()
    later = next_year(before).mapped("kpi", lambda row: None if row["kpi_id"] == retired else row)
    later = later.mapped(
        "kpi", lambda r: {**r, "kpi_id": "", "statement": statement} if r["kpi_id"] == redefined else r
    )
    return consistent(_with(later, FY2025_NEW), before)


def _reworded(row: Row) -> Row:
    if row["kpi_id"] in _FY2024_REDEFINED:
        kpi_id, statement = _FY2024_REDEFINED[row["kpi_id"]]
        return {**row, "kpi_id": kpi_id, "statement": statement}
    return {**row, "statement": _FY2024_SAID.get(row["kpi_id"], row["statement"])}


def _with(content: Content, new: tuple[Row, ...]) -> Content:
    """The new indicators behind those of their pillar, and all of them counted."""
    rows = list(content.tables["kpi"])
    for row in new:
        last = max(at for at, other in enumerate(rows) if other["pillar"] == row["pillar"])
        rows.insert(last + 1, row)
    numbered = tuple({**row, "position": str(position)} for position, row in enumerate(rows, 1))
    return _counted(replace(content, tables={**content.tables, "kpi": numbered}))


def _counted(content: Content) -> Content:
    rows = [row for row in content.tables["kpi"] if row["is_reference"] == "false"]

    def stated(row: Row) -> Row:
        return {**row, "stated_count": str(sum(other["status"] == row["status"] for other in rows))}

    return content.mapped("kpi_count", stated)
