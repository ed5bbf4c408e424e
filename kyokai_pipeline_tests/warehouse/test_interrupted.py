"""Killed at each step, a full disk, a folder without permission: what is published is whole, the next run heals."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.publish import release
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger import second_opinion, seen_as_printed
from kyokai_pipeline.warehouse.release import released
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.reading_once import read_each_pdf_once

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITION = "FY2023-draft"

READ_BEFORE = """
import pickle, sys
from pathlib import Path
from kyokai_pipeline import confined
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger import second_opinion, seen_as_printed
from kyokai_pipeline_tests import at_once

report, sight, opinion = pickle.loads(Path(sys.argv.pop(1)).read_bytes())
confined.start = at_once.start
reader.read = lambda *_: report
seen_as_printed.seen_as_printed = lambda *_: sight
second_opinion.second_opinion = lambda *_: opinion
"""
"""Reading is done once for all the processes that are killed around it: what it gives lies in a file."""
REFRESH = """
import os, signal, sys
from pathlib import Path
from kyokai_pipeline.refresh import read_edition as intake
from kyokai_pipeline.refresh import state
from kyokai_pipeline.refresh import publish as release
from kyokai_pipeline.refresh import reading
from kyokai_pipeline.schemas import validate
from kyokai_pipeline.warehouse import build, staging, reconciliation
from kyokai_pipeline.warehouse import swap as publish

raw, warehouse, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
MOMENTS = {
    "reading": (reading.Reading, "opinion", "before"),
    "checking": (validate, "validate_report", "before"),
    "reconciling": (reconciliation, "refuse_contradictions", "before"),
    "staging": (staging, "_write_tables", "after"),
    "before the staged edition is whole": (staging, "_put_in_place", "before"),
    "after the staged edition is whole": (staging, "_put_in_place", "after"),
    "loading": (build, "_load", "after"),
    "marts": (build, "_run_marts", "after"),
    "comparing": (build, "fill_release_note", "after"),
    "verifying": (build, "verify", "before"),
    "before the note": (publish, "_write_note", "before"),
    "after the note": (publish, "_write_note", "after"),
    "after setting aside": (publish, "_set_aside", "after"),
    "before the swap": (publish, "publish", "before"),
    "after the swap": (publish, "publish", "after"),
    "before remembering": (state.Memory, "save", "before"),
}
module, name, when = MOMENTS[moment]
true = getattr(module, name)

def killed(*arguments, **options):
    if when == "after":
        true(*arguments, **options)
    print("killed", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(module, name, killed)
if len(sys.argv) > 4:
    intake.take_in(raw, warehouse, sys.argv[4], lambda text: None)
release.release(raw, warehouse)
print("not killed", flush=True)
"""
"""A refresh that is killed at a moment; reading is left out where it was done before."""
MOMENTS = [line.split('"')[1] for line in REFRESH.splitlines() if line.startswith('    "')]
READING = MOMENTS[: MOMENTS.index("loading")]


@pytest.fixture(autouse=True, scope="module")
def _each_pdf_is_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_each_pdf_once(patch)
        yield


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the shipped report is read as: the report, what is seen at its facts, and the second opinion."""
    report = reader.read(SHIPPED)
    sight = seen_as_printed.seen_as_printed(SHIPPED, report)
    path = tmp_path_factory.mktemp("reading") / "reading.pickle"
    path.write_bytes(pickle.dumps((report, sight, second_opinion.second_opinion(SHIPPED, report))))
    return path


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders, raw/ and warehouse/, with FY2023 published from them; copied, never changed."""
    project = tmp_path_factory.mktemp("project")
    (project / "raw").mkdir()
    for path in (SHIPPED, SHIPPED.with_suffix(".yml")):
        shutil.copy(path, project / "raw")
    take_in(project / "raw", project / "warehouse", EDITION, lambda _: None)
    release(project / "raw", project / "warehouse")
    return project


@pytest.fixture
def project(first: Path, tmp_path: Path) -> Path:
    """A copy in which something new lies in raw/: another sidecar makes the edition one to read again."""
    return _with_something_new(shutil.copytree(first, tmp_path / "project"))


def _with_something_new(folder: Path) -> Path:
    sidecar = folder / "raw" / SHIPPED.with_suffix(".yml").name
    sidecar.write_text(sidecar.read_text("utf-8") + "\n# looked at again\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def read_before(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, where the new edition is staged already and only publishing is left."""
    folder = _with_something_new(shutil.copytree(first, tmp_path_factory.mktemp("staged") / "project"))
    take_in(folder / "raw", folder / "warehouse", EDITION, lambda _: None)
    return folder


def started(code: str, reading: Path, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """Run code in another process; given with -c, DuckDB takes it for a person's and draws bars of progress."""
    environment = {**os.environ, "PYTHONPATH": str(paths.project()), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-", str(reading), *map(str, arguments)]
    return subprocess.run(
        command, input=READ_BEFORE + code, check=False, capture_output=True, text=True, timeout=120, env=environment
    )


def number(database: Path) -> int | None:
    found = released(database)
    return found.number if found else None


def run_again(project: Path) -> None:
    """What `kyokai run` does."""
    raw, warehouse = project / "raw", project / "warehouse"
    for edition in make_plan(raw, warehouse).to_read:
        take_in(raw, warehouse, edition, lambda _: None)
    release(raw, warehouse)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_the_published_file_is_whole_and_the_next_run_heals(
    request: pytest.FixtureRequest, reading: Path, tmp_path: Path, moment: str
) -> None:
    model = "first" if moment in READING else "read_before"
    project = shutil.copytree(request.getfixturevalue(model), tmp_path / "killed")
    if moment in READING:
        _with_something_new(project)
    raw, warehouse = project / "raw", project / "warehouse"
    database = paths.database(warehouse)
    before = database.read_bytes()

    done = started(REFRESH, reading, raw, warehouse, moment, *([EDITION] if moment in READING else []))

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout.strip() == "killed"
    swapped = moment in {"after the swap", "before remembering"}
    assert number(database) == (2 if swapped else 1)
    assert swapped or database.read_bytes() == before
    # Once the new file is in its place it is published, whether or not that could be noted down.
    assert make_plan(raw, warehouse).nothing_to_do is swapped

    run_again(project)

    assert number(database) == 2
    assert make_plan(raw, warehouse).nothing_to_do
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM core.membership").fetchall() == [(60,)]
        assert connection.execute("SELECT max(release) FROM meta.release_note").fetchall() == [(2,)]
    assert sorted(path.name for path in (warehouse / "releases").iterdir()) == ["1.md", "2.md"]
    assert (warehouse / "kyokai.previous.duckdb").read_bytes() == before
    hidden = sorted(path.name for path in warehouse.iterdir() if path.name.startswith("."))
    assert hidden == [".kyokai.duckdb.lock", ".memory.json", ".memory.lock"]
    assert sorted(path.name for path in (warehouse / "staging").iterdir()) == [EDITION]


FULL = """
import resource, sys
from pathlib import Path
from kyokai_pipeline.refresh import read_edition as intake
from kyokai_pipeline.refresh import publish as release
raw, warehouse, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
intake.take_in(raw, warehouse, sys.argv[3], lambda text: None)
release.release(raw, warehouse)
"""
"""A refresh on a disk that takes no file larger than some bytes."""


@pytest.mark.parametrize("most", [2_000, 60_000, 500_000])
def test_a_full_disk_is_one_block_and_leaves_everything_as_it_was(project: Path, reading: Path, most: int) -> None:
    database = paths.database(project / "warehouse")
    before = database.read_bytes()

    done = started(FULL, reading, project / "raw", project / "warehouse", EDITION, str(most))

    assert done.returncode == 1
    assert "The warehouse folder cannot be written" in done.stderr
    assert database.read_bytes() == before
    assert not (project / "warehouse" / "kyokai.previous.duckdb").exists()
    run_again(project)
    assert number(database) == 2


def test_a_folder_that_may_not_be_written_is_one_block(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, warehouse = project / "raw", project / "warehouse"
    before = paths.database(warehouse).read_bytes()
    true = Path.open

    def refuse(path: Path, mode: str = "r", *arguments: object, **options: object) -> object:
        if "w" in mode:
            raise OSError(30, "Read-only file system", str(path))
        return true(path, mode, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    for act in (lambda: take_in(raw, warehouse, EDITION, lambda _: None), lambda: release(raw, warehouse)):
        with pytest.raises(ReportRefused) as refused:
            act()
        assert refused.value.code == "warehouse_unwritable"
        assert "Read-only file system" in refused.value.what
    assert paths.database(warehouse).read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_permissions_really_taken_away(project: Path) -> None:
    warehouse = project / "warehouse"
    warehouse.chmod(0o555)
    try:
        with pytest.raises(ReportError) as refused:
            take_in(project / "raw", warehouse, EDITION, lambda _: None)
        assert refused.value.code == "warehouse_unwritable"
    finally:
        warehouse.chmod(0o755)
