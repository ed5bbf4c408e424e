"""``kyokai dashboard``: the published file as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.published import opened
from kyokai_pipeline.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path


def write(raw: Path, warehouse: Path, *, as_json: bool) -> int:
    """Write the page and say where it is; the exit code."""
    from kyokai_pipeline.dashboard.build import write_dashboard

    with opened(warehouse) as connection:
        if connection is None:
            return console.REFUSED
    try:
        written = write_dashboard(raw, warehouse)
    except ReportError as error:
        console.complain(error.block())
        return console.code_of(error)
    if as_json:
        console.say_json({"path": str(written.path), "size": written.size})
    else:
        console.say(f"✓ {console.short(written.path)}  ({written.size / 1e6:.1f} MB)")
    return console.GOOD
