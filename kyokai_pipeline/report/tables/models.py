"""The tables of the vocabulary as table models: what their years, months and periods look like.

Belongs here: how the text of a label is read. Does not belong here: geometry (layout/), words (vocabulary/).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.calendar import (
    MONTHS,
    NotADate,
    fiscal_year,
    fiscal_year_of,
    month,
    year_beside,
    year_month,
)
from kyokai_pipeline.japanese.text import canonical, strip_marks
from kyokai_pipeline.layout.table_model import Axis, Surroundings, TableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.layout.table_model import Key
    from kyokai_pipeline.vocabulary import Columns, Tables, TableSpec

TOTAL = "total"
"""Key of the column that holds the sum of all months."""
CORNER = "category"
"""Key of words that head the labels themselves."""
CONTENT = "content"
"""Key of a column of running text."""
_OF_MONTH = re.compile(r"(.+月)(診療分|末時点|時点|末|分)?")


@dataclass(frozen=True)
class Period:
    """A column of a result table: what is printed over it, and the fiscal year it belongs to."""

    label: str
    fiscal_year: int


@lru_cache(maxsize=1 << 12)
def read_fiscal_year(text: str) -> Key | None:
    """A fiscal year, or the reason why what looks like one cannot be."""
    try:
        return fiscal_year(strip_marks(text))
    except NotADate as error:
        return error


def read_next_year(beside: Key, text: str) -> int | None:
    """27年度 behind 平成26年度; None for any other text."""
    return year_beside(beside, strip_marks(text)) if isinstance(beside, int) else None


def read_next_period(beside: Key, text: str) -> Period | None:
    """5年度 behind 令和4年度; None for any other text."""
    label = strip_marks(text)
    year = year_beside(beside.fiscal_year, label) if isinstance(beside, Period) else None
    return Period(label, year) if year else None


def read_bare_year(text: str) -> int | None:
    """2014, 平成26, 2014（平成26）; None for a year that says 年度 by itself, and for any other text."""
    try:
        return None if "年" in text else fiscal_year(f"{text}年度")
    except NotADate:
        return None


@lru_cache(maxsize=1 << 12)
def read_period(text: str) -> Key | None:
    """2022年度, 2023年3月診療分 …."""
    label = strip_marks(text)
    try:
        year = fiscal_year(label)
        if year is not None:
            return Period(label, year)
        found = _OF_MONTH.fullmatch(label)
        of_year = year_month(found[1]) if found else None
        return Period(label, fiscal_year_of(*of_year)) if of_year else None
    except NotADate as error:
        return error


def _month_reader(total: tuple[str, ...]) -> Callable[[str], Key | None]:
    @lru_cache(maxsize=1 << 12)
    def read(text: str) -> Key | None:
        if canonical(text) in total:
            return TOTAL
        try:
            of_year = year_month(strip_marks(text))
        except NotADate as error:
            return error
        return of_year[1] if of_year else month(strip_marks(text))

    return read


def model_of(spec: TableSpec, words: Tables) -> TableModel:
    """The table model that the vocabulary describes."""
    corner = next((term.forms for term in spec.columns.words if term.key == CORNER), ())
    return TableModel(
        spec.table_id,
        rows=Axis(
            spec.required_rows,
            corner=corner,
            required=tuple(term.key for term in spec.required_rows),
            optional=spec.optional_rows,
            spans=spec.groups,
            blank=spec.blank,
        ),
        columns=_columns(spec.columns, spec),
        measures="columns" if spec.core == "procurement" else "rows",
        rate=spec.rate,
        surroundings=_surroundings(words),
    )


def _columns(columns: Columns, spec: TableSpec) -> Axis:
    if columns.kind == "fiscal_year":
        return Axis(
            read=read_fiscal_year,
            read_bare=read_bare_year,
            read_next=read_next_year,
            corner=("年度",),
            at_least=columns.at_least,
        )
    if columns.kind == "period":
        return Axis(read=read_period, read_next=read_next_period, at_least=columns.at_least)
    if columns.kind == "month":
        total = columns.total.forms if columns.total else ()
        return Axis(
            read=_month_reader(total), required=(*MONTHS, *([TOTAL] if total else [])),
        )  # fmt: skip
    terms = tuple(term for term in columns.words if term.key not in {CORNER, *columns.optional})
    return Axis(
        terms,
        required=tuple(term.key for term in terms),
        optional=tuple(term for term in columns.words if term.key in columns.optional),
        texts=frozenset({CONTENT} if spec.core == "training" else ()),
    )


def _surroundings(words: Tables) -> Surroundings:
    return Surroundings(
        ignored_columns=words.ignored_columns.forms,
        ignored_rows=words.ignored_rows.forms,
        ignored_number_rows=words.ignored_number_rows.forms,
        rate_rows=words.rate_rows.forms,
        unit_columns=("単位",),
        placeholders=words.placeholders,
    )
