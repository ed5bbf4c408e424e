"""A second thing to do for a task that is at work in a process of its own: beside it, in a copy of that process.

The copy has all that the task has loaded and read, and the same limits. Belongs here: making it, and hearing its one
result. Does not belong here: what it does.
"""

from __future__ import annotations

import os
import pickle
import threading
import traceback
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

OUT_OF_MEMORY = 74
"""Exit code of a process that was refused memory and could still say so."""
_LATER = 10
"""Niceness of what can wait."""
_tells: list[int] = []
"""Where a process that was started for a task tells its results; nothing in any other."""


class Told(NamedTuple):
    """One message of a process: a result, or what was raised."""

    value: Any = None
    raised: Exception | None = None
    trace: str = ""


class BrokeDown(Exception):
    """The copy ended on something that nobody foresaw: where it arose, as text."""


def enter(tells: int) -> None:
    """This process was started for a task: it ends with the one that started it, and may be copied.

    Args:
        tells: The file descriptor to which it writes its results.
    """
    _tells[:] = [tells]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def give_way() -> None:
    """Nobody waits for what this process still does: others come first. Only in one that was started for a task."""
    if _tells:
        os.nice(_LATER)


def beside(work: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    """Begin it; what is returned waits for its result.

    In a process that was started for no task, and where the machine has no room for one more, it is done then.

    Args:
        work: What is to be done.
        arguments: What it is called with.
    """
    if not _tells:
        return lambda: work(*arguments)
    hear, tell = os.pipe()
    try:
        copy = _fork()
    except OSError:
        os.close(hear)
        os.close(tell)
        return lambda: work(*arguments)
    if not copy:
        os.close(hear)
        os.close(_tells[0])  # its end is the end of the task
        _do(work, arguments, tell)
    os.close(tell)
    return lambda: _heard(copy, hear)


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other thread only waits for the end
        return os.fork()


def told_of(error: Exception) -> Told:
    """The error itself where the parent knows such errors; else where it arose, as text."""
    if isinstance(error, BrokeDown):
        return Told(trace=str(error))
    if type(error).__module__.startswith("kyokai_pipeline."):
        return Told(raised=error)
    return Told(trace="".join(traceback.format_exception(error)))


def _do(work: Callable[..., Any], arguments: tuple[Any, ...], tell: int) -> None:
    """All that the copy does."""
    try:
        enter(tell)
        try:
            told = Told(work(*arguments))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception as error:  # noqa: BLE001  (it is raised where it is waited for)
            told = told_of(error)
        with os.fdopen(tell, "wb") as pipe:
            pickle.dump(told, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _heard(copy: int, hear: int) -> Any:
    with os.fdopen(hear, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(copy, 0)
    if not content:
        _end_as(os.waitstatus_to_exitcode(status))
    told: Told = pickle.loads(content)
    if told.raised is not None:
        raise told.raised
    if told.trace:
        raise BrokeDown(told.trace)
    return told.value


def _end_as(code: int) -> None:
    """The copy met a limit: so has the task."""
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


def _end_with_parent() -> None:
    """Whoever would have heard the results is gone once standard input ends."""
    while os.read(0, 1):
        pass
    os._exit(1)
