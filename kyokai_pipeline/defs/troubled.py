"""Which runs a person should know of: those that nobody works at any more, and those that failed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.launcher import lost_runs

if TYPE_CHECKING:
    from pathlib import Path

_LAST = 200
"""Runs that are looked through."""


def troubled_runs(warehouse: Path) -> list[dict[str, str]]:
    """Runs that are not finished though their process is gone, and editions or jobs whose last run failed.

    Returns:
        ``state`` (``stuck`` or ``failed``), ``run``, ``job``, ``edition``, newest first.
    """
    with open_instance(warehouse) as instance:
        lost = {run.run_id for run in lost_runs(instance)}
        found: list[dict[str, str]] = []
        seen: set[tuple[str, str]] = set()
        for run in instance.get_runs(limit=_LAST):
            subject = (run.job_name, run.tags.get("dagster/partition", ""))
            is_last = run.is_finished and subject not in seen
            seen |= {subject} if run.is_finished else set()
            state = "stuck" if run.run_id in lost else "failed"
            if run.run_id in lost or (is_last and run.status is dg.DagsterRunStatus.FAILURE):
                found.append({"state": state, "run": run.run_id, "job": subject[0], "edition": subject[1]})
    return found
