"""Is a table that was not found, or that is declared missing, printed after all?

Belongs here: the title or the labels of such a table beside numbers that nothing explains. Does not belong here: what
a sidecar may declare (missing_tables.py), reading the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.japanese.text import BULLETS, canonical
from kyokai_pipeline.layout.labels import find_terms
from kyokai_pipeline.pdf.page_objects import pictures_on
from kyokai_pipeline.pdf.words import lines_of, united
from kyokai_pipeline.report.missing_tables import KPI, known_tables
from kyokai_pipeline.report.pages import asks, kpi_pages
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.pdf.document import Document, PdfPage
    from kyokai_pipeline.pdf.words import Line
    from kyokai_pipeline.report.ledger.printed_numbers import Figure

NUMBERS = 3
"""A title over so many unexplained numbers heads a table that was not read."""
SHARE = 0.5
"""So is a page on which this share of a table's labels stand level with unexplained numbers."""
WIDE, HIGH, UNDER = 10.0, 3.0, 6.0
"""A picture of a table is so many sizes of the title's letters wide and high, and begins so many under it at most."""
_AROUND = re.compile(rf"^[{re.escape(BULLETS)}(\[<【〈]*(?:[12]\d{{3}}年度の?)?|(?:[(（].*)?[)\]>】〉]*$")


@dataclass(frozen=True)
class Sighting:
    """Where the title or the labels of a table stand beside numbers that nothing explains.

    Attributes:
        printed: The title, or one of the labels.
        count: How many such numbers the page holds; none where the title stands over a picture.
    """

    table: str
    page: int
    box: Box
    printed: str
    count: int

    def denied(self) -> ReportError:
        """The sidecar says that there is no such table."""
        return self._pictured() or refuse(
            "table_is_printed", self._where, details=self._details, table=self.table, count=self.count
        )

    def not_whole(self) -> ReportError:
        """No such table was found, though it is seen here."""
        return self._pictured() or refuse(
            "table_not_whole", self._where, details=self._details, table=self.table, count=self.count
        )

    def _pictured(self) -> ReportError | None:
        if self.count:
            return None
        return refuse("table_in_picture", self._where, details=self._details, table=self.table)

    @property
    def _where(self) -> Where:
        return Where(page=self.page, box=self.box, printed=self.printed)

    @property
    def _details(self) -> dict[str, str]:
        return {"table": self.table}


def sightings(
    document: Document, wanted: Collection[str], unexplained: Sequence[Figure], year: int
) -> Iterator[Sighting]:
    """The first sighting of every table that was not read.

    Args:
        document: The open PDF.
        wanted: Ids of the tables.
        unexplained: Figures that are no fact and that no rule explains.
        year: Fiscal year of the edition.
    """
    here: dict[str, tuple[str, Sequence[Term]]] = {
        spec.table_id: (spec.label_ja, asks(spec)) for spec in tables(year).specs
    }
    here[KPI] = ("", kpi_pages()[0])
    left = [name for name in known_tables(year) if name in wanted]
    for page in document.pages():
        boxes = [figure.box for figure in unexplained if figure.page == page.number]
        for name in [*left]:
            if found := _sighting(name, *here[name], document, page, boxes):
                left.remove(name)
                yield found


def _sighting(
    name: str, title: str, labels: Sequence[Term], document: Document, page: PdfPage, boxes: Sequence[Box]
) -> Sighting | None:
    """A table on one page: its title over numbers, enough of its labels beside them, or its title over a picture."""
    seen = (_heads if name == KPI else _labels)(page, labels, boxes) if boxes else None
    line = _title(page, title)
    if line is not None and sum(box[1] > line.box[1] for box in boxes) >= NUMBERS:
        seen = line.box, line.text
    if seen:
        return Sighting(name, page.number, *seen, len(boxes))
    if line is not None and _is_over_a_picture(line, document, page):
        return Sighting(name, page.number, line.box, line.text, 0)
    return None


def _title(page: PdfPage, title: str) -> Line | None:
    """A line that is the title of a table and nothing else."""
    wanted = canonical(title)
    if not title or not set(wanted) <= page.characters:
        return None
    return next((line for line in page.lines if _AROUND.sub("", canonical(line.text)) == wanted), None)


def _is_over_a_picture(line: Line, document: Document, page: PdfPage) -> bool:
    """Whether a picture as large as a table stands right under a line."""
    size, (left, _, right, foot) = line.size, line.box
    return any(
        x1 - x0 >= WIDE * size and bottom - top >= HIGH * size
        and x0 < right and left < x1 and -size < top - foot < UNDER * size
        for x0, top, x1, bottom in pictures_on(document.load(page.number), page.frame)
    )  # fmt: skip


def _labels(page: PdfPage, labels: Sequence[Term], boxes: Sequence[Box]) -> tuple[Box, str] | None:
    """Labels of the table, enough of them level with numbers or over them."""
    found = {label.key: label for label in find_terms(page.words, labels, page.rules)}
    beside = [label for label in found.values() if any(_in_line(label, box) for box in boxes)]
    if len(beside) < max(1.0, SHARE * len(labels)):
        return None
    first = beside[0]
    return first.box, "".join(line.text for line in lines_of(first.words))


def _heads(page: PdfPage, heads: Sequence[Term], boxes: Sequence[Box]) -> tuple[Box, str] | None:
    """Heads of an indicator table on one line, with numbers under them."""
    found = find_terms(page.words, heads, page.rules)
    for first in found:
        line = {label.key: label for label in found if label.box[1] < first.box[3] and first.box[1] < label.box[3]}
        x0, top, x1, _ = united([label.box for label in line.values()])
        under = sum(box[1] > top and x0 < box[0] < x1 for box in boxes)
        if len(line) >= max(2.0, SHARE * len(heads)) and under >= NUMBERS:
            return united([label.box for label in line.values()]), " ".join(label.text for label in line.values())
    return None


def _in_line(label: Found, box: Box) -> bool:
    """Whether a number stands level with a label, behind it, or under it."""
    x0, top, x1, bottom = label.box
    level = box[0] >= x1 - 1 and box[1] < bottom and top < box[3]
    return level or (box[1] > top and box[0] < x1 and x0 < box[2])
