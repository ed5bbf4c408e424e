"""The data dictionary: ``meta`` tables inside the warehouse, and the same as Markdown for docs/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES, literal
from kyokai_pipeline.vocabulary import measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from kyokai_pipeline.warehouse.release import Release
    from kyokai_pipeline.warehouse.staging import StagedEdition


META = {
    "table": (
        "表の一覧。",
        "Every table.",
        {
            "schema_name": ("VARCHAR", "スキーマ", "Schema"),
            "table_name": ("VARCHAR", "表", "Table"),
            "description_ja": ("VARCHAR", "説明（日本語）", "Description in Japanese"),
            "description_en": ("VARCHAR", "説明（英語）", "Description in English"),
            "key": ("VARCHAR", "主キーの列", "Columns of the primary key"),
        },
    ),
    "column": (
        "列の一覧。",
        "Every column.",
        {
            "schema_name": ("VARCHAR", "スキーマ", "Schema"),
            "table_name": ("VARCHAR", "表", "Table"),
            "position": ("INTEGER", "表の中の順", "Order in the table"),
            "column_name": ("VARCHAR", "列", "Column"),
            "type": ("VARCHAR", "型", "Type"),
            "unit": ("VARCHAR", "単位（{unit} は行の unit 列）", "Unit; {unit} stands for the row's column unit"),
            "description_ja": ("VARCHAR", "説明（日本語）", "Description in Japanese"),
            "description_en": ("VARCHAR", "説明（英語）", "Description in English"),
        },
    ),
    "measure": (
        "項目の一覧。",
        "Every measure.",
        {
            "measure_id": ("VARCHAR", "項目の識別子", "Measure"),
            "label_ja": ("VARCHAR", "項目名", "Name in Japanese"),
            "label_en": ("VARCHAR", "項目名（英語）", "Name in English"),
            "unit": ("VARCHAR", "基本単位", "Base unit"),
        },
    ),
    "check_result": (
        "取り込み前の検査（everything_named は警告のみ）。",
        "Every check of the data before they were staged; everything_named only warns.",
        {
            "edition_id": ("VARCHAR", "版", "Edition"),
            "check_name": ("VARCHAR", "検査", "Check"),
            "subject": ("VARCHAR", "検査した表", "Table that was checked"),
            "passed": ("BOOLEAN", "合格か", "Whether it passed"),
            "detail": ("VARCHAR", "内容", "What was looked at"),
        },
    ),
    "release": (
        "公開の材料。",
        "What was published from which inputs.",
        {
            "edition_id": ("VARCHAR", "版", "Edition"),
            "source_file": ("VARCHAR", "raw/ のファイル名", "File name in raw/"),
            "sha256": ("VARCHAR", "ファイルのSHA-256", "SHA-256 of the file"),
            "fingerprint": (
                "VARCHAR",
                "ファイルと読み取りプログラムのハッシュ",
                "Hash of the file and of the code that read it",
            ),
            "rows": ("INTEGER", "行数", "Rows"),
            "release": ("INTEGER", "リリースの番号（1から）", "Number of the release, from 1"),
            "built_by": ("VARCHAR", "公開ファイルを作るプログラムのハッシュ", "Hash of the code that built the file"),
        },
    ),
    "release_note": (
        "前に公開したファイルから変わったこと。",
        "What changed against the file published before.",
        {
            "release": ("INTEGER", "リリースの番号", "Number of the release"),
            "position": ("INTEGER", "順", "Order in the note"),
            "section": (
                "VARCHAR",
                "区分（code, edition, table, unnamed, restatement, kpi, definition, value, check）",
                "code, edition, table, unnamed, restatement, kpi, definition, value or check",
            ),
            "edition_id": ("VARCHAR", "版", "Edition it is about"),
            "subject": ("VARCHAR", "対象", "What changed"),
            "change": ("VARCHAR", "変化（added, withdrawn, changed, first）", "added, withdrawn, changed or first"),
            "before": ("VARCHAR", "前回", "In the file before"),
            "after": ("VARCHAR", "今回", "In this file"),
        },
    ),
}
"""Dictionary table -> Japanese, English, column -> type, Japanese, English."""


def table_rows() -> list[tuple[str, str, str, str, str]]:
    """schema, table, Japanese, English, key: for every table and mart."""
    rows = [(*name.split("."), schema.ja, schema.en, ", ".join(schema.key)) for name, schema in TABLES.items()]
    rows += [
        ("marts", mart.name, mart.description_ja, mart.description_en, ", ".join(mart.key)) for mart in load_marts()
    ]
    rows += [("meta", name, ja, en, "") for name, (ja, en, _) in META.items()]
    rows.append(("meta", "evaluation", "恒等式の検算の結果。", "Outcome of every identity.", ""))
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
    for table, (_, _, columns) in META.items():
        for at, (name, (kind, ja, en)) in enumerate(columns.items(), 1):
            rows.append(("meta", table, at, name, kind, None, ja, en))
    return rows + evaluation_columns(types or {})


def evaluation_columns(types: dict[tuple[str, str], str]) -> list[tuple[Any, ...]]:
    """Rows of ``meta.evaluation`` in the dictionary: its columns are those of marts.reconciliation."""
    mart = next(mart for mart in load_marts() if mart.name == "reconciliation")
    return [
        ("meta", "evaluation", at, column.name, types.get((mart.name, column.name)), None, column.ja, column.en)
        for at, column in enumerate(mart.columns, 1)
    ]


def fill_dictionary(connection: duckdb.DuckDBPyConnection, editions: Sequence[StagedEdition], release: Release) -> None:
    """Create the ``meta`` tables and fill those that need no mart; ``fill_columns`` and the release note come later."""
    for name, (ja, en, columns) in META.items():
        declared = ", ".join(f'"{column}" {kind}' for column, (kind, _, _) in columns.items())
        connection.execute(f'CREATE TABLE meta."{name}" ({declared})')
        connection.execute(f'COMMENT ON TABLE meta."{name}" IS {literal(f"{ja} / {en}")}')
        for column, (_, about_ja, about_en) in columns.items():
            about = literal(f"{about_ja} / {about_en}")
            connection.execute(f'COMMENT ON COLUMN meta."{name}"."{column}" IS {about}')
    _insert(connection, "table", table_rows())
    _insert(connection, "measure", [(m.measure_id, m.label_ja, m.label_en, m.unit) for m in measures()])
    made = (release.number, release.building)
    _insert(
        connection,
        "release",
        [(e.edition_id, e.source_file, e.sha256, e.fingerprint, sum(e.rows.values()), *made) for e in editions],
    )
    _insert(
        connection,
        "check_result",
        [
            (e.edition_id, "schema", name, True, f"{count} rows keep the types, units, ranges and keys of the schema")
            for e in editions
            for name, count in e.rows.items()
        ]
        + [
            (
                e.edition_id,
                "everything_named",
                "evidence.unnamed_word",
                count == 0,
                f"{count} words that no term explains",
            )
            for e in editions
            for count in (e.rows["evidence.unnamed_word"],)
        ],
    )


def fill_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Describe every column, once the marts have been built and their types are known."""
    built = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'marts'"
    ).fetchall()
    _insert(connection, "column", column_rows({(table, column): kind for table, column, kind in built}))


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
