"""Making a finished file the published one: at once, whole, or not at all."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyokai_pipeline.warehouse.build import BuildResult, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def refresh(staging: Path, database: Path) -> BuildResult:
    """Build from the staged editions, check, and publish.

    Args:
        staging: ``<warehouse>/staging``.
        database: ``<warehouse>/kyokai.duckdb``.

    Raises:
        ReportRefused: The new file fails its check; the published one stays, byte for byte.
    """
    new = database.with_name(f".{database.name}.new")
    with one_at_a_time(database):
        try:
            built = build(staging, new)
            publish(new, database)
        finally:
            for leftover in (new, new.with_name(f"{new.name}.wal")):
                leftover.unlink(missing_ok=True)
    return BuildResult(database, built.editions, built.rows, built.checks)


def publish(new: Path, database: Path) -> None:
    """Replace the published file by a finished one; open readers keep what they opened.

    A write-ahead log left beside the old file would be replayed into the new one, so it goes first.
    """
    with new.open("rb") as file:
        os.fsync(file.fileno())
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
    new.replace(database)
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def one_at_a_time(database: Path) -> Iterator[None]:
    """Two refreshes of one warehouse wait for each other; the lock goes with the process that holds it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f".{database.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
