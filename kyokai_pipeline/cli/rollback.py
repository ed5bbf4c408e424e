"""``kyokai rollback``: publish the release before again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.follow import renew
from kyokai_pipeline.refresh.publish import go_back

if TYPE_CHECKING:
    from pathlib import Path


def swap(raw: Path, warehouse: Path, *, as_json: bool) -> int:
    """Exchange the published file and the one before it, and renew what shows it; the exit code."""
    try:
        now, was = go_back(warehouse)
    except ReportError as error:
        console.complain(error.block())
        return console.code_of(error)
    problems = renew(raw, warehouse)
    code = console.REFUSED if problems else console.GOOD
    for problem in problems:
        console.complain(f"{problem.block()}\n  {notice('follower_gone')}")
    if as_json:
        told = {"published": now.number, "editions": sorted(now.editions), "set_aside": was.number}
        console.say_json(told, None)
        return code
    console.say(f"✓ {notice('release_published', release=now.number, editions=sorted(now.editions))}")
    if was.number > now.number:
        console.say("  " + notice("release_waits", release=was.number))
    console.say(f"  {console.short(paths.database(warehouse))}")
    return code
