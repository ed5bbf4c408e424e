"""Everything has a name in the file: indicators, facts, measures, codes; and a number can be cited from it alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.reconcile.identities import identities
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
    assert {label.redefines for label in labels.values() if label.redefines} <= set(labels)


def test_every_measure_says_what_may_not_be_added() -> None:
    named = {key for key, note in measure_notes().items() if note.label and note.unit}
    assert set(measure_notes()) - named == {entry.measure_id for entry in measures()}
    assert named == {"joined", "left"}
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


_FREE = {
    "table_name",
    "column_name",
    "list",
    "code",
    "code_list",
    "type",
    "key",
    "name",
    "arguments",
    "unit",
    "detail",
    "subject",
}
"""Names of the file's own tables and columns; ``detail`` holds the codes of several lists, which its text names."""


def test_a_column_of_codes_without_its_list_is_found(published: duckdb.DuckDBPyConnection) -> None:
    columns = rows(published, "SELECT schema_name, table_name, column_name FROM meta.column WHERE type = 'VARCHAR'"
                              " AND code_list IS NULL AND schema_name <> '日本語'")  # fmt: skip
    for schema, table, column in columns:
        if column in _FREE or column.endswith(("_id", "_edition", "formerly", "sha256", "fingerprint", "built_by")):
            continue
        codes = rows(
            published,
            f'SELECT count("{column}"), count(*) FILTER (regexp_full_match("{column}", \'[a-z][a-z_.]*\'))'
            f' FROM {schema}."{table}"',
        )
        assert codes[0][0] == 0 or codes[0][0] > codes[0][1], f"{schema}.{table}.{column} holds codes without a list"


def test_every_column_has_type_text_and_comment(published: duckdb.DuckDBPyConnection) -> None:
    there = rows(
        published,
        "SELECT schema_name, table_name, column_name FROM duckdb_columns()"
        " WHERE schema_name IN ('core', 'evidence', 'marts', 'meta', '日本語') ORDER BY ALL",
    )
    described = rows(published, "SELECT schema_name, table_name, column_name FROM meta.column ORDER BY ALL")
    assert there == described
    query = "FROM meta.column WHERE trim(type) = '' OR trim(description_ja) = '' OR trim(description_en) = ''"
    assert rows(published, query) == []
    assert (
        rows(published, "FROM duckdb_columns() WHERE schema_name IN ('core', 'marts', 'meta') AND comment IS NULL")
        == []
    )
    foreign = rows(
        published,
        "SELECT table_name, column_name, description_ja FROM meta.column WHERE schema_name <> '日本語'"
        " AND NOT regexp_matches(description_ja, '[ぁ-んァ-ヶ一-龠]') AND description_ja <> column_name",
    )
    assert {column for _, column, _ in foreign} <= {"kpi_id"}


def test_a_column_of_numbers_has_a_unit_or_counts(published: duckdb.DuckDBPyConnection) -> None:
    """Printed numbers have the unit that is said; years, pages, positions and shares of one have none."""
    without = rows(
        published,
        "SELECT table_name, column_name FROM meta.column WHERE schema_name IN ('core', 'marts')"
        " AND (type LIKE 'DECIMAL%' OR type = 'BIGINT') AND unit IS NULL ORDER BY ALL",
    )
    said_beside = {"gap", "change", "result_change", "expected_low", "expected_high"}
    assert {column for _, column in without} <= said_beside | {"kpis", "facts", "checked"}


def test_keys_and_required_columns_are_everywhere(published: duckdb.DuckDBPyConnection) -> None:
    keyless = rows(
        published,
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('core', 'evidence', 'marts', 'meta')"
        " AND (schema_name, table_name) NOT IN (SELECT schema_name, table_name FROM duckdb_constraints()"
        " WHERE constraint_type = 'PRIMARY KEY')",
    )
    assert keyless == []
    for schema, table, column in rows(
        published, "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE is_nullable"
        " AND schema_name = 'meta'"
    ):  # fmt: skip
        assert column in {"unit", "adds", "code_list", "until", "formerly", "redefines", "initiative_number",
                          "report_page", "stock_or_flow",
                          "kpi_id", "measure_id", "definition_printed", "definition_edition_id", "definition_page",
                          "edition_id", "subject", "before", "after"}, f"{schema}.{table}.{column}"  # fmt: skip


def test_every_value_says_whether_it_may_be_added(published: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT DISTINCT measure_id FROM marts.fact WHERE stock_or_flow IS NULL AND kind <> 'change'"
    assert rows(published, query) == []
    assert rows(published, "FROM meta.fact WHERE stock_or_flow IS NULL") == []


def test_every_macro_is_listed_and_its_example_runs(published: duckdb.DuckDBPyConnection) -> None:
    listed = rows(published, "SELECT name, example FROM meta.macro ORDER BY name")
    made = rows(published, "SELECT function_name FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal"
                           " ORDER BY 1")  # fmt: skip
    assert [(name,) for name, _ in listed] == made
    for _, example in listed:
        assert rows(published, example), example


def test_the_identity_of_same_figures_compares_the_pairs_of_the_relations() -> None:
    select = next(identity.select for identity in identities() if identity.identity_id == "kpi_programme")
    compared = set(re.findall(r"\('(\w+)', '(\w+)'\)", select))
    pairs = {(r.left[1], r.right[1]) for r in relations() if (r.kind, r.identity) == ("same_figure", "kpi_programme")}
    assert compared == pairs
