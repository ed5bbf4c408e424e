"""Killed at each step, a full disk, a folder without permission: what is published is whole, the next run heals."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
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
from kyokai_pipeline_tests.warehouse.interrupting import MOMENTS, READING, Interrupted, Refresh, interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITION = "FY2023-draft"


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

    done = interrupted(Refresh(project, reading, EDITION if moment in READING else None, moment))

    assert done == Interrupted(-signal.SIGKILL, "killed\n")
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


@pytest.mark.parametrize("most", [2_000, 60_000, 500_000])
def test_a_full_disk_is_one_block_and_leaves_everything_as_it_was(project: Path, reading: Path, most: int) -> None:
    database = paths.database(project / "warehouse")
    before = database.read_bytes()

    done = interrupted(Refresh(project, reading, EDITION, most=most))

    assert done.exitcode == 1
    assert "The warehouse folder cannot be written" in done.said
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
