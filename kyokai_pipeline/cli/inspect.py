"""``kyokai inspect``: every page with what was read on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.refresh.inspect_file import Inspected
    from kyokai_pipeline.report.inspection import Inspection


def show(
    file: Path, warehouse: Path, out: Path | None, pictures: Path | None, *, layout: bool = False, as_json: bool = False
) -> int:
    """Draw a file; the exit code says whether the pipeline would refuse it."""
    from kyokai_pipeline.refresh.inspect_file import Inspected, inspect_file
    from kyokai_pipeline.report.inspection import Inspection

    try:
        inspected = inspect_file(file, warehouse, html=out, pictures=pictures, layout=layout)
    except ReportRefused as refused:
        if as_json:
            console.say_json(_whole(file, Inspected(Inspection(None, [], refused.problems, []))))
        else:
            console.show_refused({file.name: refused.problems})
        return console.REFUSED
    if as_json:
        console.say_json(_whole(file, inspected))
    else:
        _print(file, inspected)
    return console.REFUSED if inspected.found.problems else console.GOOD


def _print(file: Path, inspected: Inspected) -> None:
    found, counts = inspected.found, _counts(inspected.found)
    said = notice("inspected", file=found.edition_id or file.name, **counts)
    written = ", ".join(console.short(target) for target in inspected.written)
    console.say(f"● {said}\n  → {written}")
    if found.problems:
        console.show_refused({file.name: found.problems})


def _counts(found: Inspection) -> dict[str, int]:
    figures = [figure for page in found.pages for figure in page.figures]
    return {
        "pages": len(found.pages),
        "figures": len(figures),
        "facts": sum(figure.fact is not None for figure in figures),
        "unexplained": len(found.unexplained),
    }


def _whole(file: Path, inspected: Inspected) -> dict[str, Any]:
    found = inspected.found
    return {
        "file": file.name,
        "edition_id": found.edition_id,
        "written": [str(target) for target in inspected.written],
        **_counts(found),
        "problems": _plain(found.problems),
        "unexplained_figures": _plain(found.unexplained),
    }


def _plain(problems: list[Any]) -> list[dict[str, Any]]:
    return [problem.as_dict() for problem in problems]
