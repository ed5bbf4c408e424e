"""One Excel workbook: a sheet a mart, with frozen heads, number formats, units and notes, and a sheet of sources."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.export.contents import TITLE
from kyokai_pipeline.export.tables import guarded
from kyokai_pipeline.messages import both, phrase

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.export.contents import Contents, Field, Resource

NAME = "kyokai.xlsx"
_CLOCK = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every part: the same input gives the same bytes."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_WIDEST, _NARROWEST, _SHEET_NAME = 60, 8, 31


def write(connection: duckdb.DuckDBPyConnection, contents: Contents, path: Path) -> None:
    """Write the workbook; figure ids are left to the other forms."""
    import openpyxl

    book = openpyxl.Workbook()
    sources = book.active
    assert sources is not None
    said = phrase("export_sources")
    sources.title = f"{said.text('ja')} {said.text('en')}"  # Excel takes no slash in the name of a sheet.
    for row in _sources(contents):
        sources.append([guarded(cell) if cell else cell for cell in row])
    sources.column_dimensions["A"].width = 24
    sources.column_dimensions["B"].width = 100
    for resource in (resource for resource in contents.resources if resource.schema == "marts"):
        _sheet(book.create_sheet(resource.table[:_SHEET_NAME]), resource, connection)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_without_clock(buffer))


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


def _sheet(sheet: Any, resource: Resource, connection: duckdb.DuckDBPyConnection) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    fields = [(at, field) for at, field in enumerate(resource.fields) if not field.name.endswith("figure_ids")]
    sheet.append([_head(field) for _, field in fields])
    for row in connection.execute(resource.select).fetchall():
        sheet.append([_value(row[at]) for at, _ in fields])
    for number, (_, field) in enumerate(fields, 1):
        head = sheet.cell(1, number)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(field.description, "kyokai")
        letter = get_column_letter(number)
        cells = sheet[letter][1:]
        longest = max((len(str(cell.value)) for cell in cells if cell.value is not None), default=0)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, longest + 2, len(field.name) + 2))
        if number_format := _format(field):
            for cell in cells:
                cell.number_format = number_format
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _head(field: Field) -> str:
    return field.name if not field.unit or field.unit.startswith("{") else f"{field.name} [{field.unit}]"


def _format(field: Field) -> str | None:
    if field.sql == "BIGINT":
        return "#,##0"
    if field.sql == "DATE":
        return "yyyy-mm-dd"
    return "#,##0.####" if field.sql.startswith("DECIMAL") and not field.sql.endswith("]") else None


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return guarded(value) if isinstance(value, str) else value


def _without_clock(buffer: io.BytesIO) -> bytes:
    """The same workbook with one fixed time in every part and in its properties."""
    written = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return written.getvalue()
