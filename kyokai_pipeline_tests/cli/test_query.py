"""``kyokai sql``: the published file, read-only, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline_tests.cli.conftest import Desk

if TYPE_CHECKING:
    from kyokai_pipeline_tests.conftest import Warehouse


@pytest.fixture
def reader(fy2023_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Somebody before a published warehouse."""
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(fy2023_warehouse.folder))
    return Desk(paths.project() / "raw", fy2023_warehouse.folder)


QUERY = (
    "select fiscal_year, value, yoy_pct_printed from marts.membership_trend"
    " where measure_id = 'enrollees' and fiscal_year >= 2022"
)


def test_a_table_for_people(reader: Desk) -> None:
    result = reader.kyokai("sql", QUERY)
    assert result.exit_code == 0
    assert "39,559,000" in result.stdout
    assert "2 rows" in result.stdout


def test_json_and_csv_for_programs(reader: Desk) -> None:
    rows = json.loads(reader.kyokai("sql", "--json", QUERY).stdout)
    assert rows[-1] == {"fiscal_year": 2023, "value": 39559000, "yoy_pct_printed": 0.3}
    lines = reader.kyokai("sql", "--csv", QUERY).stdout.splitlines()
    assert lines[0] == "fiscal_year,value,yoy_pct_printed"
    assert lines[-1].startswith("2023,39559000,")


def test_dates_lists_and_nulls_keep_their_meaning(reader: Desk) -> None:
    query = "select date '2023-04-01' as d, ['a'] as l, null as n, true as b, 1.50::decimal(4, 2) as x"
    assert json.loads(reader.kyokai("sql", "--json", query).stdout) == [
        {"d": "2023-04-01", "l": ["a"], "n": None, "b": True, "x": 1.5}
    ]


@pytest.mark.parametrize(
    "query",
    ["delete from core.membership", "select * from nowhere", "select", "from '/etc/passwd'", "attach 'x.duckdb'"],
)
def test_what_cannot_be_asked(reader: Desk, query: str) -> None:
    result = reader.kyokai("sql", query)
    assert result.exit_code == 2
    assert "The query cannot be run" in result.stderr
    assert "Traceback" not in result.output


def test_before_anything_is_published(desk: Desk) -> None:
    result = desk.kyokai("sql", "select 1")
    assert result.exit_code == 1
    assert "Nothing is published yet" in result.stderr


def test_a_list_of_figures_does_not_fill_the_terminal(reader: Desk) -> None:
    query = "select ['FY2023:p01:0001', 'FY2023:p01:0002', 'FY2023:p01:0003'] as figure_ids"
    told = reader.kyokai("sql", query)
    assert "FY2023:p01:0001 … (3)" in told.stdout
    assert "FY2023:p01:0003" not in told.stdout
    assert "FY2023:p01:0003" in reader.kyokai("sql", query, "--json").stdout
    assert "FY2023:p01:0003" in reader.kyokai("sql", query, "--csv").stdout
