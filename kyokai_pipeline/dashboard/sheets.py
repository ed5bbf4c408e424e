"""The paper of one edition: its pages as pictures, what stands around its figures, where its passages stand.

Belongs here: what needs the PDF itself. Does not belong here: what of it the page shows (``paper``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import SCALE, compact_pictures
from kyokai_pipeline.trace.surroundings import PageTables, Surroundings, printed_table
from kyokai_pipeline.trace.text_places import PageText

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.report.model import Report

    Row = Mapping[Any, Any]

_SMALL = 1.0
"""Pixels a point of a page that only holds text that is searched."""


@dataclass(frozen=True)
class Sheets:
    """What is drawn from one PDF.

    Attributes:
        pictures: Page, counted from 1 -> WebP.
        around: figure_id -> what to show with it.
        places: (page, position of a passage) -> its box; those that are not found are left out.
    """

    pictures: dict[int, bytes]
    around: dict[str, Surroundings]
    places: dict[tuple[int, int], Box]


def draw_sheets(
    document: Document,
    facts: Sequence[Row],
    passages: Sequence[Row],
    shown: Container[str] | None = None,
    *,
    is_newest: bool = True,
) -> Sheets:
    """Draw an edition.

    Args:
        document: Its PDF.
        facts: All its facts, with their boxes: the columns of ``evidence.figure``.
        passages: All its passages.
        shown: The figures that are asked for; all of them where it is left out.
        is_newest: Every page of the newest edition is drawn sharply; of others only those with figures.

    Raises:
        ReportRefused: A page cannot be drawn.
    """
    peers: dict[tuple[int, str | None], list[Box]] = defaultdict(list)
    for fact in facts:
        peers[fact["page"], printed_table(fact["core_table"])].append(box_of(fact))
    tables: dict[int, PageTables] = {}
    around: dict[str, Surroundings] = {}
    for fact in facts:
        if shown is not None and fact["figure_id"] not in shown:
            continue
        number, table = fact["page"], printed_table(fact["core_table"])
        if number not in tables:
            tables[number] = PageTables(document.page(number))
        around[fact["figure_id"]] = tables[number].around(box_of(fact), peers[number, table] if table else [])
    numbers = range(1, document.page_count + 1)
    scales = {number: SCALE if is_newest or number in tables else _SMALL for number in numbers}
    return Sheets(compact_pictures(document, scales), around, _places(document, passages))


def draw_report(path: Path, report: Report) -> Sheets:
    """Draw an edition that was just read, as the newest one.

    Raises:
        ReportRefused: A page cannot be drawn.
    """
    facts = report.figures[report.figures["role"] == "fact"]
    with open_document(path, readable=False) as document:
        return draw_sheets(document, facts.to_dict("records"), report.tables["passage"].to_dict("records"))


def box_of(fact: Row) -> Box:
    """The box of a figure, in points."""
    return fact["x0"], fact["top"], fact["x1"], fact["bottom"]


def _places(document: Document, passages: Sequence[Row]) -> dict[tuple[int, int], Box]:
    texts: dict[int, PageText] = {}
    found: dict[tuple[int, int], Box] = {}
    for passage in passages:
        number = passage["page"]
        if number not in texts:
            texts[number] = PageText(document.page(number))
        place = texts[number].place_of(passage["text"])
        if place is not None:
            found[number, passage["position"]] = place
    return found
