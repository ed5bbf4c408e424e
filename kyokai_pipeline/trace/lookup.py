"""From words to rows of the warehouse, and from each row to its figures on the paper.

A question is a figure id, a number as it is printed, or words that together pick rows: a measure or an indicator (by
id or by name), a year, a month, an edition, the name of a table, any value of a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, year_month
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import language
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.trace.columns import FIGURE_COLUMNS, figures_of, of_columns
from kyokai_pipeline.trace.places import Place, places_of
from kyokai_pipeline.vocabulary.prose import fact_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

FIGURE_ID = re.compile(r"FY\d{4}\S*:p\d+:\d+")
_NAMED = ("measure_id", "kpi_id", "fact_id")
_TEXTS = ("statement", "initiative", "sentence", "label_ja", "label_en", "description_ja", "description_en", "category")
_PARTS = {name for schema in TABLES.values() for name in schema.key}
_KEYS = _PARTS | {"identity_id", "subject", "earlier_edition", "later_edition", "fact_id", "comparison"}
_LEFT_OUT = (
    "core.edition",
    "core.passage",
    "core.initiative",
    "core.action_plan_item",
    "marts.fact",
    "marts.fact_total",
)
"""Tables whose rows name no figure; and marts.fact and fact_total, which say once more what the core tables say."""


class Described(NamedTuple):
    """What a table or a column is."""

    ja: str
    en: str

    def __str__(self) -> str:
        """In the reader's language."""
        return self.ja if language() == "ja" else self.en

    def both(self) -> str:
        """For a program, which hands it on to whoever reads which language."""
        return f"{self.ja} / {self.en}"


@dataclass(frozen=True)
class Trace:
    """One row and where it is printed.

    Attributes:
        table: ``marts.membership_trend``.
        key: Which row it is.
        values: What it says, without what is null.
        meanings: Column -> what it is.
        places: The figures that it comes from.
    """

    table: str
    description: Described
    key: dict[str, Any]
    values: dict[str, Any]
    meanings: dict[str, Described]
    places: tuple[Place, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data; numbers as text so that no digit is lost."""
        return {
            "table": self.table,
            "description": self.description.both(),
            "key": {name: _plain(value) for name, value in self.key.items()},
            "values": {name: _plain(value) for name, value in self.values.items()},
            "meanings": {name: meaning.both() for name, meaning in self.meanings.items()},
            "figures": [place.as_dict() for place in self.places],
        }


@dataclass(frozen=True)
class _Table:
    name: str
    description: Described
    columns: dict[str, Described]

    @property
    def has_period(self) -> bool:
        return bool({"fiscal_year", "month"} & set(self.columns))


PRINTED = re.compile(r"[▲△−-]?\d[\d,]*(?:\.\d+)?[%％]?")
"""A number as a reader copies it from a page."""


def trace(connection: duckdb.DuckDBPyConnection, asked: str, limit: int = 20) -> list[Trace]:
    """Every row that a question picks, the best first: what is named so, core tables before marts, prose last.

    Of several editions of one year the latest comes first.

    Args:
        connection: A published warehouse.
        asked: ``加入者数 2023``, ``kpi_status lifestyle_checkup_rate``, ``FY2023-draft:p02:0001``.
        limit: At most so many rows.
    """
    if FIGURE_ID.fullmatch(asked.strip()):
        return _of_figure(connection, asked.strip(), limit)
    words = [word for word in re.split(r"[\s　]+", asked) if word]
    years = dict(connection.execute("SELECT edition_id, fiscal_year FROM core.edition").fetchall())
    old = _superseded(connection)
    for near in (False, True):
        found = [hit for table in _tables(connection) for hit in _matching(connection, table, words, years, near=near)]
        if found:
            return sorted(found, key=lambda hit: _rank(hit, words, old))[:limit]
    return _of_printed(connection, words[0], limit) if len(words) == 1 and PRINTED.fullmatch(words[0]) else []


def _superseded(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Editions that a later one of their year has taken the place of."""
    rows = connection.execute("SELECT edition_id FROM core.edition WHERE NOT is_latest_of_year").fetchall()
    return {edition_id for (edition_id,) in rows}


def _rank(hit: Trace, words: Sequence[str], superseded: set[str]) -> tuple[bool, bool, bool, bool, int]:
    """What sorts first: a row whose measure or indicator was named, of a core table, not of prose, of few figures.

    What the draft said comes behind what the report says.
    """
    asked = {canonical(word).lower() for word in words}
    named = {str(hit.key[name]) for name in _NAMED if name in hit.key}
    known = {canonical(label).lower() for name in named for label in (name, *fact_names().get(name, ()))}
    prose, old = hit.table == "core.prose_figure", hit.key.get("edition_id") in superseded
    return not asked & known, hit.table.startswith("marts."), prose, old, len(hit.places)


def _of_printed(connection: duckdb.DuckDBPyConnection, number: str, limit: int) -> list[Trace]:
    """Every figure that is printed so, facts first, each with the rows that rest on it."""
    rows = connection.execute(
        "SELECT figure_id, printed FROM evidence.figure ORDER BY role IS DISTINCT FROM 'fact', figure_id"
    ).fetchall()
    wanted = _bare(number)
    found: list[Trace] = []
    for figure_id in (figure_id for figure_id, printed in rows if _bare(printed) == wanted):
        found += _of_figure(connection, figure_id, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _bare(printed: str) -> str:
    return canonical(printed).replace(",", "").rstrip("%％")


def _of_figure(connection: duckdb.DuckDBPyConnection, figure_id: str, limit: int) -> list[Trace]:
    """The figure itself, and every row that rests on it."""
    places = tuple(places_of(connection, [figure_id]))
    if not places:
        return []
    place = places[0]
    told = (
        "printed", "value", "unit", "role", "core_table", "reason", "marks", "read_by", "entered_by", "entered_on",
        "seen", "engines_agree",
    )  # fmt: skip
    said = {name: value for name in told if (value := getattr(place, name)) is not None}
    figure = TABLES["evidence.figure"]
    meanings = {column.name: Described(column.ja, column.en) for column in figure.columns if column.name in said}
    own = Trace("evidence.figure", Described(figure.ja, figure.en), {"figure_id": figure_id}, said, meanings, places)
    rows = [
        _traced(connection, table, row)
        for table in _tables(connection)
        for row in _rows(connection, table)
        if figure_id in figures_of(row)
    ]
    return [own, *rows][:limit]


def _matching(
    connection: duckdb.DuckDBPyConnection, table: _Table, words: Sequence[str], years: dict[str, int], *, near: bool
) -> Iterator[Trace]:
    asked = [word for word in words if canonical(word).lower() not in (table.name, table.name.partition(".")[2])]
    own = len(asked) < len(words)  # whose table is named may name its columns by their ids
    columns, rest = _columns_named(table, asked, own=own)
    for row in _rows(connection, table):
        # A sentence that names no year is looked for under that of its edition.
        undated = not table.has_period or row.get("fiscal_year", 0) is None
        cells = _cells(row, years if undated else None)
        if all(_meets(word, cells, near=near) for word in rest) and (rest or columns or own):
            yield _traced(connection, table, row, columns)


def _columns_named(table: _Table, asked: Sequence[str], *, own: bool) -> tuple[list[str], Sequence[str]]:
    """The columns of a wide table that words name, and the words that name none."""
    columns = [name for name in table.columns if any(_names(name, word, own=own) for word in asked)]
    if table.name.startswith("core."):
        return [], asked
    return columns, [word for word in asked if not any(_names(name, word, own=own) for name in columns)]


def _names(column: str, word: str, *, own: bool) -> bool:
    """Whether a word names a column: of a wide table (enrollees, 加入者数), or by its id one of the table asked for."""
    if column in _KEYS or column.endswith(FIGURE_COLUMNS):
        return False
    if own and word == column:
        return True
    names = (column, *fact_names()[column]) if column in fact_names() else ()
    return canonical(word).lower() in {canonical(name).lower() for name in names}


def _cells(row: dict[str, Any], years: dict[str, int] | None) -> dict[str, set[str]]:
    """What a row answers to: exact words of its key, and texts that may contain a word."""
    exact: set[str] = set()
    texts: set[str] = set()
    for name, value in row.items():
        if value is None or name.endswith(("figure_id", "figure_ids")):
            continue
        if name in _KEYS or name in ("pillar", "edition_id"):
            exact.add(canonical(str(value)).lower())
        if name in _NAMED:
            exact |= {canonical(label).lower() for label in fact_names().get(str(value), ())}
        if name in _TEXTS or name in _NAMED:
            texts.add(canonical(str(value)).lower())
    if years is not None and row.get("edition_id") in years:
        exact.add(str(years[row["edition_id"]]))
    return {"exact": exact, "texts": texts | exact}


def _meets(word: str, cells: dict[str, set[str]], *, near: bool) -> bool:
    forms = {canonical(word).lower(), *_dates(word)}
    if forms & cells["exact"]:
        return True
    return (
        near and not any(form.isdigit() for form in forms) and any(f in text for f in forms for text in cells["texts"])
    )


def _dates(word: str) -> set[str]:
    """令和5年度 -> 2023; 2023年10月 and 2023-10 -> 2023-10-01."""
    found: set[str] = set()
    try:
        year, month = fiscal_year(word), year_month(word)
    except NotADate:
        return found
    if year is not None:
        found.add(str(year))
    if month is None and (numbers := re.fullmatch(r"(\d{4})-(\d{1,2})", word)):
        month = int(numbers[1]), int(numbers[2])
    return found | ({f"{month[0]}-{month[1]:02d}-01"} if month else set())


def _traced(
    connection: duckdb.DuckDBPyConnection, table: _Table, row: dict[str, Any], columns: Sequence[str] = ()
) -> Trace:
    said = {name: value for name, value in row.items() if value is not None and not name.endswith(FIGURE_COLUMNS)}
    key = {name: value for name, value in said.items() if name in _KEYS}
    values = {name: value for name, value in said.items() if name not in _KEYS and (not columns or name in columns)}
    meanings = {name: table.columns[name] for name in (*key, *values)}
    places = places_of(connection, of_columns(connection, table.name, row, columns))
    return Trace(table.name, table.description, key, values, meanings, tuple(places))


def _tables(connection: duckdb.DuckDBPyConnection) -> list[_Table]:
    """Every table whose rows name figures, with what each column is."""
    rows = connection.execute(
        "SELECT c.schema_name || '.' || c.table_name, any_value(t.description_ja), any_value(t.description_en),"
        " list([c.column_name, c.description_ja, c.description_en] ORDER BY c.position)"
        ' FROM meta."column" AS c JOIN meta."table" AS t USING (schema_name, table_name)'
        " WHERE c.schema_name IN ('core', 'marts') GROUP BY ALL ORDER BY 1"
    ).fetchall()
    return [
        _Table(name, Described(ja, en), {column: Described(*said) for column, *said in columns})
        for name, ja, en, columns in rows
        if name not in _LEFT_OUT and any(column.endswith(FIGURE_COLUMNS) for column, *_ in columns)
    ]


def _rows(connection: duckdb.DuckDBPyConnection, table: _Table) -> Iterator[dict[str, Any]]:
    result = connection.execute(f"SELECT * FROM {table.name} ORDER BY ALL")
    names = [column[0] for column in result.description or []]
    for row in result.fetchall():
        yield dict(zip(names, row, strict=True))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
