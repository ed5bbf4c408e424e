"""No naive sum or count over a mart gives a wrong figure: what a column says of adding is held against the report."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline.marts import Mart, load_marts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline_tests.conftest import Warehouse

MONTHLY = "(SELECT fiscal_year, member_type, flow, persons, quantum FROM core.annual_flow)"
TRUTHS = {
    "monthly_flow": "SELECT fiscal_year, member_type, max(persons) FILTER (flow = 'joined') AS joined_persons,"
    " max(persons) FILTER (flow = 'left') AS left_persons, joined_persons - left_persons AS net"
    f" FROM {MONTHLY} WHERE member_type <> 'enrollees' GROUP BY ALL",
    "monthly_flow_total": "SELECT fiscal_year, max(persons) FILTER (flow = 'joined') AS joined_persons,"
    " max(persons) FILTER (flow = 'left') AS left_persons, joined_persons - left_persons AS net"
    f" FROM {MONTHLY} WHERE member_type = 'enrollees' GROUP BY ALL",
    "kpi_summary": "SELECT fiscal_year, status, stated_count AS kpis FROM core.kpi_count"
    " JOIN core.edition USING (edition_id)",
    "kpi_total": "SELECT fiscal_year, status, stated_count AS kpis, stated_count FROM core.kpi_count"
    " JOIN core.edition USING (edition_id)",
    "procurement": "SELECT fiscal_year, contracts, single_bid_contracts FROM core.procurement"
    " JOIN core.edition USING (edition_id) WHERE office = 'total'",
    "procurement_total": "SELECT fiscal_year, sum(contracts) AS contracts,"
    " sum(single_bid_contracts) AS single_bid_contracts FROM core.procurement JOIN core.edition USING (edition_id)"
    " WHERE office <> 'total' GROUP BY ALL",
    "figure_coverage": "SELECT edition_id, count(*) AS figures, count(*) FILTER (role = 'fact') AS facts,"
    " count(*) FILTER (role <> 'fact') AS explained, count(*) FILTER (role IS NULL) AS unexplained"
    " FROM evidence.figure GROUP BY ALL",
    "reconciliation_coverage": "SELECT edition_id, count(*) AS facts FROM evidence.figure WHERE role = 'fact'"
    " GROUP BY ALL",
}
"""Mart -> what the report itself prints, or what another table counts, of the columns that may be added."""
MARTS = {mart.name: mart for mart in load_marts()}
ROUNDING = {"monthly_flow": 12_500, "monthly_flow_total": 12_500}
"""Twelve months and a year, each printed to 1,000 persons and half of that off at most; twice of it in a difference."""


@pytest.fixture(scope="module")
def published(fy2023_warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(fy2023_warehouse.database), read_only=True) as connection:
        yield connection


def asked(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def wrong_sums(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], truth: str, slack: int
) -> list[str]:
    """Every grouping in which a sum over a table is another figure than the truth."""
    keys = [name for name in asked(connection, f"FROM ({truth}) LIMIT 1")[0] if name not in columns]
    found = []
    for size in range(len(keys) + 1):
        for group in combinations(keys, size):
            sums = ", ".join([*group, *(f"sum({column}) AS {column}" for column in columns)])
            by = f" GROUP BY {', '.join(group)} ORDER BY ALL" if group else ""
            summed = asked(connection, f"SELECT {sums} FROM {table}{by}")
            true = asked(connection, f"SELECT {sums} FROM ({truth}){by}")
            same = len(summed) == len(true) and all(
                abs(a[c] - b[c]) <= slack * 4 if c in columns else a[c] == b[c]
                for a, b in zip(summed, true, strict=False)
                for c in a
            )
            found += [] if same else [f"{table} by {group}: {summed} instead of {true}"]
    return found


@pytest.mark.parametrize("name", TRUTHS)
def test_what_may_be_added_adds_up_to_what_the_report_prints(name: str, published: duckdb.DuckDBPyConnection) -> None:
    columns = [column.name for column in MARTS[name].columns if column.adds and f"{column.name}" in TRUTHS[name]]
    assert columns
    assert wrong_sums(published, f"marts.{name}", columns, TRUTHS[name], ROUNDING.get(name, 0)) == []


def test_a_table_that_holds_totals_beside_parts_is_found(published: duckdb.DuckDBPyConnection) -> None:
    table = "core.procurement JOIN core.edition USING (edition_id)"
    truth = f"SELECT fiscal_year, contracts FROM {table} WHERE office = 'total'"
    found = wrong_sums(published, table, ["contracts"], truth, 0)
    assert len(found) == 2
    flow = "SELECT fiscal_year, persons FROM core.annual_flow WHERE flow = 'joined' AND member_type = 'enrollees'"
    months = "(SELECT fiscal_year, persons FROM core.monthly_flow JOIN core.edition USING (edition_id)"
    months += " WHERE flow = 'joined')"
    assert wrong_sums(published, months, ["persons"], flow, 12_500)


@pytest.mark.parametrize("mart", MARTS.values(), ids=lambda mart: mart.name)
def test_every_number_says_whether_it_may_be_added(mart: Mart, published: duckdb.DuckDBPyConnection) -> None:
    said = dict(
        published.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'marts' AND table_name = ?",
            [mart.name],
        ).fetchall()
    )
    adds = dict(
        published.execute("SELECT column_name, adds FROM meta.column WHERE table_name = ?", [mart.name]).fetchall()
    )
    adding = {column.name for column in mart.columns if column.adds}
    assert adding <= {column.name for column in mart.columns if column.is_number}
    assert not adding or mart.name in TRUTHS
    for column in mart.columns:
        if column.is_number:
            assert ("may be added" if column.adds else "do not add") in said[column.name]
        assert adds[column.name] == (column.adds if column.is_number else None)
        # Without a unit are years, places in an order, ratios, indices, and bounds in the unit of what is checked.
        if column.unit is None and column.sql.startswith(("BIGINT", "DECIMAL")):
            assert column.name in {"expected_low", "expected_high"}


def test_a_flow_of_fact_adds_up_to_its_total(published: duckdb.DuckDBPyConnection) -> None:
    """The parts of a flow, added without a thought, make what is printed as their total."""
    totals = asked(
        published, "SELECT measure_id, fiscal_year, value, quantum FROM marts.fact_total"
                   " WHERE detail IN ('enrollees', 'total') AND stock_or_flow = 'flow' AND month(period_start) = 4"
                   " AND month(period_end) = 3",
    )  # fmt: skip
    assert {row["measure_id"] for row in totals} == {"joined", "left", "contracts", "single_bid_contracts"}
    for total in totals:
        ((summed, months),) = published.execute(
            "SELECT sum(value), count(*) FROM marts.fact WHERE measure_id = ? AND fiscal_year = ?",
            [total["measure_id"], total["fiscal_year"]],
        ).fetchall()
        slack = 0 if total["quantum"] == 1 else total["quantum"] * (months + 1) / 2
        assert abs(summed - total["value"]) <= slack, total


def test_no_number_stands_twice_in_fact(published: duckdb.DuckDBPyConnection) -> None:
    """A count of rows is a count of numbers; the other places that print one stand in its list."""
    for name in ("fact", "fact_total"):
        of_one = "measure_id, detail, kind, unit, period_start, period_end, if(period_end IS NULL, value, NULL)"
        assert asked(published, f"SELECT {of_one} FROM marts.{name} GROUP BY ALL HAVING count(*) > 1") == []
    many = asked(published, "SELECT figure_id, figure_ids FROM marts.fact WHERE measure_id = 'my_number_coverage_rate'"
                            " AND kind = 'value'")  # fmt: skip
    assert [(row["figure_id"], len(row["figure_ids"])) for row in many] == [("FY2023-draft:p13:0077", 2)]
    # The sentence names no year, the table does.
    (enrollees,) = asked(published, "SELECT period_label, figure_ids FROM marts.fact WHERE measure_id = 'enrollees'"
                                    " AND kind = 'value' AND value = 39559000")  # fmt: skip
    assert enrollees["period_label"] == "FY2023"
    assert "FY2023-draft:p02:0005" in enrollees["figure_ids"][1:]
    ((places, facts),) = published.execute(
        "SELECT (SELECT count(DISTINCT id) FROM (SELECT unnest(figure_ids) AS id FROM marts.fact UNION ALL"
        " SELECT unnest(figure_ids) FROM marts.fact_total)), (SELECT count(DISTINCT figure_id) FROM evidence.figure"
        " WHERE role = 'fact' AND core_table <> 'kpi_count')"
        " - (SELECT count(*) FROM core.prose_figure WHERE fact_id IS NULL)"
    ).fetchall()
    assert places == facts


def test_ten_indicators_were_missed_and_not_twelve(published: duckdb.DuckDBPyConnection) -> None:
    ((counted,),) = published.execute("SELECT count(*) FROM marts.kpi_status WHERE status = 'not_achieved'").fetchall()
    ((summed,),) = published.execute("SELECT sum(kpis) FROM marts.kpi_summary WHERE status = 'not_achieved'").fetchall()
    ((printed,),) = published.execute(
        "SELECT stated_count FROM core.kpi_count WHERE status = 'not_achieved'"
    ).fetchall()
    assert counted == summed == printed == 10
    ((over_years,),) = published.execute(
        "SELECT count(*) FROM marts.kpi_history WHERE status = 'not_achieved'"
    ).fetchall()
    assert over_years == 10
