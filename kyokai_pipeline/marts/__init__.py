"""Marts: one SQL file each, its header says what it is. Dependencies are read from the SQL, never written twice.

What several marts select alike is a part: a common table expression in ``parts/``; the line ``part`` of a header names
those that a mart begins with.

Which figures a value is computed from is said beside it: the SELECT gives ``figures``, a map from a source to its
figures, and the header names the sources of each column: ``-- column net BIGINT {人} <- joined, left: …``. The column
``figure_ids`` follows from the map.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER = re.compile(
    r"^-- (ja|en|note|key|part|may be empty|no figures|"
    r"column (\w+)(?: ([A-Z][\w(), ]*(?:\[\])?[A-Z ]*?))?(?: \{(\S+?)( sum)?\})?(?: <- (\w+(?:, \w+)*))?): (.*)$"
)
REQUIRED = " NOT NULL"
_JAPANESE = re.compile("[぀-ヿ]")


@dataclass(frozen=True)
class MartColumn:
    """A column of a mart as its header describes it.

    Attributes:
        sql: DuckDB type.
        nullable: Whether it may be empty.
        unit: Unit of its numbers; ``{change_unit}`` where that column names it, None where it has none.
        adds: Whether its sum over any rows of the mart is a true figure; no stock, average, share or running total is.
        sources: What its value is computed from: keys of ``figures``, or columns that hold figure ids. Where none are
            named, it is computed from all that the row names.
    """

    name: str
    ja: str
    en: str
    sql: str
    nullable: bool
    unit: str | None
    adds: bool = False
    sources: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers that somebody might add; years, pages and positions have no unit."""
        return self.unit is not None and not self.sql.endswith("[]")

    @property
    def described(self) -> str:
        """Japanese, English, unit and whether it may be added, on one line."""
        named = (self.unit or "").strip("{}")
        unit = f" [単位は列 {named} / unit: see column {named}]" if named != (self.unit or "") else f" [{named}]"
        unit = unit if named else ""
        adds = " [合計可 / may be added]" if self.adds else " [合計不可 / do not add]" if self.is_number else ""
        return f"{self.ja} / {self.en}{unit}{adds}"


@dataclass(frozen=True)
class Mart:
    """One mart.

    Attributes:
        name: ``kpi_status``; the table is ``marts.kpi_status``.
        sql: A SELECT over ``core``, ``evidence``, ``meta`` and other marts, with the parts that its header names.
        depends_on: ``schema.table`` names that the SELECT reads.
        key: Columns that no two rows share. Where an edition is among them, the rows are about the editions themselves;
            elsewhere a sum counts nothing twice, however many editions there are.
        may_be_empty: Why the mart can rightly have no row, or None where an empty mart is a fault.
        no_figures: Why its rows name no figures of their own, or None where each must reach at least one
            through ``figure_ids``.
        note_ja: How to read it, beyond what it is; from the lines ``note`` that hold Japanese.
        note_en: The same from the other lines ``note``.
        figures: A SELECT of the key and of ``figures``, a map from each source to the figures of the row that it is;
            None where every column comes from all of ``figure_ids``.
    """

    name: str
    sql: str
    description_ja: str
    description_en: str
    columns: tuple[MartColumn, ...]
    depends_on: tuple[str, ...]
    key: tuple[str, ...]
    may_be_empty: str | None = None
    no_figures: str | None = None
    note_ja: str = ""
    note_en: str = ""
    figures: str | None = None


@cache
def load_marts() -> tuple[Mart, ...]:
    """All marts, each after the marts that it reads."""
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in files(__package__).iterdir()
        if entry.name.endswith(".sql")
    }
    marts = {name: read_mart(name, sql) for name, sql in found.items()}
    order = TopologicalSorter(
        {
            name: sorted(d.removeprefix("marts.") for d in m.depends_on if d.startswith("marts."))
            for name, m in sorted(marts.items())
        }
    )
    return tuple(marts[name] for name in order.static_order())


def read_mart(name: str, sql: str) -> Mart:
    """Parse one mart's file.

    Raises:
        ValueError: A header line is missing in either language, a column is described in one language only or twice
            or has no type, the key names no columns of the mart, or some columns name their sources and a number
            does not.
    """
    said, columns = _header(name, sql)
    if not (said["ja"] and said["en"] and columns):
        raise ValueError(f"marts/{name}.sql: the header must have ja, en and column lines")
    ja, en = " ".join(said["ja"]), " ".join(said["en"])
    note_ja, note_en = "".join(said["note ja"]), " ".join(said["note en"])
    single = {what: texts[-1] for what, texts in said.items() if texts}
    key = tuple(part.strip() for part in single.get("key", "").split(","))
    if not set(key) <= {column.name for column in columns}:
        raise ValueError(f"marts/{name}.sql: the header must have a key line that names columns of it")
    empty, no_figures = single.get("may be empty"), single.get("no figures")
    if "part" in single:
        sql = _with_parts(sql, single["part"].split(", "))
    reads, figures = tables_read(sql), _figures(name, sql, key, columns)
    if figures:
        sql = f"SELECT * EXCLUDE (figures), {_ALL} AS figure_ids FROM ({sql})"
    return Mart(name, sql, ja, en, tuple(columns), reads, key, empty, no_figures, note_ja, note_en, figures)


_ALL = "list_sort(list_distinct(list_filter(flatten(map_values(figures)), lambda id: id IS NOT NULL)))"


def _figures(name: str, sql: str, key: Sequence[str], columns: Sequence[MartColumn]) -> str | None:
    """The SELECT of the figures of each source; None where the sources are columns themselves, or there are none."""
    named = {source for column in columns for source in column.sources}
    silent = [column.name for column in columns if named and column.is_number and not column.sources]
    if silent:
        raise ValueError(f"marts/{name}.sql: column {silent[0]} does not say what it is computed from")
    if all(source.endswith("figure_ids") for source in named):
        return None
    return f"SELECT {', '.join(key)}, figures FROM ({sql})"


def _header(name: str, sql: str) -> tuple[defaultdict[str, list[str]], list[MartColumn]]:
    """The texts of a header by what their lines begin with, notes also by their language; and its columns."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    columns: list[MartColumn] = []
    for found in filter(None, map(_HEADER.match, sql.splitlines())):
        what, text = found[1], found[7]
        if found[2]:
            columns.append(_column(name, found, columns))
        elif what == "note":
            said["note ja" if _JAPANESE.search(text) else "note en"].append(text)
        else:
            said[what].append(text)
    return said, columns


def _with_parts(sql: str, names: list[str]) -> str:
    """The SELECT with parts before its own common table expressions."""
    folder = files(__package__).joinpath("parts")
    parts = ",\n".join(folder.joinpath(f"{name}.sql").read_text(encoding="utf-8").rstrip() for name in names)
    header, start, body = re.split(r"^(with|select)\b", sql, maxsplit=1, flags=re.MULTILINE)
    return f"{header}with\n{parts},\n{body.lstrip()}" if start == "with" else f"{header}with\n{parts}\n{start}{body}"


def _column(mart: str, found: re.Match[str], before: list[MartColumn]) -> MartColumn:
    """The column that a header line declares: ``-- column net BIGINT {人 sum}: 差引 / Joined less left``."""
    name, declared, unit, adds = found[2], found[3], found[4], found[5] is not None
    sources = tuple(found[6].split(", ")) if found[6] else ()
    ja, _, en = (part.strip() for part in f" {found[7]} ".partition(" / "))
    if name in {column.name for column in before}:
        raise ValueError(f"marts/{mart}.sql: column {name} is described twice")
    if not ja or not en:
        raise ValueError(f"marts/{mart}.sql: column {name} is described in one language only")
    if not declared:
        raise ValueError(f"marts/{mart}.sql: column {name} has no type")
    required = declared.endswith(REQUIRED)
    unit = f"{{{unit}}}" if unit and unit.endswith("unit") else unit
    return MartColumn(name, ja, en, declared.removesuffix(REQUIRED), not required, unit, adds, sources)


def create_mart(mart: Mart) -> tuple[str, str]:
    """Statements that create a mart as its header declares it, and fill it.

    A column of whole numbers refuses a fraction, which DuckDB would round without a word.
    """
    columns = [f'"{c.name}" {c.sql}{"" if c.nullable else REQUIRED}' for c in mart.columns]
    key = ", ".join(f'"{name}"' for name in mart.key)
    whole = [
        f'CASE WHEN "{c.name}" <> trunc("{c.name}") THEN error(\'marts.{mart.name}.{c.name} is no whole number\')'
        f' ELSE "{c.name}" END AS "{c.name}"'
        for c in mart.columns
        if c.sql == "BIGINT"
    ]
    replaced = f" REPLACE ({', '.join(whole)})" if whole else ""
    return (
        f"CREATE TABLE marts.{mart.name} ({', '.join(columns)}, PRIMARY KEY ({key}))",
        f"INSERT INTO marts.{mart.name} BY NAME SELECT *{replaced} FROM ({mart.sql})",
    )


def tables_read(sql: str) -> tuple[str, ...]:
    """``schema.table`` names that a SELECT reads, sorted."""
    import sqlglot
    from sqlglot import exp

    parsed = sqlglot.parse_one(sql, dialect="duckdb")
    return tuple(sorted({f"{table.db}.{table.name}" for table in parsed.find_all(exp.Table) if table.db}))
