"""The child's side: limits first, then the task; results go to the parent as they come."""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from types import GeneratorType
from typing import TYPE_CHECKING, Any, BinaryIO

from kyokai_pipeline.collecting import seldom
from kyokai_pipeline.confined.beside import OUT_OF_MEMORY, Told, enter, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.settings import Limits


def main() -> None:
    """Do what the parent wrote to standard input, and tell it on what was standard output."""
    # The parent decides what Ctrl+C ends; what a library prints does not get between the results.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()
    with os.fdopen(os.dup(1), "wb") as parent:
        os.dup2(2, 1)
        task, arguments, limits = pickle.load(sys.stdin.buffer)
        enter(parent.fileno())
        _limit(limits)
        try:
            for value in _results(task(*arguments)):
                _tell(parent, Told(value))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except Exception as error:  # noqa: BLE001  (the parent raises it)
            _tell(parent, told_of(error))
    os._exit(0)  # nothing is left to tidy up, and large libraries take their time over it


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_mb * 10**6, limits.memory_mb * 10**6))


def _results(value: Any) -> Iterator[Any]:
    if isinstance(value, GeneratorType):
        yield from value
    else:
        yield value


def _tell(parent: BinaryIO, told: Told) -> None:
    pickle.dump(told, parent, protocol=pickle.HIGHEST_PROTOCOL)
    parent.flush()


main()
