"""From a table entered by hand to rows of the core tables, as the reader of layouts makes them.

Belongs here: which column of the file fills which column of which core table. Does not belong here: the indicators
(indicators.py), finding the printed numbers (matching.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.japanese.calendar import MONTHS, NotADate, first_of_month, fiscal_year, year_month
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.messages import FaultyEntry
from kyokai_pipeline.report.by_hand.entered_units import Units
from kyokai_pipeline.report.by_hand.matching import Entered, find
from kyokai_pipeline.report.by_hand.sheet_file import Line, bad_value
from kyokai_pipeline.report.by_hand.sheets import PERIOD, UNIT
from kyokai_pipeline.report.ledger.ledger import Claim
from kyokai_pipeline.report.tables.doubts import check_whole
from kyokai_pipeline.report.tables.models import Period, read_period
from kyokai_pipeline.report.tables.precision import zero_filled
from kyokai_pipeline.vocabulary import Measure, measure, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.report.by_hand.source import Source
    from kyokai_pipeline.report.tables.core_rows import Rows
    from kyokai_pipeline.vocabulary import TableSpec

RATE = Measure("yoy_pct", "対前年度増減率", "Yearly rate of change", "%", Term("yoy_pct", ()))


@dataclass(frozen=True)
class Slot:
    """Where the numbers of one column of the file go.

    Attributes:
        value: Column of the core table.
        figure: The column that says where the value is printed.
        quantum: The column of its precision; None where there is none.
        missing: The column of what is printed in its place.
    """

    measure: Measure
    value: str
    figure: str = "figure_id"
    quantum: str | None = "quantum"
    missing: str = "missing_reason"


@dataclass(eq=False)
class Made:
    """A row of a core table before its numbers are found.

    Attributes:
        row: What identifies it, and its texts.
        slots: Column of the file -> where its number goes.
        name: What its table's row is.
        series: The same for its column; empty where the columns are measures.
        readings: Column of the file -> the printed number.
    """

    line: Line
    core: str
    row: dict[str, Any]
    slots: dict[str, Slot]
    name: str
    series: str = ""
    readings: dict[str, Reading] = field(default_factory=dict)

    def finished(self, source: Source) -> dict[str, Any]:
        """The row with its numbers."""
        row = {"edition_id": source.edition.edition_id, **self.row}
        for column, slot in self.slots.items():
            reading = self.readings.get(column)
            row[slot.value] = reading.printed.value if reading else None
            row[slot.figure] = Claim(self.line.page, reading, self.core, entered=source.entered) if reading else None
            if slot.quantum:
                row[slot.quantum] = reading.printed.quantum if reading else None
            row[slot.missing] = None if reading else self.line.cells[column]
        return row


def rows_of(lines: Sequence[Line], spec: TableSpec, source: Source) -> Rows:
    """The rows of a table.

    Raises:
        ReportRefused: A number is not printed on its page, or once only for two; a period or a text is not; a unit is
            not certain.
        ReportError: A count is not whole.
    """
    made: list[Made] = []
    problems: list[ReportError] = []
    for line in lines:
        column = ""
        try:
            for column in ("period", "period_label", "fiscal_year", "category", "content"):
                if line.cells.get(column):
                    _check(line, column, spec, source)
            made.append((_by_fields if spec.fields else _MAKERS[spec.core])(line, spec, source))
        except FaultyEntry as faulty:
            problems.append(bad_value(source.entered, line, column, faulty.why))
    entered = _entered(made, source, problems)
    found, more = find(list(entered), source.figures, source.taken, source.entered)
    if problems or more:
        raise ReportRefused.because([*problems, *more])
    for one, reading in found.items():
        check_whole(source.pages[one.line.page], reading, one.text)
        entered[one].readings[one.column] = reading
    _fill_zeros(made)
    rows: Rows = {}
    for each in made:
        rows.setdefault(each.core, []).append(each.finished(source))
    return rows


def _entered(made: Sequence[Made], source: Source, problems: list[ReportError]) -> dict[Entered, Made]:
    """The numbers to find; what is printed in place of a number is looked for at once."""
    units = Units(source.pages)
    entered: dict[Entered, Made] = {}
    for each in made:
        for column, slot in each.slots.items():
            text, page = each.line.cells[column], each.line.page
            bases = (slot.measure.unit, *slot.measure.printed_units)
            try:
                if canonical(text) in tables().placeholders:
                    source.require(text, page)
                    continue
                unit = units.of(slot.measure, each.line.cells[UNIT], page)
            except FaultyEntry as faulty:
                problems.append(bad_value(source.entered, each.line, column, faulty.why))
                continue
            series = each.series or column
            entered[Entered(each.line, column, text, unit, bases, each.name, series)] = each
    return entered


def _fill_zeros(made: Sequence[Made]) -> None:
    """Numbers of one measure are printed with one precision."""
    series: dict[tuple[str, str], list[Made]] = defaultdict(list)
    for each in made:
        for column, slot in each.slots.items():
            if column in each.readings and slot.quantum and each.series:
                series[each.name, column].append(each)
    for (_, column), group in series.items():
        for each, reading in zip(group, zero_filled([e.readings[column] for e in group]), strict=True):
            each.readings[column] = reading


def _check(line: Line, column: str, spec: TableSpec, source: Source) -> None:
    """A period is one that can be read; the words of a period, a category or a content stand on the page.

    Raises:
        FaultyEntry: It is not, or they do not.
    """
    text, year = line.cells[column], source.edition.fiscal_year
    if column == "category":
        _category(line, spec, source)
    elif column in ("period_label", "content"):
        source.require(text, line.page)
        if spec.core == "programme_result" and not isinstance(read_period(canonical(text)), Period):
            raise FaultyEntry("hand_no_period")
    elif column == "fiscal_year":
        if not text.isdecimal() or int(text) > year:
            raise FaultyEntry("hand_no_year", last=year)
    else:
        _check_period(text, spec, source)


def _check_period(text: str, spec: TableSpec, source: Source) -> None:
    """A month is one of the edition's year, a year not after it; words are keys of the file, and known."""
    year = source.edition.fiscal_year
    if spec.columns.kind == "month":
        if _month(text, source) is None and _year(text) != year:
            raise FaultyEntry("hand_no_month", year=year)
    elif spec.columns.kind != "words" and (_year(text) or year + 1) > year:
        raise FaultyEntry("hand_no_year", last=year)


def _year(text: str) -> int | None:
    try:
        return fiscal_year(text)
    except NotADate:
        return None


def _month(text: str, source: Source) -> int | None:
    """The month of the edition's fiscal year that a text names."""
    try:
        found = year_month(text)
    except NotADate:
        return None
    wanted = {(day.year, day.month) for day in (first_of_month(source.edition.fiscal_year, m) for m in MONTHS)}
    return found[1] if found in wanted else None


def _membership(line: Line, _: TableSpec, __: Source) -> Made:
    key, year = line.cells["measure_id"], line.cells["fiscal_year"]
    slots = {
        "value": Slot(measure(key), "value", "value_figure_id"),
        "yoy_pct": Slot(RATE, "yoy_pct", "yoy_figure_id", "yoy_quantum", "yoy_missing_reason"),
    }
    row = {"fiscal_year": int(year), "measure_id": key, "unit": measure(key).unit}
    return Made(line, "membership", row, slots, key, year)


def _by_fields(line: Line, spec: TableSpec, source: Source) -> Made:
    """A table whose core rows follow from the vocabulary."""
    names, period = spec.fields, line.cells[PERIOD]
    row, core = line.cells[names["row"]], spec.core
    key: dict[str, Any] = {names["row"]: row}
    if spec.groups:
        key[names["group"]] = line.cells[names["group"]]
    if spec.columns.kind == "words":
        key[names["column"]] = period
    elif spec.columns.kind == "month" and (month := _month(period, source)):
        key[names["column"]] = first_of_month(source.edition.fiscal_year, month)
    elif spec.columns.kind == "month":
        key, core = {**key, "fiscal_year": source.edition.fiscal_year}, names["total"]
    else:
        key[names["column"]] = _year(period)
    slots = {names["value"]: Slot(measure(row), names["value"])}
    return Made(line, core, key, slots, f"{key.get(names.get('group', ''), '')} {row}", period)


def _programme(line: Line, spec: TableSpec, _: Source) -> Made:
    key, label = line.cells["measure_id"], canonical(line.cells["period_label"])
    period = read_period(label)
    assert isinstance(period, Period), "checked"
    row = {
        "programme": spec.table_id,
        "measure_id": key,
        "period_label": period.label,
        "fiscal_year": period.fiscal_year,
        "unit": measure(key).unit,
    }
    slots = {"value": Slot(measure(key), "value")}
    return Made(line, "programme_result", row, slots, key, period.label)


def _procurement(line: Line, spec: TableSpec, _: Source) -> Made:
    office = line.cells["office"]
    slots = {
        term.key: Slot(
            measure(term.key), term.key, f"{term.key}_figure_id",
            f"{term.key}_quantum" if measure(term.key).unit == RATE.unit else None, f"{term.key}_missing_reason",
        )
        for term in spec.columns.words
    }  # fmt: skip
    row = {"office": office, "period_label": canonical(line.cells["period_label"]) or None}
    return Made(line, "procurement", row, slots, office)


def _category(line: Line, spec: TableSpec, source: Source) -> str:
    """The name of a category as its page prints it."""
    term = next(term for term in spec.rows if term.forms[0] == line.cells["category"])
    return source.printed_of(term.forms, line.page)


def _training(line: Line, spec: TableSpec, source: Source) -> Made:
    category, content = _category(line, spec, source), line.cells["content"]
    slots = {"participants": Slot(measure("training_participants"), "participants")}
    return Made(line, "training", {"category": category, "content": content or None}, slots, category)


_MAKERS: dict[str, Callable[[Line, TableSpec, Source], Made]] = {
    "membership": _membership,
    "programme_result": _programme,
    "procurement": _procurement,
    "training": _training,
}
