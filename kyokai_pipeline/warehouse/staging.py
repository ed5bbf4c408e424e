"""One folder of Parquet per edition: checked tables on their way into the warehouse.

Belongs here: writing and listing staged editions, each whole or not at all. Written by DuckDB, sorted by key and
without a clock, so that the same report gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
from kyokai_pipeline.schemas import TABLES, create_table, literal
from kyokai_pipeline.warehouse.lock import one_writer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd


MANIFEST = "manifest.json"


@dataclass(frozen=True)
class StagedEdition:
    """What lies in one staging folder.

    Attributes:
        rows: ``core.membership`` -> number of rows.
        sizes: ``core.membership`` -> bytes of its file; a file of another size was not written whole.
        fingerprint: Hash of the input and of the code that read it.
        acknowledged: Contradictions of the report that its sidecar accepts.
    """

    edition_id: str
    source_file: str
    sha256: str
    fingerprint: str
    rows: dict[str, int]
    sizes: dict[str, int]
    acknowledged: tuple[Acknowledgement, ...] = ()


def write_edition(
    frames: Mapping[str, pd.DataFrame],
    staging: Path,
    *,
    edition_id: str,
    source_file: str,
    sha256: str,
    fingerprint: str,
    acknowledged: Sequence[Acknowledgement] = (),
) -> StagedEdition:
    """Replace the staged folder of an edition.

    Args:
        frames: ``schema.table`` -> checked frame, for every table.
        staging: ``<warehouse>/staging``.
        edition_id: The edition; also the folder's name.
        source_file: Name of the PDF.
        sha256: Hash of the PDF.
        fingerprint: Hash of the input and of the code that read it.
        acknowledged: Contradictions of the report that its sidecar accepts.

    Raises:
        ReportRefused: The folder cannot be written; what was staged stays.
    """
    with one_writer(staging.parent):
        return _write_edition(
            frames, staging, StagedEdition(edition_id, source_file, sha256, fingerprint, {}, {}, tuple(acknowledged))
        )


def _write_edition(frames: Mapping[str, pd.DataFrame], staging: Path, about: StagedEdition) -> StagedEdition:
    edition_id = about.edition_id
    work, target, old = (staging / f"{prefix}{edition_id}" for prefix in (".new-", "", ".old-"))
    for leftover in (work, old):
        shutil.rmtree(leftover, ignore_errors=True)
    work.mkdir(parents=True)
    _write_tables(frames, work)
    rows = {name: len(frames[name]) for name in TABLES}
    sizes = {name: (work / f"{name}.parquet").stat().st_size for name in TABLES}
    staged = replace(about, rows=rows, sizes=sizes)
    (work / MANIFEST).write_text(
        json.dumps(asdict(staged), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    _put_in_place(work, target, old)
    shutil.rmtree(old, ignore_errors=True)
    return staged


def put_edition(work: Path, staging: Path, edition_id: str) -> None:
    """Put the folder of an edition, whole in ``work``, in its place; for whoever holds the lock of the folder."""
    old = staging / f".old-{edition_id}"
    shutil.rmtree(old, ignore_errors=True)
    _put_in_place(work, staging / edition_id, old)
    shutil.rmtree(old, ignore_errors=True)


def _put_in_place(work: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    work.rename(target)


def _write_tables(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    with in_memory() as connection:
        load_frames(connection, frames)
        for name in TABLES:
            path = folder / f"{name}.parquet"
            order = ", ".join(TABLES[name].key)
            connection.execute(f"COPY (SELECT * FROM {name} ORDER BY {order}) TO {literal(str(path))} (FORMAT parquet)")


def in_memory() -> duckdb.DuckDBPyConnection:
    """An empty database for work on tables of some thousand rows: a second thread would only cost."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def load_frames(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame]) -> None:
    """Create every table of the warehouse in an in-memory database and fill it from checked frames."""
    for schema in sorted({name.split(".")[0] for name in TABLES}):
        connection.execute(f"CREATE SCHEMA {schema}")
    for name in TABLES:
        connection.execute(create_table(name, "memory"))
        insert_frame(connection, name, frames[name])


def insert_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Insert a frame by column names; a frame with other columns than the table raises."""
    connection.register("frame_to_insert", frame.astype(object).where(frame.notna(), None))
    try:
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame_to_insert")
    finally:
        connection.unregister("frame_to_insert")


def parquet(staging: Path, edition_id: str, name: str) -> Path:
    """The staged file of one table."""
    return staging / edition_id / f"{name}.parquet"


def staged_editions(staging: Path) -> dict[str, StagedEdition]:
    """Every whole staged edition, by id; what an interrupted run left, or was damaged since, is read again."""
    found: dict[str, StagedEdition] = {}
    if not staging.is_dir():
        return found
    for folder in sorted(staging.iterdir()):
        staged = None if folder.name.startswith(".") else _manifest(folder)
        if staged is not None and all(_is_whole(parquet(staging, folder.name, name), staged, name) for name in TABLES):
            found[staged.edition_id] = staged
    return found


def _manifest(folder: Path) -> StagedEdition | None:
    """What the folder says of itself, if it is the folder of that edition."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        accepted = tuple(Acknowledgement(**entry) for entry in manifest.pop("acknowledged", ()))
        staged = StagedEdition(**manifest, acknowledged=accepted)
        known = staged.rows.keys() >= TABLES.keys() <= staged.sizes.keys()
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None
    return staged if known and staged.edition_id == folder.name else None


def _is_whole(file: Path, staged: StagedEdition, name: str) -> bool:
    return file.is_file() and file.stat().st_size == staged.sizes[name]


def drop_edition(staging: Path, edition_id: str) -> None:
    """Take a staged edition away, at once and whole."""
    target, old = staging / edition_id, staging / f".old-{edition_id}"
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
        shutil.rmtree(old, ignore_errors=True)


def clean(staging: Path) -> None:
    """Remove what interrupted runs left; only for whoever holds the lock of the folder."""
    for leftover in (*staging.glob(".new-*"), *staging.glob(".old-*")):
        shutil.rmtree(leftover, ignore_errors=True)
