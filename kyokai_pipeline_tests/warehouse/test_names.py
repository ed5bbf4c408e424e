"""Everything has a name in the file: indicators, facts, measures, codes; and a number can be cited from it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.vocabulary import kpi_words, measures
from kyokai_pipeline.vocabulary.names import code_list_of, code_lists, kpi_labels, measure_notes, relations

if TYPE_CHECKING:
    import duckdb

    from kyokai_pipeline.report.model import Report


def rows(published: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return published.execute(query).fetchall()


def test_every_indicator_of_the_vocabulary_has_short_names() -> None:
    labels = kpi_labels()
    assert set(labels) == {kpi.kpi_id for kpi in kpi_words().kpis}
    assert [key for key, label in labels.items() if len(label.ja) > 24 or len(label.en) > 48] == []
    assert {label.formerly for label in labels.values() if label.formerly} <= set(labels)


def test_every_measure_says_what_may_not_be_added() -> None:
    assert set(measure_notes()) == {entry.measure_id for entry in measures()}
    assert {note.kind for note in measure_notes().values()} <= set(code_lists()["stock_or_flow"].codes)


def test_every_closed_list_of_the_schemas_is_coded() -> None:
    for name, schema in TABLES.items():
        for column in (column for column in schema.columns if column.allowed and column.name != "measure_id"):
            codes = code_list_of(name.split(".")[1], column.name)
            assert codes is not None, f"{name}.{column.name}"
            assert set(column.allowed) <= set(codes.codes), f"{name}.{column.name}"


def test_every_coded_value_in_the_file_is_explained(published: duckdb.DuckDBPyConnection) -> None:
    columns = rows(published, "SELECT schema_name, table_name, column_name, code_list FROM meta.column"
                              " WHERE code_list IS NOT NULL")  # fmt: skip
    assert len(columns) > 30
    for schema, table, column, codes in columns:
        unknown = rows(
            published,
            f'SELECT DISTINCT "{column}" FROM {schema}."{table}" WHERE "{column}" IS NOT NULL AND "{column}" NOT IN'
            f" (SELECT code FROM meta.code WHERE list = '{codes}')",
        )
        assert unknown == [], f"{schema}.{table}.{column}"


def test_every_indicator_of_the_report_has_its_initiative_and_page(published: duckdb.DuckDBPyConnection) -> None:
    assert rows(published, "SELECT count(*) FROM meta.kpi") == [(22,)]
    assert rows(published, "FROM meta.kpi WHERE report_page IS NULL OR initiative_number IS NULL") == []
    found = rows(
        published, "SELECT label_en, report_page, since, until FROM meta.kpi WHERE kpi_id = 'single_bid_share'"
    )
    assert found == [("Single-bid tender share", 172, 2023, None)]


def test_every_fact_id_in_prose_is_named(published: duckdb.DuckDBPyConnection) -> None:
    assert rows(published, "FROM core.prose_figure ANTI JOIN meta.fact USING (fact_id) WHERE fact_id IS NOT NULL") == []
    assert rows(published, "SELECT label_en FROM meta.fact WHERE fact_id = 'average_premium_rate'") == [
        ("Average premium rate",)
    ]
    assert rows(published, "FROM meta.fact WHERE label_ja = fact_id OR label_en = fact_id") == []


def test_a_measure_carries_the_notes_that_define_it(published: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT definition_printed, definition_page, stock_or_flow FROM meta.measure WHERE measure_id = "
    ((said, page, kind),) = rows(published, query + "'average_standard_monthly_remuneration'")
    assert (page, kind) == (2, "average")
    assert "年度平均(前年度3月～当年度2月)" in said
    assert "第3条第2項" in said


def test_every_relation_stands_between_known_ids_and_is_checked(
    published: duckdb.DuckDBPyConnection, fy2023: Report
) -> None:
    for kind in ("kpi", "measure"):
        ids = {key for (key,) in rows(published, f"SELECT {kind}_id FROM meta.{kind}")}
        ends = {end[1] for entry in relations() for end in (entry.left, entry.right) if end[0] == kind}
        assert ends <= ids
    assert rows(published, "FROM meta.relation ANTI JOIN marts.reconciliation USING (identity_id)") == []


def test_a_number_is_cited_in_both_languages(published: duckdb.DuckDBPyConnection, fy2023: Report) -> None:
    figure = "(SELECT value_figure_id FROM core.membership WHERE measure_id = 'enrollees' AND fiscal_year = 2023)"
    ((edition, page, printed, ja, en),) = rows(
        published, f"SELECT edition_id, page, printed, citation_ja, citation_en FROM cite({figure})"
    )
    assert (edition, page, printed) == ("FY2023-draft", 2, "39,559")
    assert ja.startswith("全国健康保険協会「令和５年度事業報告書（案）")
    assert "2ページ「39,559」" in ja
    assert "fiscal year 2023 (draft)" in en
    assert "page 2: “39,559”" in en
    assert fy2023.sha256 in ja
    assert fy2023.sha256 in en
    assert rows(published, f"SELECT printed, role FROM figure({figure})") == [("39,559", "fact")]


@pytest.mark.parametrize("list_name", sorted(code_lists()))
def test_a_code_has_a_meaning_in_both_languages(list_name: str) -> None:
    for code, (ja, en) in code_lists()[list_name].codes.items():
        assert all(said.strip() for said in (code, ja, en)), (list_name, code)


def test_a_comment_names_the_codes(published: duckdb.DuckDBPyConnection) -> None:
    for table in ("kpi", "kpi_status"):
        ((said,),) = rows(
            published, f"SELECT comment FROM duckdb_columns() WHERE table_name = '{table}' AND column_name = 'status'"
            " AND schema_name <> 'meta'"
        )  # fmt: skip
        assert "not_achieved = 未達成 / Not achieved" in said
