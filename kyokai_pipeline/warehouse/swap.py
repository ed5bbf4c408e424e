"""Making a finished file the published one: at once, whole, or not at all; and going back to the one before."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.warehouse.build import BuildResult, build
from kyokai_pipeline.warehouse.lock import one_writer, writer_of
from kyokai_pipeline.warehouse.release import FOLDER, Release, next_release, read_note, released
from kyokai_pipeline.warehouse.staging import clean, staged_editions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def refresh(
    staging: Path,
    database: Path,
    building: str = "",
    *,
    known: Release | None = None,
    is_edited: bool = False,
    share: Callable[[Path, Path], None] | None = None,
) -> BuildResult:
    """Build from the staged editions, check, and publish; the file published before stays beside it.

    Args:
        staging: ``<warehouse>/staging``.
        database: ``<warehouse>/kyokai.duckdb``.
        building: Hash of the code that builds; together with the staged editions it says which release this is.
        known: The release published last, as far as it is remembered.
        is_edited: Somebody changed the published file; what it holds now is kept beside it.
        share: Given the finished file and its note, before anything is replaced; what it raises keeps them from being
            published.

    Raises:
        ReportRefused: The new file fails its check, or the disk does not take it; the published one stays, byte for
            byte.
    """
    new, copy = database.with_name(f".{database.name}.new"), database.with_name(f".{database.name}.copy")
    with one_writer(database.parent):
        try:
            clean(staging)
            finish_rollback(database)
            marks = {name: edition.fingerprint for name, edition in staged_editions(staging).items()}
            now = _as_it_stands(database, copy, is_edited=is_edited)
            coming = next_release(now, previous_of(database), building, marks, known)
            built = build(staging, new, coming)
            note = _write_note(database.parent / FOLDER, coming.release.number, read_note(new))
            if share is not None:
                share(new, note)
            _set_aside(now, previous_of(database), coming.release)
            publish(new, database)
        finally:
            for leftover in (new, new.with_name(f"{new.name}.wal"), copy):
                leftover.unlink(missing_ok=True)
    return replace(built, path=database, release=coming.release.number, note=note)


def previous_of(database: Path) -> Path:
    """Where the file published before lies."""
    return database.with_name(f"{database.stem}.previous{database.suffix}")


def publish(new: Path, database: Path) -> None:
    """Replace the published file by a finished one; open readers keep what they opened.

    A write-ahead log left beside the old file would be replayed into the new one, so it goes first.
    """
    with new.open("rb") as file:
        os.fsync(file.fileno())
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)
    new.replace(database)
    _sync(database.parent)


def install(new: Path, previous: Path | None, database: Path, *, is_edited: bool) -> None:
    """Put files that another machine has published in the place of those here; for whoever holds the lock.

    Args:
        new: The published file.
        previous: The file before, if any.
        database: ``<warehouse>/kyokai.duckdb``.
        is_edited: Somebody changed the file here; what it holds now is kept beside it.
    """
    copy = database.with_name(f".{database.name}.copy")
    _as_it_stands(database, copy, is_edited=is_edited and database.is_file())
    copy.unlink(missing_ok=True)
    if previous is not None:
        previous.replace(previous_of(database))
    else:
        previous_of(database).unlink(missing_ok=True)
    publish(new, database)


def roll_back(database: Path) -> tuple[Release, Release]:
    """Exchange the published file and the one before it; doing it twice changes nothing.

    Returns:
        What is published now, and what was.

    Raises:
        ReportRefused: There is no release before, or it cannot be read; or the folder cannot be written.
    """
    previous, aside = previous_of(database), _aside_of(database)
    with one_writer(database.parent):
        finish_rollback(database)
        now, before = released(database), released(previous)
        if before is None or now is None:
            raise ReportRefused.because([_nothing_before(previous if before is None else database)])
        _twin(database, aside)
        _twin(previous, database)
        aside.replace(previous)
        aside.unlink(missing_ok=True)  # renaming one name of a file to another name of it leaves both
        _sync(database.parent)
    return before, now


def finish_rollback(database: Path) -> None:
    """Complete an exchange that was interrupted, or take away what it left; for whoever holds the lock of the folder.

    Once the file before has been put in the place of the published one, the one that was published is only aside.
    """
    aside = _aside_of(database)
    if not aside.is_file():
        return
    if released(aside) in (None, released(database)):
        aside.unlink()
    else:
        aside.replace(previous_of(database))


def _aside_of(database: Path) -> Path:
    return database.with_name(f".{database.name}.aside")


def edited_of(database: Path) -> Path:
    """Where a published file that somebody wrote into is kept."""
    return database.with_name(f"{database.stem}.edited{database.suffix}")


def _as_it_stands(database: Path, copy: Path, *, is_edited: bool) -> Path:
    """The published file, or a copy of it where it is open for writing and so cannot be read or kept as it is.

    What somebody wrote into it is kept beside it, with what is only in the write-ahead log.
    """
    is_open = writer_of(database) is not None
    if is_open or is_edited:
        kept = edited_of(database)
        for suffix in ("", ".wal"):
            source, target = (path.with_name(f"{path.name}{suffix}") for path in (database, kept))
            target.unlink(missing_ok=True)
            if source.is_file():
                shutil.copyfile(source, target)
        _fold_log(kept)
    if not is_open:
        return database
    shutil.copyfile(database, copy)
    return copy


def _fold_log(database: Path) -> None:
    """Bring what is only in the write-ahead log into the file; a log that does not fit it is left out."""
    import duckdb

    try:
        duckdb.connect(str(database)).close()
    except duckdb.Error:
        database.with_name(f"{database.name}.wal").unlink(missing_ok=True)


def _write_note(folder: Path, number: int, text: str) -> Path:
    """Written before the file is published: a note without its file is written again, a file without note never."""
    folder.mkdir(exist_ok=True)
    note = folder / f"{number}.md"
    beside = folder / f".{number}.md.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(note)
    return note


def _set_aside(database: Path, previous: Path, coming: Release) -> None:
    """Keep the published file as the previous one, unless it is this same release or no file that can be opened."""
    if not _opens(database):
        return
    now = released(database)
    if now is None or now.number != coming.number:
        _twin(database, previous)


def _opens(database: Path) -> bool:
    import duckdb

    if not database.is_file():
        return False
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.Error:
        return False
    return True


def _twin(source: Path, target: Path) -> None:
    """Make ``target`` another name of ``source``, at once; a copy where the file system knows no such thing."""
    beside = target.with_name(f".{target.name}.twin")
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except OSError:
        shutil.copyfile(source, beside)
    beside.replace(target)
    beside.unlink(missing_ok=True)  # renaming one name of a file to another name of it leaves both


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _nothing_before(path: Path) -> ReportError:
    return refuse("no_previous", Where(file=path.name), file=path.name)
