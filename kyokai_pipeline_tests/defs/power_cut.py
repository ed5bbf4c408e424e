"""A run that has begun and whose process is gone, and what Dagster's daemon does about it."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import dagster as dg
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import EmptyWorkspaceTarget
from dagster._daemon.monitoring.run_monitoring import execute_run_monitoring_iteration

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.launcher import process_tag
from kyokai_pipeline_tests.defs.conftest import EDITION

if TYPE_CHECKING:
    from kyokai_pipeline_tests.defs.conftest import Shop


def begun(shop: Shop, **tags: str) -> str:
    """A run that has started."""
    run = shop.instance.create_run_for_job(defs.resolve_job_def("refresh"), tags={"dagster/partition": EDITION, **tags})
    shop.instance.handle_run_event(run.run_id, _event(run, dg.DagsterEventType.RUN_START))
    assert status(shop, run.run_id) is dg.DagsterRunStatus.STARTED
    return run.run_id


def _event(run: dg.DagsterRun, kind: dg.DagsterEventType) -> Any:
    from dagster._core.events import DagsterEvent

    return DagsterEvent(event_type_value=kind.value, job_name=run.job_name)


def status(shop: Shop, run_id: str) -> dg.DagsterRunStatus:
    run = shop.instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def monitor(shop: Shop) -> None:
    """What the daemon does every twenty seconds."""
    with WorkspaceProcessContext(shop.instance, EmptyWorkspaceTarget()) as context:
        problems = list(execute_run_monitoring_iteration(context, logging.getLogger("monitoring")))
    assert [problem for problem in problems if problem] == []


def killed_process() -> str:
    """The tag of a process that worked and was killed."""
    process = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(600)"])
    tag = process_tag(process.pid)
    process.kill()
    process.wait()
    return tag
