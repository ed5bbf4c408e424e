"""A task in a process of its own, with limits: what a hostile or broken file does there, it does to itself alone.

Belongs here: starting, hearing and ending such a process. Does not belong here: what the task does; any function at the
top of a module can be one, and a generator tells its results as it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.confined.beside import beside, give_way
from kyokai_pipeline.confined.process import Confined

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.settings import Limits

__all__ = ["Confined", "beside", "call", "give_way", "start"]


def start(task: Callable[..., Any], *arguments: Any, file: str, limits: Limits) -> Confined:
    """Begin a task; ``next`` on what is returned waits for its first result.

    Args:
        task: A function at the top of a module.
        arguments: What it is called with; pickled.
        file: Name of the file that it reads, for what is said when it fails.
        limits: Time and memory that it may use.
    """
    return Confined(task, arguments, file, limits)


def call(task: Callable[..., Any], *arguments: Any, file: str, limits: Limits) -> Any:
    """Do a task and wait for its one result.

    Raises:
        ReportError: What the task raised, or that it passed a limit or broke down.
    """
    with start(task, *arguments, file=file, limits=limits) as at_work:
        return at_work.next()
