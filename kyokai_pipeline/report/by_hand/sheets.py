"""What is asked for when a table is entered by hand: its columns, and one line for every row of keys.

Belongs here: keys and columns. Does not belong here: the file (sheet_file.py), the printed numbers (matching.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.calendar import MONTHS, first_of_month
from kyokai_pipeline.messages import both
from kyokai_pipeline.report.missing_tables import KPI
from kyokai_pipeline.vocabulary import kpi_words, measure, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kyokai_pipeline.vocabulary import TableSpec

UNIT, PAGE, PERIOD = "unit", "page", "period"
COUNT = "count:"
"""Before a verdict in the column kpi_id: how many indicators have it."""
NEW = "new:"
"""Before a name of one's own in the column kpi_id: an indicator that the vocabulary does not know yet."""


@dataclass(frozen=True)
class Sheet:
    """The form of one table.

    Attributes:
        keys: Columns that single out a line.
        labels: Columns that tell a person what a line is; they are not read.
        texts: Columns that hold words of the page.
        numbers: Columns that hold printed numbers.
        lines: What is filled in already, a line each.
    """

    table_id: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    lines: tuple[dict[str, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """In the order of the file."""
        unit = () if self.table_id == KPI else (UNIT,)
        return (*self.keys, *self.labels, *self.texts, *unit, *self.numbers, PAGE)


def sheet_of(table_id: str, year: int, years: Sequence[int] = (), periods: Sequence[str] = ()) -> Sheet:
    """The form of a table for an edition.

    Args:
        table_id: Of vocabulary/tables.yml, or ``kpi``.
        year: Fiscal year of the edition.
        years: Fiscal years that the table shows, where they are known; else as many as it must have.
        periods: The same for a table of periods (2022年度, 2023年3月診療分).

    Raises:
        StopIteration: There is no such table.
    """
    if table_id == KPI:
        return _kpi(year)
    spec = tables(year).spec(table_id)
    if spec.core == "programme_result":
        return _programme(spec, year, periods)
    return (_by_fields if spec.fields else _FORMS[spec.core])(spec, year, years)


def _names(spec: TableSpec) -> list[tuple[str, str]]:
    """Key and name of every row, those in brackets in a cell included."""
    keys = [term.key for term in spec.rows]
    return [(key, measure(key).label_ja) for key in (*keys, *(k for k in spec.nested.values() if k not in keys))]


def _membership(spec: TableSpec, year: int, years: Sequence[int]) -> Sheet:
    shown = years or range(year + 1 - spec.columns.at_least, year + 1)
    lines = [
        {"measure_id": key, "label": name, "fiscal_year": str(each)} for key, name in _names(spec) for each in shown
    ]
    return Sheet(spec.table_id, ("measure_id", "fiscal_year"), ("label",), (), ("value", "yoy_pct"), tuple(lines))


def _by_fields(spec: TableSpec, year: int, years: Sequence[int]) -> Sheet:
    """A line for each cell of a table whose core rows follow from the vocabulary."""
    groups = {term.key: term.forms[0] for term in spec.groups} or {"": ""}
    lines = [
        {spec.fields.get("group", ""): group, spec.fields["row"]: row.key,
         "label": f"{name} {row.forms[0]}".strip(), PERIOD: period}
        for group, name in groups.items()
        for row in spec.rows
        for period in _periods(spec, year, years)
    ]  # fmt: skip
    keys = (*([spec.fields["group"]] if spec.groups else []), spec.fields["row"], PERIOD)
    kept = tuple({name: text for name, text in line.items() if name} for line in lines)
    return Sheet(spec.table_id, keys, ("label",), (), (spec.fields["value"],), kept)


def _periods(spec: TableSpec, year: int, years: Sequence[int]) -> list[str]:
    """What heads the columns: the months of the year and their total, years, or words."""
    if spec.columns.kind == "words":
        return [term.key for term in spec.columns.words]
    if spec.columns.kind == "month":
        months = [f"{first_of_month(year, month):%Y年}{month}月" for month in MONTHS]
        return [*months, *([f"{year}年度"] if spec.columns.total else [])]
    return [f"{each}年度" for each in years or range(year + 1 - spec.columns.at_least, year + 1)]


def _programme(spec: TableSpec, year: int, periods: Sequence[str]) -> Sheet:
    shown = periods or [f"{each}年度" for each in range(year + 1 - spec.columns.at_least, year + 1)]
    lines = [
        {"measure_id": key, "label": name, "period_label": period} for key, name in _names(spec) for period in shown
    ]
    return Sheet(spec.table_id, ("measure_id", "period_label"), ("label",), (), ("value",), tuple(lines))


def _procurement(spec: TableSpec, *_: object) -> Sheet:
    numbers = tuple(term.key for term in spec.columns.words)
    lines = tuple({"office": row.key, "label": row.forms[0]} for row in spec.rows)
    return Sheet(spec.table_id, ("office",), ("label",), ("period_label",), numbers, lines)


def _training(spec: TableSpec, *_: object) -> Sheet:
    lines = tuple({"category": row.forms[0]} for row in spec.rows)
    return Sheet(spec.table_id, ("category",), (), ("content",), ("participants",), lines)


_FORMS: dict[str, Callable[[TableSpec, int, Sequence[int]], Sheet]] = {
    "membership": _membership,
    "procurement": _procurement,
    "training": _training,
}


def _kpi(year: int) -> Sheet:
    words = kpi_words(year)
    lines = [{"kpi_id": kpi.kpi_id, "label": "…".join(kpi.says)} for kpi in words.kpis]
    lines += [{"kpi_id": f"{NEW}1", "label": both("hand_new_indicator")}]
    lines += [{"kpi_id": COUNT + term.key, "label": term.forms[0]} for term in words.statuses]
    texts = ("initiative", "number", "statement", "status")
    return Sheet(KPI, ("kpi_id",), ("label",), texts, ("target", "result"), tuple(lines))


def optional_keys(sheet: Sheet, year: int) -> set[str]:
    """First keys of lines that may be left out or left empty: what an edition need not print."""
    if sheet.table_id == KPI:
        known = {kpi.kpi_id for kpi in kpi_words(year).kpis if kpi.years.optional}
        return known | {line["kpi_id"] for line in sheet.lines if line["kpi_id"].startswith(NEW)}
    spec = tables(year).spec(sheet.table_id)
    return {term.key for term in spec.optional_rows}


def first_keys(lines: Iterable[dict[str, str]], sheet: Sheet) -> set[str]:
    """The values of the first key column."""
    return {line[sheet.keys[0]] for line in lines}
