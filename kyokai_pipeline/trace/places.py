"""Where figures are printed: edition, page, box, text, and the file that holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Box, ReportError, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    import duckdb
    from PIL.Image import Image

MARGIN = (200.0, 36.0)
"""Points of the page shown beside a figure, and over and under it: its line, or its neighbours in the row."""


@dataclass(frozen=True)
class Place:
    """One figure on the paper."""

    figure_id: str
    edition_id: str
    page: int
    box: Box
    printed: str
    value: Decimal | None
    unit: str | None
    role: str | None
    core_table: str | None
    reason: str | None
    source_file: str
    sha256: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data; the value as text so that no digit is lost."""
        return {**asdict(self), "box": list(self.box), "value": None if self.value is None else str(self.value)}


def places_of(connection: duckdb.DuckDBPyConnection, figure_ids: Iterable[str]) -> list[Place]:
    """The places of figures, in the order of the page; ids that evidence.figure does not know have none."""
    wanted = list(dict.fromkeys(figure_ids))
    rows = connection.execute(
        "SELECT f.figure_id, f.edition_id, f.page, f.x0, f.top, f.x1, f.bottom, f.printed, f.value, f.unit, f.role,"
        " f.core_table, f.reason, e.source_file, e.sha256"
        " FROM evidence.figure AS f JOIN core.edition AS e USING (edition_id)"
        " WHERE list_contains(?, f.figure_id) ORDER BY f.figure_id",
        [wanted],
    ).fetchall()
    return [Place(row[0], row[1], row[2], (row[3], row[4], row[5], row[6]), *row[7:]) for row in rows]


def picture_of(places: Sequence[Place], raw: Path) -> Image:
    """The parts of the pages around some figures, boxes drawn, below each other.

    Args:
        places: At least one.
        raw: Where the PDFs lie.

    Raises:
        ReportError: The PDF is not there, or is another file than the one that was read.
    """
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.pdf.draw import Mark, cropped, page_picture, stacked

    pictures = []
    for file, page in dict.fromkeys((place.source_file, place.page) for place in places):
        here = [place for place in places if (place.source_file, place.page) == (file, page)]
        with open_document(raw / file) as document:
            if document.sha256 != here[0].sha256:
                raise another_file(file, here[0].edition_id, page)
            whole = page_picture(document, page, [Mark(place.box, "#d7191c", 1.2) for place in here])
        sides = list(zip(*(place.box for place in here), strict=True))
        around = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
        pictures.append(cropped(whole, around, MARGIN))
    return stacked(pictures)


def another_file(file: str, edition_id: str, page: int | None = None) -> ReportError:
    """The PDF in ``raw/`` is not the one whose figures were published."""
    return refuse("another_file", Where(file, edition_id, page))
