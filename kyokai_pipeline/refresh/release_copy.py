"""The published file as it is shared: entries in the order in which they were published, each naming two files.

An entry is created, never changed: whoever creates the one after the entry that it built upon has published. Files and
note lie there before the entry that names them, so that an entry never names what is not whole.

Belongs here: bringing the newest entry, and adding one. Does not belong here: building (``warehouse.swap``).
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.errors import refuse
from kyokai_pipeline.refresh import state
from kyokai_pipeline.warehouse.release import FOLDER, released
from kyokai_pipeline.warehouse.swap import install, previous_of

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.shared.store import Store

RELEASES = "releases/"
_KEPT = 3
"""Entries whose files are kept; a machine that is bringing an older one meanwhile still finds it whole."""


class Overtaken(Exception):
    """Another machine has published since this one looked; nothing was shared."""


@dataclass(frozen=True)
class Entry:
    """What was published at one time.

    Attributes:
        number: Counted from 1 in a shared place.
        release: Number of the release, which comes back after a rollback.
        file: Object that is the published file.
        note: Object that is its note.
        previous: Object that is the file before, if any.
    """

    number: int
    release: int
    file: str
    note: str
    previous: str | None


def newest(store: Store, marks: dict[str, str]) -> Entry | None:
    """What is published; none where nothing is."""
    names = _entries(marks)
    return _entry(store, names[-1]) if names else None


def _entries(marks: dict[str, str]) -> list[str]:
    return sorted(name for name in marks if name.startswith(RELEASES) and name.endswith(".json"))


def _entry(store: Store, name: str) -> Entry:
    return Entry(**json.loads(store.read(name)))


def bring(store: Store, marks: dict[str, str], warehouse: Path, known: int) -> int:
    """Put the newest entry in the place of what is published on this machine; its number, 0 where there is none.

    What was published before anything was shared becomes the first entry, so that releases are counted on from it;
    not a file that somebody has written into since. For whoever holds the lock of the warehouse folder.
    """
    entry, database = newest(store, marks), paths.database(warehouse)
    if entry is None:
        return _give_first(store, warehouse, database)
    if entry.number != known or not database.is_file():
        for name in _entries(marks)[known:] if known < entry.number else []:
            published = _entry(store, name)
            _note(warehouse, f"{published.release}.md", store.read(published.note))
        _install(store, entry, warehouse, database)
    return entry.number


def _give_first(store: Store, warehouse: Path, database: Path) -> int:
    if _is_edited(warehouse, database):
        return 0
    now = released(database)
    note = warehouse / FOLDER / f"{now.number if now else 0}.md"
    if note.is_file():
        with suppress(Overtaken):
            give(store, 0, database, note)
            return 1
    return 0


def _note(warehouse: Path, name: str, content: bytes) -> None:
    folder = warehouse / FOLDER
    folder.mkdir(exist_ok=True)
    beside = folder / f".{name}.new"
    beside.write_bytes(content)
    beside.replace(folder / name)


def _install(store: Store, entry: Entry, warehouse: Path, database: Path) -> None:
    brought, before = database.with_name(f".{database.name}.brought"), database.with_name(f".{database.name}.before")
    brought.write_bytes(store.read(entry.file))
    if entry.previous is not None:
        before.write_bytes(store.read(entry.previous))
    is_edited = _is_edited(warehouse, database)
    install(brought, before if entry.previous is not None else None, database, is_edited=is_edited)
    found = released(database)
    assert found is not None, "it was published by another machine, which has checked it"
    with state.changing(warehouse) as kept:
        kept.publish(database, found.building, found.editions, found.number)


def _is_edited(warehouse: Path, database: Path) -> bool:
    memory = state.load(warehouse)
    return database.is_file() and memory.published is not None and not memory.knows(database)


def give(store: Store, upon: int, new: Path, note: Path) -> None:
    """Publish a finished file to the others, before it is published here.

    Args:
        store: The shared place.
        upon: Number of the entry that it was built upon.
        new: The file.
        note: What is said of it.

    Raises:
        Overtaken: Another machine has published since.
    """
    release, marks = released(new), store.marks()
    assert release is not None, "it was just built and verified"
    now = newest(store, marks)
    if (now.number if now else 0) != upon:
        raise Overtaken
    stem = f"{RELEASES}{release.number}-{uuid.uuid4().hex[:12]}"
    store.write(f"{stem}.duckdb", new.read_bytes())
    store.write(f"{stem}.md", note.read_bytes())
    previous = None if now is None else now.previous if now.release == release.number else now.file
    _add(store, Entry(upon + 1, release.number, f"{stem}.duckdb", f"{stem}.md", previous))
    _prune(store)


def give_rollback(store: Store, upon: int, warehouse: Path) -> None:
    """Let the others go back; a machine that ends before it goes back itself is brought there by its next refresh.

    Raises:
        ReportError: No release before is shared, or another machine has published meanwhile.
    """
    now = newest(store, store.marks())
    back = released(previous_of(paths.database(warehouse)))
    if now is not None and now.number != upon:
        raise refuse("shared_busy")
    if now is None or now.previous is None or back is None:
        raise refuse("shared_no_previous", place=store.name)
    _, _, note = now.previous.rpartition("/")
    try:
        _add(
            store, Entry(upon + 1, back.number, now.previous, f"{RELEASES}{note.removesuffix('.duckdb')}.md", now.file)
        )
    except Overtaken:
        raise refuse("shared_busy") from None


def _add(store: Store, entry: Entry) -> None:
    if not store.create(f"{RELEASES}{entry.number:08}.json", json.dumps(asdict(entry)).encode()):
        raise Overtaken


def _prune(store: Store) -> None:
    """The file that none of the last entries names any more. One that no entry names yet may be somebody's next."""
    names = _entries(store.marks())
    last, older = names[-_KEPT:], names[:-_KEPT][-2:]
    entries = [_entry(store, name) for name in last]
    kept = {entry.file for entry in entries} | {entry.previous for entry in entries}
    for entry in (_entry(store, name) for name in older):
        if entry.file not in kept:
            store.delete(entry.file)
