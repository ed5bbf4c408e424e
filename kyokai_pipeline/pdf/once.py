"""What is worked out when first asked for, of objects of which a page has thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property as once
else:

    class once:  # noqa: N801 - used as a decorator
        """``functools.cached_property`` without the lock that Python 3.11 takes for each one; no threads read here."""

        def __init__(self, work: Callable[[Any], Any]) -> None:
            self.work = work
            self.name = work.__name__
            self.__doc__ = work.__doc__

        def __get__(self, thing: Any, owner: type | None = None) -> Any:
            if thing is None:
                return self
            value = thing.__dict__[self.name] = self.work(thing)
            return value


__all__ = ["once"]
