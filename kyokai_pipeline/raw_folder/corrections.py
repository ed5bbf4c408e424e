"""Corrections of a sidecar: a value that the report prints wrongly, what it should be, why, and who says so.

The printed text stays what it is in ``evidence.figure``; the table gets the right value, and ``reason`` of the figure
says so. A correction that does not find what it expects on the page fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.japanese.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

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
        ValueError: A key is missing, unknown or of the wrong kind.
    """
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise ValueError(f"each entry has the keys {', '.join(sorted(_KEYS))}")
    if not isinstance(entry["key"], dict) or not entry["key"]:
        raise ValueError("key should say which row, e.g. {office: total}")
    texts = ("table", "column", "printed", "reason", "source")
    if wrong := [name for name in texts if not isinstance(entry[name], str) or not entry[name].strip()]:
        raise ValueError(f"{', '.join(wrong)} should be text (in quotes where it looks like a number)")
    try:
        value = Decimal(str(entry["value"]))
    except InvalidOperation as error:
        raise ValueError("value should be a number in base units") from error
    if isinstance(entry["value"], bool) or not value.is_finite():
        raise ValueError("value should be a number in base units")
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
        raise _refuse(correction, "there is no such table, column or key", "その表・列・キーがありません")
    chosen = table
    for name, wanted in correction.key.items():
        chosen = chosen[chosen[name].map(str) == str(wanted)]
    if len(chosen) != 1:
        raise _refuse(correction, f"{len(chosen)} rows have that key, not one", "キーに当たる行が一つではありません")
    figures = report.figures
    found = figures[figures["figure_id"] == chosen.iloc[0][pointer]]
    if found.empty:
        raise _refuse(correction, "the cell holds no printed figure", "その欄に数値が印字されていません")
    figure = found.iloc[0]
    if squeeze(figure["printed"]) != squeeze(correction.printed):
        raise _refuse(
            correction,
            f"{figure['printed']} is printed there, not {correction.printed}",
            f"印字は「{figure['printed']}」で「{correction.printed}」ではありません",
            figure,
        )
    return chosen.index[0], found.index[0]


def _pointer(table: pd.DataFrame, column: str) -> str | None:
    """The column that says where the figure of ``column`` is printed."""
    if column not in table.columns:
        return None
    stem = column.removesuffix("_value").removesuffix("_pct") if column != "value" else column
    wanted = (f"{column}_figure_id", f"{stem}_figure_id", "figure_id")
    return next((name for name in wanted if name in table.columns), None)


def _refuse(correction: Correction, why: str, why_ja: str, figure: Any = None) -> ReportError:
    box = tuple(float(figure[side]) for side in ("x0", "top", "x1", "bottom")) if figure is not None else None
    where = f"{correction.table}.{correction.column} {correction.key}"
    return ReportError(
        f"The correction of {where} cannot be made: {why}.",
        f"訂正（{where}）を適用できません。{why_ja}。",
        "Look at the page again; then mend or remove the entry under corrections: in the sidecar.",
        "紙面を確かめ、付属ファイルの corrections: の項目を直すか取り除いてください。",
        page=int(figure["page"]) if figure is not None else None,
        box=box,
        printed=str(figure["printed"]) if figure is not None else None,
        code="stale_correction",
    )
