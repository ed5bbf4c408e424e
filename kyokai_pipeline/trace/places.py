"""Where figures are printed: edition, page, box, text, and the file that holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Box, ReportError, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    import duckdb


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
    marks: str | None
    read_by: str | None
    entered_by: str | None
    entered_on: date | None
    seen: str | None
    engines_agree: bool | None
    source_file: str
    sha256: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data; value and day as text, so that no digit is lost."""
        plain = {"value": self.value, "entered_on": self.entered_on}
        return {
            **asdict(self),
            "box": list(self.box),
            **{name: None if value is None else str(value) for name, value in plain.items()},
        }


def places_of(connection: duckdb.DuckDBPyConnection, figure_ids: Iterable[str]) -> list[Place]:
    """The places of figures, in the order of the page; ids that evidence.figure does not know have none."""
    wanted = list(dict.fromkeys(figure_ids))
    rows = connection.execute(
        "SELECT f.figure_id, f.edition_id, f.page, f.x0, f.top, f.x1, f.bottom, f.printed, f.value, f.unit, f.role,"
        " f.core_table, f.reason, f.marks, f.read_by, f.entered_by, f.entered_on, f.seen, f.engines_agree,"
        " e.source_file, e.sha256"
        " FROM evidence.figure AS f JOIN core.edition AS e USING (edition_id)"
        " WHERE list_contains(?, f.figure_id) ORDER BY f.figure_id",
        [wanted],
    ).fetchall()
    return [Place(row[0], row[1], row[2], (row[3], row[4], row[5], row[6]), *row[7:]) for row in rows]


def another_file(file: str, edition_id: str, page: int | None = None) -> ReportError:
    """The PDF in ``raw/`` is not the one whose figures were published."""
    return refuse("another_file", Where(file, edition_id, page))
