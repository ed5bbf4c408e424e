"""One writer at a time, and what is said when the disk does not take what is written."""

from __future__ import annotations

import fcntl
import os
import struct
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Whoever stages or publishes in a warehouse folder waits for the others; the lock goes with its process.

    Args:
        folder: The warehouse folder; made where it is not there.

    Raises:
        ReportRefused: The folder cannot be written, or the disk is full.
    """
    import duckdb

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".kyokai.duckdb.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except (OSError, duckdb.Error) as error:
        if not _is_of_the_disk(error):
            raise
        raise ReportRefused.because([unwritable(folder, error)]) from error


_FLOCK = "hhqqi"
"""``struct flock`` of Linux: type, whence, start, length, process."""


def writer_of(database: Path) -> int | None:
    """The process that has a database open for writing, by the lock that DuckDB holds; 0 where it cannot be named.

    Not for a process that itself has the file open: closing it here gives up every lock of this process (fcntl(2)).
    """
    try:
        with database.open("rb") as file:
            if sys.platform == "linux":
                asked = struct.pack(_FLOCK, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
                kind, _, _, _, process = struct.unpack(_FLOCK, fcntl.fcntl(file, fcntl.F_GETLK, asked))
                return None if kind == fcntl.F_UNLCK else int(process)
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return 0
    return None


def _is_of_the_disk(error: Exception) -> bool:
    """DuckDB reports a full disk as several kinds of error, after the moment at which it met it."""
    import duckdb

    words = ("No space left", "Could not write", "not enough disk space", "disk is full")
    return isinstance(error, OSError | duckdb.IOException) or any(word in str(error) for word in words)


def unwritable(folder: Path, error: Exception) -> ReportError:
    """The one block that says why a warehouse folder could not be written."""
    reason = getattr(error, "strerror", None) or (str(error).splitlines() or [type(error).__name__])[0]
    return refuse("warehouse_unwritable", Where(file=folder.name), reason=reason, folder=folder.name)
