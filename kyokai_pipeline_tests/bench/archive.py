"""A simulated archive: many documents as partitions, read in pieces, killed in between, taken up again.

What is simulated is the reading of a page: each document is the shipped report under another revision, handed over as
it was read once. All else is real: raw/ is looked at, each edition is a run of its own partition in Dagster, checked,
reconciled and staged, and all of them are published as one file. What reading costs is measured by itself and added.

``python -m kyokai_pipeline_tests.bench.archive`` prints it; with a folder as argument it is the process that is killed.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.report.model import Report

YEARS, BRANCHES = 16, 47
PROGRAM = "kyokai_pipeline_tests.bench.archive"
_LONGEST_S = 600.0


@dataclass(frozen=True)
class Archive:
    """What became of it.

    Attributes:
        documents: How many there are.
        before: Editions that were staged when the process was killed.
        read_again: Those of them that were read again afterwards; the one at work when it was killed is none of them.
        published: How many editions the published file holds.
        per_document: Seconds from one staged edition to the next.
        publishing: Seconds for publishing all of them.
        looking: Seconds for comparing raw/ with what is staged, once all are.
    """

    documents: int
    before: int
    read_again: int
    published: int
    per_document: float
    publishing: float
    looking: float


def simulate(folder: Path, report: Report, documents: int, kill_after: int) -> Archive:
    """Read an archive in two pieces, the first of which ends in a kill, and publish it.

    Args:
        folder: An empty one.
        report: The shipped report as it was read.
        documents: How many documents there are.
        kill_after: Staged editions after which the process is killed.
    """
    from kyokai_pipeline.refresh.plan import make_plan
    from kyokai_pipeline.warehouse.staging import MANIFEST, staged_editions

    raw, warehouse = _shelve(folder, documents)
    (folder / "report.pickle").write_bytes(pickle.dumps(report))
    staging = paths.staging_dir(warehouse)
    first = _started(folder)
    _wait(lambda: len(list(staging.glob(f"[!.]*/{MANIFEST}"))) >= kill_after, first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    staged = {path: path.stat().st_mtime_ns for path in staging.glob(f"[!.]*/{MANIFEST}")}
    second = _started(folder)
    if code := second.wait():
        raise RuntimeError(f"the second piece ended with {code}")
    ended = paths.database(warehouse).stat().st_mtime
    times = sorted(path.stat().st_mtime for path in staging.glob(f"*/{MANIFEST}") if path not in staged)
    looked = time.perf_counter()
    plan = make_plan(raw, warehouse)
    looked = time.perf_counter() - looked
    assert plan.to_read == []
    return Archive(
        documents,
        len(staged),
        sum(path.stat().st_mtime_ns != then for path, then in staged.items()),
        len(staged_editions(staging)),
        (times[-1] - times[0]) / max(len(times) - 1, 1),
        ended - times[-1],
        looked,
    )


def _shelve(folder: Path, documents: int) -> tuple[Path, Path]:
    raw, warehouse = folder / "raw", folder / "warehouse"
    raw.mkdir()
    sidecar = paths.project() / "raw" / "kyokai_fy2023_summary.yml"
    said = [line for line in sidecar.read_text("utf-8").splitlines(keepends=True) if not line.startswith("sha256")]
    for number in range(2, documents + 2):
        (raw / f"{number:04}.pdf").write_bytes(f"%PDF-1.7 simulated {number}".encode())
        (raw / f"{number:04}.yml").write_text("".join(said), "utf-8")
    return raw, warehouse


def _started(folder: Path) -> subprocess.Popen[bytes]:
    """The process that reads what is not staged yet and then publishes."""
    own = {"DAGSTER_HOME": str(folder / "warehouse" / ".dagster"), "KYOKAI_WAREHOUSE": str(folder / "warehouse")}
    environment = {**os.environ, **own, "KYOKAI_RAW": str(folder / "raw"), "PYTHONPATH": str(paths.project())}
    return subprocess.Popen([sys.executable, "-m", PROGRAM, str(folder)], env=environment, stdout=subprocess.DEVNULL)


def _wait(true: Any, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST_S
    while not true():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the first piece ended by itself: {process.poll()}")
        time.sleep(0.02)


def work(folder: Path) -> None:
    """What the process does: a run for each edition that is left, and one that publishes."""
    from kyokai_pipeline import confined
    from kyokai_pipeline.defs import edition_events
    from kyokai_pipeline.defs.at_terminal import Outcome, _run
    from kyokai_pipeline.defs.instance import open_instance, register
    from kyokai_pipeline.defs.launcher import close_lost_runs
    from kyokai_pipeline.defs.refresh import READING
    from kyokai_pipeline.defs.warehouse import WAREHOUSE
    from kyokai_pipeline.refresh import plan, tasks
    from kyokai_pipeline_tests import at_once

    report: Report = pickle.loads((folder / "report.pickle").read_bytes())
    confined.start = at_once.start  # type: ignore[assignment]
    tasks.steps = lambda path, *_: _handed_over(report, path)
    plan.edition_on_cover = _edition  # type: ignore[attr-defined]
    edition_events.crops = lambda *_: {}  # type: ignore[attr-defined]
    outcome = Outcome()
    with open_instance(folder / "warehouse") as instance:
        close_lost_runs(instance)
        left = plan.make_plan(folder / "raw", folder / "warehouse").to_read
        register(instance, left)
        for edition in left:
            _run(instance, outcome, edition, READING)
        _run(instance, outcome, None, [WAREHOUSE])
    assert outcome.success, outcome.failures


def _edition(paper: Paper, **_: object) -> str:
    return _named(paper.path)


def _named(path: Path) -> str:
    return f"FY2023-r{int(path.stem)}"


def _handed_over(report: Report, path: Path) -> Iterator[Any]:
    """The report as if it had been read from a document, and what is seen of it."""
    from kyokai_pipeline.regular_file import sha256_of
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline_tests.warehouse.other_editions import as_edition

    named = as_edition(report, _named(path))
    yield replace(named, source_file=path.name, sha256=sha256_of(path))
    yield Sight([], {})
    yield Opinion(0, 0, [])


def print_archive(pdf: Path, read: float, documents: int = 12) -> bool:
    """Simulate a part of the archive and say how long the whole would take.

    Args:
        pdf: The shipped report.
        read: Seconds that reading it by one engine takes.
        documents: How many documents the part has.

    Returns:
        Nothing was read twice, and everything was published.
    """
    from kyokai_pipeline.report.reader import read as read_report

    folder = Path(tempfile.mkdtemp())
    try:
        found = simulate(folder, read_report(pdf), documents, kill_after=documents // 3)
    finally:
        shutil.rmtree(folder)
    whole = YEARS * BRANCHES
    # Looking at raw/ is done once a document, and costs more the more there are.
    looking = found.looking / documents * whole**2 / 2
    hours = (whole * (found.per_document + read) + found.publishing * whole / documents + looking) / 3600
    print(f"\narchive of {documents} documents, killed after {found.before}: {found.read_again} read again,", end=" ")
    print(f"{found.published} published; {found.per_document:.2f} s a document beside reading,", end=" ")
    print(f"{found.publishing:.1f} s to publish")
    print(f"{YEARS} years of {BRANCHES} branches, {whole} documents, on this machine: about {hours:.1f} h")
    return (found.read_again, found.published) == (0, documents)


def main(arguments: Sequence[str]) -> int:
    """Print the archive, or be the process that is killed."""
    if arguments:
        work(Path(arguments[0]))
        return 0
    pdf = paths.project() / "raw" / "kyokai_fy2023_summary.pdf"
    from kyokai_pipeline.pdf import document
    from kyokai_pipeline.report.reader import read as read_report

    read_report(pdf)
    document._looked_at.clear()
    started = time.perf_counter()
    read_report(pdf)
    return 0 if print_archive(pdf, time.perf_counter() - started) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
