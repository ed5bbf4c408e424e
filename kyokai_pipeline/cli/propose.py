"""``kyokai propose FILE.pdf``: what was located in a new edition, what is unknown, and the vocabulary lines to review.

Nothing is written: a person reads the lines, decides whether the new words mean the same, and puts them into the YAML.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.proposals import Survey


def show(path: Path, *, as_json: bool) -> int:
    """Survey one PDF and print what its vocabulary lacks; the exit code."""
    from kyokai_pipeline.report.proposals import survey

    try:
        found = survey(path)
    except ReportRefused as refused:
        console.show_refused({path.name: refused.problems})
        return console.REFUSED
    if as_json:
        console.say(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        _print(found)
    return console.REFUSED if found.problems else console.GOOD


def _plain(found: Survey) -> dict[str, Any]:
    return {
        "edition_id": found.edition_id,
        "located": {name: list(pages) for name, pages in found.located.items()},
        "unknown": [problem.as_dict() for problem in found.problems],
        "proposals": [{"file": file, "yaml": line} for file, line in found.proposals],
    }


def _print(found: Survey) -> None:
    console.say(f"{notice('label_edition')}: {found.edition_id}")
    rows = [[name, ", ".join(map(str, pages))] for name, pages in found.located.items()]
    console.say(console.table([notice("label_located"), notice("label_pages")], rows))
    for problem in found.problems:
        console.say("\n" + ReportError.block(problem))
    if found.proposals:
        console.say("\n" + notice("proposed_lines"))
        for file, line in found.proposals:
            console.say(f"  vocabulary/{file}\n    {line}")
    elif not found.problems:
        console.say("\n" + notice("every_label_known"))
