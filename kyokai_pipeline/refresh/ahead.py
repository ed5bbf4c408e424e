"""Editions that are read before anybody asks for them: as many at once as there are processors, in the order given.

Belongs here: which process is at work on which file. Does not belong here: what it does (``reading``).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kyokai_pipeline.confined import Confined
    from kyokai_pipeline.raw_folder.shelf import Paper

    Begin = Callable[[Paper], Confined]

_waiting: dict[str, Paper] = {}
_at_work: dict[str, Confined] = {}


def begin(papers: Iterable[Paper], start: Begin) -> None:
    """Let ``papers`` be read, in this order; what was begun before and is not among them ends."""
    wanted = {_key(paper): paper for paper in papers}
    for key in _at_work.keys() - wanted.keys():
        _at_work.pop(key).close()
    _waiting.clear()
    _waiting.update({key: paper for key, paper in wanted.items() if key not in _at_work})
    _fill(start)


def has_room() -> bool:
    """Whether a processor is left for one more."""
    return len(_at_work) < (os.cpu_count() or 1)


def is_idle() -> bool:
    """Whether nothing is read that was not asked for yet."""
    return not _at_work and not _waiting


def keep(paper: Paper, at_work: Confined) -> None:
    """A process that has begun to read ``paper``, until somebody asks for it, or ``begin`` is not told of it."""
    before = _at_work.pop(_key(paper), None)
    if before is not None:
        before.close()
    _at_work[_key(paper)] = at_work


def taken(paper: Paper, start: Begin) -> Confined:
    """The process that reads ``paper``, from its first result on; it is the caller's to close."""
    key = _key(paper)
    _waiting.pop(key, None)
    found = _at_work.pop(key, None) or start(paper)
    _fill(start, taken=1)
    return found


def _fill(start: Begin, taken: int = 0) -> None:
    most = os.cpu_count() or 1
    while _waiting and len(_at_work) + taken < most:
        key = next(iter(_waiting))
        _at_work[key] = start(_waiting.pop(key))


def _key(paper: Paper) -> str:
    return f"{paper.path} {paper.content}"
