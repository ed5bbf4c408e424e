"""Several editions in one warehouse: what a later one says of an earlier one's values, and which is current."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from typer.testing import CliRunner

from kyokai_pipeline import read_report
from kyokai_pipeline.cli.app import app
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.variants import RESTATED, final, next_year
from kyokai_pipeline_tests.warehouse.other_editions import stage_as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


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
    (final(FY2023, erratum=True), Style(rules="horizontal", year="era")),
    (FY2024, Style(kpi="stacked", count="rows")),
    (final(FY2025), Style(rules="none", kpi="one_table", year="both")),
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    for number, (content, style) in enumerate(EDITIONS):
        report = read_report(typeset(style, folder / f"{number}.pdf", content))
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
        database, "SELECT edition_id, is_current FROM core.edition ORDER BY fiscal_year, NOT is_draft, revision"
    )
    ids = ["FY2023-draft", "FY2023", "FY2023-r2", "FY2024-draft", "FY2025"]
    assert found == [(name, name == "FY2025") for name in ids]


def test_a_restated_value_and_nothing_else(database: duckdb.DuckDBPyConnection) -> None:
    measure, year, value = RESTATED
    found = rows(
        database,
        "SELECT measure_id, fiscal_year, earlier_edition, later_edition, before, after FROM marts.restatement"
        " WHERE kind = 'restated'",
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
    query = f"SELECT value FROM core.membership_as_of('{{}}') WHERE measure_id = '{measure}' AND fiscal_year = {year}"
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
    assert found == [(2023, False, None), (2024, True, None), (2025, False, Decimal("0.423"))]
    other = rows(
        database,
        "SELECT previous_result FROM marts.kpi_history WHERE kpi_id = 'my_number_coverage_rate' AND fiscal_year = 2024",
    )
    assert other == [(Decimal("99.6"),)]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("39457000 q1000", "39457400 q1", "re_rounded"),
        ("39457000 q1000", "39457500 q1", "re_rounded"),
        ("39457000 q1000", "39457501 q1", "restated"),
        ("39457000 q1000", "39458000 q1000", "restated"),
        ("39457000 q1000", None, "withdrawn"),
        (None, "39457000 q1000", "added"),
    ],
)
def test_kinds_of_restatement(before: str | None, after: str | None, kind: str) -> None:
    from kyokai_pipeline.marts import load_marts

    mart = next(mart for mart in load_marts() if mart.name == "restatement")
    with duckdb.connect() as connection:
        run: Callable[[str], Any] = connection.execute
        run("CREATE SCHEMA core")
        run("CREATE TABLE core.edition AS FROM (VALUES ('a', 2022, false, 1), ('b', 2023, true, 1))"
            " AS t(edition_id, fiscal_year, is_draft, revision)")  # fmt: skip
        run("CREATE TABLE core.membership (edition_id VARCHAR, measure_id VARCHAR, fiscal_year INTEGER, unit VARCHAR,"
            " value DECIMAL(20, 4), quantum DECIMAL(20, 4), value_figure_id VARCHAR)")  # fmt: skip
        for edition, printed in (("a", before), ("b", after)):
            run(f"INSERT INTO core.membership VALUES ('{edition}', 'x', 2021, '人', 5, 1, '{edition}0')")
            if printed:
                value, quantum = printed.split(" q")
                values = f"'{edition}', 'y', 2022, '人', {value}, {quantum}, '{edition}1'"
                run(f"INSERT INTO core.membership VALUES ({values})")
        run("INSERT INTO core.membership VALUES ('b', 'y', 2023, '人', 7, 1, 'b2'), ('a', 'y', 2013, '人', 7, 1, 'a2')")
        assert run(f"SELECT fiscal_year, kind FROM ({mart.sql})").fetchall() == [(2022, kind)]


def compared(warehouse: Path, earlier: str, later: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, ["diff", earlier, later, "--warehouse", str(warehouse), "--json"])
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_diff_of_a_draft_and_its_final_names_nothing_but_what_changed(warehouse: Path) -> None:
    assert compared(warehouse, "FY2023", "FY2023-r2") == []
    result = CliRunner().invoke(app, ["diff", "FY2023", "FY2023-r2", "--warehouse", str(warehouse)])
    assert (result.exit_code, "They say the same" in result.stdout) == (0, True)


def test_diff_of_two_years_names_values_and_definitions(warehouse: Path) -> None:
    found = compared(warehouse, "FY2023-draft", "FY2024-draft")
    assert {entry["kind"] for entry in found} == {"value", "definition"}
    assert [entry["subject"] for entry in found if entry["kind"] == "definition"] == [CHANGED]
    measure, year, value = RESTATED
    restated = next(entry for entry in found if entry["subject"] == f"{measure} {year}")
    assert (restated["change"], Decimal(restated["before"]), Decimal(restated["after"])) == (
        "changed",
        Decimal(39457000),
        Decimal(value),
    )
    assert restated["before_figure_id"].startswith("FY2023-draft:")
    sides = {(entry["subject"], entry["change"]) for entry in found if entry["place"] == "core.membership"}
    assert {("insured 2014", "gone"), ("insured 2024", "added")} <= sides
    shown = CliRunner().invoke(app, ["diff", "FY2023-draft", "FY2024-draft", "--warehouse", str(warehouse)]).stdout
    assert CHANGED in shown
    assert f"{measure} {year}" in shown


def test_diff_with_an_unknown_edition_names_the_known_ones(warehouse: Path) -> None:
    result = CliRunner().invoke(app, ["diff", "FY2023", "FY1999", "--warehouse", str(warehouse)])
    assert result.exit_code == 2
    assert "FY1999" in result.stderr
    assert "FY2024-draft" in result.stderr


def test_diff_before_anything_is_published(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["diff", "FY2023", "FY2024", "--warehouse", str(tmp_path)]).exit_code == 1


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
