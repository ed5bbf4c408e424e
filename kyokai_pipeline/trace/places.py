"""Where figures are printed: edition, page, box, text, and the file that holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Box, ReportError, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    seen: str | None
    engines_agree: bool | None
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
        " f.core_table, f.reason, f.seen, f.engines_agree, e.source_file, e.sha256"
        " FROM evidence.figure AS f JOIN core.edition AS e USING (edition_id)"
        " WHERE list_contains(?, f.figure_id) ORDER BY f.figure_id",
        [wanted],
    ).fetchall()
    return [Place(row[0], row[1], row[2], (row[3], row[4], row[5], row[6]), *row[7:]) for row in rows]


def another_file(file: str, edition_id: str, page: int | None = None) -> ReportError:
    """The PDF in ``raw/`` is not the one whose figures were published."""
    return refuse("another_file", Where(file, edition_id, page))
