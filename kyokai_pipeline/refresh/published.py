"""What the published file is: remembered, or, where the memory does not fit it, read from the file itself.

Belongs here: comparing the published file with what is staged; whether somebody went back from a release, changed the
file, or has it open. Does not belong here: publishing (``publish``).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.refresh.state import Memory, changing
from kyokai_pipeline.warehouse.lock import writer_of
from kyokai_pipeline.warehouse.swap import edited_of

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.warehouse.release import Release


@dataclass(frozen=True)
class Standing:
    """The published file against what is staged.

    Attributes:
        release: Number of the published release; none where nothing is published.
        editions: Edition id -> fingerprint of what it was made from.
        is_current: It was made from just what is staged, by just this code, and nobody changed it since.
        is_held: Somebody went back from the release that this would give: the file before is the newer one.
        is_edited: Somebody changed the file after it was published.
        notices: What a person should know before the file is replaced.
    """

    release: int | None = None
    editions: dict[str, str] = field(default_factory=dict)
    is_current: bool = False
    is_held: bool = False
    is_edited: bool = False
    notices: list[Phrase] = field(default_factory=list)


def standing(warehouse: Path, memory: Memory, building: str, staged: dict[str, str]) -> Standing:
    """Find out what is published; no file is opened where the memory fits it and it is current."""
    database = paths.database(warehouse)
    if not database.is_file():
        return Standing()
    now, is_edited = _now(warehouse, memory)
    if now is None:
        return Standing(notices=_open_elsewhere(database))
    is_current = not is_edited and (now.building, now.editions) == (building, staged)
    if is_current:
        return Standing(now.number, now.editions, is_current=True)
    notices = _open_elsewhere(database)
    if is_edited and not notices:
        notices = [_edited(database)]
    return Standing(now.number, now.editions, False, _is_held(database, now, building, staged), is_edited, notices)


def _now(warehouse: Path, memory: Memory) -> tuple[Release | None, bool]:
    """The published release, and whether the file was changed by somebody since it was published."""
    from kyokai_pipeline.warehouse.release import Release, released

    database, known = paths.database(warehouse), memory.published
    remembered = Release(known.release, known.building, known.editions) if known else None
    if memory.knows(database):
        return remembered, False
    found = released(database)
    if found is None:
        # Open for writing, it cannot be read; anything else that cannot be read is no published file.
        return (remembered, True) if writer_of(database) is not None else (None, False)
    if found == remembered:
        return found, True
    # The memory is lost, or of another release (an interrupted rollback, a copy put back): the file says what it is.
    with suppress(OSError), changing(warehouse) as kept:
        kept.publish(database, found.building, found.editions, found.number)
    return found, False


def _is_held(database: Path, now: Release, building: str, staged: dict[str, str]) -> bool:
    from kyokai_pipeline.warehouse.release import Release, released
    from kyokai_pipeline.warehouse.swap import previous_of

    before = released(previous_of(database))
    return before is not None and before.number > now.number and before.inputs == Release(0, building, staged).inputs


def _open_elsewhere(database: Path) -> list[Phrase]:
    writer = writer_of(database)
    if writer is None:
        return []
    return [phrase("published_open", file=database.name, process=writer, kept=edited_of(database).name)]


def _edited(database: Path) -> Phrase:
    return phrase("published_edited", file=database.name, kept=edited_of(database).name)
