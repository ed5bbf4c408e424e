"""A command keeps Dagster's files open: they stay what Dagster reads and writes, beside it and after it."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from sqlalchemy import text

from kyokai_pipeline.defs import storage
from kyokai_pipeline.defs.instance import open_instance, prepare_home
from kyokai_pipeline.defs.storage import Kept, KeptSqliteStorage, kept_open

FIGURES = 40


@dg.asset
def counted(context: dg.AssetExecutionContext) -> int:
    for figure in range(FIGURES):
        context.log.info(str(figure))
    return FIGURES


def materialise(instance: dg.DagsterInstance) -> str:
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    return dg.materialize([counted], instance=instance, run_config=quiet).run_id


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return prepare_home(tmp_path)


def test_what_a_command_writes_is_dagsters_own_at_once_and_the_other_way_round(home: Path) -> None:
    with dg.DagsterInstance.from_config(str(home)) as server, open_instance(home.parent) as terminal:
        first, second = materialise(terminal), materialise(server)
        for instance in (server, terminal):
            assert {run.run_id for run in instance.get_runs()} == {first, second}
            latest = instance.get_latest_materialization_event(dg.AssetKey("counted"))
            assert latest is not None
            assert latest.run_id == second
            assert len(instance.all_logs(first)) == len(instance.all_logs(second)) > 5
        terminal.add_dynamic_partitions("editions", ["FY2023-draft"])
        assert server.get_dynamic_partitions("editions") == ["FY2023-draft"]
    with dg.DagsterInstance.from_config(str(home)) as later:
        assert later.get_run_by_id(first) is not None


def test_a_run_opens_each_file_a_few_times_however_many_events_it_has(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = sqlite3.connect

    def counting(path: Any, *arguments: Any, **named: Any) -> sqlite3.Connection:
        opened.append(Path(str(path)).name)
        opened_now: sqlite3.Connection = connect(path, *arguments, **named)
        return opened_now

    with open_instance(home.parent) as instance:
        materialise(instance)
        monkeypatch.setattr("sqlite3.dbapi2.connect", counting)
        monkeypatch.setattr("sqlite3.connect", counting)
        run = materialise(instance)
        events = len(instance.all_logs(run))
    assert events > FIGURES
    assert opened.count(f"{run}.db") < events / 4
    assert opened.count("runs.db") == 0, "it has been open since the run before"
    assert opened.count("index.db") <= 1


@pytest.mark.parametrize("named", ["storage:\n  sqlite:\n    base_dir: {}\n", "run_storage:\n  module: {}\n"])
def test_a_storage_that_the_operator_names_is_the_one(named: str, home: Path) -> None:
    settings = home / "dagster.yaml"
    assert kept_open(home)
    settings.write_text(settings.read_text("utf-8") + named.format(home / "elsewhere"), "utf-8")
    assert kept_open(home) == {}
    if named.startswith("storage"):
        with open_instance(home.parent) as instance:
            materialise(instance)
        assert (home / "elsewhere" / "history" / "runs.db").is_file()


@pytest.fixture
def kept() -> Iterator[Kept]:
    found = Kept()
    yield found
    found.close()


def put(kept: Kept, path: Path) -> None:
    with kept.begin(f"sqlite:///{path}") as connection:
        connection.execute(text("create table if not exists asked (at int)"))
        connection.execute(text("insert into asked values (1)"))


def test_few_files_are_kept_open_and_the_others_are_opened_again(kept: Kept, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.db" for number in range(storage.MOST + 3)]
    for path in (*paths, paths[0]):
        put(kept, path)
    assert len(kept._engines) == storage.MOST
    with sqlite3.connect(paths[0]) as other:
        assert other.execute("select count(*) from asked").fetchone() == (2,)
    other.close()


def test_a_transaction_that_fails_leaves_nothing(kept: Kept, tmp_path: Path) -> None:
    put(kept, tmp_path / "a.db")

    def fail() -> None:
        with kept.begin(f"sqlite:///{tmp_path / 'a.db'}") as connection:
            connection.execute(text("insert into asked values (2)"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with kept.begin(f"sqlite:///{tmp_path / 'a.db'}") as connection:
        assert connection.execute(text("select at from asked")).all() == [(1,)]


def test_a_copy_of_the_process_opens_its_own(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(kept, tmp_path / "a.db")
    mine = kept._engines.copy()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    put(kept, tmp_path / "a.db")
    assert len(set(kept._engines.values()) - set(mine.values())) == 1


def test_dagster_can_make_the_storage_from_what_is_written_of_it(home: Path) -> None:
    custom = kept_open(home)["storage"]["custom"]
    made = KeptSqliteStorage.from_config_value(None, custom["config"])
    assert made.base_dir == str(home)
    made.dispose()
