"""Releases: which number a new file gets, what it says of itself, and its note as Markdown.

A release is one set of inputs: staged editions and the code that builds. Building the same again is the same release.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.schemas import literal
from kyokai_pipeline.vocabulary.names import code_lists
from kyokai_pipeline.warehouse.change import BASE, Change
from kyokai_pipeline.warehouse.differences import find_changes, insert_changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

FOLDER = "releases"
SHOWN = 20
"""Lines of one section that are written out; the rest is counted."""


@dataclass(frozen=True)
class Release:
    """One published state.

    Attributes:
        number: Counted from 1 in a warehouse folder.
        building: Hash of the code that builds.
        editions: Edition id -> fingerprint of what was staged.
    """

    number: int
    building: str
    editions: dict[str, str]

    @property
    def inputs(self) -> str:
        """One hash of all that it was made from."""
        parts = [self.building, *(f"{edition} {mark}" for edition, mark in sorted(self.editions.items()))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Coming:
    """What is about to be published.

    Attributes:
        release: Its number and inputs.
        base: File to compare with; none for the first.
    """

    release: Release
    base: Path | None = None


def released(database: Path) -> Release | None:
    """Which release a file is; none where it is not there or cannot be read as one."""
    import duckdb

    if not database.is_file():
        return None
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute("SELECT release, built_by, edition_id, fingerprint FROM meta.release").fetchall()
    except duckdb.Error:
        return None
    return Release(rows[0][0], rows[0][1], {row[2]: row[3] for row in rows}) if rows else None


def next_release(
    database: Path, previous: Path, building: str, editions: Mapping[str, str], known: Release | None = None
) -> Coming:
    """Number the next release and choose what it is compared with.

    Args:
        database: The published file, if any.
        previous: The one before, if any.
        building: Hash of the code that builds.
        editions: Edition id -> fingerprint.
        known: The release published last, as far as it is remembered: its file may be lost.
    """
    there = [(path, found) for path in (database, previous) if (found := released(path)) is not None]
    all_known = [*(found for _, found in there), *filter(None, [known])]
    highest = max((found.number for found in all_known), default=_highest_note(database.parent / FOLDER))
    again = Release(highest, building, dict(editions))
    same = any(found == again for found in all_known)
    release = again if same else Release(highest + 1, building, dict(editions))
    older = [(found.number, path) for path, found in there if found.number < release.number]
    if same:  # what is published is this very release: it is compared with the one before, as it was
        older.sort(reverse=True)
    return Coming(release, older[0][1] if older else None)


def _highest_note(folder: Path) -> int:
    """Where neither a file nor the memory is left, notes of earlier releases are not written over."""
    numbers = [int(path.stem) for path in folder.glob("*.md") if path.stem.isdigit()] if folder.is_dir() else []
    return max(numbers, default=0)


def fill_release_note(connection: duckdb.DuckDBPyConnection, coming: Coming) -> None:
    """Compare the finished tables with the file before and keep what changed in ``meta.release_note``."""
    import duckdb

    compare = _attach(connection, coming.base)
    try:
        changes = _code(coming) if compare else []
        try:
            changes += find_changes(connection, compare=compare)
        except duckdb.Error as error:
            # Made by another version of this project: publishing goes on, and the note says that it cannot compare.
            reason = str(error).splitlines()[0]
            changes = [Change("code", None, "the file before cannot be compared", "changed", reason, None)]
            changes += find_changes(connection, compare=False)
        insert_changes(connection, coming.release.number, changes)
    finally:
        if compare:
            connection.execute(f"DETACH {BASE}")


def _attach(connection: duckdb.DuckDBPyConnection, base: Path | None) -> bool:
    import duckdb

    if base is None:
        return False
    try:
        connection.execute(f"ATTACH {literal(str(base))} AS {BASE} (READ_ONLY)")
    except duckdb.Error:
        return False
    return True


def _code(coming: Coming) -> list[Change]:
    before = released(coming.base) if coming.base else None
    if before is None or before.building == coming.release.building:
        return []
    said = (before.building[:12], coming.release.building[:12])
    return [Change("code", None, "marts, schemas, vocabulary, checks", "changed", *said)]


def read_note(database: Path) -> str:
    """The note of a file as Markdown, Japanese and English; without a date, which is not in the data."""
    import duckdb

    release = released(database)
    assert release is not None, "asked only of a file that was just built or published"
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT section, edition_id, subject, change, before, after FROM meta.release_note ORDER BY position"
        ).fetchall()
        inputs = connection.execute(
            "SELECT edition_id, source_file, sha256, rows FROM meta.release ORDER BY edition_id"
        ).fetchall()
    changes = [Change(*row) for row in rows]
    lines = [
        "---",
        f"release: {release.number}",
        f"inputs: {release.inputs}",
        "---",
        "",
        f"# リリース Release {release.number}",
        "",
        "| 版 edition | ファイル file | SHA-256 | 行 rows |",
        "|---|---|---|---:|",
        *(f"| {edition} | {_cell(file)} | `{sha256[:12]}…` | {count:,} |" for edition, file, sha256, count in inputs),
    ]
    if not any(change.section != "check" for change in changes):
        lines += ["", "前回から変わったものはありません。 Nothing changed against the last release."]
    for section, (ja, en) in code_lists()["section"].codes.items():
        lines += _section(f"{ja} {en}", [change for change in changes if change.section == section])
    return "\n".join(lines) + "\n"


def _section(title: str, changes: list[Change]) -> list[str]:
    if not changes:
        return []
    kinds = code_lists()["change"].codes
    lines = ["", f"## {title}", "", "| 版 edition | 対象 subject | | 前回 before | 今回 now |", "|---|---|---|---|---|"]
    lines += [
        f"| {change.edition_id or ''} | {_cell(change.subject)} | {' '.join(kinds[change.change])}"
        f" | {_cell(change.before)} | {_cell(change.after)} |"
        for change in changes[:SHOWN]
    ]
    if len(changes) > SHOWN:
        more = len(changes) - SHOWN
        lines += ["", f"ほか {more} 件 and {more} more: `from meta.release_note`"]
    return lines


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*[]<>|"})
"""What a name from outside may hold and Markdown would take for markup."""


def _cell(text: str | None) -> str:
    plain = (text or "").replace("\n", " ")
    return (plain if len(plain) <= 80 else plain[:79] + "…").replace("&", "&amp;").translate(_MARKUP)
