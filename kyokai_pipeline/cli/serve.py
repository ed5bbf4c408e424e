"""``kyokai serve --mcp``: the published file for programs that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import refuse
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path


def serve(raw: Path, warehouse: Path, *, mcp: bool) -> int:
    """Serve until the client hangs up; the exit code. Standard output belongs to the protocol."""
    database = paths.database(warehouse)
    if not mcp:
        console.complain(notice("serve_choose"))
        return console.USAGE
    if not database.is_file():
        console.not_published_yet(database)
        return console.REFUSED
    try:
        from kyokai_pipeline.serve.server import server
    except ModuleNotFoundError as missing:
        console.complain(refuse("serve_missing", package=str(missing.name)).block())
        return console.USAGE
    server(database, raw).run()
    return console.GOOD
