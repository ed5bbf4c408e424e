"""One pandera model per warehouse table: the single source of checks, DDL, comments and the data dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.schemas import core as core
from kyokai_pipeline.schemas import evidence as evidence
from kyokai_pipeline.schemas.base import TABLES, ColumnInfo, TableSchema

if TYPE_CHECKING:
    from collections.abc import Sequence


def figure_columns(name: str) -> list[str]:
    """The columns of a core table that point at evidence.figure."""
    own = {"figure_id"} if name == "evidence.figure" else set()
    return [c.name for c in TABLES[name].columns if c.name.endswith("figure_id") and c.name not in own]


def create_table(name: str, catalogue: str) -> str:
    """DDL of a table: types, NOT NULL, CHECK of closed lists, primary key.

    Args:
        name: ``core.membership``.
        catalogue: The attached database to create it in.
    """
    model = TABLES[name]
    lines = [_column_ddl(column) for column in model.columns]
    lines.append(f"PRIMARY KEY ({', '.join(model.key)})")
    return f"CREATE TABLE {catalogue}.{name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_ddl(column: ColumnInfo) -> str:
    parts = [f'"{column.name}"', column.sql]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.allowed:
        parts.append(f'CHECK ("{column.name}" IN ({", ".join(map(literal, column.allowed))}))')
    return " ".join(parts)


def comments(name: str, catalogue: str) -> Sequence[str]:
    """COMMENT statements of a table and its columns, Japanese and English."""
    model = TABLES[name]
    found = [f"COMMENT ON TABLE {catalogue}.{name} IS {literal(f'{model.ja} / {model.en}')}"]
    for column in model.columns:
        comment = literal(column.described)
        found.append(f'COMMENT ON COLUMN {catalogue}.{name}."{column.name}" IS {comment}')
    return found


def literal(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


__all__ = ["TABLES", "ColumnInfo", "TableSchema", "comments", "create_table", "figure_columns", "literal"]
