"""``kyokai transcribe FILE TABLE``: the files with which a person enters a table that the reader cannot read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def write(file: Path, table: str, pages: Sequence[int], by: str | None) -> int:
    """Write the CSV and the pictures, and say what comes next; the exit code."""
    from kyokai_pipeline.raw_folder.transcribing import transcribe

    try:
        found = transcribe(file, table, pages, by, datetime.now(UTC).astimezone().date())
    except ReportError as error:
        console.complain(error.block())
        return console.code_of(error)
    console.say(f"✓ {notice('hand_written', path=console.short(found.csv), lines=found.lines)}")
    for picture in found.pictures:
        console.say(f"  {console.short(picture)}")
    if not found.pictures:
        console.say("  " + notice("hand_no_picture"))
    if found.sidecar:
        console.say("  " + notice("hand_sidecar_told", path=console.short(found.sidecar)))
    else:
        console.say(f"  {notice('hand_sidecar_line', path=console.short(file.with_suffix('.yml')))}\n    {found.line}")
    console.say("  " + notice("hand_then", command=f"{console.command()} run"))
    return console.GOOD
