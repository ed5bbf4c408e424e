"""The data dictionary: ``meta`` tables inside the warehouse, and the same as Markdown for docs/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.vocabulary import measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from kyokai_pipeline.warehouse.staging import StagedEdition


def _text(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "VARCHAR")


_META = {
    "table": (
        "表",
        "Every table",
        _text("schema_name", "table_name", "description_ja", "description_en", "key"),
    ),
    "column": (
        "列",
        "Every column",
        _text("schema_name", "table_name")
        | {"position": "INTEGER"}
        | _text("column_name", "type", "unit", "description_ja", "description_en"),
    ),
    "measure": ("項目", "Every measure", _text("measure_id", "label_ja", "label_en", "unit")),
    "check_result": (
        "検査の結果",
        "Every check that the data passed before they were staged",
        _text("edition_id", "check_name", "subject") | {"passed": "BOOLEAN"} | _text("detail"),
    ),
    "release": (
        "公開の材料",
        "What was published from which inputs",
        _text("edition_id", "source_file", "sha256", "fingerprint") | {"rows": "INTEGER"},
    ),
}


def table_rows() -> list[tuple[str, str, str, str, str]]:
    """schema, table, Japanese, English, key: for every table and mart."""
    rows = [(*name.split("."), schema.ja, schema.en, ", ".join(schema.key)) for name, schema in TABLES.items()]
    rows += [("marts", mart.name, mart.description_ja, mart.description_en, "") for mart in load_marts()]
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def column_rows(types: dict[tuple[str, str], str] | None = None) -> list[tuple[Any, ...]]:
    """schema, table, position, column, type, unit, Japanese, English: for every column.

    Args:
        types: (mart, column) -> type as built; marts have no declared types of their own.
    """
    rows: list[tuple[Any, ...]] = []
    for name, schema in TABLES.items():
        for at, column in enumerate(schema.columns, 1):
            rows.append((*name.split("."), at, column.name, column.sql, column.unit, column.ja, column.en))
    for mart in load_marts():
        for at, entry in enumerate(mart.columns, 1):
            built = (types or {}).get((mart.name, entry.name))
            rows.append(("marts", mart.name, at, entry.name, built, None, entry.ja, entry.en))
    return rows


def fill_dictionary(connection: duckdb.DuckDBPyConnection, editions: Sequence[StagedEdition]) -> None:
    """Create and fill the ``meta`` tables."""
    for name, (ja, en, columns) in _META.items():
        declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        connection.execute(f'CREATE TABLE meta."{name}" ({declared})')
        connection.execute(f"COMMENT ON TABLE meta.\"{name}\" IS '{ja} / {en}'")
    _insert(connection, "table", table_rows())
    _insert(connection, "column", column_rows())
    _insert(connection, "measure", [(m.measure_id, m.label_ja, m.label_en, m.unit) for m in measures()])
    _insert(
        connection,
        "release",
        [(e.edition_id, e.source_file, e.sha256, e.fingerprint, sum(e.rows.values())) for e in editions],
    )
    _insert(
        connection,
        "check_result",
        [
            (e.edition_id, "schema", name, True, f"{count} rows keep the types, units, ranges and keys of the schema")
            for e in editions
            for name, count in e.rows.items()
        ],
    )


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f'INSERT INTO meta."{name}" VALUES ({marks})', rows)


def dictionary_markdown() -> str:
    """The data dictionary as one Markdown page, Japanese and English."""
    columns = column_rows()
    parts = [
        "# データ辞書 Data dictionary",
        "",
        "表の説明は、公開ファイルの `meta.table`・`meta.column` と同じ内容です。",
        "The same is in the warehouse itself: `meta.table`, `meta.column`, and COMMENTs.",
    ]
    for schema, table, ja, en, key in table_rows():
        parts += ["", f"## {schema}.{table}", "", f"{ja}", "", f"{en}"]
        if key:
            parts += ["", f"キー key: `{key}`"]
        parts += ["", "| 列 column | 型 type | 単位 unit | 説明 | Description |", "|---|---|---|---|---|"]
        for row in columns:
            if row[:2] == (schema, table):
                parts.append(f"| `{row[3]}` | {row[4] or ''} | {row[5] or ''} | {row[6]} | {row[7]} |")
    return "\n".join(parts) + "\n"
