"""Which figures a column of a row is read from.

Belongs here: the way from a column to its figures. Does not belong here: which rows a question picks (lookup.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.marts import computed_from, load_marts
from kyokai_pipeline.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

FIGURE_COLUMNS = ("figure_id", "figure_ids")
"""How the columns end that name figures."""


def figures_of(row: dict[str, Any]) -> list[str]:
    """All figures that a row names."""
    single = [value for name, value in row.items() if name.endswith("figure_id") and value is not None]
    return list(dict.fromkeys([*single, *(row.get("figure_ids") or [])]))


def of_columns(
    connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any], columns: Sequence[str]
) -> Sequence[str]:
    """Of the figures of a row those that its chosen columns come from; all of them where that cannot be said.

    A core table says it: ``target_value`` is printed where ``target_figure_id`` is. A column of a wide table is the
    value of the measure of its name, in the year of the row. A computed column has the figures of all the columns
    that its mart computes it from.

    Args:
        connection: A published warehouse.
        table: ``marts.membership_by_year``.
        row: One of its rows.
        columns: Some of its columns; none for the row as a whole.
    """
    figures, found = figures_of(row), []
    for column in columns:
        printed = _of_column(connection, row, figures, column)
        if not printed:
            parts = [_of_column(connection, row, figures, part) for part in _computed_from(table, column)]
            printed = [figure for part in parts for figure in part] if all(parts) else []
        if not printed:
            return figures
        found += printed
    return list(dict.fromkeys(found)) or figures


def _of_column(
    connection: duckdb.DuckDBPyConnection, row: dict[str, Any], figures: Sequence[str], column: str
) -> list[str]:
    stem = re.sub("_(value|text|pct_printed)$", "", column)
    printed = _printed_in(connection, [f"{column}_figure_id", f"{stem}_figure_id"], row, figures)
    return printed or _printed_in(connection, ["value_figure_id"], row, figures, measure=column)


def _computed_from(table: str, column: str) -> list[str]:
    """The columns that a column of a mart is computed from, sorted."""
    mart = next((mart for mart in load_marts() if table == f"marts.{mart.name}"), None)
    return [] if mart is None else sorted(computed_from(mart).get(column, ()))


def _printed_in(
    connection: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    row: dict[str, Any],
    figures: Sequence[str],
    measure: str | None = None,
) -> list[str]:
    """Those of some figures that stand in one of the named columns of a core table, in the year of the row."""
    found: list[str] = []
    for table, schema in TABLES.items():
        held = {column.name for column in schema.columns}
        if not table.startswith("core.") or (measure is not None and "measure_id" not in held):
            continue
        same = {name: row[name] for name in ("fiscal_year",) if name in held and name in row}
        same |= {} if measure is None else {"measure_id": measure}
        where = "".join(f" AND {name} = ?" for name in same)
        for name in dict.fromkeys(names):
            if name in held:
                query = f"SELECT {name} FROM {table} WHERE list_contains(?, {name}){where}"
                found += [figure for (figure,) in connection.execute(query, [list(figures), *same.values()]).fetchall()]
    return list(dict.fromkeys(found))
