"""One Excel workbook: a sheet a mart, with frozen heads, number formats, units and notes, and a sheet of sources."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.export.contents import TITLE
from kyokai_pipeline.export.tables import guarded
from kyokai_pipeline.messages import both, phrase

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kyokai_pipeline.export.contents import Contents, Field, Resource

NAME = "kyokai.xlsx"
_CLOCK = datetime(1980, 1, 1, tzinfo=UTC)
"""When it says it was made: the same input gives the same bytes."""
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDEST, _NARROWEST, _SHEET_NAME = 60, 8, 31


def write(connection: duckdb.DuckDBPyConnection, contents: Contents, path: Path) -> None:
    """Write the workbook; figure ids are left to the other forms."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as book:
        book.set_properties({"created": _CLOCK})
        said = phrase("export_sources")
        sources = book.add_worksheet(f"{said.text('ja')} {said.text('en')}")  # Excel takes no slash in a sheet's name.
        for number, row in enumerate(_sources(contents)):
            sources.write_row(number, 0, [guarded(cell) if cell else cell for cell in row])
        sources.set_column(0, 0, 24)
        sources.set_column(1, 1, 100)
        formats = _Formats(book)
        for resource in (resource for resource in contents.resources if resource.schema == "marts"):
            _sheet(book.add_worksheet(resource.table[:_SHEET_NAME]), resource, connection, formats)
    path.write_bytes(content.getvalue())


class _Formats:
    """How cells look: heads, and a column by the type of its values."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._whole = book.add_format({"num_format": "#,##0"})
        self._decimal = book.add_format({"num_format": "#,##0.####"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})

    def of(self, field: Field) -> Format | None:
        """That of a column; none where it needs none."""
        if field.sql == "BIGINT":
            return self._whole
        if field.sql == "DATE":
            return self._date
        return self._decimal if field.sql.startswith("DECIMAL") and not field.sql.endswith("]") else None


def _sources(contents: Contents) -> list[tuple[str | None, ...]]:
    rows: list[tuple[str | None, ...]] = [
        (TITLE.text("ja"), TITLE.text("en")),
        (both("export_release"), str(contents.release)),
        (None, None),
    ]
    rows += [(edition, citation) for edition, citation, _ in contents.editions]
    rows += [(both("export_terms"), terms) for terms in contents.terms]
    rows.append((None, None))
    rows += [(r.table, f"{r.ja} {r.en}") for r in contents.resources if r.schema == "marts"]
    return rows


def _sheet(sheet: Worksheet, resource: Resource, connection: duckdb.DuckDBPyConnection, formats: _Formats) -> None:
    fields = [(at, field) for at, field in enumerate(resource.fields) if not field.name.endswith("figure_ids")]
    rows = connection.execute(resource.select).fetchall()
    for column, (at, field) in enumerate(fields):
        values = [_value(row[at]) for row in rows]
        sheet.write_string(0, column, _head(field), formats.head)
        sheet.write_comment(0, column, field.description, {"author": "kyokai"})
        sheet.write_column(1, column, values, formats.of(field))
        longest = max((len(str(value)) for value in values if value is not None), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, longest + 2, len(field.name) + 2)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(fields) - 1)


def _head(field: Field) -> str:
    return field.name if not field.unit or field.unit.startswith("{") else f"{field.name} [{field.unit}]"


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return guarded(value) if isinstance(value, str) else value
