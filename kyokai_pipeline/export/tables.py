"""CSV that a spreadsheet opens without harm, and Parquet that carries its descriptions."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.schemas import literal

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.export.contents import Contents

_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d,.]+%?$")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, tab and carriage return."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def write_csv(connection: duckdb.DuckDBPyConnection, contents: Contents, folder: Path) -> None:
    """``csv/<schema>.<table>.csv``: UTF-8 with a byte order mark, so that Excel sees Japanese; lists as JSON."""
    (folder / "csv").mkdir()
    for resource in contents.resources:
        with (folder / "csv" / f"{resource.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([field.name for field in resource.fields])
            for row in connection.execute(resource.select).fetchall():
                writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps([_item(item) for item in value], ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else repr(value)


def plain_number(value: Decimal) -> str:
    """All digits, no trailing zeros, no exponent: 39559000, 9.9."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _item(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def write_parquet(connection: duckdb.DuckDBPyConnection, contents: Contents, folder: Path) -> None:
    """``parquet/<schema>.<table>.parquet``; its metadata describe table and columns, Japanese and English."""
    (folder / "parquet").mkdir()
    for resource in contents.resources:
        columns = {field.name: {"ja": field.ja, "en": field.en, "unit": field.unit} for field in resource.fields}
        said = {
            "description_ja": resource.ja,
            "description_en": resource.en,
            "key": ", ".join(resource.key),
            "columns": json.dumps(columns, ensure_ascii=False),
        }
        metadata = ", ".join(f"{name}: {literal(text)}" for name, text in said.items())
        path = folder / "parquet" / f"{resource.name}.parquet"
        connection.execute(
            f"COPY ({resource.select}) TO {literal(str(path))} (FORMAT parquet, KV_METADATA {{{metadata}}})"
        )
