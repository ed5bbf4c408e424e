"""Dagster's SQLite files with their connections kept open for as long as a command runs.

Dagster opens and closes its files at every event: each time the statements are compiled anew and the write-ahead log is
copied back. A refresh writes some 270 events, most of them into two files. The files are Dagster's own and stay so.

Belongs here: the storage of a home whose ``dagster.yaml`` names none. Does not belong here: the home (``instance``).
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.runs import SqliteRunStorage
from dagster._core.storage.schedules import SqliteScheduleStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from dagster._serdes import ConfigurableClassData
    from sqlalchemy.engine import Connection, Engine

MOST = 8
"""So many files are kept open: those of the runs before the last ones are asked for again by nobody."""


class Kept:
    """Open connections to a few SQLite files, for one thread at a time."""

    def __init__(self) -> None:
        self._engines: dict[tuple[int, str], Engine] = {}
        self._lock = RLock()

    @contextmanager
    def begin(self, url: str) -> Iterator[Connection]:
        """A transaction on a file that exists."""
        with self._lock, self._engine(url).begin() as connection:
            yield connection

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()

    def _engine(self, url: str) -> Engine:
        key = (os.getpid(), url)  # no connection may be used beyond a fork
        engine = self._engines.pop(key, None)
        if engine is None:
            engine = create_engine(
                url,
                poolclass=QueuePool,
                connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
            )
            event.listen(engine, "connect", _write_on)
        self._engines[key] = engine
        while len(self._engines) > MOST:
            self._engines.pop(next(iter(self._engines))).dispose()
        return engine


def _write_on(connection: sqlite3.Connection, _: object) -> None:
    """Wait for the disk when the write-ahead log is copied back, not at each of its entries.

    A power cut may take the last events with it and leaves the files whole; a lost run is closed by the next one.
    """
    connection.execute("PRAGMA synchronous=NORMAL")


class KeptRuns(SqliteRunStorage):
    """Runs, and the partitions that are known."""

    def __init__(self, conn_string: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._kept = Kept()
        super().__init__(conn_string, inst_data)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A transaction."""
        with self._kept.begin(self._conn_string) as connection:
            yield connection

    def dispose(self) -> None:
        """Close the file."""
        super().dispose()
        self._kept.close()


class KeptEvents(SqliteEventLogStorage):
    """The events of each run in a file of its own, and those of assets once more in one for all runs."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._kept = Kept()
        super().__init__(base_dir, inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if shard not in self._initialized_dbs:
            with super()._connect(shard):
                pass  # the tables are there now
        with self._kept.begin(self.conn_string_for_shard(shard)) as connection:
            yield connection

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        self._kept.close()


class KeptSqliteStorage(DagsterSqliteStorage):
    """What ``DagsterSqliteStorage`` keeps, in the same files."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self.base_dir, self._inst_data = base_dir, inst_data
        self._run_storage = KeptRuns.from_local(f"{base_dir}/history/")
        self._event_log_storage = KeptEvents(f"{base_dir}/history/runs/")
        self._schedule_storage = SqliteScheduleStorage.from_local(f"{base_dir}/schedules")

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> KeptSqliteStorage:
        """As ``dagster.yaml`` names it: its folder is ``base_dir``."""
        return cls.from_local(inst_data=inst_data, **config_value)


def kept_open(home: Path) -> dict[str, Any]:
    """What a ``dagster.yaml`` would say of it: the same files, unless it names a storage already."""
    settings = (home / "dagster.yaml").read_text("utf-8")
    if re.search(r"^(\w+_)?storage:", settings, re.MULTILINE):
        return {}
    custom = {"module": __name__, "class": KeptSqliteStorage.__name__, "config": {"base_dir": str(home)}}
    return {"storage": {"custom": custom}}
