"""Other reports made from the same words: next year's edition, and another organisation's look-alike."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kyokai_pipeline_tests.typeset.content import FY2023, MEASURES, Content, Row

_LATEST = {  # values of the year after the last column, invented for the tests
    "enrollees": ("39602000", "0.1"),
    "insured": ("25618000", "1.6"),
    "voluntarily_insured": ("208000", "-5.9"),
    "dependents": ("13984000", "-2.5"),
    "average_standard_monthly_remuneration": ("309512", "1.8"),
    "covered_workplaces": ("2742000", "2.9"),
}
RESTATED = ("enrollees", 2022, "39458000")
"""A value of an earlier year that next year's edition prints differently: measure, year, value."""


def next_year(content: Content = FY2023) -> Content:
    """The next year's draft: a new year column, the oldest dropped, one earlier value restated, new targets."""
    year = content.fiscal_year + 1
    rows = [row for row in content.tables["membership"] if int(row["fiscal_year"]) > year - 10]
    rows = [_restated(row) for row in rows]
    latest = []
    for measure in MEASURES:
        model = next(row for row in rows if row["measure_id"] == measure)
        value, pct = _LATEST[measure]
        risen = str(int(value) + 1000 * (year - 2024))
        latest.append({**model, "fiscal_year": str(year), "value": risen, "yoy_pct": pct})
    order = {measure: index for index, measure in enumerate(MEASURES)}
    table = sorted([*rows, *latest], key=lambda row: (order[row["measure_id"]], row["fiscal_year"]))
    later = replace(content, tables={**content.tables, "membership": tuple(table)})
    later = later.mapped("edition", lambda row: {**row, **cover(year, "（案）"), "edition_id": f"FY{year}-draft"})
    later = later.mapped("monthly_flow", _month).mapped("annual_flow", lambda row: _year(row, year))
    later = later.mapped("programme_result", _programme)
    period = f"{year}年4月～{year + 1}年3月契約分"
    return later.mapped("procurement", lambda row: {**row, "period_label": period}).mapped("kpi", _kpi)


def final(content: Content, *, erratum: bool = False) -> Content:
    """The same report without （案）, or its corrected edition."""
    year = content.fiscal_year
    words = cover(year, "（訂正版）" if erratum else "")
    own = {"is_draft": "false", "revision": "2" if erratum else "1"}
    edition_id = f"FY{year}" + ("-r2" if erratum else "")
    return content.mapped("edition", lambda row: {**row, **words, **own, "edition_id": edition_id})


def cover(year: int, remark: str) -> Row:
    """What a cover says of a year from 2019 on."""
    era = year - 2018
    return {
        "fiscal_year": str(year),
        "era_label": f"令和{era}年度",
        "title": f"令和{chr(0xFF10 + era)}年度事業報告書{remark}（協会けんぽ{year}）",
        "period_start": f"{year}-04-01",
        "period_end": f"{year + 1}-03-31",
    }


def _restated(row: Row) -> Row:
    measure, year, value = RESTATED
    same = row["measure_id"] == measure and row["fiscal_year"] == str(year)
    return {**row, "value": value} if same else row


def _month(row: Row) -> Row:
    year, rest = row["month"].split("-", 1)
    return {**row, "month": f"{int(year) + 1}-{rest}", "persons": _more(row, 3000)}


def _year(row: Row, year: int) -> Row:
    return {**row, "fiscal_year": str(year), "persons": _more(row, 36000)}


def _more(row: Row, persons: int) -> str:
    """More insured persons and as many more enrollees, so that the parts still make the sum."""
    return str(int(row["persons"]) + (0 if row["member_type"] == "dependents" else persons))


def _programme(row: Row) -> Row:
    year = int(row["fiscal_year"])
    calendar = int(row["period_label"][:4])
    label = row["period_label"].replace(str(calendar), str(calendar + 1))
    return {**row, "fiscal_year": str(year + 1), "period_label": label}


def _kpi(row: Row) -> Row:
    """A year on: the result becomes the target where that is the previous year's; others rise by 0.1."""
    if row["kpi_id"] == "generic_drug_use":
        later = re.sub(r"20\d\d", lambda found: str(int(found[0]) + 1), row["result_text"])
        return {**row, "result_text": later}
    if row["target_basis"] == "previous_year":
        moved = {"target_value": row["result_value"], "target_text": row["result_text"]}
        return {**row, **moved, "target_quantum": row["result_quantum"]}
    if row["unit"] != "%" or row["target_quantum"] != "0.1":
        return row
    new = str(Decimal(row["target_value"]) + Decimal("0.1"))
    statement = row["statement"].replace(row["target_value"], new)
    return {**row, "target_value": new, "target_text": f"{new}%", "statement": statement}


def another_organisation(content: Content = FY2023, *, words: bool = True) -> Content:
    """Another insurer's report with tables of the same shape: years, months, verdicts.

    Args:
        content: The report that is disguised.
        words: Rows, initiatives and KPIs have their own words too; otherwise only cover and prose differ.
    """
    other = replace(
        content.mapped("edition", lambda row: {**row, "title": "令和５年度事業報告書（案）"}),
        organisation="全国市町村職員共済組合連合会",
        sentences={"協会けんぽ": "共済組合", "全国健康保険協会": "共済組合連合会"},
    )
    if not words:
        return other
    other = other.relabelled(
        enrollees="組合員等総数",
        insured="組合員数",
        voluntarily_insured="うち任意継続\n組合員数",
        covered_workplaces="所属所数",
        joined="資格取得者数",
        left="資格離脱者数",
    )
    return other.mapped(
        "kpi",
        lambda row: {
            **row,
            "initiative": "共済事業の推進",
            "statement": f"共済事業の評価項目その{row['position']}を{row['target_text']}以上とする",
        },
    )
