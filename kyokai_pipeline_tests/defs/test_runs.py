"""Runs whose process is gone, or that somebody ends: through Dagster's own monitoring, with processes really killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import dagster as dg
import duckdb
import pytest
from dagster._core.storage.tags import GRPC_INFO_TAG

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.runs import close_lost, troubled
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.instance import complete, open_instance, prepare_home
from kyokai_pipeline.defs.launcher import PROCESS_TAG, STARTED_BY, WatchedRunLauncher, process_tag
from kyokai_pipeline.refresh.follow import behind
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline_tests.defs.conftest import QUIET, Shop
from kyokai_pipeline_tests.defs.daemon import Failures
from kyokai_pipeline_tests.defs.power_cut import begun, monitor, status
from kyokai_pipeline_tests.mailbox import open_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline.refresh.read_edition import Intake


@pytest.fixture
def shop(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """The same folders with an instance on disk, as it is made for everybody."""
    monkeypatch.setenv("DAGSTER_HOME", str(shop.warehouse / ".dagster"))
    with open_instance(shop.warehouse) as instance:
        yield Shop(shop.raw, shop.warehouse, instance)


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[str]]:
    """A process that waits; an interrupt ends it, also where the tests themselves run in the background."""
    waiting = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); print('here', flush=True);"
        " sys.stdin.readline()"
    )
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    yield process
    process.kill()
    process.communicate()


def test_a_run_whose_process_was_killed_is_closed_and_told_of_once(
    shop: Shop, worker: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = begun(shop, **{PROCESS_TAG: process_tag(worker.pid), STARTED_BY: "kyokai run"})
    monitor(shop)
    assert status(shop, run_id) is dg.DagsterRunStatus.STARTED
    with open_mailbox() as box:
        monkeypatch.setenv("KYOKAI_ALERTS", box.address)
        failures = Failures(shop)
        worker.kill()
        worker.wait()

        assert [run["state"] for run in troubled(shop.warehouse)] == ["stuck"]
        monitor(shop)
        failures.tick()
        failures.tick()

        assert status(shop, run_id) is dg.DagsterRunStatus.FAILURE
        (letter,) = box.letters
        assert "The process that worked at this run is gone" in letter["message"]
    assert [run["state"] for run in troubled(shop.warehouse)] == ["failed"]


def test_the_terminal_closes_it_too_and_says_so(
    shop: Shop, worker: subprocess.Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run_id = begun(shop, **{PROCESS_TAG: process_tag(worker.pid)})
    close_lost(shop.warehouse)
    assert status(shop, run_id) is dg.DagsterRunStatus.STARTED
    worker.kill()
    worker.wait()
    close_lost(shop.warehouse)
    assert status(shop, run_id) is dg.DagsterRunStatus.FAILURE
    assert run_id[:8] in capsys.readouterr().err


def test_a_number_that_went_to_another_process_and_one_of_another_machine(
    shop: Shop, worker: subprocess.Popen[str]
) -> None:
    tag = json.loads(process_tag(worker.pid))
    other = begun(shop, **{PROCESS_TAG: json.dumps({**tag, "start": "an earlier boot 1"})})
    elsewhere = begun(shop, **{PROCESS_TAG: json.dumps({**tag, "host": "elsewhere", "pid": 1})})
    monitor(shop)
    assert status(shop, other) is dg.DagsterRunStatus.FAILURE
    assert status(shop, elsewhere) is dg.DagsterRunStatus.STARTED


def test_a_run_of_a_code_server_that_is_gone_is_closed(shop: Shop, tmp_path: Path) -> None:
    run_id = begun(shop, **{GRPC_INFO_TAG: json.dumps({"host": "localhost", "socket": str(tmp_path / "gone")})})
    monitor(shop)
    assert status(shop, run_id) is dg.DagsterRunStatus.FAILURE


def test_terminate_reaches_the_process_of_a_terminal(shop: Shop, worker: subprocess.Popen[str]) -> None:
    run_id = begun(shop, **{PROCESS_TAG: process_tag(worker.pid)})
    assert isinstance(shop.instance.run_launcher, WatchedRunLauncher)
    assert shop.instance.run_launcher.terminate(run_id)
    assert worker.wait(timeout=60) == -signal.SIGINT
    assert status(shop, run_id) is dg.DagsterRunStatus.CANCELING
    assert not shop.instance.run_launcher.terminate(run_id)
    close_lost(shop.warehouse)
    assert status(shop, run_id) is dg.DagsterRunStatus.CANCELED


def test_a_run_that_was_ended_while_it_read_publishes_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*arguments: Any, **options: Any) -> Intake:
        taken = take_in(*arguments, **options)
        (run,) = shop.instance.get_runs()
        shop.instance.report_run_canceled(run)
        return taken

    monkeypatch.setattr("kyokai_pipeline.defs.report.take_in", ended)
    result = shop.refresh()
    assert not result.success
    assert not shop.database.exists()
    (event,) = result.get_step_failure_events()
    assert "was terminated" in event.step_failure_data.error.message  # type: ignore[union-attr]
    (run,) = shop.instance.get_runs()
    assert run.status is dg.DagsterRunStatus.CANCELED


def test_a_home_of_an_earlier_version_gets_what_it_lacks_and_keeps_what_it_says(tmp_path: Path) -> None:
    (tmp_path / ".dagster").mkdir()
    yaml = tmp_path / ".dagster" / "dagster.yaml"
    old = "# mine\ntelemetry:\n  enabled: false\nretention:\n  schedule:\n    purge_after_days: 3\n"
    yaml.write_text(old, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DAGSTER_HOME", raising=False)
        prepare_home(tmp_path)
        text = yaml.read_text("utf-8")
        assert text.startswith(old)
        assert text.count("telemetry:") == text.count("retention:") == text.count("run_monitoring:") == 1
        prepare_home(tmp_path)
        assert yaml.read_text("utf-8") == text
        with open_instance(tmp_path) as instance:
            assert instance.run_monitoring_enabled
            assert instance.run_retries_enabled
            assert isinstance(instance.run_launcher, WatchedRunLauncher)
    assert complete("", text) == text


def test_interrupting_a_terminal_is_said_as_it_is(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kyokai_pipeline.cli import refresh

    def interrupted(*_: Any, **__: Any) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("kyokai_pipeline.defs.report.take_in", interrupted)
    assert refresh.run(shop.raw, shop.warehouse, None) == console.INTERRUPTED
    said = capsys.readouterr()
    assert "interrupted" in said.err
    assert "published" not in said.out
    (run,) = shop.instance.get_runs()
    assert run.is_finished
    assert not run.is_success


def test_a_signal_that_duckdb_takes_interrupts_all_the_same(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB ends its query by an error of its own; the exception that the signal raised is lost in it."""
    from kyokai_pipeline.cli import refresh

    def busy(*_: Any) -> None:
        with duckdb.connect(config={"threads": 1}) as connection:
            query = "SELECT sum(hash(a.range * b.range)) FROM range({}) a, range(100000) b"
            connection.execute(query.format(1))  # what DuckDB loads at first, a signal would be lost in
            threading.Timer(0.2, signal.raise_signal, [signal.SIGTERM]).start()
            connection.execute(query.format(20_000))

    monkeypatch.setattr("kyokai_pipeline.defs.warehouse.release", busy)
    assert refresh.run(shop.raw, shop.warehouse, None) == console.INTERRUPTED
    assert capsys.readouterr().err.endswith("✗ interrupted\n")
    (run,) = shop.instance.get_runs()
    (ended,) = shop.instance.all_logs(run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE)
    error = ended.get_dagster_event().step_failure_data.error
    assert error is not None
    assert error.cls_name == "DagsterExecutionInterruptedError"  # and so it is no failure to Dagster's own pages either
    assert run.is_finished


def test_an_interruption_after_the_publish_says_what_is_published_and_what_is_behind(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kyokai_pipeline.cli import refresh

    with monkeypatch.context() as patch:
        patch.setattr("kyokai_pipeline.defs.after_publish.write_page", lambda *_: signal.raise_signal(signal.SIGTERM))
        assert refresh.run(shop.raw, shop.warehouse, None) == console.INTERRUPTED
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == [
        "✗ interrupted, after release 1 was published",
        "  Not of this release yet, and made by the next run: dashboard, exports",
    ]
    assert refresh.run(shop.raw, shop.warehouse, None) == console.GOOD
    assert behind(shop.warehouse) == []


@pytest.mark.parametrize("executor", ["in_process", "multiprocess"])
def test_the_executor_is_chosen_in_the_launchpad(executor: str) -> None:
    job = defs.resolve_job_def("refresh")
    config = {**QUIET, "execution": {"config": {executor: {}}}}
    assert executor in str(dg.validate_run_config(job, config)["execution"])
    assert "in_process" in str(dg.validate_run_config(job, QUIET)["execution"])
