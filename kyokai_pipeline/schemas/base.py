"""What a table schema is: a pandera model whose columns also know their SQL type, unit and Japanese name.

Belongs here: the pieces that every table model is made of. Does not belong here: any one table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.pandas as pa
from pandera import extensions
from pandera.typing.pandas import Series

if TYPE_CHECKING:
    from collections.abc import Callable

SCALE = 4
"""Decimal places of DECIMAL(18, 4): the finest printed quantum so far is 0.001 %."""
ANY_NUMBER = (38, 10)
"""Digits kept of any number on any page: a code of 20 digits is a figure too, and must not stop a publish."""
WIDTH = 18
"""Digits of DECIMAL(18, 4): up to 99 兆. A table that holds any number of any page asks for more."""

Text = Series[str]
Whole = Series[pd.Int64Dtype]
Number = Series[object]
Day = Series[object]
Real = Series[float]
Flag = Series[bool]
Maybe = Series[pd.BooleanDtype]


@extensions.register_check_method(statistics=["kept"], check_type="element_wise")  # type: ignore[untyped-decorator]
def printed_decimal(value: object, *, kept: tuple[int, int]) -> bool:
    """A finite Decimal with no more digits than the column keeps: nothing is rounded on the way, nothing overflows."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    width, scale = kept
    return -int(value.as_tuple().exponent) <= scale and abs(value) < Decimal(10) ** (width - scale)


@extensions.register_check_method(statistics=["width"], check_type="element_wise")  # type: ignore[untyped-decorator]
def printed_count(value: object, *, width: int) -> bool:
    """A finite Decimal that is a whole number, however it was printed (144.2 万人), of no more digits than are kept."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    return value == value.to_integral_value() and abs(value) < Decimal(10) ** width


@extensions.register_check_method(statistics=["kind"], check_type="element_wise")  # type: ignore[untyped-decorator]
def calendar_day(value: object, *, kind: str) -> bool:
    """A date without a time of day."""
    return type(value) is dt.date and kind == "day"


def column(ja: str, en: str, *, sql: str = "VARCHAR", unit: str | None = None, **rules: Any) -> Any:
    """A column of a table model.

    Args:
        ja: What it is, Japanese.
        en: What it is, English.
        sql: DuckDB type.
        unit: Unit of its numbers; ``{unit}`` where another column names it.
        rules: ``nullable`` and pandera checks.
    """
    return pa.Field(description=f"{ja} / {en}", metadata={"ja": ja, "en": en, "sql": sql, "unit": unit}, **rules)


def text(ja: str, en: str, **rules: Any) -> Any:
    """A column of text."""
    return column(ja, en, **rules)


def whole(ja: str, en: str, *, unit: str | None = None, **rules: Any) -> Any:
    """A column of whole numbers."""
    return column(ja, en, sql="INTEGER", unit=unit, **rules)


def number(
    ja: str, en: str, *, unit: str | None = "{unit}", kept: tuple[int, int] = (WIDTH, SCALE), **rules: Any
) -> Any:
    """A column of printed numbers, exact.

    Args:
        ja: What it is, Japanese.
        en: What it is, English.
        unit: Unit of its numbers; ``{unit}`` where another column names it.
        kept: How many digits the column keeps, and how many of them behind the point.
        rules: ``nullable`` and pandera checks.
    """
    return column(ja, en, sql=f"DECIMAL({kept[0]}, {kept[1]})", unit=unit, printed_decimal={"kept": kept}, **rules)


def count(ja: str, en: str, *, unit: str | None = "{unit}", **rules: Any) -> Any:
    """A column of persons, workplaces, contracts or yen: printed numbers that are whole."""
    return column(ja, en, sql="BIGINT", unit=unit, printed_count={"width": WIDTH}, **rules)


def count_quantum(**rules: Any) -> Any:
    """How precisely a count was printed, in its base unit."""
    return count("印字の最小単位", "Distance to the next printable number", gt=0, **rules)


def quantum(ja: str = "印字の最小単位", en: str = "Distance to the next printable number", **rules: Any) -> Any:
    """How precisely a number was printed, in its base unit."""
    return number(ja, en, gt=0, **rules)


def day(ja: str, en: str, **rules: Any) -> Any:
    """A column of dates."""
    return column(ja, en, sql="DATE", calendar_day={"kind": "day"}, **rules)


def flag(ja: str, en: str, **rules: Any) -> Any:
    """A column of yes and no."""
    return column(ja, en, sql="BOOLEAN", **rules)


def points(ja: str, en: str) -> Any:
    """A coordinate on the visible page, origin at its top left."""
    return column(ja, en, sql="DOUBLE", unit="pt")


def edition_id() -> Any:
    """The edition that says so; part of every key."""
    return text(
        "版（報告書の年度と、案・正誤の別）",
        "Edition of the report: fiscal year, draft or erratum",
        str_matches=r"^FY\d{4}(-draft)?(-r\d+)?$",
    )


def figure(ja: str = "紙面上の数値", en: str = "Where it is printed (evidence.figure)", **rules: Any) -> Any:
    """A reference to evidence.figure."""
    return text(ja, en, str_matches=r"^FY\d{4}\S*:p\d+:\d+$", **rules)


def missing_reason(ja: str = "値", en: str = "a value") -> Any:
    """What is printed where a number belongs: 集計中, －."""
    return text(f"{ja}がない場合の印字", f"What is printed in place of {en}", nullable=True)


class Table(pa.DataFrameModel):
    """Base of all table models: strict and coercing."""

    class Config:
        """pandera's settings."""

        strict = True
        coerce = True


@dataclass(frozen=True)
class TableSchema:
    """A table of the warehouse: its model, its key, and what it is in both languages.

    Attributes:
        together: Nullable columns of which a row has all or none: a value, its precision, its place on the page.
        either: Two columns of which a row has exactly one: a value, or the reason why there is none.
        may_be_empty: Whether an edition may rightly have none of it, e.g. no slide about an action plan.
        told_by: Columns by which a row is the same row in another edition, where those of the key say where it stands
            or how its head is worded.
    """

    name: str
    ja: str
    en: str
    key: tuple[str, ...]
    model: type[Table]
    together: tuple[tuple[str, ...], ...] = ()
    either: tuple[tuple[str, str], ...] = ()
    may_be_empty: bool = False
    told_by: tuple[str, ...] = ()

    @property
    def across(self) -> tuple[str, ...]:
        """Columns by which a row of one edition is found in another."""
        return self.told_by or tuple(column for column in self.key if column != "edition_id")

    @cached_property
    def columns(self) -> list[ColumnInfo]:
        """The columns, in order."""
        return columns_of(self.model)


TABLES: dict[str, TableSchema] = {}
"""``core.membership`` -> its schema, in the order in which tables are loaded."""


def table(
    name: str,
    *,
    ja: str,
    en: str,
    key: tuple[str, ...],
    together: tuple[tuple[str, ...], ...] = (),
    either: tuple[tuple[str, str], ...] = (),
    may_be_empty: bool = False,
    told_by: tuple[str, ...] = (),
) -> Callable[[type[Table]], type[Table]]:
    """Register a model as the schema of a warehouse table; see ``TableSchema``."""

    def register(model: type[Table]) -> type[Table]:
        TABLES[name] = TableSchema(name, ja, en, key, model, together, either, may_be_empty, told_by)
        return model

    return register


@dataclass(frozen=True)
class ColumnInfo:
    """One column, for DDL, comments and the data dictionary.

    Attributes:
        allowed: Every value it may have; empty where the list is open.
        bounds: SQL comparisons that its values satisfy, e.g. ``>= 0``.
    """

    name: str
    sql: str
    nullable: bool
    ja: str
    en: str
    unit: str | None
    allowed: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """Japanese, English and unit on one line; a unit that differs by row is in the column ``unit``."""
        unit = {None: "", "{unit}": " [単位は列 unit / unit: see column unit]"}.get(self.unit, f" [{self.unit}]")
        return f"{self.ja} / {self.en}{unit}"


_BOUNDS = {
    "greater_than_or_equal_to": ((">=", "min_value"),),
    "greater_than": ((">", "min_value"),),
    "less_than_or_equal_to": (("<=", "max_value"),),
    "less_than": (("<", "max_value"),),
}


def columns_of(model: type[Table]) -> list[ColumnInfo]:
    """The columns of a table model, in order."""
    found: list[ColumnInfo] = []
    for name, entry in model.to_schema().columns.items():
        about = entry.metadata or {}
        allowed = next((c.statistics["allowed_values"] for c in entry.checks if c.name == "isin"), ())
        bounds = [f"{sql} {c.statistics[limit]}" for c in entry.checks for sql, limit in _BOUNDS.get(c.name, ())]
        found.append(
            ColumnInfo(
                str(name),
                about["sql"],
                entry.nullable,
                about["ja"],
                about["en"],
                about["unit"],
                tuple(map(str, allowed)),
                tuple(bounds),
            )
        )
    return found
