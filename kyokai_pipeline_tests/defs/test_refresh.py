"""The job as the UI runs it: real PDF in, DuckDB out, and what a refusal leaves behind."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import dagster as dg
import duckdb
import pytest
from dagster._core.event_api import PartitionKeyFilter

from kyokai_pipeline import errors
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.edition_events import NOT_REACHED
from kyokai_pipeline.defs.report import read_edition
from kyokai_pipeline.errors import ReportRefused, Where
from kyokai_pipeline.refresh import reading as intake
from kyokai_pipeline.refresh import state
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.publish import release
from kyokai_pipeline.report.ledger.second_opinion import Opinion
from kyokai_pipeline.report.ledger.seen_as_printed import Sight
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline_tests.defs.conftest import EDITION, Shop, answers
from kyokai_pipeline_tests.spoiled import CORRECTS_NOTHING
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.confined import Confined
    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.report.model import Report


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checks(result: dg.ExecuteInProcessResult) -> dict[tuple[str, str], bool]:
    return {(".".join(e.asset_key.path), e.check_name): e.passed for e in answers(result)}


def metadata(result: dg.ExecuteInProcessResult, name: str) -> dict[str, Any]:
    (event,) = [
        event for event in result.get_asset_materialization_events() if event.asset_key == dg.AssetKey(name.split("."))
    ]
    return {key: value.value for key, value in event.materialization.metadata.items()}


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the PDFs that were read."""
    names: list[str] = []
    begin = intake.begin

    def counted(paper: Paper, *, by_both: bool) -> Confined:
        names.append(paper.name)
        return begin(paper, by_both=by_both)

    monkeypatch.setattr(intake, "begin", counted)
    return names


def test_everything_from_one_read(shop: Shop, reads: list[str]) -> None:
    result = shop.refresh()

    assert result.success
    assert reads == ["kyokai_fy2023_summary.pdf"]
    found = checks(result)
    assert [key for key, passed in found.items() if not passed and key[1] != "edition_due"] == []
    assert {name for name, check in found if check == "schema"} == set(TABLES)
    assert metadata(result, "core.membership")["dagster/row_count"] == 60
    assert metadata(result, "source.edition_pdf")["edition"] == EDITION
    assert metadata(result, "warehouse.kyokai")["editions"] == EDITION
    assert found["source.edition_pdf", "seen_as_printed"] is True
    types = {c.name: c.type for c in metadata(result, "marts.kpi_status")["dagster/column_schema"].columns}
    assert types["gap"].startswith("DECIMAL")
    assert types["figure_ids"] == "VARCHAR[]"
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        assert connection.execute("select count(*) from core.membership").fetchall() == [(60,)]
        looked = (
            "select distinct role = 'fact' as is_fact, seen, engines_agree from evidence.figure where role is not null"
        )
        assert set(connection.execute(looked).fetchall()) == {(True, "agrees", True), (False, None, None)}
        assert connection.execute("select distinct engines_agree from marts.fact").fetchall() == [(True,)]
    assert make_plan(shop.raw, shop.warehouse).nothing_to_do


def test_one_table_alone_still_stages_the_whole_edition_and_tells_of_it_alone(shop: Shop, reads: list[str]) -> None:
    result = shop.refresh(select=["core.kpi"])

    assert result.success
    assert len(reads) == 1
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == dg.AssetKey(["core", "kpi"])
    assert list(make_plan(shop.raw, shop.warehouse).staged) == [EDITION]


def test_without_a_partition_a_run_says_which_editions_there_are(shop: Shop, reads: list[str]) -> None:
    result = shop.refresh(None)
    assert not result.success
    assert reads == []
    event = result.get_step_failure_events()[0]
    assert f"Choose an edition (partition): {EDITION}" in str(event.step_failure_data.user_failure_data)


def executed(shop: Shop, *names: str) -> tuple[dg.ExecuteInProcessResult, dg.AssetCheckEvaluation | None]:
    """As the button *Execute* of checks asks for it, no asset, no partition; what is said of all editions by the first.

    The page of a check takes its last record for the latest.
    """
    keys = {dg.AssetCheckKey(dg.AssetKey(["source", "edition_pdf"]), check) for check in names}
    job = defs.resolve_implicit_global_asset_job_def().get_subset(asset_selection=set(), asset_check_selection=keys)
    result = job.execute_in_process(run_config=shop.config, instance=shop.instance, raise_on_error=False)
    evaluations = result.get_asset_check_evaluations()
    assert {evaluation.check_name for evaluation in evaluations} <= set(names)
    of_all = [e for e in evaluations if e.partition is None and e.check_name == names[0]]
    return result, of_all[0] if of_all else None


def test_a_check_is_executed_without_choosing_an_edition_and_names_the_one_that_failed(shop: Shop) -> None:
    result, evaluation = executed(shop, intake.RECONCILED)
    assert result.success
    assert evaluation is not None
    assert evaluation.passed
    assert evaluation.metadata["passed editions"].value == EDITION

    # The one that is refused comes first by name; it is the last that is told of.
    (shop.raw / "r5.yml").write_text(CORRECTS_NOTHING, "utf-8")
    typeset(Style(), shop.raw / "r5.pdf", final(FY2023))
    result, evaluation = executed(shop, intake.READABLE, intake.RECONCILED)
    assert evaluation is not None
    assert not evaluation.passed
    assert evaluation.metadata["failed editions"].value == "FY2023"
    assert "nobody" in (evaluation.description or "")
    (failure,) = result.get_step_failure_events()
    assert "nobody" in str(failure.step_failure_data.user_failure_data), "an alert says why"
    storage = shop.instance.event_log_storage
    for edition, passed in (("FY2023", False), (EDITION, True)):
        only = PartitionKeyFilter(key=edition)
        (record,) = storage.get_asset_check_execution_history(evaluation.asset_check_key, 5, partition_filter=only)
        assert record.run_id == result.run_id
        assert record.event is not None
        assert record.event.dagster_event is not None
        assert record.event.dagster_event.asset_check_evaluation_data.passed is passed
    (latest,) = storage.get_asset_check_execution_history(evaluation.asset_check_key, 1)
    assert latest.status.value == "FAILED"
    (reconciled,) = [
        e for e in result.get_asset_check_evaluations() if e.check_name == intake.RECONCILED and e.partition is None
    ]
    assert (reconciled.passed, reconciled.metadata["not reached"].value) == (True, "FY2023")


def test_a_check_that_no_edition_came_to_fails_in_words(shop: Shop) -> None:
    (shop.raw / "kyokai_fy2023_summary.yml").write_text(CORRECTS_NOTHING, "utf-8")
    result, evaluation = executed(shop, intake.RECONCILED)
    assert evaluation is None
    (failure,) = result.get_step_failure_events()
    assert "nobody" in str(failure.step_failure_data.user_failure_data)


def test_one_mart_alone_publishes_the_whole_file(shop: Shop) -> None:
    shop.refresh(select=["core.kpi"])

    result = shop.refresh(edition=None, select=["marts.kpi_status"])

    assert result.success
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == dg.AssetKey(["marts", "kpi_status"])
    assert checks(result) == {("marts.kpi_status", "verified"): True}
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.membership_trend").fetchall() == [(60,)]


def test_a_broken_pdf_fails_the_check_and_leaves_the_published_file(published: Shop) -> None:
    before = fingerprint(published.database)
    pdf = published.raw / "kyokai_fy2023_summary.pdf"
    (published.raw / "kyokai_fy2023_summary.yml").unlink()
    pdf.write_bytes(pdf.read_bytes()[:5000])

    result = published.refresh()

    assert not result.success
    assert fingerprint(published.database) == before
    assert checks(result) == {("source.edition_pdf", "readable"): False}
    (evaluation,) = answers(result)
    assert "FY2023-draft" in str(evaluation.metadata["problem"].value)


def refuse(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Where(page=2, box=(1, 2, 3, 4), printed="12")
    error = errors.refuse("unexplained_figure", place, details={"table": "core.kpi"})
    where = {
        intake.READABLE: "kyokai_pipeline.report.reader.read",
        intake.SEEN: "kyokai_pipeline.report.ledger.seen_as_printed.seen_as_printed",
        intake.ENGINES: "kyokai_pipeline.report.ledger.second_opinion.second_opinion",
        intake.SCHEMA: "kyokai_pipeline.schemas.validate.validate_report",
        intake.RECONCILED: "kyokai_pipeline.warehouse.reconciliation.refuse_contradictions",
    }

    def raising(*_: object, **__: object) -> Opinion | Sight:
        if step == intake.SEEN:
            return Sight([error], {})
        if step == intake.ENGINES:
            return Opinion(0, 0, [error])
        raise ReportRefused.because([error])

    monkeypatch.setattr(where[step], raising)


def before(step: str) -> set[str]:
    """Checks of the PDF that went well before a step refuses."""
    order = [intake.READABLE, intake.SEEN, intake.ENGINES, intake.SCHEMA, intake.RECONCILED]
    return set(order[: order.index(step)]) - {intake.SCHEMA}


@pytest.mark.parametrize(
    ("step", "check"),
    [
        (intake.READABLE, ("source.edition_pdf", "readable")),
        (intake.SEEN, ("source.edition_pdf", "seen_as_printed")),
        (intake.ENGINES, ("source.edition_pdf", "engines_agree")),
        (intake.SCHEMA, ("core.kpi", "schema")),
        (intake.RECONCILED, ("source.edition_pdf", "reconciled")),
    ],
)
def test_each_step_refuses_by_its_own_check(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, step: str, check: tuple[str, str]
) -> None:
    with monkeypatch.context() as patch:
        refuse(step, patch)
        result = shop.refresh()

    assert not result.success
    found = checks(result)
    assert [key for key, passed in found.items() if not passed] == [check]
    assert {key for key in found if key[0] == "source.edition_pdf"} == {
        ("source.edition_pdf", name) for name in before(step) | ({step} - {intake.SCHEMA})
    }
    assert {key[0] for key in found if key[1] == "schema"} == (
        set(TABLES) if step in {intake.SCHEMA, intake.RECONCILED} else set()
    )
    # Of a check without a result Dagster says that it failed.
    unreached = [e for e in result.get_asset_check_evaluations() if NOT_REACHED in e.metadata]
    assert len(found) + len(unreached) == len(list(read_edition.check_specs))
    for one in unreached:
        assert (one.passed, one.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert f'refused before, by the check "{step}"' in (one.description or "")
    (evaluation,) = [e for e in answers(result) if not e.passed]
    assert evaluation.blocking
    assert "neither a fact nor explained" in (evaluation.description or "")
    assert "対処: 表の読み落とし" in (evaluation.description or "")
    assert "「12」" in str(evaluation.metadata["problem"].value)
    record = evaluation.metadata["details"].value.records[0].data  # type: ignore[union-attr]
    assert (record["page"], record["box"], record["printed"]) == ("2", "(1.0, 2.0)-(3.0, 4.0)", "12")
    assert not shop.database.exists()

    plan = make_plan(shop.raw, shop.warehouse)
    assert [error.printed for error in plan.refused["kyokai_fy2023_summary.pdf"]] == ["12"]
    # Asked for by hand, it is tried again, and what went well is forgotten as a refusal.
    assert shop.refresh().success
    assert not make_plan(shop.raw, shop.warehouse).refused


def test_a_file_that_changes_while_it_is_read_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from kyokai_pipeline.report import reader

    read = reader.read

    def slow(path: Path, *declared: Any) -> Report:
        report = read(path, *declared)
        report.sha256 = "0" * 64
        return report

    monkeypatch.setattr(reader, "read", slow)
    result = shop.refresh()
    (evaluation,) = answers(result)
    assert "changed while" in str(evaluation.metadata["problem"].value)


def test_a_build_that_fails_its_check_is_not_published(published: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(published.database)
    monkeypatch.setattr("kyokai_pipeline.warehouse.build._count_failures", lambda *_: [("a row is lost", "行")])

    result = published.refresh(edition=None, select=["warehouse.kyokai"])

    assert checks(result) == {("warehouse.kyokai", "verified"): False}
    assert not result.success
    assert fingerprint(published.database) == before


def test_an_edition_that_is_not_on_the_shelf(shop: Shop) -> None:
    result = shop.refresh("FY1999")
    (evaluation,) = answers(result)
    assert "FY1999" in str(evaluation.metadata["problem"].value)
    assert EDITION in str(evaluation.metadata["problem"].value)


def test_an_empty_shelf_never_empties_the_warehouse(published: Shop) -> None:
    before = fingerprint(published.database)
    for path in published.raw.iterdir():
        path.unlink()

    with pytest.raises(ReportRefused, match="is in raw/ any more"):
        release(published.raw, published.warehouse)

    assert fingerprint(published.database) == before
    assert list(make_plan(published.raw, published.warehouse).staged) == [EDITION]


def test_a_refusal_is_forgotten_once() -> None:
    kept = state.Memory(path=None)  # type: ignore[arg-type]
    kept.refuse("key", errors.refuse("empty_file"))
    assert kept.accept("key")
    assert not kept.accept("key")


def test_long_and_missing_values_in_a_preview() -> None:
    import pandas as pd

    table = shown.preview(["a", "b"], [[pd.NA, "x" * 100], [None, float("nan")]])
    assert [record.data for record in table.records] == [{"a": "", "b": "x" * 59 + "…"}, {"a": "", "b": ""}]
