"""The schema 日本語: every mart a reader starts from, as a view with Japanese names and Japanese words for codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES, literal
from kyokai_pipeline.vocabulary.keys import packaged
from kyokai_pipeline.vocabulary.names import code_list_of

if TYPE_CHECKING:
    from kyokai_pipeline.marts import MartColumn
    from kyokai_pipeline.schemas import ColumnInfo

SCHEMA = "日本語"


@dataclass(frozen=True)
class View:
    """One view.

    Attributes:
        name: ``加入者数推移``.
        table: What it shows, e.g. ``marts.membership_by_year``.
        columns: Japanese name -> column of the table.
    """

    name: str
    table: str
    columns: dict[str, str]

    @property
    def about(self) -> tuple[str, str]:
        """What it shows, Japanese and English."""
        if self.table in TABLES:
            return TABLES[self.table].ja, f"{self.table}: {TABLES[self.table].en}"
        mart = next(mart for mart in load_marts() if f"marts.{mart.name}" == self.table)
        return mart.description_ja, f"{self.table}: {mart.description_en}"

    def column(self, name: str) -> ColumnInfo | MartColumn:
        """The column of the table behind a Japanese name."""
        if self.table in TABLES:
            columns: list[ColumnInfo] | list[MartColumn] = TABLES[self.table].columns
        else:
            columns = list(next(mart for mart in load_marts() if f"marts.{mart.name}" == self.table).columns)
        return next(column for column in columns if column.name == self.columns[name])

    def is_coded(self, name: str) -> bool:
        """Whether a column shows what its codes mean; units are Japanese already."""
        return self._codes(name) is not None

    def _codes(self, name: str) -> str | None:
        found = code_list_of(self.table.split(".")[1], self.columns[name])
        return found.name if found and found.name != "unit" else None

    @property
    def sql(self) -> str:
        """The statement that creates it in the attached file ``w``."""
        shown, joins = [], []
        for number, (name, column) in enumerate(self.columns.items()):
            codes = self._codes(name)
            shown.append(f'c{number}.label_ja AS "{name}"' if codes else f't."{column}" AS "{name}"')
            if codes:
                said = f'c{number}.list = {literal(codes)} AND c{number}.code = t."{column}"'
                joins.append(f"LEFT JOIN meta.code AS c{number} ON {said}")
        body = " ".join([f"SELECT {', '.join(shown)} FROM {self.table} AS t", *joins])
        return f'CREATE VIEW w."{SCHEMA}"."{self.name}" AS {body}'


@cache
def views() -> tuple[View, ...]:
    """Every view, in the order of the file."""
    loaded = packaged("japanese_views.yml", __package__)
    return tuple(View(name, entry["table"], entry["columns"]) for name, entry in loaded.items())
