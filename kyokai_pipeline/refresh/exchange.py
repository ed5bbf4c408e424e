"""What machines that share a place (``[shared] url``) tell each other; without one, nothing here does anything.

The two folders of a machine are then its copy: DuckDB writes only local files. Shared are

- ``raw/NAME.pdf``, ``.yml`` and ``.csv``: both ways; what is gone there is set aside here;
- ``staging/EDITION.tar``: what one machine has read, whole in one object, so that no other reads it again;
- ``refused/KEY.json``: what one machine has refused, and ``told/MARK``: of what somebody was told;
- ``releases/``: published files and notes, and one numbered entry for every time something was published. Whoever
  creates the entry after the one that it built upon has published; of two, one does, and the other builds anew.

Belongs here: what is brought and given when. Does not belong here: one object (``shared.store``), PDFs and their
sidecars (``raw_copy``), the published file (``release_copy``).
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.refresh import raw_copy, release_copy, state
from kyokai_pipeline.shared.store import Store, store_in_use
from kyokai_pipeline.warehouse.lock import one_writer
from kyokai_pipeline.warehouse.staging import MANIFEST, drop_edition, put_edition, staged_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STAGING, REFUSED, TOLD = "staging/", "refused/", "told/"


@dataclass
class Known:
    """What this machine has brought and given: object -> its mark, and what its copy looked like then."""

    url: str
    raw: dict[str, list[Any]] = field(default_factory=dict)
    staging: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    entry: int = 0


def bring(raw: Path, warehouse: Path) -> int | None:
    """Make the two folders of this machine as what is shared, and give what is new in them.

    Returns:
        The number of the newest entry of ``releases/``, which whoever publishes next builds upon; none where nothing
        is shared.

    Raises:
        ReportError: The shared place cannot be reached, or a file was changed in both places.
    """
    store = store_in_use()
    if store is None:
        return None
    with one_writer(warehouse):
        known, marks = _known(warehouse, store), store.marks()
        try:
            raw_copy.align(store, marks, raw, known.raw)
            _staging(store, marks, paths.staging_dir(warehouse), known)
            _refused(store, marks, warehouse, known)
            known.entry = release_copy.bring(store, marks, warehouse, known.entry)
        finally:
            _remember(warehouse, known)
        return known.entry


def give_edition(warehouse: Path, edition: str) -> None:
    """Let the others have an edition that was just staged, in the place of what they had of it."""
    store = store_in_use()
    if store is None:
        return
    with one_writer(warehouse):
        known = _known(warehouse, store)
        _give(store, paths.staging_dir(warehouse), edition, known)
        _remember(warehouse, known)


def give_refusal(warehouse: Path, key: str) -> None:
    """Let the others know why a file was refused, or that it no longer is."""
    store = store_in_use()
    if store is None:
        return
    memory = state.load(warehouse)
    problems = memory.refused.get(key)
    if problems is None:
        store.delete(f"{REFUSED}{key}.json")
    else:
        told = {"edition": memory.identified.get(key), "problems": problems}
        store.write(f"{REFUSED}{key}.json", json.dumps(told, ensure_ascii=False).encode())
    with one_writer(warehouse):
        known = _known(warehouse, store)
        known.refused = sorted({*known.refused, key} if problems is not None else {*known.refused} - {key})
        _remember(warehouse, known)


def giving(upon: int | None) -> Callable[[Path, Path], None] | None:
    """What publishing does with a finished file and its note before it puts the file in its place; none: nothing.

    Args:
        upon: As ``bring`` has told it.
    """
    store = store_in_use()
    if store is None or upon is None:
        return None
    return lambda new, note: release_copy.give(store, upon, new, note)


def published(warehouse: Path, entry: int | None) -> None:
    """This machine is at an entry that it has added itself."""
    store = store_in_use()
    if store is None or entry is None:
        return
    with one_writer(warehouse):
        known = _known(warehouse, store)
        known.entry = entry
        _remember(warehouse, known)


def give_rollback(warehouse: Path) -> int | None:
    """Bring what is published now, and let the others go back from it, before this machine does.

    Returns:
        The number of the entry that says so; none where nothing is shared.

    Raises:
        ReportError: There is nothing to go back to, or another machine has published meanwhile; nobody goes back.
    """
    store = store_in_use()
    if store is None:
        return None
    with one_writer(warehouse):
        known = _known(warehouse, store)
        known.entry = release_copy.bring(store, store.marks(), warehouse, known.entry)
        _remember(warehouse, known)
        release_copy.give_rollback(store, known.entry, warehouse)
        return known.entry + 1


def withdraw(editions: list[str]) -> None:
    """Take editions that are published no more away from the others too."""
    store = store_in_use()
    for edition in editions if store is not None else []:
        assert store is not None
        store.delete(f"{STAGING}{edition}.tar")


def claim(mark: str) -> bool:
    """Whether this machine is the one that tells of something; true where nothing is shared."""
    store = store_in_use()
    return store is None or store.create(TOLD + mark, b"") is not None


def give_up(mark: str) -> None:
    """Nobody could be told; whoever comes next may try."""
    if (store := store_in_use()) is not None:
        store.delete(TOLD + mark)


def _staging(store: Store, marks: dict[str, str], staging: Path, known: Known) -> None:
    there = {name.removeprefix(STAGING).removesuffix(".tar"): mark for name, mark in marks.items() if _is_edition(name)}
    here = staged_editions(staging)
    for edition in known.staging.keys() - there.keys() - here.keys():
        del known.staging[edition]  # gone everywhere; one that is read again is new
    for edition, mark in there.items():
        if known.staging.get(edition) != mark or edition not in here:
            _unpack(store.read(f"{STAGING}{edition}.tar"), staging, edition)
            known.staging[edition] = mark
    for edition in here.keys() - there.keys():
        if known.staging.pop(edition, None) is not None:
            drop_edition(staging, edition)
        else:
            _give(store, staging, edition, known)


def _is_edition(name: str) -> bool:
    return name.startswith(STAGING) and name.endswith(".tar") and "/" not in name.removeprefix(STAGING)


def _give(store: Store, staging: Path, edition: str, known: Known) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for path in sorted((staging / edition).iterdir()):
            archive.add(path, path.name)
    known.staging[edition] = store.write(f"{STAGING}{edition}.tar", packed.getvalue())


def _unpack(content: bytes, staging: Path, edition: str) -> None:
    work = staging / f".new-{edition}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        archive.extractall(work, filter="data")
    assert (work / MANIFEST).is_file(), f"{edition}.tar is no edition"
    put_edition(work, staging, edition)


def _refused(store: Store, marks: dict[str, str], warehouse: Path, known: Known) -> None:
    there = {name.removeprefix(REFUSED).removesuffix(".json") for name in marks if name.startswith(REFUSED)}
    new, gone = sorted(there - {*known.refused}), sorted({*known.refused} - there)
    if new or gone:
        found = {key: json.loads(store.read(f"{REFUSED}{key}.json")) for key in new}
        with state.changing(warehouse) as kept:
            kept.refused |= {key: told["problems"] for key, told in found.items()}
            kept.identified |= {key: told["edition"] for key, told in found.items() if told["edition"]}
            for key in gone:
                kept.accept(key)
    known.refused = sorted(there)


def _known(warehouse: Path, store: Store) -> Known:
    """Of another place than the one in use, or where it cannot be understood, nothing is known."""
    try:
        kept = Known(**json.loads((warehouse / ".shared.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return Known(store.name)
    return kept if kept.url == store.name else Known(store.name)


def _remember(warehouse: Path, known: Known) -> None:
    beside = warehouse / ".shared.json.new"
    beside.write_text(json.dumps(vars(known), ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    beside.replace(warehouse / ".shared.json")
