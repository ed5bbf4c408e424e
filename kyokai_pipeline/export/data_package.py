"""``datapackage.json`` (Data Package v2, https://datapackage.org) and ``llms.txt``: what lies in the folder."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.export.contents import ABOUT, TITLE
from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.export.contents import Contents, Field, Resource

NAME = "datapackage.json"
_TYPES = {"VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "BOOLEAN": "boolean", "DATE": "date"}


def write(contents: Contents, folder: Path) -> None:
    """Describe the CSV files of ``folder``."""
    write_json(folder / NAME, _package(contents, folder))
    (folder / "llms.txt").write_text(_llms(contents), encoding="utf-8")


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Readable, in the given order, with Japanese as it is."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _package(contents: Contents, folder: Path) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kyokai",
        "title": TITLE.both(),
        "description": ABOUT.both(),
        "version": str(contents.release),
        "sources": [
            {"title": citation} | ({"path": address} if address else {}) for _, citation, address in contents.editions
        ],
        "resources": [_resource(resource, folder) for resource in contents.resources],
    }


def _resource(resource: Resource, folder: Path) -> dict[str, Any]:
    path = folder / "csv" / f"{resource.name}.csv"
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [""],
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    return {
        "name": resource.name,
        "type": "table",
        "title": resource.table,
        "description": f"{resource.en} / {resource.ja}",
        "path": path.relative_to(folder).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "dialect": {"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    return {"name": field.name, "type": kind_of(field), "description": field.description}


def kind_of(field: Field) -> str:
    """The type of Table Schema that an SQL type is."""
    if field.sql.endswith("[]"):
        return "array"
    return _TYPES.get(field.sql, "number")


def _llms(contents: Contents) -> str:
    """An index for programs that read text, in English: https://llmstxt.org."""
    listed = {
        is_evidence: [
            f"- [{r.name}](csv/{r.name}.csv): {r.en} {r.ja}"
            for r in contents.resources
            if (r.schema == "evidence") is is_evidence
        ]
        for is_evidence in (False, True)
    }
    optional = (
        (NAME, phrase("export_package_is")),
        ("croissant.json", phrase("export_croissant_is")),
        ("kyokai.xlsx", phrase("export_workbook_is")),
    )
    sections = (
        (phrase("export_tables"), listed[False]),
        (phrase("export_evidence"), listed[True]),
        (phrase("export_sources"), [f"- {edition}: {citation}" for edition, citation, _ in contents.editions]),
        (phrase("export_optional"), [f"- [{name}]({name}): {what.text('en')}" for name, what in optional]),
    )
    lines = [f"# {TITLE.text('en')}", "", f"> {ABOUT.text('en')}", "", phrase("export_reading").text("en")]
    for head, entries in sections:
        lines += ["", f"## {head.text('en')}", "", *entries]
    return "\n".join(lines) + "\n"
