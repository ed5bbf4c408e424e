"""Corrections of a sidecar: a value that the report prints wrongly, what it should be, why, and who says so.

The printed text stays what it is in ``evidence.figure``; the table gets the right value, and ``reason`` of the figure
says so. A correction that does not find what it expects on the page fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.messages import FaultyEntry, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.report.model import Report

_KEYS = {"table", "key", "column", "printed", "value", "reason", "source"}


@dataclass(frozen=True)
class Correction:
    """One value put right.

    Attributes:
        table: Core table without its schema, e.g. ``procurement``.
        key: Columns that single out the row, e.g. ``{office: total}``.
        column: The column to correct, e.g. ``single_bid_pct``.
        printed: What the page prints there.
        value: What it should be, in base units.
        reason: Why.
        source: Who says so.
    """

    table: str
    column: str
    printed: str
    value: Decimal
    reason: str
    source: str
    key: dict[str, Any] = field(default_factory=dict)


def read_correction(entry: Any) -> Correction:
    """Understand one entry of a sidecar's list.

    Raises:
        FaultyEntry: A key is missing, unknown or of the wrong kind.
    """
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise FaultyEntry("entry_keys", keys=sorted(_KEYS))
    if not isinstance(entry["key"], dict) or not entry["key"]:
        raise FaultyEntry("entry_row")
    texts = ("table", "column", "printed", "reason", "source")
    if wrong := [name for name in texts if not isinstance(entry[name], str) or not entry[name].strip()]:
        raise FaultyEntry("entry_text", names=wrong)
    try:
        value = Decimal(str(entry["value"]))
    except InvalidOperation as error:
        raise FaultyEntry("entry_number") from error
    if isinstance(entry["value"], bool) or not value.is_finite():
        raise FaultyEntry("entry_number")
    return Correction(**{**entry, "value": value})


def correct(report: Report, corrections: Sequence[Correction], *, file: str) -> None:
    """Put the values of a report right, in place.

    Args:
        report: As it was read.
        corrections: What its sidecar says.
        file: Name of the sidecar, for messages.

    Raises:
        ReportRefused: A correction finds no such figure, or another print than it expects; nothing is changed.
    """
    places, problems = [], []
    for correction in corrections:
        try:
            places.append(_find(report, correction))
        except ReportError as error:
            problems.append(error.located(file=file, edition=report.edition.edition_id))
    if problems:
        raise ReportRefused.because(problems)
    for correction, (row, figure) in zip(corrections, places, strict=True):
        table = report.tables[correction.table]
        table[correction.column] = table[correction.column].astype(object)
        table.loc[row, correction.column] = correction.value  # type: ignore[call-overload]
        said = f"corrected from {correction.printed} to {correction.value}: {correction.reason} ({correction.source})"
        report.figures["reason"] = report.figures["reason"].astype(object)
        report.figures.at[figure, "reason"] = said


def _find(report: Report, correction: Correction) -> tuple[Any, Any]:
    """Row of the table and of the figures."""
    table = report.tables.get(correction.table)
    pointer = _pointer(table, correction.column) if table is not None else None
    if table is None or pointer is None or set(correction.key) - set(table.columns):
        raise _refuse(correction, phrase("correction_no_cell"))
    chosen = table
    for name, wanted in correction.key.items():
        chosen = chosen[chosen[name].map(str) == str(wanted)]
    if len(chosen) != 1:
        raise _refuse(correction, phrase("correction_no_row", rows=len(chosen)))
    figures = report.figures
    found = figures[figures["figure_id"] == chosen.iloc[0][pointer]]
    if found.empty:
        raise _refuse(correction, phrase("correction_no_figure"))
    figure = found.iloc[0]
    if squeeze(figure["printed"]) != squeeze(correction.printed):
        why = phrase("correction_other_print", found=str(figure["printed"]), expected=correction.printed)
        raise _refuse(correction, why, figure)
    return chosen.index[0], found.index[0]


def _pointer(table: pd.DataFrame, column: str) -> str | None:
    """The column that says where the figure of ``column`` is printed."""
    if column not in table.columns:
        return None
    stem = column.removesuffix("_value").removesuffix("_pct") if column != "value" else column
    wanted = (f"{column}_figure_id", f"{stem}_figure_id", "figure_id")
    return next((name for name in wanted if name in table.columns), None)


def _refuse(correction: Correction, why: Phrase, figure: Any = None) -> ReportError:
    key = ", ".join(f"{name} = {value}" for name, value in correction.key.items())
    target = f"{correction.table}.{correction.column} ({key})"
    where = Where()
    if figure is not None:
        box = tuple(float(figure[side]) for side in ("x0", "top", "x1", "bottom"))
        where = Where(page=int(figure["page"]), box=box, printed=str(figure["printed"]))  # type: ignore[arg-type]
    return refuse("stale_correction", where, target=target, why=why)
