"""The data dictionary: ``meta`` tables inside the warehouse, and the same as Markdown for docs/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.marts import REQUIRED, MartColumn, load_marts
from kyokai_pipeline.schemas import TABLES, ColumnInfo, literal
from kyokai_pipeline.vocabulary.keys import packaged
from kyokai_pipeline.vocabulary.names import code_list_of, code_lists
from kyokai_pipeline.warehouse.japanese_views import SCHEMA as JAPANESE
from kyokai_pipeline.warehouse.japanese_views import views
from kyokai_pipeline.warehouse.macros import macros
from kyokai_pipeline.warehouse.names import fill_names
from kyokai_pipeline.warehouse.rows import insert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from kyokai_pipeline.warehouse.release import Release
    from kyokai_pipeline.warehouse.staging import StagedEdition

LONGEST = 400
"""Characters of codes that a COMMENT repeats; of longer lists it names the one in meta.code."""


@dataclass(frozen=True)
class MetaTable:
    """One table of ``meta``; ``columns``: name -> SQL type, Japanese, English."""

    ja: str
    en: str
    key: tuple[str, ...]
    columns: dict[str, tuple[str, str, str]]


def _meta_tables() -> dict[str, MetaTable]:
    loaded = packaged("meta_tables.yml", __package__)
    return {
        name: MetaTable(
            entry["ja"], entry["en"], tuple(entry["key"]), {k: tuple(v) for k, v in entry["columns"].items()}
        )
        for name, entry in loaded.items()
    }


META = _meta_tables()


def table_rows() -> list[tuple[str, ...]]:
    """schema, table, Japanese, English, key, note in Japanese and English: for every table and mart."""
    rows = [(*name.split("."), schema.ja, schema.en, ", ".join(schema.key), "", "") for name, schema in TABLES.items()]
    rows += [
        ("marts", mart.name, mart.description_ja, mart.description_en, ", ".join(mart.key), mart.note_ja, mart.note_en)
        for mart in load_marts()
    ]
    rows += [("meta", name, table.ja, table.en, ", ".join(table.key), "", "") for name, table in META.items()]
    rows += [(JAPANESE, view.name, *view.about, "", "", "") for view in views()]
    return rows


def column_rows() -> list[tuple[Any, ...]]:
    """A row of meta.column for every column, in the order of its columns."""
    return [(*row, _code_list(row[1], row[3])) for row in _columns_of_tables()] + [*_columns_of_views()]


def _columns_of_tables() -> Iterator[tuple[Any, ...]]:
    for name, schema in TABLES.items():
        for at, column in enumerate(schema.columns, 1):
            yield (*name.split("."), at, column.name, column.sql, column.unit, None, column.ja, column.en)
    for mart in load_marts():
        for at, entry in enumerate(mart.columns, 1):
            yield ("marts", mart.name, at, entry.name, entry.sql, entry.unit, _adds(entry), entry.ja, entry.en)
    for table, about in META.items():
        for at, (name, (kind, ja, en)) in enumerate(about.columns.items(), 1):
            yield ("meta", table, at, name, kind.removesuffix(REQUIRED), None, None, ja, en)


def _columns_of_views() -> Iterator[tuple[Any, ...]]:
    """Columns of the Japanese views: what is a code elsewhere is a word there."""
    for view in views():
        for at, name in enumerate(view.columns, 1):
            shown = view.column(name)
            kind = "VARCHAR" if view.is_coded(name) else shown.sql
            yield (JAPANESE, view.name, at, name, kind, shown.unit, _adds(shown), shown.ja, shown.en, None)


def _adds(column: MartColumn | ColumnInfo) -> bool | None:
    """Whether the numbers of a mart's column may be added; None of whatever holds none."""
    return column.adds if isinstance(column, MartColumn) and column.is_number else None


def _code_list(table: str, column: str) -> str | None:
    found = code_list_of(table, column)
    return found.name if found else None


def comment(table: str, column: str, described: str) -> str:
    """The COMMENT of a column: what it is in both languages, and what its codes mean.

    Args:
        table: Without its schema.
        column: Its name.
        described: Japanese, English and unit.
    """
    codes = code_list_of(table, column)
    if codes is None:
        return described
    said = "; ".join(f"{code} = {ja} / {en}" for code, (ja, en) in codes.codes.items())
    return f"{described} ({said if len(said) <= LONGEST else f'meta.code, list = {codes.name}'})"


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views of the schema 日本語, each with its comments."""
    for view in views():
        connection.execute(view.sql)
        ja, en = view.about
        place = f'w."{JAPANESE}"."{view.name}"'
        connection.execute(f"COMMENT ON VIEW {place} IS {literal(f'{ja} / {en}')}")
        for name in view.columns:
            connection.execute(f'COMMENT ON COLUMN {place}."{name}" IS {literal(view.column(name).described)}')


def fill_dictionary(connection: duckdb.DuckDBPyConnection, editions: Sequence[StagedEdition], release: Release) -> None:
    """Create the ``meta`` tables and fill them; the release note comes later."""
    for name, table in META.items():
        declared = ", ".join(f'"{column}" {kind}' for column, (kind, _, _) in table.columns.items())
        key = ", ".join(f'"{column}"' for column in table.key)
        connection.execute(f'CREATE TABLE meta."{name}" ({declared}, PRIMARY KEY ({key}))')
        connection.execute(f'COMMENT ON TABLE meta."{name}" IS {literal(f"{table.ja} / {table.en}")}')
        for column, (_, ja, en) in table.columns.items():
            about = literal(comment(name, column, f"{ja} / {en}"))
            connection.execute(f'COMMENT ON COLUMN meta."{name}"."{column}" IS {about}')
    insert(connection, 'meta."table"', table_rows())
    insert(connection, 'meta."column"', column_rows())
    insert(connection, "meta.macro", [(m.name, m.arguments, m.ja, m.en, m.example) for m in macros()])
    fill_names(connection)
    made = (release.number, release.building)
    insert(
        connection,
        "meta.release",
        [(e.edition_id, e.source_file, e.sha256, e.fingerprint, sum(e.rows.values()), *made) for e in editions],
    )
    insert(
        connection,
        "meta.check_result",
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


def dictionary_markdown() -> str:
    """The data dictionary as one Markdown page, Japanese and English."""
    columns = column_rows()
    parts = [
        "# データ辞書 Data dictionary",
        "",
        "表の説明は、公開ファイルの `meta.table`・`meta.column` と同じ内容です。",
        "The same is in the warehouse itself: `meta.table`, `meta.column`, and COMMENTs.",
        "",
        "「合計」は、その列を足してよいか（○）、足すと意味をなさないか（×：残高・平均・割合・累計など）。マートの数値のみ。",
        "",
        "“Adds” says whether rows may be added (○) or make no sense added (×: stocks, averages, shares, running"
        " totals); it is said of numbers in marts.",
    ]
    for schema, table, ja, en, key, note_ja, note_en in table_rows():
        parts += ["", f"## {schema}.{table}", "", f"{ja}", "", f"{en}"]
        parts += [part for note in (note_ja, note_en) if note for part in ("", note)]
        if key:
            parts += ["", f"キー key: `{key}`"]
        parts += ["", "| 列 column | 型 type | 単位 unit | 合計 adds | 説明 | Description |"]
        parts.append("|---|---|---|---|---|---|")
        for row in columns:
            if row[:2] == (schema, table):
                name, kind, unit, adds, in_japanese, in_english, codes = row[3:]
                listed = f" (`{codes}`)" if codes else ""
                added = {True: "○", False: "×", None: ""}[adds]
                said = f"{in_japanese}{listed} | {in_english}{listed}"
                parts.append(f"| `{name}` | {kind or ''} | {unit or ''} | {added} | {said} |")
    return "\n".join([*parts, *_macros_markdown(), *_codes_markdown()]) + "\n"


def _macros_markdown() -> list[str]:
    """The macros as one part of the page."""
    parts = ["", "## マクロ Macros", "", "| マクロ macro | 説明 | Description | 例 example |", "|---|---|---|---|"]
    return parts + [f"| `{m.name}({m.arguments})` | {m.ja} | {m.en} | `{m.example}` |" for m in macros()]


def _codes_markdown() -> list[str]:
    """The coded values as one part of the page."""
    parts = ["", "## コード Codes", "", "`meta.code`: 一覧 list, 値 code, 意味 meaning."]
    for entry in code_lists().values():
        parts += ["", f"### {entry.name}", "", "| 値 code | 意味 | Meaning |", "|---|---|---|"]
        parts += [f"| `{code}` | {ja} | {en} |" for code, (ja, en) in entry.codes.items()]
    return parts
