"""``kyokai inspect``: every page with what was read on it."""

from __future__ import annotations

from pathlib import Path

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportRefused


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
    console.say(
        f"● {found.edition_id or file.name}: {len(found.pages)} ページ pages, 数値 figures {len(figures)}, "
        f"事実 facts {facts}, 未説明 unexplained {len(found.unexplained)}"
    )
    for target in (html, pictures):
        if target is not None:
            console.say(f"  {console.short(target)}")
    if found.problems:
        console.show_refused({file.name: found.problems})
        return console.REFUSED
    return console.GOOD
