"""The published file is replaced whole or not at all: readers, failures, crashes, two at once, older clients."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.marts import load_marts, read_mart
from kyokai_pipeline.refresh.published import standing
from kyokai_pipeline.refresh.state import load
from kyokai_pipeline.warehouse import build as building
from kyokai_pipeline.warehouse import dictionary as describe
from kyokai_pipeline.warehouse import swap
from kyokai_pipeline.warehouse.lock import one_writer, writer_of
from kyokai_pipeline.warehouse.release import released
from kyokai_pipeline.warehouse.staging import MANIFEST, parquet
from kyokai_pipeline.warehouse.swap import edited_of, finish_rollback, previous_of, publish, refresh, roll_back
from kyokai_pipeline_tests.conftest import Warehouse
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.warehouse.other_editions import as_edition, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kyokai_pipeline.report.model import Report

EDITION = "FY2023-draft"
CLIENT = "1.4.5"
"""An older DuckDB that must be able to read what is published."""


@pytest.fixture
def warehouse(fy2023_warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """A copy of the published warehouse that a test may change."""
    return Warehouse(shutil.copytree(fy2023_warehouse.folder, tmp_path / "warehouse"))


def left_behind(warehouse: Warehouse) -> list[str]:
    """Files that should not be there: beside the published ones, staging, the notes and the lock."""
    kept = {
        warehouse.database.name,
        "kyokai.previous.duckdb",
        "releases",
        "staging",
        f".{warehouse.database.name}.lock",
    }
    return sorted({path.name for path in warehouse.folder.iterdir()} - kept)


def editions(database: Path) -> list[str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT edition_id FROM core.edition ORDER BY ALL").fetchall()]


# What makes a build fail, each made to happen in a staging folder or a mart.


def lose_a_row(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    path = warehouse.staging / EDITION / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    content["rows"]["core.kpi"] += 1
    path.write_text(json.dumps(content), encoding="utf-8")


def lose_a_figure(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    rewrite(warehouse.staging, EDITION, "evidence.figure", "FROM old WHERE core_table IS DISTINCT FROM 'kpi_count'")


def lose_a_page(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    rewrite(warehouse.staging, EDITION, "evidence.page", "FROM old WHERE page <> 2")


def repeat_a_key(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    rewrite(warehouse.staging, EDITION, "core.training", "FROM old UNION ALL FROM old")


def garble_a_file(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    file = parquet(warehouse.staging, EDITION, "core.kpi")
    file.write_bytes(b"x" * file.stat().st_size)


def nothing_staged(warehouse: Warehouse, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(warehouse.staging)


def with_mart(monkeypatch: pytest.MonkeyPatch, select: str) -> None:
    header = (
        "-- ja: 試し\n-- en: A trial.\n-- key: edition_id, n\n-- column edition_id VARCHAR NOT NULL: 版 / Edition\n"
        "-- column n BIGINT NOT NULL: 番 / Number\n-- column figure_ids VARCHAR[] NOT NULL: 根拠 / Figures\n"
    )
    marts = (*load_marts(), read_mart("trial", header + select))
    for module in (building, describe):
        monkeypatch.setattr(module, "load_marts", lambda: marts)


def an_empty_mart(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, 1 as n, [figure_id] as figure_ids from core.training where false")


def a_mart_with_other_columns(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select [figure_id] as figure_ids, 1 as n, edition_id, 2 as more from core.training")


def a_mart_without_figures(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, 1 as n, cast([] as varchar[]) as figure_ids from core.edition")


def a_mart_with_made_up_figures(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, 1 as n, ['FY2023-draft:p01:9999'] as figure_ids from core.edition")


def a_mart_with_a_key_twice(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, 1 as n, [figure_id] as figure_ids from core.training")


def a_mart_that_lacks_a_value(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, null as n, [figure_id] as figure_ids from core.training limit 1")


def a_mart_with_half_a_person(_: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mart(monkeypatch, "select edition_id, 0.5 as n, [figure_id] as figure_ids from core.training limit 1")


FAILURES: list[tuple[Callable[[Warehouse, pytest.MonkeyPatch], None], str]] = [
    (lose_a_row, "core.kpi holds 22 rows, not the 23"),
    (lose_a_figure, "3 values of core.kpi_count.figure_id point at no fact"),
    (lose_a_page, "rows of evidence.figure are on no known page"),
    (repeat_a_key, "staged table core.training cannot be loaded"),
    (garble_a_file, "staged table core.kpi cannot be loaded"),
    (nothing_staged, "no edition is staged"),
    (an_empty_mart, "marts.trial is empty"),
    (a_mart_with_other_columns, "marts.trial does not keep what its header declares"),
    (a_mart_with_a_key_twice, "marts.trial does not keep what its header declares"),
    (a_mart_that_lacks_a_value, "NOT NULL constraint failed: trial.n"),
    (a_mart_with_half_a_person, "marts.trial.n is no whole number"),
    (a_mart_without_figures, "a row of marts.trial leads to no figure"),
    (a_mart_with_made_up_figures, "figure_ids of marts.trial are unknown"),
]


@pytest.mark.parametrize(("harm", "said"), FAILURES, ids=[harm.__name__ for harm, _ in FAILURES])
def test_a_build_that_fails_leaves_the_published_file_byte_for_byte(
    harm: Callable[[Warehouse, pytest.MonkeyPatch], None],
    said: str,
    warehouse: Warehouse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, stat = warehouse.database.read_bytes(), warehouse.database.stat()
    harm(warehouse, monkeypatch)
    with pytest.raises(ReportRefused) as refused:
        refresh(warehouse.staging, warehouse.database)
    assert any(said in problem.what for problem in refused.value.problems), str(refused.value)
    assert warehouse.database.read_bytes() == before
    assert (warehouse.database.stat().st_ino, warehouse.database.stat().st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)
    assert left_behind(warehouse) == []


def test_a_staged_file_that_cannot_be_loaded_names_its_edition_and_the_remedy(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    garble_a_file(warehouse, monkeypatch)
    with pytest.raises(ReportRefused) as refused:
        refresh(warehouse.staging, warehouse.database)
    (problem,) = refused.value.problems
    assert (problem.edition, problem.file) == (EDITION, "kyokai_fy2023_summary.pdf")
    assert f"staging/{EDITION}" in problem.remedy
    assert f"staging/{EDITION}" in problem.remedy_ja


def test_a_mart_that_is_no_sql_leaves_the_published_file_too(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = warehouse.database.read_bytes()
    with_mart(monkeypatch, "select no_such_column from core.edition")
    with pytest.raises(ReportRefused, match="no_such_column"):
        refresh(warehouse.staging, warehouse.database)
    assert warehouse.database.read_bytes() == before
    assert left_behind(warehouse) == []


def test_a_log_left_beside_the_old_file_is_removed(warehouse: Warehouse) -> None:
    """Replayed into the new file it would make it unreadable: WAL does not match database file."""
    stale = warehouse.database.with_name(f"{warehouse.database.name}.wal")
    stale.write_bytes(b"a log of another file" * 20)
    refresh(warehouse.staging, warehouse.database)
    assert not stale.exists()
    assert editions(warehouse.database) == [EDITION]


def test_publishing_a_file_that_is_not_there_leaves_the_old_one(warehouse: Warehouse) -> None:
    before = warehouse.database.read_bytes()
    with pytest.raises(FileNotFoundError):
        publish(warehouse.folder / "nowhere", warehouse.database)
    assert warehouse.database.read_bytes() == before


def test_the_first_publish_makes_its_folder(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    database = tmp_path / "やっと 新しい" / "kyokai.duckdb"
    result = refresh(fy2023_warehouse.staging, database)
    assert result.path == database
    assert editions(database) == [EDITION]


def test_a_folder_whose_name_holds_quotes_and_spaces(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    folder = Warehouse(shutil.copytree(fy2023_warehouse.folder, tmp_path / "it's 「the」 folder"))
    refresh(folder.staging, folder.database)
    assert editions(folder.database) == [EDITION]


# Other processes.


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python processes of this test's own and ends them afterwards."""
    running: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: Path | str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(building.__file__).parents[2])}
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
count = "SELECT count(*) FROM core.edition"
print(connection.execute(count).fetchall()[0][0], flush=True)
sys.stdin.readline()
print(connection.execute(count).fetchall()[0][0], flush=True)
print(connection.execute("SELECT sum(value) FROM marts.membership_trend").fetchall()[0][0], flush=True)
"""


def test_an_open_reader_keeps_what_it_opened_and_a_new_one_sees_the_new(
    fy2023: Report, warehouse: Warehouse, started: Callable[..., subprocess.Popen[str]]
) -> None:
    reader = started(READER, warehouse.database)
    assert said_by(reader) == "1"
    stage(as_edition(fy2023, "FY2023"), warehouse.staging, source_url=None, fingerprint="2")
    refresh(warehouse.staging, warehouse.database)
    assert reader.stdin is not None
    reader.stdin.write("\n")
    reader.stdin.flush()
    assert said_by(reader) == "1"
    assert float(said_by(reader)) > 0
    assert editions(warehouse.database) == ["FY2023", EDITION]


HOLDER = """
import sys, time
from pathlib import Path
from kyokai_pipeline.refresh.published import standing
from kyokai_pipeline.refresh.state import load
from kyokai_pipeline.warehouse import swap
from kyokai_pipeline.warehouse.lock import one_writer, writer_of
from kyokai_pipeline.warehouse.release import released
with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


WRITER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("CREATE TABLE mine AS SELECT 42 AS answer")
print("written", flush=True)
sys.stdin.readline()
"""


def test_a_file_that_somebody_writes_into_is_said_and_kept_and_the_note_compares_all_the_same(
    fy2023: Report, warehouse: Warehouse, started: Callable[..., subprocess.Popen[str]]
) -> None:
    writer = started(WRITER, warehouse.database)
    assert said_by(writer) == "written"
    assert writer_of(warehouse.database) == writer.pid
    (notice,) = standing(warehouse.folder, load(warehouse.folder), "", {}).notices
    assert f"process {writer.pid} has it open for writing" in notice.text("en")

    stage(as_edition(fy2023, "FY2023"), warehouse.staging, source_url=None, fingerprint="2")
    built = refresh(warehouse.staging, warehouse.database)

    assert editions(warehouse.database) == ["FY2023", EDITION]
    assert editions(previous_of(warehouse.database)) == [EDITION]
    with duckdb.connect(str(edited_of(warehouse.database)), read_only=True) as connection:
        assert connection.execute("SELECT answer FROM mine").fetchall() == [(42,)]
    assert built.release == 2
    assert built.note is not None
    note = built.note.read_text("utf-8").splitlines()
    assert any(line.startswith("| FY2023 |") and "追加 Added" in line for line in note)
    assert not [line for line in note if line.startswith(f"| {EDITION} |") and "初回 First" in line]
    now, was = roll_back(warehouse.database)
    assert (now.number, was.number) == (1, 2)
    assert left_behind(warehouse) == [edited_of(warehouse.database).name]


def test_a_file_that_was_changed_since_is_kept_beside_the_new_one(warehouse: Warehouse) -> None:
    with duckdb.connect(str(warehouse.database)) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 42 AS answer")
    refresh(warehouse.staging, warehouse.database, is_edited=True)
    with duckdb.connect(str(edited_of(warehouse.database)), read_only=True) as connection:
        assert connection.execute("SELECT answer FROM mine").fetchall() == [(42,)]
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        assert connection.execute("SELECT * FROM duckdb_tables() WHERE table_name = 'mine'").fetchall() == []


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_rollback_cut_off_at_any_step_is_finished_or_undone(
    fy2023: Report, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """After one step nothing is exchanged yet; after two the release gone back from is only aside."""
    stage(as_edition(fy2023, "FY2023"), warehouse.staging, source_url=None, fingerprint="2")
    refresh(warehouse.staging, warehouse.database)
    twin, left = swap._twin, [steps]

    def cut(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("power cut")
        twin(source, target)
        if left[0] == 0:
            raise RuntimeError("power cut")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError) if steps < 3 else nullcontext():
        patch.setattr(swap, "_twin", cut)
        roll_back(warehouse.database)

    finish_rollback(warehouse.database)

    now, before = released(warehouse.database), released(previous_of(warehouse.database))
    assert now is not None
    assert before is not None
    assert (now.number, before.number) == ((2, 1) if steps == 1 else (1, 2))
    assert left_behind(warehouse) == []


def test_two_refreshes_wait_for_each_other_and_a_killed_one_frees_the_other(
    warehouse: Warehouse, started: Callable[..., subprocess.Popen[str]]
) -> None:
    holder = started(HOLDER, warehouse.folder)
    assert said_by(holder) == "held"
    inode = warehouse.database.stat().st_ino
    other = threading.Thread(target=refresh, args=(warehouse.staging, warehouse.database))
    other.start()
    time.sleep(0.4)
    assert other.is_alive()
    assert left_behind(warehouse) == []
    assert warehouse.database.stat().st_ino == inode
    holder.kill()
    other.join(timeout=30)
    assert not other.is_alive()
    assert warehouse.database.stat().st_ino != inode
    assert editions(warehouse.database) == [EDITION]


def test_two_refreshes_of_one_process_wait_too(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with one_writer(tmp_path):
            order.append("second")

    with one_writer(tmp_path):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
        order.append("first")
    other.join(timeout=10)
    assert order == ["first", "second"]


# An older client.


@pytest.fixture(scope="module")
def older_client() -> Path:
    """Python of an environment that holds DuckDB 1.4 and nothing else; made once, kept in the project's .venv."""
    folder = paths.project() / ".venv" / f"duckdb-{CLIENT}"
    python = folder / "bin" / "python"
    if not python.exists():
        work = folder.with_name(f"{folder.name}.{os.getpid()}")
        install = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", f"duckdb=={CLIENT}"]
        try:
            _run(sys.executable, "-m", "venv", str(work))
            _run(str(work / "bin" / "python"), *install)
            work.rename(folder)
        except (OSError, subprocess.SubprocessError) as error:
            reason = getattr(error, "stderr", None) or str(error)
            pytest.skip(f"no DuckDB {CLIENT} to be had here: {str(reason).strip().splitlines()[-1]}")
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return python


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)


OLDER = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = connection.execute("SELECT schema_name, table_name, comment FROM duckdb_tables() ORDER BY ALL").fetchall()
rows = {f"{s}.{t}": [str(row) for row in connection.execute(f'FROM "{s}"."{t}"').fetchall()] for s, t, _ in tables}
comments = connection.execute("SELECT count(comment) FROM duckdb_columns() WHERE NOT internal").fetchall()[0][0]
keys = connection.execute(
    "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'CHECK')"
).fetchall()[0][0]
print(json.dumps({"version": duckdb.__version__, "rows": rows, "comments": comments, "keys": keys}))
"""


def as_seen_by(python: Path | str, database: Path) -> Any:
    done = subprocess.run(
        [str(python), "-c", OLDER, str(database)], check=True, capture_output=True, text=True, timeout=60
    )
    return json.loads(done.stdout)


def test_an_older_client_reads_all_of_the_published_file(older_client: Path, fy2023_warehouse: Warehouse) -> None:
    older = as_seen_by(older_client, fy2023_warehouse.database)
    ours = as_seen_by(sys.executable, fy2023_warehouse.database)
    assert older["version"] == CLIENT
    assert ours["version"].startswith("2.")
    assert [name for name in ours["rows"] if older["rows"].get(name) != ours["rows"][name]] == []
    assert (older["comments"], older["keys"]) == (ours["comments"], ours["keys"])


def test_without_the_pinned_version_the_older_client_could_not(
    older_client: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the pin is for: if this fails, the pin may go."""
    monkeypatch.setattr(building, "STORAGE_VERSION", "latest")
    refresh(warehouse.staging, warehouse.database)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        as_seen_by(older_client, warehouse.database)
    assert "version number" in refused.value.stderr
