"""The published file as data frames, in types that plot and join at once; also while a refresh publishes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kyokai_pipeline import open_warehouse
from kyokai_pipeline.warehouse.swap import publish

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse


def test_types_plot_and_join_at_once(fy2023_warehouse: Warehouse) -> None:
    warehouse = open_warehouse(fy2023_warehouse.folder)
    trend = warehouse.table("marts.membership_trend")
    assert {name: str(trend[name].dtype) for name in ("fiscal_year", "value", "yoy_pct", "unit")} == {
        "fiscal_year": "Int64",
        "value": "Int64",
        "yoy_pct": "Float64",
        "unit": "string",
    }
    flow = warehouse.table("marts.monthly_flow")
    assert str(flow["month"].dtype) == "datetime64[s]"
    assert flow["joined_persons"].sum() == 8_040_000
    assert str(warehouse.table("marts.fact")["is_draft"].dtype) == "boolean"
    assert trend["yoy_pct"].isna().sum() == 6


def test_printed_values_can_stay_exact(fy2023_warehouse: Warehouse) -> None:
    warehouse = open_warehouse(fy2023_warehouse.database)
    query = "SELECT result_value FROM marts.kpi_status WHERE kpi_id = ?"
    exact = warehouse.sql(query, ["single_bid_share"], decimals="exact")
    assert list(exact["result_value"]) == [Decimal("9.9")]
    assert warehouse.sql(query, ["single_bid_share"])["result_value"].iloc[0] == pytest.approx(9.9)
    assert str(warehouse.sql(query, ["nothing"])["result_value"].dtype) == "Float64"


def test_every_table_and_view_opens(fy2023_warehouse: Warehouse) -> None:
    warehouse = open_warehouse(fy2023_warehouse.folder)
    names = warehouse.tables()
    assert {"marts.fact", "core.kpi", "meta.code", "日本語.加入者数推移"} <= set(names)
    for name in names:
        assert isinstance(warehouse.table(name), pd.DataFrame)


def test_an_unknown_table_names_those_there_are(fy2023_warehouse: Warehouse) -> None:
    with pytest.raises(KeyError, match=r"no table marts\.kpis\. There are: core\.action_plan_item, "):
        open_warehouse(fy2023_warehouse.folder).table("marts.kpis")


def test_nothing_published(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Nothing is published yet"):
        open_warehouse(tmp_path)


def test_an_answer_after_a_publish_is_that_of_the_new_file(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    import duckdb

    database, new = tmp_path / "kyokai.duckdb", tmp_path / "new.duckdb"
    for path, edition in ((database, "FY2023"), (new, "FY2024")):
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"CREATE TABLE t AS SELECT '{edition}' AS edition_id")
    warehouse = open_warehouse(tmp_path)
    assert list(warehouse.sql("FROM t")["edition_id"]) == ["FY2023"]
    publish(new, database)
    assert list(warehouse.sql("FROM t")["edition_id"]) == ["FY2024"]


def test_it_says_what_it_is_and_when_to_use_the_other_door(fy2023_warehouse: Warehouse) -> None:
    shown = repr(open_warehouse(fy2023_warehouse.folder))
    assert shown.startswith("Warehouse kyokai.duckdb: editions FY2023-draft; ")
    assert "read_report" in shown
    assert str(fy2023_warehouse.folder) not in shown
