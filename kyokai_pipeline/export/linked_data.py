"""JSON-LD: ``dataset.jsonld`` for search engines (schema.org), ``croissant.json`` for machine learning (Croissant 1.1).

Sources: https://schema.org/Dataset and https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.export.contents import ABOUT, TITLE
from kyokai_pipeline.export.data_package import kind_of, sha256, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.export.contents import Contents, Field, Resource

_PUBLISHER = {
    "@type": "Organization",
    "name": "全国健康保険協会",
    "alternateName": "Japan Health Insurance Association",
}
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet",
          ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
_KINDS = {"string": "sc:Text", "integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date",
          "number": "sc:Float", "array": "sc:Text"}  # fmt: skip
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write(contents: Contents, folder: Path) -> None:
    """Describe the files of ``folder``, hashes and all."""
    write_json(folder / "dataset.jsonld", _dataset(contents, folder))
    write_json(folder / "croissant.json", _croissant(contents, folder))


def _common(contents: Contents) -> dict[str, Any]:
    cited = " ".join(citation for _, citation, _ in contents.editions)
    said: dict[str, Any] = {
        "name": TITLE.text("en"),
        "alternateName": TITLE.text("ja"),
        "description": ABOUT.text("en"),
        "version": f"{contents.release}.0.0",
        "inLanguage": ["ja", "en"],
        "creator": _PUBLISHER,
        "keywords": ["health insurance", "Japan", "協会けんぽ", "事業報告書"],
        "citation": cited,
    }
    if contents.terms:
        said["usageInfo"] = " ".join(contents.terms)
    return said


def _dataset(contents: Contents, folder: Path) -> dict[str, Any]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in _MEDIA)
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_common(contents),
        "isAccessibleForFree": True,
        "variableMeasured": [resource.name for resource in contents.resources if resource.schema == "marts"],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": path.name,
                "contentUrl": path.relative_to(folder).as_posix(),
                "encodingFormat": _MEDIA[path.suffix],
                "contentSize": f"{path.stat().st_size} B",
                "sha256": sha256(path),
            }
            for path in files
        ],
    }


def _croissant(contents: Contents, folder: Path) -> dict[str, Any]:
    common = _common(contents)
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **{key: common[key] for key in ("name", "description", "version", "inLanguage", "creator", "keywords")},
        "citeAs": common["citation"],
        "distribution": [_file(resource, folder) for resource in contents.resources],
        "recordSet": [_record_set(resource) for resource in contents.resources],
    }


def _file(resource: Resource, folder: Path) -> dict[str, Any]:
    path = folder / "csv" / f"{resource.name}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": f"{resource.name}.csv",
        "name": f"{resource.name}.csv",
        "contentUrl": path.relative_to(folder).as_posix(),
        "encodingFormat": "text/csv",
        "contentSize": f"{path.stat().st_size} B",
        "sha256": sha256(path),
    }


def _record_set(resource: Resource) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": resource.name,
        "name": resource.name,
        "description": f"{resource.en} / {resource.ja}",
    }
    if resource.key:
        said["key"] = [{"@id": f"{resource.name}/{column}"} for column in resource.key]
    return said | {"field": [_field(resource, field) for field in resource.fields]}


def _field(resource: Resource, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{resource.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _KINDS[kind_of(field)],
        "source": {"fileObject": {"@id": f"{resource.name}.csv"}, "extract": {"column": field.name}},
    }
