"""The questions of ``queries.sql``, asked by name."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


@cache
def queries() -> dict[str, str]:
    """Name -> SQL."""
    text = resources.files("kyokai_pipeline.dashboard").joinpath("queries.sql").read_text("utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def ask(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> list[Row]:
    """The rows of a named query, each as column -> value."""
    result = connection.execute(queries()[name], parameters or None)
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
