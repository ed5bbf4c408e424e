"""A reader's own SQL against the published file: it reads that file and nothing else, and ends.

Belongs here: what a query may do, and its rows as plain data. Does not belong here: how rows are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Timer
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import refuse

if TYPE_CHECKING:
    from pathlib import Path

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "lock_configuration": True,
}
"""A query reads the warehouse and nothing else: no other file, no network."""
MOST_ROWS, MOST_SECONDS = 200, 10.0


@dataclass(frozen=True)
class Rows:
    """The answer to a query.

    Attributes:
        rows: Column -> plain value.
        more: Whether there are more rows than these.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    more: bool


def select(database: Path, query: str, most: int = MOST_ROWS, seconds: float = MOST_SECONDS) -> Rows:
    """Run one SELECT, for somebody whose query is not known beforehand.

    Args:
        database: The published file.
        query: One statement that only reads.
        most: At most so many rows.
        seconds: A query that takes longer is stopped.

    Raises:
        ReportError: It is no single SELECT, it fails, or it takes too long.
    """
    import duckdb

    with duckdb.connect(str(database), read_only=True, config=LOCKED) as connection:
        try:
            statements = connection.extract_statements(query)
        except duckdb.Error as error:
            raise refuse("query_fails", reason=_first_line(error)) from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise refuse("query_not_select")
        alarm = Timer(seconds, connection.interrupt)
        alarm.start()
        try:
            cursor = connection.execute(statements[0])
            columns = tuple(str(column[0]) for column in cursor.description or [])
            found = cursor.fetchmany(most + 1)
        except duckdb.InterruptException as error:
            raise refuse("query_too_long", seconds=int(seconds)) from error
        except duckdb.Error as error:
            raise refuse("query_fails", reason=_first_line(error)) from error
        finally:
            alarm.cancel()
    rows = tuple(dict(zip(columns, map(plain, row), strict=True)) for row in found[:most])
    return Rows(columns, rows, len(found) > most)


def plain(value: Any) -> Any:
    """A value JSON can hold; a decimal stays a number as long as no digit is lost, else it becomes text."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
