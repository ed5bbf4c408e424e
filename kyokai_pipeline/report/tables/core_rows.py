"""From located tables to rows of the warehouse's core tables.

Belongs here: which cell becomes which column of which core table. Every figure column holds a ``Claim`` until the
ledger has settled it. Does not belong here: geometry, or the words of the report (vocabulary/).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.calendar import first_of_month
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.ledger.ledger import Claim
from kyokai_pipeline.report.model import Edition
from kyokai_pipeline.report.tables.cell_values import CellReader, Value
from kyokai_pipeline.report.tables.heads import Period
from kyokai_pipeline.report.tables.kpi import read_kpis
from kyokai_pipeline.report.tables.matrix import Matrix, locate, read_matrix
from kyokai_pipeline.report.tables.precision import zero_filled
from kyokai_pipeline.report.tables.training import read_training
from kyokai_pipeline.report.tables.units import period_caption
from kyokai_pipeline.vocabulary import TableSpec, kpi_words, measure, tables
from kyokai_pipeline.vocabulary.statements import definition_of

if TYPE_CHECKING:
    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.rows import Row

Rows = dict[str, list[dict[str, Any]]]
Builder = Callable[[Matrix, Edition], Rows]


def read_number_table(pages: Sequence[PdfPage], spec: TableSpec, edition: Edition) -> Rows:
    """Locate one table of numbers and turn it into core rows.

    Raises:
        ReportError: It is nowhere, or some cell cannot be read with certainty.
    """
    matrix = read_matrix(locate(pages, spec, tables()), spec, tables())
    return _BUILDERS[spec.core](matrix, edition)


def _cells(matrix: Matrix, measure_of: Callable[[Row, int], str]) -> list[tuple[Row, int, Value]]:
    reader = CellReader(matrix, tables())
    cells: list[tuple[Row, int, Value]] = []
    for row in matrix.rows:
        values = [reader.read(row, column, measure(measure_of(row, column))) for column in matrix.numbers]
        if len({measure_of(row, column) for column in matrix.numbers}) == 1:
            mains = zero_filled([value.main for value in values])
            values = [replace(value, main=main) for value, main in zip(values, mains, strict=True)]
        cells += [(row, column, value) for column, value in zip(matrix.numbers, values, strict=True)]
    return cells


def _membership(matrix: Matrix, edition: Edition) -> Rows:
    page, rows = matrix.page.number, []
    _check_years(matrix, edition, [matrix.heads[column].key for column in matrix.numbers])
    for row, column, value in _cells(matrix, lambda row, _: row.key):
        printed, rate = value.main.printed, value.rate
        rows.append(
            {
                "edition_id": edition.edition_id,
                "fiscal_year": matrix.heads[column].key,
                "measure_id": row.key,
                "value": printed.value,
                "unit": measure(row.key).unit,
                "quantum": printed.quantum,
                "yoy_pct": rate.printed.value if rate else None,
                "yoy_quantum": rate.printed.quantum if rate else None,
                "yoy_missing_reason": value.rate_missing,
                "value_figure_id": Claim(page, value.main, "membership"),
                "yoy_figure_id": Claim(page, rate, "membership") if rate else None,
            }
        )
    return {"membership": rows}


def _check_years(matrix: Matrix, edition: Edition, years: Sequence[object]) -> None:
    """The years run without a gap up to the edition's own; a column lost at the edge of a page would break that.

    Raises:
        ReportError: The last year is not the edition's, or one is missing between the first and the last.
    """
    present = {year for year in years if isinstance(year, int)}
    wanted = range(min(present, default=edition.fiscal_year), edition.fiscal_year + 1)
    lacking = [f"{year}年度" for year in wanted if year not in present]
    beyond = [f"{year}年度" for year in sorted(present) if year > edition.fiscal_year]
    if lacking or beyond:
        raise problems.missing_column(matrix.page, matrix.spec, lacking or beyond, matrix.heads)


def _flows(matrix: Matrix, edition: Edition) -> Rows:
    monthly: list[dict[str, Any]] = []
    annual: list[dict[str, Any]] = []
    for row, column, value in _cells(matrix, lambda row, _: row.key):
        key = matrix.heads[column].key
        table = "annual_flow" if key == "total" else "monthly_flow"
        when: dict[str, Any] = (
            {"fiscal_year": edition.fiscal_year}
            if key == "total"
            else {"month": first_of_month(edition.fiscal_year, int(str(key)))}
        )
        (annual if key == "total" else monthly).append(
            {
                "edition_id": edition.edition_id,
                **when,
                "flow": row.group,
                "member_type": row.key,
                "persons": value.main.printed.value,
                "quantum": value.main.printed.quantum,
                "figure_id": Claim(matrix.page.number, value.main, table),
            }
        )
    return {"monthly_flow": monthly, "annual_flow": annual}


def _programme(matrix: Matrix, edition: Edition) -> Rows:
    rows: list[dict[str, Any]] = []
    periods = [matrix.heads[column].key for column in matrix.numbers]
    _check_years(matrix, edition, [period.fiscal_year for period in periods if isinstance(period, Period)])
    reader = CellReader(matrix, tables())
    for row, column in itertools.product(matrix.rows, matrix.numbers):
        period = matrix.heads[column].key
        assert isinstance(period, Period)
        missing = reader.missing(row, column)
        value = None if missing else reader.read(row, column, measure(row.key))
        figures: list[tuple[str, Reading | None]] = [(row.key, value.main if value else None)]
        if value and value.nested_measure and value.nested:
            figures.append((value.nested_measure, value.nested))
        for measure_id, reading in figures:
            rows.append(
                {
                    "edition_id": edition.edition_id,
                    "programme": matrix.spec.table_id,
                    "measure_id": measure_id,
                    "period_label": period.label,
                    "fiscal_year": period.fiscal_year,
                    "value": reading.printed.value if reading else None,
                    "unit": measure(measure_id).unit,
                    "quantum": reading.printed.quantum if reading else None,
                    "missing_reason": missing,
                    "figure_id": Claim(matrix.page.number, reading, "programme_result") if reading else None,
                }
            )
    return {"programme_result": rows}


def _procurement(matrix: Matrix, edition: Edition) -> Rows:
    offices: dict[str, dict[str, Any]] = {}
    period_label = period_caption(matrix)
    for row, column, value in _cells(matrix, lambda _, column: str(matrix.heads[column].key)):
        measure_id, printed = str(matrix.heads[column].key), value.main.printed
        office = offices.setdefault(
            row.key, {"edition_id": edition.edition_id, "office": row.key, "period_label": period_label}
        )
        office[measure_id] = printed.value
        office[f"{measure_id}_figure_id"] = Claim(matrix.page.number, value.main, "procurement")
        if measure_id == "single_bid_pct":
            office["single_bid_pct_quantum"] = printed.quantum
    return {"procurement": list(offices.values())}


_BUILDERS: dict[str, Builder] = {
    "membership": _membership,
    "monthly_flow": _flows,
    "programme_result": _programme,
    "procurement": _procurement,
}


def read_training_table(pages: Sequence[PdfPage], spec: TableSpec, edition: Edition) -> Rows:
    """The group trainings: category, contents and participants."""
    return {
        "training": [
            {
                "edition_id": edition.edition_id,
                "category": course.category,
                "content": course.content,
                "participants": course.participants.printed.value,
                "quantum": course.participants.printed.quantum,
                "figure_id": Claim(course.page, course.participants, "training"),
            }
            for course in read_training(pages, spec, tables())
        ]
    }


def read_kpi_tables(pages: Sequence[PdfPage], edition: Edition) -> Rows:
    """The indicators and the printed counts of their verdicts."""
    indicators, counts = read_kpis(pages, kpi_words())
    rows = [
        {
            "edition_id": edition.edition_id,
            "kpi_id": entry.kpi.kpi_id,
            "position": position,
            "pillar": entry.pillar,
            "initiative": entry.initiative,
            "number": entry.number,
            "statement": entry.statement,
            "definition": definition_of(entry.statement),
            "is_reference": entry.kpi.is_reference,
            "direction": entry.direction,
            "target_basis": entry.target_basis,
            "target_value": entry.target.printed.value if entry.target else None,
            "target_quantum": entry.target.printed.quantum if entry.target else None,
            "result_value": entry.result.printed.value,
            "result_quantum": entry.result.printed.quantum,
            "unit": entry.kpi.unit,
            "target_text": entry.target_text,
            "result_text": entry.result_text,
            "status": entry.status,
            "status_text": entry.status_text,
            "target_figure_id": Claim(entry.page, entry.target, "kpi") if entry.target else None,
            "result_figure_id": Claim(entry.page, entry.result, "kpi", quoted=entry.glyphs),
        }
        for position, entry in enumerate(indicators, 1)
    ]
    stated = [
        {
            "edition_id": edition.edition_id,
            "status": count.status,
            "stated_count": int(count.reading.printed.value),
            "figure_id": Claim(count.page, count.reading, "kpi_count"),
        }
        for count in counts
    ]
    return {"kpi": rows, "kpi_count": stated}
