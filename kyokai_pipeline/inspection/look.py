"""What is done with a file in a process of its own: reading as much of it as can be read, and drawing its pages.

Belongs here: the two tasks. Does not belong here: which boxes are drawn (drawn.py), starting the process (refresh/).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.inspection.drawn import Drawn, Kind
    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.inspection import Inspection

SCALE = 2.0
"""Pixels a point: small print stays legible when it is enlarged …"""
MOST_PIXELS = 12_000_000
"""… but no page, however large it says it is, becomes more pixels than this."""
_QUALITY = 82


@dataclass(frozen=True)
class Sheet:
    """The picture of one page.

    Attributes:
        number: Counted from 1.
        width: Of the page, in points.
        height: Of the page, in points.
        picture: WebP, or PNG where boxes are drawn on it.
    """

    number: int
    width: float
    height: float
    picture: bytes


def look(
    path: Path, absent: Mapping[str, str], layout: bool = False, entered: Sequence[Transcription] = ()
) -> Inspection:
    """Everything that can be read, and why the rest cannot; what the page shows and a second engine are asked too.

    Args:
        path: The PDF.
        absent: Table -> why this edition has none.
        layout: Also what the solver took for the parts of each table.
        entered: Tables that a person entered.

    Raises:
        ReportRefused: The file cannot be opened at all.
    """
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.report.inspection import add_stages, inspect

    with open_document(path, readable=False) as document:
        found = inspect(document, absent, entered)
        _add_frames(document, found)
        if layout:
            add_stages(document, found)
    if not found.problems:
        found.problems = _doubts(path, absent, entered, found)
    return found


def _doubts(
    path: Path, absent: Mapping[str, str], entered: Sequence[Transcription], found: Inspection
) -> list[ReportError]:
    """Why a file that can be read whole cannot be trusted; the report is kept for checks against itself."""
    from kyokai_pipeline.report import reader
    from kyokai_pipeline.report.ledger.second_opinion import second_opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed

    try:
        found.report = reader.read(path, absent, entered)
        return [*seen_as_printed(path, found.report).problems, *second_opinion(path, found.report).disagreements]
    except ReportError as error:
        return error.problems if isinstance(error, ReportRefused) else [error]


def _add_frames(document: Document, found: Inspection) -> None:
    """A frame around every printed table of which something was read: its heads and labels too."""
    from kyokai_pipeline.trace.surroundings import PageTables, printed_table

    for inspected in found.pages:
        boxes: dict[str, list[Box]] = defaultdict(list)
        for figure in inspected.figures:
            if table := printed_table(figure.fact):
                boxes[table].append(figure.box)
        if boxes:
            page = document.page(inspected.number)
            tables = PageTables(page)
            inspected.tables = {table: tables.frames(peers) for table, peers in boxes.items()}
            page.release()


def draw_pages(
    path: Path, boxes: Mapping[int, Sequence[Drawn]] | None = None, kinds: Sequence[Kind] = ()
) -> Iterator[int | Sheet | ReportError]:
    """The number of pages, then each of them as a picture, or why it cannot be drawn.

    Args:
        path: The PDF.
        boxes: Page -> what is drawn on it, with a legend; None for the plain pages.
        kinds: What the legend explains.

    Raises:
        ReportRefused: The file cannot be opened at all.
    """
    from kyokai_pipeline.pdf.document import open_document

    with open_document(path, readable=False) as document:
        yield document.page_count
        for number in range(1, document.page_count + 1):
            try:
                yield _sheet(document, number, None if boxes is None else boxes.get(number, ()), kinds)
            except ReportError as error:
                yield error


def _sheet(document: Document, number: int, boxes: Sequence[Drawn] | None, kinds: Sequence[Kind]) -> Sheet:
    from kyokai_pipeline.inspection.sheets import marked
    from kyokai_pipeline.pdf.draw import as_file, page_picture

    page = document.page(number)
    width, height = page.width, page.height
    page.release()
    scale = fitting(width, height)
    picture = page_picture(document, number, scale=scale)
    if boxes is None:
        return Sheet(number, width, height, as_file(picture, "WEBP", quality=_QUALITY, method=2))
    return Sheet(number, width, height, as_file(marked(picture, boxes, kinds, scale)))


def fitting(width: float, height: float, wanted: float = SCALE) -> float:
    """Pixels a point for a page of this size."""
    return min(wanted, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
