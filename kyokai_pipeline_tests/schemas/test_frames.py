"""``read_report``: the tables of one PDF in types that plot at once, or exactly as printed; and how a report looks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from kyokai_pipeline.schemas.frames import series, typed

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report


def test_tables_of_one_pdf_are_typed_like_those_of_the_warehouse(fy2023: Report) -> None:
    report = typed(fy2023, "float")
    kpi, flow = report.tables["kpi"], report.tables["monthly_flow"]
    assert {name: str(kpi[name].dtype) for name in ("number", "result_value", "is_reference", "status")} == {
        "number": "Int64", "result_value": "Float64", "is_reference": "boolean", "status": "string",
    }  # fmt: skip
    assert str(flow["month"].dtype) == "datetime64[s]"
    assert kpi["target_value"].isna().sum() == 0
    assert kpi["number"].isna().any()
    assert not {"object"} & {str(kind) for frame in report.tables.values() for kind in frame.dtypes}
    assert str(report.figures["page"].dtype) == "Int64"
    assert list(report.unnamed.columns)[:2] == ["edition_id", "kind"]


def test_printed_values_can_stay_exact(fy2023: Report) -> None:
    kpi = typed(fy2023, "exact").tables["kpi"].set_index("kpi_id")
    assert kpi.at["single_bid_share", "result_value"] == Decimal("9.9")


def test_lists_and_missing_values() -> None:
    assert series([None, ["a"]], "VARCHAR[]", "float").tolist() == [None, ["a"]]
    assert series([None, Decimal("0.5")], "DECIMAL(18, 4)", "float").isna().tolist() == [True, False]
    assert series([pd.NA, float("nan"), 3], "INTEGER", "float").isna().tolist() == [True, True, False]


def test_a_report_shows_a_summary(fy2023: Report) -> None:
    shown = repr(fy2023)
    assert shown.startswith(
        "Report FY2023-draft: 令和５年度事業報告書（案）（協会けんぽ2023） (kyokai_fy2023_summary.pdf, 17 pages)"
    )
    assert re.search(r"\n  kpi +22  edition_id, kpi_id", shown)
    assert f"{len(fy2023.figures)} figures, " in shown
    assert "open_warehouse()" in shown
    assert len(shown) < 2000


def test_a_notebook_shows_its_tables(fy2023: Report) -> None:
    html = fy2023._repr_html_()
    assert html.count("<details>") == len(fy2023.tables)
    assert "<summary>kpi (22)</summary><table" in html
    assert "被扶養者" in html
