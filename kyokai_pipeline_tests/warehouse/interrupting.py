"""A refresh in a process of its own that is killed at a moment, or that meets a full disk.

The processes come from a server that has loaded the package once: loading it costs more than most refreshes.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import confined
from kyokai_pipeline.refresh import publish as release
from kyokai_pipeline.refresh import read_edition, state
from kyokai_pipeline.refresh import reading as reading_module
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger import second_opinion, seen_as_printed
from kyokai_pipeline.schemas import validate
from kyokai_pipeline.warehouse import build, reconciliation, staging, swap
from kyokai_pipeline_tests import at_once

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

MOMENTS: dict[str, tuple[Any, str, str]] = {
    "reading": (reading_module.Reading, "opinion", "before"),
    "checking": (validate, "validate_report", "before"),
    "reconciling": (reconciliation, "refuse_contradictions", "before"),
    "staging": (staging, "_write_tables", "after"),
    "before the staged edition is whole": (staging, "_put_in_place", "before"),
    "after the staged edition is whole": (staging, "_put_in_place", "after"),
    "loading": (build, "_load", "after"),
    "marts": (build, "_run_marts", "after"),
    "comparing": (build, "fill_release_note", "after"),
    "verifying": (build, "verify", "before"),
    "before the note": (swap, "_write_note", "before"),
    "after the note": (swap, "_write_note", "after"),
    "after setting aside": (swap, "_set_aside", "after"),
    "before the swap": (swap, "publish", "before"),
    "after the swap": (swap, "publish", "after"),
    "before remembering": (state.Memory, "save", "before"),
}
"""Moment -> what is done then, and whether the process dies before or after it."""
READING = list(MOMENTS)[: list(MOMENTS).index("loading")]
"""The moments of taking an edition in; the others are those of publishing."""


@dataclass(frozen=True)
class Interrupted:
    """How a process ended: its exit code as ``subprocess`` has it, and all that it said."""

    exitcode: int | None
    said: str


@dataclass(frozen=True)
class Refresh:
    """A refresh to be interrupted.

    Attributes:
        project: Holds raw/ and warehouse/.
        reading: The pickled report, sight and opinion that reading the PDF would give.
        edition: What is taken in; None where it is staged already.
        moment: Of MOMENTS; None where nobody kills it.
        most: The disk takes no file larger than so many bytes.
    """

    project: Path
    reading: Path
    edition: str | None
    moment: str | None = None
    most: int | None = None


def interrupted(refresh: Refresh) -> Interrupted:
    """Do it in a process of its own, and wait for its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    hears, says = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(refresh, says))
    process.start()
    says.close()
    with open(hears.fileno(), encoding="utf-8", closefd=False) as words:
        said = words.read()
    process.join(120)
    return Interrupted(process.exitcode, said)


def _run(refresh: Refresh, says: Connection) -> None:
    for stream in (sys.stdout, sys.stderr):
        os.dup2(says.fileno(), stream.fileno())
    says.close()
    _without_reading(refresh.reading)
    if refresh.moment:
        _kill_at(*MOMENTS[refresh.moment])
    if refresh.most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (refresh.most, refresh.most))
    raw, warehouse = refresh.project / "raw", refresh.project / "warehouse"
    if refresh.edition:
        read_edition.take_in(raw, warehouse, refresh.edition, lambda _: None)
    release.release(raw, warehouse)
    print("not killed", flush=True)


def _without_reading(pickled: Path) -> None:
    report, sight, opinion = pickle.loads(pickled.read_bytes())
    confined.start = at_once.start  # type: ignore[assignment]
    reader.read = lambda *_: report
    seen_as_printed.seen_as_printed = lambda *_: sight
    second_opinion.second_opinion = lambda *_: opinion


def _kill_at(holder: Any, name: str, when: str) -> None:
    true = getattr(holder, name)

    def killed(*arguments: Any, **options: Any) -> None:
        if when == "after":
            true(*arguments, **options)
        print("killed", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, name, killed)
