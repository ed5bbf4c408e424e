"""``kyokai rollback``: publish the release before again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.publish import go_back

if TYPE_CHECKING:
    from pathlib import Path


def swap(warehouse: Path, *, as_json: bool) -> int:
    """Exchange the published file and the one before it; the exit code."""
    try:
        now, was = go_back(warehouse)
    except ReportError as error:
        console.complain(error.block())
        return console.REFUSED
    if as_json:
        told = {"published": now.number, "editions": sorted(now.editions), "set_aside": was.number}
        console.say(json.dumps(told, ensure_ascii=False))
        return console.GOOD
    console.say(f"✓ {notice('release_published', release=now.number, editions=sorted(now.editions))}")
    if was.number > now.number:
        console.say("  " + notice("release_waits", release=was.number))
    console.say(f"  {console.short(paths.database(warehouse))}")
    return console.GOOD
