"""One PDF inspected as a refresh would read it: in processes of its own, and drawn also where it is refused.

Belongs here: the order of the steps and where the files go. Does not belong here: what is drawn (inspection/).
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline import confined, paths
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.inspection.drawn import drawn_on, legend
from kyokai_pipeline.inspection.look import Sheet, draw_pages, look
from kyokai_pipeline.raw_folder.shelf import paper_at
from kyokai_pipeline.refresh.reading import problems_of
from kyokai_pipeline.regular_file import require_regular
from kyokai_pipeline.report.inspection import InspectedPage, Inspection
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline.confined import Confined
    from kyokai_pipeline.raw_folder.shelf import Paper


@dataclass
class Inspected:
    """What was found in a file, and the files that show it.

    Attributes:
        written: In the order in which they were asked for.
    """

    found: Inspection
    written: list[Path] = field(default_factory=list)


def inspect_file(
    path: Path, warehouse: Path, *, html: Path | None = None, pictures: Path | None = None, layout: bool = False
) -> Inspected:
    """Read a file, whether it is refused or not, and draw what was read.

    Args:
        path: The PDF; a sidecar beside it counts.
        warehouse: Its staged editions are what the file is checked against, and the HTML file goes there.
        html: Another place for the HTML file.
        pictures: A folder that gets one PNG a page instead, or as well where ``html`` is given.
        layout: Draw what the solver took for heads, labels, columns and rows instead of the figures.

    Raises:
        ReportRefused: The file cannot be opened at all.
        NotADirectoryError: ``html`` lies in no folder; nothing has been read.
    """
    if html is not None and not html.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(html.parent))
    found = _found(path, warehouse, layout=layout)
    inspected = Inspected(found)
    if html is not None or pictures is None:
        target = html or _default(path, warehouse, layout=layout)
        inspected.written.append(_write_html(path, found, target, layout=layout))
    if pictures is not None:
        inspected.written.append(_write_pictures(path, found, pictures, layout=layout))
    return inspected


def _found(path: Path, warehouse: Path, *, layout: bool) -> Inspection:
    try:
        require_regular(path)  # a link that leads to itself has no folder
        paper = paper_at(path, path.resolve().parent)
    except ReportError as error:
        raise ReportRefused.because(problems_of(error.located(file=path.name))) from error
    absent = dict(paper.sidecar.missing_tables)
    try:
        found: Inspection = confined.call(
            look, path, absent, layout, paper.transcribed, file=path.name, limits=limits()
        )
    except ReportError as error:
        found = Inspection(None, [], problems_of(error), [])
    if found.report is not None and not found.problems:
        found.problems = _contradictions(paper, found, warehouse)
    found.problems = [problem.located(file=path.name, edition=found.edition_id) for problem in found.problems]
    return found


def _contradictions(paper: Paper, found: Inspection, warehouse: Path) -> list[ReportError]:
    from kyokai_pipeline.refresh.read_edition import against_itself
    from kyokai_pipeline.refresh.reading import Refusal

    assert found.report is not None
    try:
        return against_itself(paper, found.report, warehouse)
    except Refusal as refusal:
        return refusal.problems


def _default(path: Path, warehouse: Path, *, layout: bool) -> Path:
    folder = paths.own_folder(paths.inspected(warehouse))
    return folder / f"{path.stem}{'.layout' if layout else ''}.html"


def _write_html(path: Path, found: Inspection, target: Path, *, layout: bool) -> Path:
    from kyokai_pipeline.inspection.page import render

    with confined.start(draw_pages, path, file=path.name, limits=limits()) as drawing:
        sheets = list(_sheets(drawing, found))
    target.write_text(render(path.name, found, sheets, layout=layout), encoding="utf-8")
    return target


def _write_pictures(path: Path, found: Inspection, folder: Path, *, layout: bool) -> Path:
    pages = {page.number: page for page in found.pages}
    for number in {place for problem in found.problems if (place := problem.page)} - pages.keys():
        pages[number] = InspectedPage(number, 0, 0)
    boxes = {number: drawn_on(page, found.problems, layout=layout) for number, page in pages.items()}
    kinds = legend(found, layout=layout)
    with confined.start(draw_pages, path, boxes, kinds, file=path.name, limits=limits()) as drawing:
        for sheet in _sheets(drawing, found):
            if isinstance(sheet, Sheet):
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{path.stem}_p{sheet.number:02d}.png").write_bytes(sheet.picture)
    return folder


def _sheets(drawing: Confined, found: Inspection) -> Iterator[Sheet | ReportError]:
    """Every page in turn, a picture or why there is none.

    Raises:
        ReportRefused: The file cannot be opened at all; why it is refused.
    """
    try:
        count: int = drawing.next()
    except ReportError as error:
        raise ReportRefused.because(found.problems or problems_of(error)) from error
    for _ in range(count):
        try:
            sheet: Sheet | ReportError = drawing.next()
        except ReportError as error:  # over a limit: what was drawn until then is shown
            yield error
            return
        yield sheet
