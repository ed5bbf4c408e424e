"""What a run is doing and how far it is: a bar in a terminal, a line a step in a pipe or a file.

Belongs here: how progress is shown. Does not belong here: what is reported (defs/progress.py).
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.table import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

READING_STEPS, PUBLISHING_STEPS = 3, 3
"""What is reported while one edition is read; while all are published: the file, the page, the exports."""

_LEFT_OF_TEXT = 34
"""Columns that the bar, the count and the time take."""


@contextmanager
def shown(logger: logging.Logger, editions: int) -> Iterator[None]:
    """Show what a logger reports, until the work ends.

    Args:
        logger: Each of its lines is one step.
        editions: How many are read.
    """
    before = logger.level
    with _handler(editions * READING_STEPS + PUBLISHING_STEPS) as handler:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(before)


@contextmanager
def _handler(steps: int) -> Iterator[logging.Handler]:
    if not sys.stdout.isatty():
        plain = logging.StreamHandler(sys.stdout)
        plain.setFormatter(logging.Formatter("%(message)s"))
        yield plain
        return
    # A way of its own to the terminal: while a step runs, Dagster keeps what goes to standard output.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors) as screen:
        bar = _bar(screen)
        with bar:
            yield _Bar(bar, bar.add_task("", total=steps))


def _bar(screen: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        BarColumn(bar_width=16),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(file=screen, highlight=False, soft_wrap=True),
        transient=True,
    )


class _Bar(logging.Handler):
    """Each line stays; the bar below it shows the last one as what is being done."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        super().__init__()
        self._bar, self._task, self._done = bar, task, 0
        self._room = max(8, bar.console.width - _LEFT_OF_TEXT)

    def emit(self, record: logging.LogRecord) -> None:
        text = console.visible(record.getMessage())
        self._bar.update(
            self._task, completed=self._done, description=folded(text.strip(), self._room)[0], refresh=True
        )
        self._bar.console.print(text, markup=False)
        self._done += 1
