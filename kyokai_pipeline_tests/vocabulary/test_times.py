"""The vocabulary in time: what an edition of a year must, may and cannot have; and keys that are mistyped."""

from __future__ import annotations

import copy
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml

from kyokai_pipeline import ReportRefused, paths, read_report, vocabulary
from kyokai_pipeline.dashboard.cells import Cells
from kyokai_pipeline.dashboard.queries import ask
from kyokai_pipeline.dashboard.results import procurement
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.missing_tables import may_lack
from kyokai_pipeline.vocabulary import ended, kpi_words, tables
from kyokai_pipeline.vocabulary.keys import SHAPES, check_keys, packaged
from kyokai_pipeline.vocabulary.times import Years
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline.warehouse.contents import contents
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kyokai_pipeline_tests.conftest import Warehouse
    from kyokai_pipeline_tests.typeset import Content

    Change = Callable[[dict[str, Any]], object]


YAML = sorted((paths.project() / "kyokai_pipeline").rglob("*.yml"))


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Change], None]]:
    """Change what a file of the vocabulary says, until the end of the test."""
    load = packaged
    changed: dict[str, Any] = {}

    def change(file: str, edit: Change) -> None:
        data = changed.setdefault(file, copy.deepcopy(load(file)))
        edit(data)
        check_keys(data, file)
        tables.cache_clear()
        kpi_words.cache_clear()

    monkeypatch.setattr(vocabulary, "packaged", lambda name: changed.get(name) or load(name))
    tables.cache_clear()
    kpi_words.cache_clear()
    yield change
    tables.cache_clear()
    kpi_words.cache_clear()


def problems(content: Content, folder: Path) -> list[ReportError]:
    with pytest.raises(ReportRefused) as refused:
        read_report(typeset(Style(), folder / "report.pdf", content))
    return refused.value.problems


def table(data: dict[str, Any], table_id: str) -> dict[str, Any]:
    return next(entry for entry in data["tables"] if entry["id"] == table_id)


@pytest.mark.parametrize(
    ("years", "covered"),
    [
        (Years(), {2022, 2023, 2024}),
        (Years(since=2023), {2023, 2024}),
        (Years(until=2023), {2022, 2023}),
        (Years(2023, 2023), {2023}),
    ],
)
def test_a_span_covers_its_years_and_both_ends(years: Years, covered: set[int]) -> None:
    assert {year for year in (2022, 2023, 2024) if years.cover(year)} == covered
    assert years.cover(None)


def test_a_table_of_later_years_is_not_looked_for_before(words: Callable[[str, Change], None]) -> None:
    new = {
        "id": "biosimilars", "core": "programme_result", "ja": "バイオシミラー", "since": 2024,
        "columns": {"kind": "period", "at_least": 2}, "rows": {"covered_workplaces": ["バイオシミラーの使用割合"]},
    }  # fmt: skip
    words("tables.yml", lambda data: data["tables"].append(new))
    assert read_report(SHIPPED).edition.fiscal_year == 2023
    assert "biosimilars" not in tables(2023).required
    assert "biosimilars" in tables(2024).required


def test_the_year_in_which_a_table_begins_must_have_it(words: Callable[[str, Change], None], tmp_path: Path) -> None:
    words("tables.yml", lambda data: table(data, "generic_drugs").update(since=2024))
    assert len(read_report(typeset(Style(), tmp_path / "a.pdf", FY2023.without("generic_drugs"))).tables) > 1
    (problem,) = problems(next_year().without("generic_drugs"), tmp_path)
    assert (problem.code, problem.details["table"]) == ("missing_table", "generic_drugs")


def test_a_fixture_declares_what_its_edition_has(words: Callable[[str, Change], None], tmp_path: Path) -> None:
    """A table that the vocabulary learns later is asked of an edition that is said to have it, and of no other."""
    assert FY2023.lacks() == {}
    assert list(FY2023.without("training").lacks()) == ["training"]
    new = {
        "id": "biosimilars", "core": "programme_result", "ja": "バイオシミラー", "since": 2024,
        "columns": {"kind": "period", "at_least": 2}, "rows": {"covered_workplaces": ["バイオシミラーの使用割合"]},
    }  # fmt: skip
    words("tables.yml", lambda data: data["tables"].append(new))
    (problem,) = problems(next_year(), tmp_path)
    assert (problem.code, problem.details["table"]) == ("missing_table", "biosimilars")
    lacking = next_year().lacks()
    assert list(lacking) == ["biosimilars"]
    assert reader.read(tmp_path / "report.pdf", lacking).edition.fiscal_year == 2024
    assert replace(next_year(), has=next_year().has | {"biosimilars"}).lacks() == FY2023.lacks() == {}


def test_a_row_that_is_dropped_needs_one_word(words: Callable[[str, Change], None], tmp_path: Path) -> None:
    lacking = FY2023.mapped(
        "programme_result", lambda row: None if row["measure_id"] == "dependent_specific_guidance" else row
    )
    (problem,) = problems(lacking, tmp_path)
    assert problem.code == "missing_row"
    assert "until: 2022" in problem.remedy
    row = table(packaged("tables.yml"), "health_programmes")["rows"]
    assert row["dependent_specific_guidance"] is None

    words("tables.yml", lambda data: table(data, "health_programmes")["rows"].update(
        dependent_specific_guidance={"until": 2022}))  # fmt: skip
    read = read_report(tmp_path / "report.pdf").tables["programme_result"]
    assert "dependent_specific_guidance" not in set(read["measure_id"])
    assert len(read) == len(lacking.tables["programme_result"])


def test_every_row_and_column_ends_in_a_line_of_yaml_that_keeps_what_its_entry_says() -> None:
    for entry in packaged("tables.yml")["tables"]:
        for key, said in {**entry["rows"], **entry["columns"].get("words", {})}.items():
            (line,) = ended(entry["id"], [key], 2022)
            whole = said if isinstance(said, dict) else {"forms": said} if said else {}
            assert yaml.safe_load(line) == {key: {**whole, "until": 2022}}


def test_the_line_that_a_refusal_gives_for_a_dropped_row_is_the_whole_change(
    words: Callable[[str, Change], None], tmp_path: Path
) -> None:
    lacking = FY2023.mapped("training", lambda row: None if row["category"] == "テーマ別研修" else row)
    (problem,) = problems(lacking, tmp_path)
    assert problem.code == "missing_row"
    assert "its forms in vocabulary/tables.yml" in problem.remedy
    line = (
        problem.remedy.partition("under the table training in kyokai_pipeline/vocabulary/tables.yml to ")[2].partition(
            "}"
        )[0]
        + "}"
    )
    assert line == "by_theme: {forms: [テーマ別研修], until: 2022}"

    words("tables.yml", lambda data: table(data, "training")["rows"].update(yaml.safe_load(line)))
    assert len(read_report(tmp_path / "report.pdf").tables["training"]) == 2


def test_an_optional_row_is_read_where_it_is_printed(words: Callable[[str, Change], None]) -> None:
    words("tables.yml", lambda data: table(data, "health_programmes")["rows"].update(
        dependent_specific_guidance={"optional": True}))  # fmt: skip
    words("tables.yml", lambda data: table(data, "training")["columns"]["words"].update(
        content={"forms": ["内容"], "until": 2023}))  # fmt: skip
    words("tables.yml", lambda data: table(data, "membership").update(optional=True))
    report = read_report(SHIPPED)
    assert len(report.tables["programme_result"]) == len(FY2023.tables["programme_result"])
    assert len(report.tables["membership"]) == len(FY2023.tables["membership"])
    assert report.tables["training"]["content"].notna().all()


def test_a_table_of_other_years_is_none_that_an_edition_lacks(
    words: Callable[[str, Change], None], fy2023_warehouse: Warehouse, tmp_path: Path
) -> None:
    database = Path(shutil.copy(fy2023_warehouse.database, tmp_path))
    with duckdb.connect(str(database)) as connection:
        connection.execute("DELETE FROM core.training")
    assert contents(database).coverage["FY2023-draft"].empty == ("training",)
    words("tables.yml", lambda data: table(data, "training").update(since=2024))
    assert contents(database).coverage["FY2023-draft"].empty == ()


def test_a_column_that_ended(words: Callable[[str, Change], None]) -> None:
    words("tables.yml", lambda data: table(data, "training")["columns"]["words"].update(
        content={"forms": ["内容"], "until": 2022}))  # fmt: skip
    assert [term.key for term in tables(2022).spec("training").columns.words][1:] == [
        "content",
        "training_participants",
    ]
    assert [term.key for term in tables(2023).spec("training").columns.words][1:] == ["training_participants"]


def test_a_column_of_procurement_that_is_dropped_needs_one_word(
    words: Callable[[str, Change], None], tmp_path: Path
) -> None:
    """From the page to the marts and the dashboard: no schema, mart or identity has to change."""
    lacking = FY2023.mapped("procurement", lambda row: {**row, "contracts": ""})
    (problem,) = problems(lacking, tmp_path)
    assert problem.code == "missing_column"
    assert "until: 2022" in problem.remedy

    words("tables.yml", lambda data: table(data, "procurement")["columns"]["words"].update(contracts={"until": 2022}))
    report = reader.read(tmp_path / "report.pdf")
    found = report.tables["procurement"]
    assert found["contracts"].isna().all()
    assert list(found["single_bid_contracts"]) == [
        int(r["single_bid_contracts"]) for r in lacking.tables["procurement"]
    ]

    stage(report, tmp_path / "staging", source_url=None, fingerprint="test")
    build(tmp_path / "staging", tmp_path / "kyokai.duckdb")
    with duckdb.connect(str(tmp_path / "kyokai.duckdb"), read_only=True) as connection:
        query = "SELECT contracts, single_bid_contracts, single_bid_pct_computed, len(figure_ids) FROM marts.{}"
        assert connection.execute(query.format("procurement_total")).fetchall() == [(None, 68, None, 2)]
        assert len(connection.execute(query.format("procurement")).fetchall()) == 2
        shown = procurement(Cells(), ask(connection, "procurement", edition_id=report.edition.edition_id))
    assert ["–" in row["contracts"] for row in shown] == [True, True, True]


def test_indicators_and_initiatives_outside_their_years_are_unknown(words: Callable[[str, Change], None]) -> None:
    def edit(data: dict[str, Any]) -> None:
        next(kpi for kpi in data["kpis"] if kpi["id"] == "my_number_coverage_rate").update(until=2022)
        data["initiatives"]["strategy"][3] = {"name": "コラボヘルスの推進", "until": 2022}

    words("kpis.yml", edit)
    report = read_report(SHIPPED)
    assert "my_number_coverage_rate" not in set(report.tables["kpi"]["kpi_id"])
    assert sorted(report.unnamed["kind"]) == ["indicator", "initiative"]
    assert "コラボヘルスの推進" in set(report.unnamed["text"])
    assert "my_number_coverage_rate" in {kpi.kpi_id for kpi in kpi_words(2022).kpis}


def test_an_indicator_that_must_be_there(words: Callable[[str, Change], None]) -> None:
    def edit(data: dict[str, Any]) -> None:
        next(kpi for kpi in data["kpis"] if kpi["id"] == "my_number_card_use_rate").update(optional=False)
        data["initiatives"]["strategy"].append({"name": "歯科健診の受診勧奨", "optional": False, "since": 2023})

    words("kpis.yml", edit)
    with pytest.raises(ReportRefused) as refused:
        read_report(SHIPPED)
    (problem,) = refused.value.problems
    assert problem.code == "missing_indicator"
    assert "my_number_card_use_rate, 歯科健診の受診勧奨" in problem.what
    assert "until" in problem.remedy


def test_a_core_table_may_be_empty_where_its_table_is_not_of_the_year(words: Callable[[str, Change], None]) -> None:
    before = may_lack([], 2023)
    words("tables.yml", lambda data: table(data, "training").update(since=2024))
    assert may_lack([], 2023) - before == {"training"}
    assert "training" not in may_lack([], 2024)


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_every_file_of_the_package_has_the_keys_of_its_shape(path: Path) -> None:
    assert path.name in SHAPES
    check_keys(yaml.safe_load(path.read_text("utf-8")), path.name)


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("tables.yml", {"tables": [{"id": "training", "row": {}}]}, "tables[training].row; did you mean rows?"),
        ("tables.yml", {"tables": [{"id": "x", "rows": {"a": {"untl": 2024}}}]}, "did you mean until?"),
        ("tables.yml", {"tables": [{"id": "x", "columns": {"words": {"a": {"form": []}}}}]}, "did you mean forms?"),
        ("kpis.yml", {"kpis": [{"id": "x", "zzz": 1}]}, "known here are: id, says"),
        ("measures.yml", [{"id": "x", "unti": "人"}], "did you mean unit?"),
        ("tables.yml", {"tables": [{"id": "x", "since": "2024年度"}]}, "2024年度, which is no fiscal year"),
        ("tables.yml", {"tables": [{"id": "x", "since": 2024, "until": 2023}]}, "2023, which is no year from since on"),
    ],
)  # fmt: skip
def test_a_mistyped_key_is_named_with_the_nearest(file: str, data: object, said: str) -> None:
    with pytest.raises(ReportError) as caught:
        check_keys(data, file)
    assert said in caught.value.what
    assert caught.value.file == file


def test_the_package_reads_no_file_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    from kyokai_pipeline.dashboard import words as dashboard_words
    from kyokai_pipeline.warehouse import dictionary, japanese_views

    monkeypatch.setattr("yaml.load", lambda *_, **__: {"x": {"jaa": 1}})
    for read in (lambda: packaged("roles.yml"), dashboard_words.words.__wrapped__, dictionary._meta_tables,
                 japanese_views.views.__wrapped__):  # fmt: skip
        with pytest.raises(ReportError, match="Unknown key"):
            read()
