"""Running the ``refresh`` job in this process, on the instance whose runs the UI shows.

The only place of the terminal that loads Dagster; imported when there is something to do.
"""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.progress import PROGRESS
from kyokai_pipeline.defs.refresh import PUBLISHING, READING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import dagster as dg

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass
class Outcome:
    """What the runs came to.

    Attributes:
        success: Every run succeeded.
        passed: Asset checks that passed.
        checks: Asset checks that were evaluated.
        failures: Why steps failed, one text a step, other than by a check.
    """

    success: bool = True
    passed: int = 0
    checks: int = 0
    failures: list[str] = field(default_factory=list)


def launch(warehouse: Path, editions: list[str]) -> Outcome:
    """Read ``editions`` and publish.

    One edition is read and published in one run; several are read in a run each, so that a refused one fails
    only its own, and published in a last one.
    """
    outcome = Outcome()
    with open_instance(warehouse) as instance, _progress_on_terminal():
        instance.add_dynamic_partitions("editions", editions)
        if len(editions) == 1:
            _run(instance, outcome, editions[0], None)
            return outcome
        for edition in editions:
            _run(instance, outcome, edition, READING)
        _run(instance, outcome, None, PUBLISHING)
    return outcome


def _run(
    instance: dg.DagsterInstance, outcome: Outcome, edition: str | None, selection: dg.AssetSelection | None
) -> None:
    keys = sorted(selection.resolve(defs.resolve_asset_graph())) if selection else None
    result = defs.resolve_job_def("refresh").execute_in_process(
        run_config=_QUIET,
        instance=instance,
        partition_key=edition,
        asset_selection=keys,
        raise_on_error=False,
        tags={"kyokai/started_by": "kyokai run"},
    )
    evaluations = result.get_asset_check_evaluations()
    outcome.success &= result.success
    outcome.checks += len(evaluations)
    outcome.passed += sum(evaluation.passed for evaluation in evaluations)
    blocked = any(not evaluation.passed and evaluation.blocking for evaluation in evaluations)
    for event in result.get_step_failure_events() if not blocked else []:
        outcome.failures.append(_reason(event))


def _reason(event: dg.DagsterEvent) -> str:
    error = event.step_failure_data.error
    while error is not None and error.cause is not None:
        error = error.cause
    return f"{event.step_key}: {error.message.strip() if error else event.message}"


@contextmanager
def _progress_on_terminal() -> Iterator[None]:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    before = PROGRESS.level
    PROGRESS.addHandler(handler)
    PROGRESS.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS.removeHandler(handler)
        PROGRESS.setLevel(before)
