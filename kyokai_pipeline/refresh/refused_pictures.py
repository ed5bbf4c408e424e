"""Pictures of the places for which files are refused: drawn with the refusal, named in it, gone when it is gone.

Belongs here: which refusals get a picture, where it lies and how long. Does not belong here: what it holds
(inspection/places.py).
"""

from __future__ import annotations

import copy
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kyokai_pipeline import confined, paths
from kyokai_pipeline.errors import PICTURE, ReportError, causes_of
from kyokai_pipeline.inspection.places import pictures
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

MOST = 8
"""Causes of one file's refusal that get a picture; who wants to see all asks ``kyokai inspect``."""
OUTSIDE = "not-added"
"""Folder of what ``kyokai add`` and ``kyokai fetch`` refused: the last such file only."""


def with_pictures(path: Path, warehouse: Path, problems: Sequence[ReportError]) -> list[ReportError]:
    """The same reasons, those that name a place with a picture of it; earlier pictures of the file go.

    Args:
        path: The PDF, in raw/.
        warehouse: Where the pictures go; where it cannot be written, there are none.
        problems: Why it is refused.
    """
    return _drawn(path, paths.refused(warehouse) / path.name, problems)


def of_arrival(path: Path, warehouse: Path, problems: Sequence[ReportError]) -> list[ReportError]:
    """The same of a file that is not in raw/; pictures of the one before it go."""
    folder = paths.refused(warehouse) / OUTSIDE
    _remove(folder)
    return _drawn(path, folder / path.name, problems)


def forget(warehouse: Path, name: str) -> None:
    """Take away the pictures of a file that is refused no longer."""
    _remove(paths.refused(warehouse) / name)


def sweep(warehouse: Path, refused: Collection[str]) -> None:
    """Take away the pictures of files that are refused no longer, or have left raw/.

    Args:
        warehouse: Where the pictures are.
        refused: Names of the files in raw/ that are refused.
    """
    folder = paths.refused(warehouse)
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.is_dir() and entry.name not in refused and entry.name != OUTSIDE:
                _remove(entry)


def _drawn(path: Path, folder: Path, problems: Sequence[ReportError]) -> list[ReportError]:
    _remove(folder)
    causes = (cause.problem for cause in causes_of(problems))
    shown = [problem for problem in causes if problem.page is not None][:MOST]
    if not shown:
        return list(problems)
    try:
        drawn: list[bytes] = confined.call(pictures, path, shown, file=path.name, limits=limits())
        named = _written(folder, shown, drawn)
    except (ReportError, OSError):
        return list(problems)  # the refusal matters, and is said without its pictures
    return [_with(problem, named.get(problem)) for problem in problems]


def _written(folder: Path, shown: Sequence[ReportError], drawn: Sequence[bytes]) -> dict[ReportError, Path]:
    """Write one file for each problem; problem -> the file."""
    paths.own_folder(folder.parent)
    folder.mkdir(parents=True, exist_ok=True)
    named = {}
    for at, (problem, png) in enumerate(zip(shown, drawn, strict=True), 1):
        if not png:
            continue  # the page itself cannot be drawn
        target = folder / f"{at}-page{problem.page:02d}-{problem.code}.png"
        target.write_bytes(png)
        named[problem] = target
    return named


def _with(problem: ReportError, picture: Path | None) -> ReportError:
    if picture is None:
        return problem
    shown = copy.copy(problem)
    shown.details = {**problem.details, PICTURE: str(picture)}
    return shown


def _remove(folder: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(folder)
