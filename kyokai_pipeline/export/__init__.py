"""The published file in the forms that other programs take: CSV, Parquet, one Excel workbook, and descriptions of them.

Belongs here: writing files from the published database, and the descriptions that registries and search engines read.
Does not belong here: what the data are and mean; every description comes from ``meta`` in the file itself.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse

if TYPE_CHECKING:
    import duckdb

    from kyokai_pipeline.export.contents import Contents

LATEST = "latest"


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        folder: ``release-<n>``; the same files lie in ``latest`` beside it.
        latest: That folder.
        files: Paths within the folder, sorted.
    """

    folder: Path
    latest: Path
    files: tuple[str, ...]


def export(database: Path, target: Path) -> Exported:
    """Write every form of a published file; the same file gives the same bytes.

    Args:
        database: A published ``kyokai.duckdb``.
        target: Folder for ``release-<n>`` and ``latest``; each is replaced as a whole.

    Raises:
        ReportError: The folder cannot be written, or the disk is full.
    """
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            return _export(connection, target)
        except (OSError, duckdb.IOException) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise refuse("export_unwritable", Where(file=target.name), reason=reason, folder=target.name) from error


def _export(connection: duckdb.DuckDBPyConnection, target: Path) -> Exported:
    from kyokai_pipeline.export.contents import read_contents

    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target) as private:
        work = Path(private) / "files"
        work.mkdir()
        contents = read_contents(connection)
        write_files(connection, contents, work)
        folder = target / f"release-{contents.release}"
        files = tuple(sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file()))
        for place in (folder, target / LATEST):
            _replace(work, place)
    return Exported(folder, target / LATEST, files)


def write_files(connection: duckdb.DuckDBPyConnection, contents: Contents, work: Path) -> None:
    """Write every file into an empty folder; descriptions last, because they tell the sizes of the others."""
    from kyokai_pipeline.export import data_package, linked_data, tables, workbook

    tables.write_csv(connection, contents, work)
    tables.write_parquet(connection, contents, work)
    workbook.write(connection, contents, work / workbook.NAME)
    data_package.write(contents, work)
    linked_data.write(contents, work)


def _replace(work: Path, place: Path) -> None:
    """Put a copy of the finished folder in place, by renaming: nobody reads half of it."""
    beside, old = place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(work, beside)
    if place.exists():
        place.rename(old)
    beside.rename(place)
    shutil.rmtree(old, ignore_errors=True)
