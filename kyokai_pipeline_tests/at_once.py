"""What is done in a process of its own is done in the tests' process: they share what is loaded, and may replace it.

The processes themselves are tested in ``confined/``.
"""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self


class AtOnce:
    """Stands for ``confined.Confined``: the task goes on only while somebody waits for its next result."""

    def __init__(self, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self._results = _results(task, arguments)

    def next(self) -> Any:
        return next(self._results)

    def close(self) -> None:
        self._results.close()  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start(task: Callable[..., Any], *arguments: Any, **_: Any) -> AtOnce:
    return AtOnce(task, arguments)


def _results(task: Callable[..., Any], arguments: tuple[Any, ...]) -> Iterator[Any]:
    found = task(*arguments)
    if isinstance(found, GeneratorType):
        yield from found
    else:
        yield found
