"""``kyokai export``: the published file as CSV, Parquet and Excel, with the descriptions that registries read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path


def write(warehouse: Path, target: Path, *, as_json: bool) -> int:
    """Export the published file into ``target`` and say where it is; the exit code."""
    from kyokai_pipeline.export import export

    database = paths.database(warehouse)
    if not database.is_file():
        console.not_published_yet(database)
        return console.REFUSED
    try:
        done = export(database, target)
    except ReportError as error:
        console.complain(error.block())
        return console.code_of(error)
    if as_json:
        told = {"release": str(done.folder), "latest": str(done.latest), "files": done.files}
        console.say_json(told)
    else:
        console.say(f"✓ {notice('exported', files=len(done.files))}")
        console.say(f"  {console.short(done.folder)}")
        console.say(f"  {console.short(done.latest)}")
    return console.GOOD
