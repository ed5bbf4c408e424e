"""The paper behind the numbers: pages as pictures, figures with what to show around them, places of passages.

Belongs here: what is drawn from the PDFs in ``raw/``. Does not belong here: how the page lays it out.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import SCALE, compact_pictures
from kyokai_pipeline.trace.places import another_file
from kyokai_pipeline.trace.surroundings import PageTables, Surroundings, printed_table
from kyokai_pipeline.trace.text_places import PageText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kyokai_pipeline.dashboard.queries import Row
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import Document


_SMALL = 1.0
"""Pixels a point of a page that only holds text that is searched."""


Drawn = Callable[[str], Mapping[int, bytes]]
"""Hash of a PDF -> compact pictures of all its pages at ``SCALE``, or nothing where nobody has drawn them."""


def not_drawn(_: str) -> Mapping[int, bytes]:
    """Of no PDF."""
    return {}


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
        drawn: Asked for the newest edition's pages first.

    Raises:
        ReportError: A PDF is not there, or is another file than the one that was read.
    """
    paper = Paper({}, [[] for _ in shown], {})
    by_edition: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        by_edition[fact["edition_id"]].append(fact)
    for at, edition in enumerate(editions):
        name = edition["edition_id"]
        with open_document(raw / edition["source_file"], readable=False) as document:
            if document.sha256 != edition["sha256"]:
                raise another_file(edition["source_file"], name)
            _draw_edition(paper, document, at, name, by_edition[name], shown, {} if at else drawn(document.sha256))
            _place_passages(paper, document, name, passages[name])
    return paper


def _draw_edition(
    paper: Paper,
    document: Document,
    at: int,
    edition_id: str,
    facts: Sequence[Row],
    shown: Mapping[str, int],
    drawn: Mapping[int, bytes],
) -> None:
    peers: dict[tuple[int, Any], list[Box]] = defaultdict(list)
    for fact in facts:
        peers[fact["page"], printed_table(fact["core_table"])].append(_box(fact))
    tables: dict[int, PageTables] = {}
    for fact in facts:
        if fact["figure_id"] not in shown:
            continue
        number, table = fact["page"], printed_table(fact["core_table"])
        if number not in tables:
            tables[number] = PageTables(document.page(number))
        around = tables[number].around(_box(fact), peers[number, table] if table else [])
        paper.figures[shown[fact["figure_id"]]] = [
            at, number, *_tenths(_box(fact)), fact["printed"], fact["figure_id"], *_around(around)
        ]  # fmt: skip
    numbers = range(1, document.page_count + 1)
    scales = {number: SCALE if at == 0 or number in tables else _SMALL for number in numbers}
    for number, picture in (drawn or compact_pictures(document, scales)).items():
        paper.pages[edition_id, number] = base64.b64encode(picture).decode("ascii")


def _place_passages(paper: Paper, document: Document, edition_id: str, passages: Sequence[Row]) -> None:
    texts: dict[int, PageText] = {}
    for passage in passages:
        number = passage["page"]
        if number not in texts:
            texts[number] = PageText(document.page(number))
        place = texts[number].place_of(passage["text"])
        if place is not None:
            paper.passages[edition_id, number, passage["position"]] = place


def _box(fact: Row) -> Box:
    return fact["x0"], fact["top"], fact["x1"], fact["bottom"]


def _around(around: Surroundings) -> list[int]:
    head = around.head or (around.top, around.top)
    return _tenths((around.x0, around.numbers_x, around.x1, *head, around.top, around.bottom))


def _tenths(sides: Iterable[float]) -> list[int]:
    """Tenths of a point: as fine as a pixel needs, and short."""
    return [round(side * 10) for side in sides]
