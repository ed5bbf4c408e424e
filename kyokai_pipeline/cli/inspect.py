"""``kyokai inspect``: every page with what was read on it."""

from __future__ import annotations

from pathlib import Path

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.messages import notice


def show(file: Path, out: Path | None, pictures: Path | None, *, layout: bool = False) -> int:
    """Draw a file; the exit code says whether the pipeline would refuse it."""
    from kyokai_pipeline.trace.inspection import inspect_file

    html = None if pictures is not None and out is None else out or Path(f"{file.stem}.inspect.html")
    try:
        found = inspect_file(file, html=html, pictures=pictures, layout=layout)
    except ReportRefused as refused:
        console.show_refused({file.name: refused.problems})
        return console.REFUSED
    figures = [figure for page in found.pages for figure in page.figures]
    facts = sum(figure.fact is not None for figure in figures)
    said = notice(
        "inspected",
        file=found.edition_id or file.name,
        pages=len(found.pages),
        figures=len(figures),
        facts=facts,
        unexplained=len(found.unexplained),
    )
    console.say(f"● {said}")
    for target in (html, pictures):
        if target is not None:
            console.say(f"  {console.short(target)}")
    if found.problems:
        console.show_refused({file.name: found.problems})
        return console.REFUSED
    return console.GOOD
