"""The passages of a report: all its text in reading order, and what kind of text each is.

A passage is known as a cell only after the tables are read: by their words, and by where their figures stand. Does not
belong here: pillars and headings (outline.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import CIRCLED, canonical, split_enumerator
from kyokai_pipeline.pdf.words import united
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.prose import outline_words, table_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.report.ledger.printed_numbers import Figure, Placed
    from kyokai_pipeline.report.text.outline import Entry
    from kyokai_pipeline.report.text.paragraphs import Paragraph

HEADING, PARAGRAPH, NOTE, CELL, LEGEND, PAGE_NUMBER = KINDS = (
    "heading", "paragraph", "note", "cell", "legend", "page_number"
)  # fmt: skip
COUNTS, PROSE = "kpi_count", "prose_figure"
ABOVE, BELOW = 2.5, 0.8
"""The head of a table stands within this many sizes over its first figures, its last label within these below."""
LONGEST_LABEL = 40
"""A longer text is no label of a chart."""
SHORTEST_PART = 4
"""Fewer characters of a cell's text may stand anywhere."""
_NOTE = re.compile(r"^(?:※|[(]?注[)\d:]|\*\d?)")
_SENTENCE = re.compile(r"[。、:]|^[(]?\d+[)]")
_CIRCLED = re.compile(f"[{CIRCLED}]")
_BRACKETS = re.compile(r"^[(].*[)]$")
_TEXT_COLUMNS = ("category", "content", "initiative", "statement", "target_text", "result_text", "status_text",
                 "period_label")  # fmt: skip


@dataclass
class Passage:
    """One passage and what tells its kind; its glyphs are gone."""

    row: dict[str, Any]
    size: float
    box: Box
    is_heading: bool
    is_cell: bool
    figures: list[Figure] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its text without a number before it, folded."""
        return canonical(split_enumerator(self.row["text"])[1])


class Passages:
    """All passages; ``rows`` once every figure has its table or its reason."""

    def __init__(self, edition_id: str) -> None:
        self.edition_id = edition_id
        self._pages: list[list[Passage]] = []

    def add_page(self, page: int, entries: Sequence[Entry], numbers: Sequence[Placed]) -> None:
        """One passage a paragraph; numbers of neighbouring cells are one passage."""
        figures: dict[Paragraph, list[Figure]] = {}
        for number in numbers:
            figures.setdefault(number.paragraph, []).append(number.figure)
        found: list[Passage] = []
        for entry in entries:
            own = figures.get(entry.paragraph, [])
            if entry.paragraph.is_cell and found and found[-1].is_cell:
                found[-1].row["text"] += f" {entry.paragraph.text}"
                found[-1].box = united([found[-1].box, entry.paragraph.box])
                found[-1].figures += own
                continue
            row = {
                "edition_id": self.edition_id,
                "page": page,
                "position": len(found) + 1,
                "pillar": entry.pillar,
                "section": entry.section,
                "text": entry.paragraph.text,
            }
            paragraph = entry.paragraph
            found.append(Passage(row, paragraph.size, paragraph.box, entry.is_heading, paragraph.is_cell, own))
        self._pages.append(found)

    def rows(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
        """Rows of ``core.passage``.

        Args:
            tables: Rows of the other core tables, whose words are the words of cells.
        """
        written = {name: " ".join(map(canonical, _texts(rows))) for name, rows in tables.items()}
        for page in self._pages:
            places = _places(page)
            here = " ".join(text for name, text in written.items() if name in places)
            for passage in page:
                passage.row["kind"] = _kind(passage, list(places.values()), here)
            _apart(page)
        return [passage.row for page in self._pages for passage in page]


def _texts(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the rows of a table keep as text."""
    for row in rows:
        yield from (text for name in _TEXT_COLUMNS if isinstance(text := row.get(name), str))


def _places(page: Sequence[Passage]) -> dict[str, Box]:
    """Where the figures of each table stand."""
    by_table: dict[str, list[Box]] = {}
    for figure in (figure for passage in page for figure in passage.figures):
        if figure.fact not in (None, PROSE):
            by_table.setdefault(str(figure.fact), []).append(figure.box)
    return {table: united(boxes) for table, boxes in by_table.items()}


def _kind(passage: Passage, places: Sequence[Box], written: str) -> str:
    if passage.is_cell:
        return _kind_of_number(passage, places)
    text = canonical(passage.row["text"])
    if _NOTE.match(text):
        return NOTE
    if places and _is_written(passage.words, written) and not _names_a_pillar(text):
        return CELL
    if passage.is_heading or (_CIRCLED.match(passage.row["text"]) and not _SENTENCE.search(text)):
        return HEADING
    return PARAGRAPH if _is_sentence(passage, text) else _label(passage, places)


def _kind_of_number(passage: Passage, places: Sequence[Box]) -> str:
    """A number by itself: of the page, of a table on it, or else of a chart."""
    if {figure.role for figure in passage.figures} == {PAGE_NUMBER}:
        return PAGE_NUMBER
    return CELL if places else LEGEND


def _label(passage: Passage, places: Sequence[Box]) -> str:
    return CELL if any(_beside(passage, place) for place in places) else LEGEND


def _is_written(words: str, written: str) -> bool:
    """Whether a table holds these words, or the vocabulary knows them as a head, a label or a verdict."""
    return words in table_words() or (len(words) >= SHORTEST_PART and words in written)


def _names_a_pillar(text: str) -> bool:
    return any(text == form for term in kpi_words().pillars for form in term.forms)


def _is_sentence(passage: Passage, text: str) -> bool:
    words = outline_words()
    if _BRACKETS.match(text) and not passage.figures:
        return False
    return (
        len(text) > LONGEST_LABEL
        or bool(_SENTENCE.search(text) or words.bullets.match(text) or words.chapter.match(text))
        or any(figure.role == "document_number" for figure in passage.figures)
    )


def _beside(passage: Passage, place: Box) -> bool:
    """Whether a label stands beside or over the figures of a table."""
    _, top, _, bottom = passage.box
    return bottom > place[1] - ABOVE * passage.size and top < place[3] + BELOW * passage.size


def _apart(page: Sequence[Passage]) -> None:
    """The box that counts verdicts is about all pillars: it stands under none, whatever is printed before it."""
    statuses = {form for term in kpi_words().statuses for form in term.forms}
    for at, passage in enumerate(page):
        counts = [figure for figure in passage.figures if figure.fact == COUNTS]
        if not counts:
            continue
        labels = [other for other in page[max(0, at - len(counts)) : at] if other.words in statuses]
        for one in (passage, *labels):
            one.row["pillar"] = one.row["section"] = None
