"""The parent's side: one process, what it has told, and why it ended."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.confined.beside import OUT_OF_MEMORY
from kyokai_pipeline.errors import ReportError, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from kyokai_pipeline.confined.beside import Told
    from kyokai_pipeline.settings import Limits

PATIENCE = 10
"""How many times its computing time a process may take by the clock: others may use the machine too."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""numpy's library reserves tens of megabytes for each processor of the machine, all counted against the limit."""
_BEGIN = (
    "import runpy, sys; sys.path[:] = sys.argv[1:]; runpy.run_module('kyokai_pipeline.confined', run_name='__main__')"
)
"""The modules of the parent, from where it has them, and not what lies in the folder that somebody stands in."""
_LAST_WORDS = 2000
_DEATH = 5.0
"""Seconds until a killed process is gone."""


class Confined:
    """A task at work in a process of its own. Close it, or use it in a ``with`` block: it ends then, done or not."""

    def __init__(self, task: Callable[..., Any], arguments: tuple[Any, ...], file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._told: queue.Queue[Told | None] = queue.Queue()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _BEGIN, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | ONE_THREAD,
        )
        self._ends = weakref.finalize(self, _end, self._process)
        threading.Thread(target=_hear, args=(self._process, self._told), daemon=True).start()
        told = pickle.dumps((task, arguments, limits))
        threading.Thread(target=_tell, args=(self._process, told), daemon=True).start()

    def next(self) -> Any:
        """The next result, as soon as the task has told it.

        Raises:
            ReportError: What the task raised, or that it passed a limit or broke down.
            Exception: Another exception of this project that the task raised.
        """
        try:
            told = self._told.get(timeout=self._limits.seconds * PATIENCE)
        except queue.Empty:
            self.close()
            raise self._over_time() from None
        if told is None:
            raise self._ended()
        if told.raised is not None:
            raise told.raised
        if told.trace:
            raise self._broke_down(told.trace)
        return told.value

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._ends()
        self._errors.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ended(self) -> ReportError:
        """Why there is no further result."""
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return self._over_time()
        if code in OVER_MEMORY:
            return refuse("limit_memory", Where(file=self._file), limit=self._limits.memory_mb)
        self._errors.seek(0)
        said = self._errors.read()[-_LAST_WORDS:].decode("utf-8", "replace")
        name = signal.Signals(-code).name if code < 0 else str(code)
        return refuse("reader_ended", Where(file=self._file), details={"said": said}, how=name)

    def _over_time(self) -> ReportError:
        return refuse("limit_time", Where(file=self._file), limit=self._limits.seconds)

    def _broke_down(self, trace: str) -> ReportError:
        """An error that nobody foresaw; the whole of it is kept for who wants to correct it."""
        last = trace.strip().splitlines()[-1]
        return refuse("reader_broke_down", Where(file=self._file), details={"trace": trace}, reason=last)


OVER_MEMORY = (OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL)
"""How a process ends that got no memory: libraries written in C give up by one of these signals."""


def _tell(process: subprocess.Popen[bytes], content: bytes) -> None:
    """What it is to do; whoever starts it need not wait until it has taken in all of that."""
    assert process.stdin is not None
    with suppress(OSError, ValueError):  # it has ended already, and ``next`` says why
        process.stdin.write(content)
        process.stdin.flush()  # kept open: its end tells the process that nobody listens any more


def _hear(process: subprocess.Popen[bytes], told: queue.Queue[Told | None]) -> None:
    """Everything the process tells, until it ends."""
    assert process.stdout is not None
    with process.stdout as pipe:
        try:
            while True:
                told.put(pickle.load(pipe))
        except Exception:  # noqa: BLE001  (the end, or half a message of a process that was ended)
            told.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()
    with suppress(subprocess.TimeoutExpired):  # of a disk that hangs
        process.wait(_DEATH)
    process.wait()
