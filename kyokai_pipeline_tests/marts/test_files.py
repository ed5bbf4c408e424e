"""A mart is a file: its header describes it, its SQL says what it reads, its columns are those of the contract."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kyokai_pipeline.marts import load_marts, read_mart, tables_read

CONTRACT = {
    "membership_trend": "measure_id fiscal_year edition_id value unit yoy_change yoy_pct yoy_pct_printed"
    " index_first_year cagr_pct",
    "membership_by_year": "fiscal_year enrollees insured voluntarily_insured dependents"
    " average_standard_monthly_remuneration covered_workplaces dependents_per_insured insured_per_workplace",
    "monthly_flow": "month member_type joined_persons left_persons net cumulative_net",
    "kpi_status": "edition_id kpi_id pillar initiative number statement direction target_basis"
    " target_value result_value unit target_text result_text status status_text target_figure_id result_figure_id"
    " label_ja label_en gap gap_unit achievement_ratio met_by_arithmetic agrees_with_report",
    "kpi_summary": "edition_id pillar status kpis",
    "kpi_total": "edition_id status kpis stated_count agrees",
    "kpi_history": "kpi_id fiscal_year edition_id definition_changed",
    "programme_change": "edition_id programme measure_id change",
    "figure_coverage": "edition_id page figures facts explained unexplained",
}
MARTS = {mart.name: mart for mart in load_marts()}
HEADER = "-- ja: 題\n-- en: Title.\n-- key: a\n-- column a INTEGER NOT NULL {人}: あ / A\n"


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_of_the_contract(name: str) -> None:
    assert set(CONTRACT[name].split()) <= {column.name for column in MARTS[name].columns}


@pytest.mark.parametrize("name", MARTS)
def test_every_mart_is_described_and_leads_back_to_figures(name: str) -> None:
    mart = MARTS[name]
    assert mart.description_ja
    assert mart.description_en
    assert all(column.ja and column.en for column in mart.columns)
    assert len({column.name for column in mart.columns}) == len(mart.columns)
    if mart.no_figures:
        assert " / " in mart.no_figures
        assert "figure_ids" not in {column.name for column in mart.columns}
    else:
        assert mart.columns[-1].name == "figure_ids"


def test_each_mart_comes_after_those_it_reads() -> None:
    order = list(MARTS)
    assert order.index("membership_trend") < order.index("membership_by_year")
    for name, mart in MARTS.items():
        for read in mart.depends_on:
            if read.startswith("marts."):
                assert order.index(read.removeprefix("marts.")) < order.index(name)


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("membership_trend", ("core.edition", "core.membership", "evidence.figure", "meta.measure")),
        ("membership_by_year", ("core.membership", "marts.membership_trend")),
        ("monthly_flow", ("core.edition", "core.monthly_flow", "meta.code")),
        ("kpi_status", ("core.edition", "core.kpi", "meta.kpi")),
        ("kpi_summary", ("core.edition", "core.kpi", "meta.code")),
        ("kpi_total", ("core.kpi_count", "marts.kpi_summary")),
        (
            "kpi_history",
            ("core.edition", "core.kpi", "core.programme_result", "core.prose_figure", "meta.kpi", "meta.relation"),
        ),
        ("programme_change", ("core.edition", "core.programme_result", "meta.measure")),
    ],
)
def test_what_a_mart_reads_is_read_from_its_sql(name: str, reads: tuple[str, ...]) -> None:
    assert MARTS[name].depends_on == reads


def test_names_in_comments_strings_and_ctes_are_no_tables() -> None:
    sql = """
    -- from core.kpi
    with core as (select 'from core.training' as a from meta."table" as t)
    select * from core join (from evidence.figure) as f on true
    """
    assert tables_read(sql) == ("evidence.figure", "meta.table")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select 1", "the header must have ja, en and column lines"),
        (HEADER.replace("-- ja: 題\n", "") + "select 1 as a", "the header must have ja, en and column lines"),
        (HEADER.replace("-- en: Title.\n", "") + "select 1 as a", "the header must have ja, en and column lines"),
        ("-- ja: 題\n-- en: Title.\nselect 1", "the header must have ja, en and column lines"),
        (HEADER.replace(" / A", "") + "select 1 as a", "column a is described in one language only"),
        (HEADER.replace(" / A", " / ") + "select 1 as a", "column a is described in one language only"),
        (HEADER.replace("あ / A", " / A") + "select 1 as a", "column a is described in one language only"),
        (HEADER + "-- column a INTEGER: あ / A\nselect 1 as a", "column a is described twice"),
        (HEADER.replace(" INTEGER NOT NULL {人}", "") + "select 1 as a", "column a has no type"),
        (HEADER.replace("-- key: a\n", "") + "select 1 as a", "the header must have a key line"),
        (HEADER.replace("key: a", "key: a, b") + "select 1 as a", "the header must have a key line"),
    ],
)
def test_a_header_that_says_too_little(sql: str, said: str) -> None:
    with pytest.raises(ValueError, match=rf"marts/trial\.sql: {said}"):
        read_mart("trial", sql)


def test_a_header_over_several_lines() -> None:
    mart = read_mart("trial", "-- ja: 一\n-- ja: 二\n-- en: one\n-- en: two\n" + HEADER + "select 1 as a from core.kpi")
    assert (mart.description_ja, mart.description_en) == ("一 二 題", "one two Title.")
    assert [(column.name, column.ja, column.en) for column in mart.columns] == [("a", "あ", "A")]
    assert [(column.sql, column.nullable, column.unit) for column in mart.columns] == [("INTEGER", False, "人")]
    assert mart.depends_on == ("core.kpi",)


def test_a_part_stands_before_the_expressions_of_the_mart() -> None:
    header = HEADER.replace("-- key: a\n", "-- key: a\n-- part: procurement_of_year\n")
    plain = read_mart("trial", header + "select contracts as a from procurement_of_year")
    assert plain.depends_on == ("core.edition", "core.procurement")
    more = read_mart("trial", header + "with b as (from core.kpi) select 1 as a from b, procurement_of_year")
    assert more.depends_on == ("core.edition", "core.kpi", "core.procurement")
    with pytest.raises(FileNotFoundError, match="nothing"):
        read_mart("trial", header.replace("procurement_of_year", "nothing") + "select 1 as a")


def test_every_part_serves_more_than_one_mart() -> None:
    parts = {path.name.removesuffix(".sql") for path in (files("kyokai_pipeline.marts") / "parts").iterdir()}
    sources = [
        path.read_text("utf-8") for path in files("kyokai_pipeline.marts").iterdir() if path.name.endswith(".sql")
    ]
    used = {
        part: sum(bool(re.search(rf"^-- part: .*\b{part}\b", sql, re.MULTILINE)) for sql in sources) for part in parts
    }
    assert min(used.values()) > 1, used
