"""One pandera model per warehouse table: the single source of checks, DDL, comments and the data dictionary."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kyokai_pipeline.schemas import core as core
from kyokai_pipeline.schemas import evidence as evidence
from kyokai_pipeline.schemas import text as text
from kyokai_pipeline.schemas.base import TABLES, ColumnInfo, TableSchema
from kyokai_pipeline.schemas.core import SAME_DEFINITION

if TYPE_CHECKING:
    from collections.abc import Sequence


EVERY_EDITION = (
    "すべての版の行がある。合計の前に core.edition の is_latest_of_year で年度ごとに一つの版を選ぶ。",
    "Holds the rows of every edition: before adding up, choose one a year by is_latest_of_year of core.edition.",
)
"""What whoever adds up a table must know: a draft and the final report of a year say the same twice."""


def figure_columns(name: str) -> list[str]:
    """The columns of a core table that point at evidence.figure."""
    own = {"figure_id"} if name == "evidence.figure" else set()
    return [c.name for c in TABLES[name].columns if c.name.endswith("figure_id") and c.name not in own]


def figures_behind(name: str, column: str) -> list[str]:
    """The columns with the figure of a value: its own if it has one first, then the others of the row."""
    # single_bid_pct and its quantum stand at single_bid_pct_figure_id, not at single_bid_contracts_figure_id.
    candidates = figure_columns(name) or ["figure_id"] * any(c.name == "figure_id" for c in TABLES[name].columns)
    stems = {candidate: candidate.removesuffix("figure_id")[:-1] for candidate in candidates}
    return sorted(candidates, key=lambda c: -len(stems[c]) if column.startswith(stems[c]) else 0)


def create_table(name: str, catalogue: str) -> str:
    """DDL of a table: types, NOT NULL, CHECK of closed lists, bounds and columns that go together, primary key.

    Args:
        name: ``core.membership``.
        catalogue: The attached database to create it in.
    """
    model = TABLES[name]
    lines = [_column_ddl(column) for column in model.columns]
    lines += [_check(" = ".join(f'("{name}" IS NULL)' for name in pair)) for pair in _pairs(model)]
    lines += [_check(f'("{a}" IS NULL) <> ("{b}" IS NULL)') for a, b in model.either]
    lines.append(f"PRIMARY KEY ({', '.join(model.key)})")
    return f"CREATE TABLE {catalogue}.{name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_ddl(column: ColumnInfo) -> str:
    parts = [f'"{column.name}"', column.sql]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.allowed:
        parts.append(_check(f'"{column.name}" IN ({", ".join(map(literal, column.allowed))})'))
    parts += [_check(f'"{column.name}" {bound}') for bound in column.bounds]
    return " ".join(parts)


def _pairs(model: TableSchema) -> list[tuple[str, str]]:
    """Neighbours among the columns that go together."""
    return [pair for group in model.together for pair in pairwise(group)]


def _check(condition: str) -> str:
    return f"CHECK ({condition})"


def comments(name: str, catalogue: str) -> Sequence[str]:
    """COMMENT statements of a table and its columns, Japanese and English."""
    model = TABLES[name]
    ja, en = model.ja, model.en
    if any(column.name == "edition_id" for column in model.columns) and model.key != ("edition_id",):
        ja, en = f"{ja}{EVERY_EDITION[0]}", f"{en} {EVERY_EDITION[1]}"
    found = [f"COMMENT ON TABLE {catalogue}.{name} IS {literal(f'{ja} / {en}')}"]
    for column in model.columns:
        comment = literal(column.described)
        found.append(f'COMMENT ON COLUMN {catalogue}.{name}."{column.name}" IS {comment}')
    return found


def literal(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


__all__ = [
    "SAME_DEFINITION",
    "TABLES",
    "ColumnInfo",
    "TableSchema",
    "comments",
    "create_table",
    "figure_columns",
    "figures_behind",
    "literal",
]
