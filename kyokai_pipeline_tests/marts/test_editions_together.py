"""Several editions in one warehouse: what a later one says of an earlier one's values, and which is current."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app
from kyokai_pipeline.marts import Mart, load_marts
from kyokai_pipeline.report.proposals import Survey
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas import SAME_DEFINITION, TABLES
from kyokai_pipeline.trace.lookup import trace
from kyokai_pipeline.vocabulary import package_words
from kyokai_pipeline.vocabulary.own_words import own_words
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline.warehouse.comparison import COMPARED, two_editions
from kyokai_pipeline.warehouse.japanese_views import SCHEMA as JAPANESE
from kyokai_pipeline.warehouse.japanese_views import View, views
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.content import CORE_TABLES
from kyokai_pipeline_tests.typeset.variants import RESTATED, final, next_year
from kyokai_pipeline_tests.warehouse.other_editions import stage_as_it_is

if TYPE_CHECKING:
    from collections.abc import Iterator


CHANGED = "claims_review_reduction_rate"


def _redefined(content: Content) -> Content:
    """The same name for another count: the rate on review now leaves a part of the claims out."""

    def change(row: Any) -> Any:
        said = row["statement"].replace("÷協会けんぽの医療費総額", "÷協会けんぽの医科の医療費総額")
        return {**row, "statement": said} if row["kpi_id"] == CHANGED else row

    return content.mapped("kpi", change)


FY2024 = _redefined(next_year())
FY2025 = next_year(FY2024)
EDITIONS = (
    (FY2023, Style()),
    (final(FY2023), Style(rules="none", newest_first=True)),
    (final(FY2023, erratum=True), Style(rules="none", newest_first=True)),
    (FY2024, Style(kpi="stacked", count="rows")),
    (final(FY2025), Style(rules="none", kpi="one_table", year="both")),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    for number, (content, style) in enumerate(EDITIONS):
        report = read_report(typeset(style, folder / f"{number}.pdf", content), content.lacks())
        stage_as_it_is(report, folder / "staging", "test")
    build(folder / "staging", folder / "kyokai.duckdb")
    return folder


@pytest.fixture
def database(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(warehouse / "kyokai.duckdb"), read_only=True) as connection:
        yield connection


def rows(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()


def test_draft_final_and_erratum_of_one_year_live_beside_later_years(database: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        database,
        "SELECT edition_id, is_current, is_latest_of_year FROM core.edition"
        " ORDER BY fiscal_year, NOT is_draft, revision",
    )
    ids = ["FY2023-draft", "FY2023", "FY2023-r2", "FY2024-draft", "FY2025"]
    latest = ids[2:]
    assert found == [(name, name == "FY2025", name in latest) for name in ids]


def test_a_table_of_all_editions_says_so_where_somebody_adds_it_up(database: duckdb.DuckDBPyConnection) -> None:
    said = dict(rows(database, "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'core'"))
    quiet = [name for name, comment in said.items() if "is_latest_of_year" not in comment]
    assert quiet == ["edition"]


@pytest.fixture(scope="module")
def latest_only(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same warehouse with nothing but the latest edition of each year, its marts made anew."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{warehouse / 'kyokai.duckdb'}' AS whole (READ_ONLY)")
        connection.execute("ATTACH ':memory:' AS w; USE w; CREATE SCHEMA core; CREATE SCHEMA evidence")
        connection.execute(f'CREATE SCHEMA meta; CREATE SCHEMA marts; CREATE SCHEMA "{JAPANESE}"')
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'whole'"
            " AND schema_name <> 'marts'"
        ).fetchall()
        kept = " WHERE edition_id IN (SELECT edition_id FROM whole.core.edition WHERE is_latest_of_year)"
        for (name,) in tables:
            of_edition = name.partition(".")[0] in ("core", "evidence")
            connection.execute(f"CREATE TABLE {name} AS FROM whole.{name}{kept if of_edition else ''}")
        connection.execute(f"CREATE TABLE meta.evaluation AS FROM whole.marts.reconciliation{kept}")
        for mart in load_marts():
            connection.execute(f"CREATE TABLE marts.{mart.name} AS {mart.sql}")
        for view in views():
            connection.execute(view.sql)
        yield connection


ABOUT_EDITIONS = {"figure_coverage", "reconciliation", "reconciliation_coverage", "restatement"}
"""Marts of which each row is about an edition, or two, and not about a year: what each says stands side by side."""


def same_rows(connection: duckdb.DuckDBPyConnection, name: str, columns: str) -> int:
    """How many rows a table has, with all editions and with the latest of each year alike."""
    query = "SELECT {} FROM {}{} EXCEPT ALL SELECT {} FROM {}{}"
    for one, other in (("", "whole."), ("whole.", "")):
        assert connection.execute(query.format(columns, one, name, columns, other, name)).fetchall() == []
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return int(rows)


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_no_sum_over_a_mart_counts_anything_twice(mart: Mart, latest_only: duckdb.DuckDBPyConnection) -> None:
    """Either the rows are about editions (one is in the key), or those of a year that was published again are not."""
    name = f"marts.{mart.name}"
    ((doubles,),) = latest_only.execute(
        f"SELECT count(*) - count(DISTINCT ({', '.join(mart.key)})) FROM whole.{name}"
    ).fetchall()
    assert doubles == 0
    if mart.name in ABOUT_EDITIONS:
        assert {"edition_id", "later_edition"} & set(mart.key)
        return
    # What all editions of a year say stands side by side in lists, which no sum runs over.
    lists = ("edition_ids", "results", "figure_ids") if mart.name == "kpi_history" else ()
    columns = ", ".join(column.name for column in mart.columns if column.name not in lists)
    assert same_rows(latest_only, name, columns) > 0


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_no_sum_over_a_japanese_view_counts_anything_twice(view: View, latest_only: duckdb.DuckDBPyConnection) -> None:
    """A view has as many rows as what it shows, and says in which edition each stands where a year has several."""
    name = f'"{JAPANESE}"."{view.name}"'
    ((shown, behind),) = latest_only.execute(
        f"SELECT (SELECT count(*) FROM whole.{name}), (SELECT count(*) FROM whole.{view.table})"
    ).fetchall()
    assert shown == behind > 0
    if view.table == "core.edition" or view.table.removeprefix("marts.") in ABOUT_EDITIONS:
        assert {"edition_id", "later_edition"} & set(view.columns.values())
        return
    assert same_rows(latest_only, name, "*") == shown


def test_a_table_that_counts_a_year_twice_is_found(latest_only: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(AssertionError):
        same_rows(latest_only, "core.procurement", "office, contracts")


def test_the_terms_a_year_was_published_in_stand_side_by_side(database: duckdb.DuckDBPyConnection) -> None:
    found = rows(database, "SELECT DISTINCT fiscal_year, edition_ids FROM marts.kpi_history"
                           " WHERE NOT is_from_later_edition ORDER BY ALL")  # fmt: skip
    assert found == [
        (2023, ["FY2023-draft", "FY2023", "FY2023-r2"]),
        (2024, ["FY2024-draft"]),
        (2025, ["FY2025"]),
    ]


def test_last_years_value_stands_where_its_edition_is_not_at_hand(database: duckdb.DuckDBPyConnection) -> None:
    """By hand from the published text: 0.337 %, 7,125円 as targets; 92.3 %, 81,526事業所 in tables of programmes."""
    found = rows(
        database,
        "SELECT kpi_id, edition_id, result_value, status FROM marts.kpi_history WHERE is_from_later_edition"
        " AND fiscal_year = 2022 ORDER BY ALL",
    )
    said = {kpi: value for kpi, _, value, _ in found}
    assert said["claims_review_reduction_rate"] == Decimal("0.337")
    assert said["claims_rereview_amount_per_claim"] == Decimal(7125)
    assert said["dependent_confirmation_submission_rate"] == Decimal("92.3")
    assert said["health_declaration_workplaces"] == Decimal(81526)
    assert {(edition, status) for _, edition, _, status in found} == {("FY2023-r2", None)}
    assert rows(database, "SELECT DISTINCT fiscal_year FROM marts.kpi_history WHERE is_from_later_edition") == [(2022,)]
    change = rows(
        database,
        "SELECT previous_result, result_change FROM marts.kpi_history WHERE fiscal_year = 2023"
        " AND kpi_id = 'dependent_confirmation_submission_rate'",
    )
    assert change == [(Decimal("92.3"), Decimal("-3.2"))]


def test_last_years_value_is_compared_with_the_edition_that_is_at_hand(database: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT later_edition_id, later_value, later_agrees FROM marts.kpi_history WHERE fiscal_year = 2023"
    query += " AND kpi_id = "
    assert rows(database, query + "'my_number_coverage_rate'") == [("FY2024-draft", Decimal("99.6"), True)]
    # Counted otherwise from 2024 on, so that the two need not agree.
    assert rows(database, query + f"'{CHANGED}'") == [("FY2024-draft", Decimal("0.423"), None)]
    assert rows(database, query + "'postal_application_rate'") == [(None, None, None)]


def test_what_is_traced_first_is_of_the_latest_edition_of_its_year(database: duckdb.DuckDBPyConnection) -> None:
    found = [hit for hit in trace(database, "郵送化率 2023") if hit.table == "core.kpi"]
    assert [hit.key["edition_id"] for hit in found] == ["FY2023-r2", "FY2023", "FY2023-draft"]


def test_a_restated_value_and_nothing_else(database: duckdb.DuckDBPyConnection) -> None:
    measure, year, value = RESTATED
    found = rows(
        database,
        "SELECT measure_id, fiscal_year, earlier_edition, later_edition, before, after FROM marts.restatement"
        " WHERE kind = 'restated' AND core_table = 'membership'",
    )
    assert found == [(measure, year, "FY2023-r2", "FY2024-draft", Decimal(39457000), Decimal(value))]


def test_a_year_off_the_window_is_not_withdrawn_and_a_new_year_is_not_added(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(database, "FROM marts.restatement WHERE kind IN ('withdrawn', 'added')") == []
    years = rows(database, "SELECT DISTINCT fiscal_year FROM core.membership WHERE edition_id = 'FY2025' ORDER BY 1")
    assert [year for (year,) in years] == list(range(2016, 2026))


def test_every_restatement_reaches_its_figures(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "SELECT count(*) FROM marts.restatement WHERE len(figure_ids) <> 2") == [(0,)]


def test_the_table_as_one_edition_printed_it(database: duckdb.DuckDBPyConnection) -> None:
    measure, year, value = RESTATED
    query = f"SELECT value FROM membership_as_of('{{}}') WHERE measure_id = '{measure}' AND fiscal_year = {year}"
    assert rows(database, query.format("FY2023-draft")) == [(Decimal(39457000),)]
    assert rows(database, query.format("FY2024-draft")) == [(Decimal(value),)]
    assert rows(database, query.format("FY1999")) == []


def test_trends_take_the_newest_edition(database: duckdb.DuckDBPyConnection) -> None:
    measure, year, value = RESTATED
    found = rows(
        database,
        f"SELECT edition_id, value FROM marts.membership_trend WHERE measure_id = '{measure}' AND fiscal_year = {year}",
    )
    assert found == [("FY2025", Decimal(value))]
    assert rows(database, "SELECT min(edition_id) FROM marts.membership_trend WHERE fiscal_year = 2014") == [
        ("FY2023-r2",)
    ]


def test_a_kpi_that_changes_its_definition_is_not_joined(database: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        database,
        f"SELECT fiscal_year, definition_changed, previous_result FROM marts.kpi_history WHERE kpi_id = '{CHANGED}'"
        " ORDER BY fiscal_year",
    )
    # 2024: what the edition itself prints as last year's value, in the new definition.
    last = Decimal("0.423")
    assert found == [(2022, False, None), (2023, False, Decimal("0.337")), (2024, True, last), (2025, False, last)]
    ((now, before),) = rows(
        database,
        f"SELECT statement, statement_before FROM marts.kpi_history WHERE kpi_id = '{CHANGED}' AND definition_changed",
    )
    assert ("医科の医療費総額" in now, "医科の医療費総額" in before) == (True, False)
    noted = "SELECT subject, after, before FROM meta.release_note WHERE section = 'definition'"
    assert (CHANGED, now, before) in rows(database, noted)
    other = rows(
        database,
        "SELECT previous_result FROM marts.kpi_history WHERE kpi_id = 'my_number_coverage_rate' AND fiscal_year = 2024",
    )
    assert other == [(Decimal("99.6"),)]


def compared(warehouse: Path, earlier: str, later: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, ["diff", earlier, later, "--warehouse", str(warehouse), "--json"])
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["changes"]
    return found


def test_diff_of_a_draft_and_its_final_names_nothing_but_what_changed(warehouse: Path) -> None:
    found = compared(warehouse, "FY2023", "FY2023-r2")
    # The remark of a corrected edition on its cover.
    assert {(entry["place"], entry["column"]) for entry in found} == {("core.passage", None)}
    assert [entry["change"] for entry in found] == ["gone", "added"]
    assert "（訂正版）" in found[1]["after"]
    result = CliRunner().invoke(app, ["diff", "FY2023", "FY2023", "--warehouse", str(warehouse)])
    assert (result.exit_code, "say the same" in result.stdout) == (0, True)


def test_diff_of_two_years_names_values_and_definitions(warehouse: Path) -> None:
    found = compared(warehouse, "FY2023-draft", "FY2024-draft")
    assert {entry["kind"] for entry in found} == {"value", "definition", "text"}
    assert {entry["subject"] for entry in found if entry["kind"] == "definition"} == {CHANGED}
    measure, year, value = RESTATED
    restated = next(entry for entry in found if entry["subject"] == f"{measure} {year}")
    assert (restated["change"], Decimal(restated["before"]), Decimal(restated["after"])) == (
        "changed",
        Decimal(39457000),
        Decimal(value),
    )
    assert restated["before_figure_id"].startswith("FY2023-draft:")
    assert (restated["unit"], restated["difference"], restated["other_year"]) == ("人", "1000", False)
    (redefined,) = (entry for entry in found if entry["kind"] == "definition")
    assert "レセプト点検の査定率（※）について対前年度以上とする" in redefined["after"]
    assert not [e for e in found if e["column"] == "statement" and e["subject"] == CHANGED]
    sides = {(entry["subject"], entry["change"]) for entry in found if entry["place"] == "core.membership"}
    assert {("insured 2014", "gone"), ("insured 2024", "added")} <= sides
    assert all(e["other_year"] for e in found if e["place"] == "core.membership" and e["change"] != "changed")


def test_diff_at_the_terminal_has_units_and_the_order_of_the_document(warehouse: Path) -> None:
    shown = CliRunner().invoke(app, ["diff", "FY2023-draft", "FY2024-draft", "--warehouse", str(warehouse)]).stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "enrollees 2022 39,457,000 人 39,458,000 人 +1,000 人" in lines
    assert "generic_drugs generic_use_share 2023 83.6% 81.7% -1.9 points" in lines
    # The definition as printed, its number and its marks with it.
    assert [
        line for line in lines if line.startswith(f"{CHANGED} changed") and "（減額）した額÷協会けんぽの医科の" in line
    ]
    of_other_years = [line for line in lines if "rows of another year" in line]
    # A table that only later editions print has lines of its own.
    assert [line for line in of_other_years if line.split(":")[0].removeprefix("core.") in CORE_TABLES] == [
        "core.membership: rows of another year: 6 gone, 6 added",
        "core.monthly_flow: rows of another year: 72 gone, 72 added",
        "core.annual_flow: rows of another year: 6 gone, 6 added",
        "core.programme_result: rows of another year: 11 gone, 11 added",
    ]
    pages = [
        int(entry["after_figure_id"].split(":p")[1].split(":")[0])
        for entry in compared(warehouse, "FY2023-draft", "FY2024-draft")
        if entry["kind"] == "value" and entry["after_figure_id"]
    ]
    assert pages == sorted(pages)
    assert len(set(pages)) > 3


def test_a_row_of_no_other_year_is_named_and_not_counted(changeable: Path) -> None:
    """A measure that only one of two editions of one year has is no row of another year."""
    with duckdb.connect(str(changeable)) as connection:
        connection.execute("BEGIN")
        connection.execute(
            "DELETE FROM core.programme_result WHERE edition_id = 'FY2023-r2' AND measure_id = 'submission_rate'"
        )
        found = [e for e in two_editions(connection, "FY2023", "FY2023-r2") if e["place"] == "core.programme_result"]
        connection.execute("ROLLBACK")
    assert {(entry["change"], entry["other_year"], entry["unit"]) for entry in found} == {("gone", False, "%")}


@pytest.fixture(scope="module")
def changeable(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which a test may change what an edition says."""
    return Path(shutil.copy(warehouse / "kyokai.duckdb", tmp_path_factory.mktemp("changed") / "kyokai.duckdb"))


@pytest.mark.parametrize("name", COMPARED)
def test_a_change_in_any_column_of_any_core_table_is_told(name: str, changeable: Path) -> None:
    """And nothing else is."""
    silent = {*TABLES[name].across, "edition_id", "page", "position", "section", "sentence", "phrase"}
    open_ended = [
        column for column in TABLES[name].columns if column.sql not in ("BOOLEAN", "DATE") and not column.allowed
    ]
    columns = [c for c in open_ended if c.name not in silent and not c.name.endswith("figure_id")]
    with duckdb.connect(str(changeable)) as connection:
        before = two_editions(connection, "FY2023", "FY2023-r2")
        for column in columns:
            other = f"{column.name} || '?'" if column.sql == "VARCHAR" else f"{column.name} + 1"
            connection.execute("BEGIN")
            ((changed,),) = connection.execute(
                f"UPDATE {name} SET {column.name} = {other} WHERE rowid = (SELECT min(rowid) FROM {name} WHERE"
                f" edition_id = 'FY2023-r2' AND {column.name} IS NOT NULL AND {TABLES[name].across[0]} IS NOT NULL)"
            ).fetchall()
            found = [entry for entry in two_editions(connection, "FY2023", "FY2023-r2") if entry not in before]
            connection.execute("ROLLBACK")
            told = [(entry["place"], entry["column"], entry["change"]) for entry in found]
            assert told == [(name, column.name, "changed")] * changed
    assert columns or name in ("core.passage", "core.action_plan_item")


def test_the_same_definition_is_the_same_in_the_history() -> None:
    """marts.kpi_history and kyokai diff go by the same columns."""
    written = (paths.project() / "kyokai_pipeline" / "marts" / "kpi_history.sql").read_text("utf-8")
    assert " || ' ' || ".join(f"k.{column}" for column in SAME_DEFINITION) + " as counts" in written


def test_a_row_of_one_edition_is_told_by_what_it_says(warehouse: Path) -> None:
    told = {
        entry["place"]: entry["after"]
        for entry in compared(warehouse, "FY2023-draft", "FY2024-draft")
        if entry["change"] == "added"
    }
    assert Decimal(told["core.monthly_flow"]) > 1000
    assert Decimal(told["core.membership"]) > 1000
    assert told["core.passage"]


def test_diff_with_an_unknown_edition_names_the_known_ones(warehouse: Path) -> None:
    result = CliRunner().invoke(app, ["diff", "FY2023", "FY1999", "--warehouse", str(warehouse)])
    assert result.exit_code == 2
    assert "FY1999" in result.stderr
    assert "FY2024-draft" in result.stderr


def test_diff_before_anything_is_published(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["diff", "FY2023", "FY2024", "--warehouse", str(tmp_path)]).exit_code == 1


def test_names_are_asked_for_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kyokai.toml").touch()
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "kyokai.toml"))
    new = {"id": "kpi_0123abcd", "says": ["電子申請の利用率"], "unit": "%"}
    other = {"id": "kpi_4567abcd", "says": ["歯科健診の受診者数"], "unit": "人"}
    row = {"table": "generic_drugs", "id": "row_0123abcd", "forms": ["切替者数"], "unit": "人"}
    found = Survey("FY2025", {}, (), (), (new, other), {"strategy": ["電子申請の利用促進"]}, (row,))
    monkeypatch.setattr("kyokai_pipeline.report.proposals.survey", lambda *_: found)
    asked = ["propose", "x.pdf", "--write", "--raw", str(tmp_path), "--warehouse", str(tmp_path)]
    result = CliRunner().invoke(app, asked, input="online_share\n-\nswitched\nn\n")
    assert result.exit_code == 0, result.output
    written = own_words(package_words())
    assert written == {
        "kpis": [{**new, "id": "online_share"}], "initiatives": {"strategy": []}, "rows": [{**row, "id": "switched"}],
    }  # fmt: skip
    refused = CliRunner().invoke(app, asked, input="NEW_ID\n-\n-\nn\n")
    assert (refused.exit_code, "NEW_ID" in refused.stderr) == (1, True)


def test_propose_at_the_terminal(tmp_path: Path) -> None:
    known = typeset(Style(), tmp_path / "known.pdf")
    good = CliRunner().invoke(app, ["propose", str(known)])
    assert (good.exit_code, "membership" in good.stdout) == (0, True)
    content = FY2023.relabelled(lifestyle_disease_checkups="生活習慣病予防健診の受診人数")
    renamed = typeset(Style(), tmp_path / "renamed.pdf", content)
    told = CliRunner().invoke(app, ["propose", str(renamed)])
    assert told.exit_code == 1
    assert "生活習慣病予防健診の受診人数]  # id: lifestyle_disease_checkups" in told.stdout
    plain = json.loads(CliRunner().invoke(app, ["propose", str(renamed), "--json"]).stdout)
    assert plain["proposals"][0]["file"] == "measures.yml"
    assert CliRunner().invoke(app, ["propose", str(tmp_path / "nowhere.pdf")]).exit_code == 1
