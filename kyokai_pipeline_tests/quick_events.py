"""Dagster's storage in the tests: what it works out anew for every event and every file is worked out once.

For each event it makes a new SQLAlchemy engine, compiles its statements and has the disk confirm; for each new file it
loads the hundred scripts of its migrations: together most of a run. What is stored stays the same, and files are closed
as before; only a power cut could tell.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from sqlalchemy import Engine


def store_events_quickly(patch: pytest.MonkeyPatch) -> None:
    """Until the patch is undone."""
    from alembic.script import ScriptDirectory
    from dagster._core.storage.event_log.sqlite import sqlite_event_log
    from dagster._core.storage.runs.sqlite import sqlite_run_storage
    from dagster._core.storage.schedules.sqlite import sqlite_schedule_storage

    from kyokai_pipeline.defs import storage

    for module in (sqlite_event_log, sqlite_run_storage, sqlite_schedule_storage):
        patch.setattr(module, "create_engine", _engine)
    patch.setattr(storage, "create_engine", _unconfirmed)
    read_scripts, known = ScriptDirectory.from_config, dict[str | None, ScriptDirectory]()

    def scripts(config: Config) -> ScriptDirectory:
        place = config.get_main_option("script_location")
        if place not in known:
            known[place] = read_scripts(config)
        return known[place]

    patch.setattr(ScriptDirectory, "from_config", scripts)


def _engine(address: str, **options: Any) -> Engine:
    return _made(address, options["poolclass"], options.get("connect_args", {}).get("timeout"))


@lru_cache(maxsize=64)
def _made(address: str, poolclass: Any, timeout: float | None) -> Engine:
    return _unconfirmed(address, poolclass=poolclass, connect_args={} if timeout is None else {"timeout": timeout})


def _unconfirmed(address: str, **options: Any) -> Engine:
    """An engine whose files are not confirmed by the disk."""
    from sqlalchemy import create_engine, event

    engine = create_engine(address, **options)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF").close())
    return engine
