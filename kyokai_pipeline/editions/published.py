"""What the published file holds, in counts; for summaries and for ``kyokai status``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Contents:
    """Counts of one warehouse file.

    Attributes:
        editions: Edition ids, oldest first.
        rows: ``schema.table`` -> rows, tables and marts alike.
        size: Of the file, bytes.
    """

    editions: list[str]
    rows: dict[str, int]
    size: int

    def tables(self, schema: str) -> int:
        """How many tables of ``schema`` there are."""
        return sum(name.startswith(f"{schema}.") for name in self.rows)


def contents(database: Path) -> Contents:
    """Count what ``database`` holds."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('core', 'evidence', 'marts', 'meta') order by all"
        ).fetchall()
        rows = {
            f"{schema}.{name}": _one(connection.execute(f'select count(*) from "{schema}"."{name}"').fetchone())
            for schema, name in names
        }
        editions = connection.execute(
            "select edition_id from core.edition order by fiscal_year, not is_draft, revision"
        ).fetchall()
    return Contents([row[0] for row in editions], rows, database.stat().st_size)


def _one(row: tuple[int, ...] | None) -> int:
    return row[0] if row else 0
