"""A few rows of core, written by hand, in a database in memory; and what a mart makes of them."""

from __future__ import annotations

from itertools import count
from typing import Any

import duckdb

from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.vocabulary import measures
from kyokai_pipeline.warehouse.dictionary import META
from kyokai_pipeline.warehouse.names import code_rows, relation_rows
from kyokai_pipeline.warehouse.rows import insert

Rows = list[dict[str, Any]]


class ByHand:
    """core, evidence and meta without constraints: a test writes only the columns that a mart looks at."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self._numbers = count(1)
        for schema in {name.split(".")[0] for name in TABLES} | {"meta", "marts"}:
            self.connection.execute(f"CREATE SCHEMA {schema}")
        for name, table in TABLES.items():
            columns = ", ".join(f'"{column.name}" {column.sql}' for column in table.columns)
            self.connection.execute(f"CREATE TABLE {name} ({columns})")
        for name in ("measure", "kpi", "fact", "code", "relation"):
            columns = ", ".join(f'"{column}" {said[0]}' for column, said in META[name].columns.items())
            self.connection.execute(f"CREATE TABLE meta.{name} ({columns})".replace(" NOT NULL", ""))
        self.connection.executemany(
            "INSERT INTO meta.measure (measure_id, label_ja, label_en, unit) VALUES (?, ?, ?, ?)",
            [(m.measure_id, m.label_ja, m.label_en, m.unit) for m in measures()],
        )
        insert(self.connection, "meta.code", code_rows())
        insert(self.connection, "meta.relation", relation_rows())

    def edition(self, edition_id: str) -> None:
        """An edition as its id says."""
        draft, revision = "-draft" in edition_id, int(edition_id.partition("-r")[2] or 1)
        self.add("edition", edition_id=edition_id, fiscal_year=int(edition_id[2:6]), is_draft=draft, revision=revision)

    def close_editions(self) -> None:
        """Say of each edition whether it is the latest of its year, as the build does."""
        self.connection.execute(
            "UPDATE core.edition SET is_latest_of_year = edition_id IN (SELECT first(edition_id ORDER BY is_draft,"
            " revision DESC) FROM core.edition GROUP BY fiscal_year)"
        )

    def add(self, table: str, **values: Any) -> str:
        """One row; figure columns that are not given get a figure of their own.

        Returns:
            The first of the row's figures.
        """
        name = f"core.{table}"
        edition = values["edition_id"]
        pointers = [c.name for c in TABLES[name].columns if c.name.endswith("figure_id") and c.name not in values]
        figures = {pointer: f"{edition}:p01:{next(self._numbers):04d}" for pointer in pointers}
        row = {**figures, **values}
        columns, marks = ", ".join(f'"{column}"' for column in row), ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", list(row.values()))
        return next(iter(figures.values()), "")

    def mart(self, name: str) -> Rows:
        """Build a mart, and those it reads, and give its rows in its own order."""
        self.close_editions()
        wanted = {f"marts.{name}"}
        for mart in reversed(load_marts()):
            wanted |= set(mart.depends_on) if f"marts.{mart.name}" in wanted else set()
        for mart in (mart for mart in load_marts() if f"marts.{mart.name}" in wanted):
            self.connection.execute(f"CREATE OR REPLACE TABLE marts.{mart.name} AS {mart.sql}")
        cursor = self.connection.execute(f"FROM marts.{name}")
        columns = [column[0] for column in cursor.description or []]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def pick(rows: Rows, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of each row; decimals as plain numbers, so that 3 is 3."""
    return [tuple(_plain(row[column]) for column in columns) for row in rows]


def _plain(value: Any) -> Any:
    from decimal import Decimal

    return float(value) if isinstance(value, Decimal) else value
