"""Which figures a column of a row is computed from.

Belongs here: the way from a column to its figures. Does not belong here: which rows a question picks (lookup.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.marts import load_marts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from kyokai_pipeline.marts import Mart

FIGURE_COLUMNS = ("figure_id", "figure_ids")
"""How the columns end that name figures."""


def figures_of(row: dict[str, Any]) -> list[str]:
    """All figures that a row names."""
    single = [value for name, value in row.items() if name.endswith("figure_id") and value is not None]
    return list(dict.fromkeys([*single, *(row.get("figure_ids") or [])]))


def of_columns(
    connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any], columns: Sequence[str]
) -> Sequence[str]:
    """Of the figures of a row those that its chosen columns are computed from, as the mart's header says.

    Args:
        connection: A published warehouse.
        table: ``marts.membership_by_year``.
        row: One of its rows.
        columns: Some of its columns; none for the row as a whole.

    Returns:
        All figures of the row where a column is computed from all of them.
    """
    mart = next((mart for mart in load_marts() if table == f"marts.{mart.name}"), None)
    named = _named(mart, columns) if mart else []
    sources = _sources(connection, mart, row) if mart and named else None
    if sources is None:
        return figures_of(row)
    found = [figure for source in named for figure in sources.get(source) or () if figure is not None]
    return list(dict.fromkeys(found))


def _named(mart: Mart, columns: Sequence[str]) -> list[str]:
    """The sources that some columns name; none where one of them names none."""
    declared = {column.name: column.sources for column in mart.columns}
    sources = [declared.get(column, ()) for column in columns]
    return [source for several in sources for source in several] if all(sources) else []


def _sources(connection: duckdb.DuckDBPyConnection, mart: Mart, row: dict[str, Any]) -> dict[str, Any] | None:
    """Each source that the mart names -> its figures in that row; None where another version published the row."""
    import duckdb

    held = {name: value for name, value in row.items() if name.endswith("figure_ids")}
    if mart.figures is None:
        return held
    where = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in mart.key)
    try:
        ((*_, figures),) = connection.execute(
            f"{mart.figures} WHERE {where}", [row[name] for name in mart.key]
        ).fetchall()
    except (duckdb.Error, ValueError):
        return None
    together = {figure for part in figures.values() for figure in part or () if figure is not None}
    return {**held, **figures} if together == set(row["figure_ids"]) else None
