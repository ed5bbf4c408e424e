"""What the terminal says of Dagster's runs: which are stuck, which failed last.

Loads Dagster only where its records hold something to say.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path

_BEGUN = ("NOT_STARTED", "STARTING", "STARTED", "CANCELING")


def troubled(warehouse: Path) -> list[dict[str, str]]:
    """Runs that nobody works at though they are not finished, and editions or jobs whose last run failed.

    Returns:
        ``state`` (``stuck`` or ``failed``), ``run``, ``job``, ``edition``, newest first.
    """
    if not _count(warehouse, (*_BEGUN, "FAILURE")):
        return []
    history = paths.dagster_home(warehouse) / "history"
    if history.is_dir() and not os.access(history, os.W_OK):  # SQLite writes where it reads
        console.complain(f"… {notice('runs_unreadable')}")
        return []
    from kyokai_pipeline.defs.troubled import troubled_runs

    return troubled_runs(warehouse)


def close_lost(warehouse: Path) -> None:
    """Close runs whose process is gone, so that none waits for them, and say so."""
    if not _count(warehouse, _BEGUN):
        return
    from kyokai_pipeline.defs.instance import open_instance
    from kyokai_pipeline.defs.launcher import close_lost_runs

    with open_instance(warehouse) as instance:
        for run in close_lost_runs(instance):
            console.complain(f"… {notice('run_closed', run=run.run_id[:8])}")


def _count(warehouse: Path, statuses: tuple[str, ...]) -> int:
    """How many runs have one of these statuses, in a thousandth of the time that loading Dagster takes.

    One where the records lie elsewhere (PostgreSQL) or are laid out otherwise, so that Dagster itself is asked.
    """
    home = paths.dagster_home(warehouse)
    if not (home / "dagster.yaml").is_file():
        return 0
    records = home / "history" / "runs.db"
    if not records.is_file():
        return 0 if "storage:" not in (home / "dagster.yaml").read_text("utf-8") else 1
    try:
        marks = ", ".join("?" * len(statuses))
        with closing(sqlite3.connect(f"{records.as_uri()}?mode=ro", uri=True)) as connection:
            counted = connection.execute(f"select count(*) from runs where status in ({marks})", statuses)
            return int(counted.fetchone()[0])
    except sqlite3.Error:
        return 1
