"""``kyokai sql``: one read-only query against the published file."""

from __future__ import annotations

import csv
import io
import json
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.columns import shown_columns
from kyokai_pipeline.cli.numbers import alike, is_number
from kyokai_pipeline.cli.table import folded, width
from kyokai_pipeline.messages import notice
from kyokai_pipeline.messages.language import language
from kyokai_pipeline.warehouse.queries import LOCKED, plain

if TYPE_CHECKING:
    from pathlib import Path


class Form(Enum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(warehouse: Path, query: str, form: Form) -> int:
    """Run ``query`` and print its rows; the exit code."""
    import duckdb

    database = paths.database(warehouse)
    if not database.is_file():
        console.not_published_yet(database)
        return console.REFUSED
    text = sys.stdin.read() if query == "-" else query
    try:
        with duckdb.connect(str(database), read_only=True, config=LOCKED) as connection:
            cursor = connection.execute(text)
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchall() if names else []
    except duckdb.Error as error:
        console.complain(f"✗ {notice('query_failed')}\n  {str(error).strip()}")
        return console.USAGE
    _print(names, rows, form)
    return console.GOOD


def _print(names: list[str], rows: list[tuple[Any, ...]], form: Form) -> None:
    if form is Form.JSON:
        told = [dict(zip(names, map(plain, row), strict=True)) for row in rows]
        console.say_json(told)
    elif form is Form.CSV:
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([["" if value is None else _text(value) for value in row] for row in rows])
        console.say_exactly(held.getvalue())
    else:
        columns = [[row[at] for row in rows] for at in range(len(names))]
        numeric = [any(map(is_number, column)) for column in columns]
        cells = [list(row) for row in zip(*map(_column, columns), strict=True)]
        _say_table(names, cells, numeric)


def _say_table(names: list[str], cells: list[list[str]], numeric: list[bool]) -> None:
    """The columns that fit, how many rows, and which columns do not fit."""
    kept = shown_columns(names, cells, numeric, console.room(), language())
    shown = console.table(
        [names[at] for at in kept], [[row[at] for at in kept] for row in cells], [numeric[at] for at in kept]
    )
    console.say(shown if names else "")
    console.say("\n" + notice("rows_found", rows=len(cells)))
    if left_out := [name for at, name in enumerate(names) if at not in kept]:
        told = notice("columns_left_out", names=", ".join(left_out))
        console.say("\n".join(folded(told, console.room() or width(told))))


def _text(value: Any) -> str:
    said = plain(value)
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _column(values: list[Any]) -> list[str]:
    if all(value is None or is_number(value) for value in values):
        return alike(values)
    return ["" if value is None else _shown(value) for value in values]


def _shown(value: Any) -> str:
    said = plain(value)
    if isinstance(said, list) and len(said) > 1 and all(isinstance(one, str) for one in said):
        # Of many figure ids a terminal shows the first; --json and --csv give all.
        return f"{said[0]} … ({len(said)})"
    return _text(value).replace("\n", " ")
