"""The paper behind the numbers: pages as pictures, figures with what to show around them, places of passages.

Belongs here: what of each edition's paper is shown. Does not belong here: drawing it (``sheets``), how the page lays it
out.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard.sheets import Sheets, box_of, draw_sheets
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.regular_file import sha256_of
from kyokai_pipeline.trace.places import another_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kyokai_pipeline.dashboard.queries import Row
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.trace.surroundings import Surroundings


Drawn = Callable[[str], "Sheets | None"]
"""Hash of a PDF -> its sheets as ``draw_report`` draws them, or None where nobody has."""


def not_drawn(_: str) -> Sheets | None:
    """Of no PDF."""
    return None


@dataclass
class Paper:
    """What the page needs to show any figure that it names.

    Attributes:
        pages: (edition_id, page) -> picture as base64 of a WebP.
        figures: One list a figure, for the script: edition, page, box, printed text, figure_id, what is around it.
        passages: (edition_id, page, position) -> box.
    """

    pages: dict[tuple[str, int], str]
    figures: list[list[Any]]
    passages: dict[tuple[str, int, int], Box]


def draw_paper(
    raw: Path,
    editions: Sequence[Row],
    facts: Sequence[Row],
    passages: Mapping[str, Sequence[Row]],
    shown: Mapping[str, int],
    drawn: Drawn = not_drawn,
) -> Paper:
    """Draw the pages that are shown and look up what stands around each figure.

    Args:
        raw: Where the PDFs lie.
        editions: Newest first. Every page is drawn: of the newest edition, and where a figure is shown, sharply; those
            of the others, which only hold text that is searched, smaller.
        facts: All of them.
        passages: Of every edition.
        shown: The figures that the page names: figure_id -> number on the page.
        drawn: Asked for the newest edition's sheets first.

    Raises:
        ReportError: A PDF is not there, or is another file than the one that was read.
    """
    paper = Paper({}, [[] for _ in shown], {})
    by_edition: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        by_edition[fact["edition_id"]].append(fact)
    for at, edition in enumerate(editions):
        name = edition["edition_id"]
        path = raw / edition["source_file"]
        if sha256_of(path) != edition["sha256"]:
            raise another_file(edition["source_file"], name)
        sheets = None if at else drawn(edition["sha256"])
        if sheets is None:
            with open_document(path, readable=False) as document:
                sheets = draw_sheets(document, by_edition[name], passages[name], shown, is_newest=at == 0)
        _show(paper, at, name, sheets, [fact for fact in by_edition[name] if fact["figure_id"] in shown], shown)
    return paper


def _show(
    paper: Paper, at: int, edition_id: str, sheets: Sheets, facts: Sequence[Row], shown: Mapping[str, int]
) -> None:
    for fact in facts:
        figure_id = fact["figure_id"]
        paper.figures[shown[figure_id]] = [
            at, fact["page"], *_tenths(box_of(fact)), fact["printed"], figure_id, *_around(sheets.around[figure_id])
        ]  # fmt: skip
    for number, picture in sheets.pictures.items():
        paper.pages[edition_id, number] = base64.b64encode(picture).decode("ascii")
    paper.passages |= {(edition_id, *place): box for place, box in sheets.places.items()}


def _around(around: Surroundings) -> list[int]:
    head = around.head or (around.top, around.top)
    return _tenths((around.x0, around.numbers_x, around.x1, *head, around.top, around.bottom))


def _tenths(sides: Iterable[float]) -> list[int]:
    """Tenths of a point: as fine as a pixel needs, and short."""
    return [round(side * 10) for side in sides]
