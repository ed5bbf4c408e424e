"""Checking a frame against its model, and saying what is wrong in terms of the page, not of the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.errors

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.schemas import TABLES, figure_columns

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report

MOST = 50
"""More failures than this of one table say nothing new."""


def validate(
    name: str,
    frame: pd.DataFrame,
    *,
    figures: pd.DataFrame | None = None,
    file: str | None = None,
    edition: str | None = None,
) -> pd.DataFrame:
    """Check a frame; lazily, so that every failure is named.

    Args:
        name: ``core.membership``.
        frame: Its rows.
        figures: evidence.figure of the same edition, to find the place of a failing value.
        file: File name for messages.
        edition: Edition id for messages.

    Returns:
        The frame with coerced types, columns in the order of the model, rows in the order of its key.

    Raises:
        ReportRefused: Missing, extra or ill-typed columns, forbidden values, duplicate keys, no rows at all,
            or a figure that evidence.figure does not know.
    """
    schema, about = TABLES[name], {"file": file, "edition": edition}
    if frame.empty:
        raise ReportRefused.because([_problem(name, "it has no rows", "行がありません", about)])
    columns = [column.name for column in schema.columns]
    nullable = [column.name for column in schema.columns if column.nullable and column.name not in frame.columns]
    frame = frame.assign(**dict.fromkeys(nullable))
    try:
        checked = schema.model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.head(MOST).to_dict("records")
        raise ReportRefused.because([_failure(name, case, frame, figures, about) for case in cases]) from None
    problems = _duplicates(name, checked, schema.key, figures, about)
    if figures is not None:
        problems += _unknown_figures(name, checked, figures, about)
    if problems:
        raise ReportRefused.because(problems[:MOST])
    return checked[columns].sort_values(list(schema.key), ignore_index=True)


def validate_report(report: Report, source_url: str | None = None) -> dict[str, pd.DataFrame]:
    """Check every table of a report; ``schema.table`` -> checked frame.

    Raises:
        ReportRefused: With the failures of all tables.
    """
    frames = {"evidence.page": report.pages, "evidence.figure": report.figures}
    frames |= {f"core.{name}": frame for name, frame in report.tables.items()}
    frames["core.edition"] = frames["core.edition"].assign(source_url=source_url, is_current=False)
    checked: dict[str, pd.DataFrame] = {}
    problems: list[ReportError] = []
    for name in TABLES:
        try:
            checked[name] = validate(
                name,
                frames.get(name, pd.DataFrame()),
                figures=report.figures,
                file=report.source_file,
                edition=report.edition.edition_id,
            )
        except ReportRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise ReportRefused.because(problems)
    return checked


def _failure(
    name: str, case: dict[str, Any], frame: pd.DataFrame, figures: pd.DataFrame | None, about: dict[str, Any]
) -> ReportError:
    index, column = case["index"], case["column"]
    row = frame.loc[index] if not pd.isna(index) and index in frame.index else None
    rule = str(case["check"])
    what = f"column {column}: {case['failure_case']!r} breaks the rule {rule}"
    what_ja = f"列 {column} の値 {case['failure_case']!r} が規則 {rule} に反します"
    return _problem(name, what, what_ja, about, _place(name, row, column, figures))


def _place(name: str, row: Any, column: object, figures: pd.DataFrame | None) -> dict[str, Any]:
    """Page, box and printed text of the figure behind a value: its own figure if it has one, else the row's first."""
    if row is None or figures is None or "figure_id" not in figures:
        return {}
    candidates = [c for c in figure_columns(name) or ["figure_id"] if c in row.index]
    stem = str(column).split("_")[0]
    candidates.sort(key=lambda c: not c.startswith(stem))
    for candidate in candidates:
        found = figures[figures["figure_id"] == row[candidate]]
        if len(found):
            figure = found.iloc[0]
            box = tuple(float(figure[side]) for side in ("x0", "top", "x1", "bottom"))
            return {"page": int(figure["page"]), "box": box, "printed": str(figure["printed"])}
    return {}


def _duplicates(
    name: str, frame: pd.DataFrame, key: tuple[str, ...], figures: pd.DataFrame | None, about: dict[str, Any]
) -> list[ReportError]:
    twice = frame[frame.duplicated(list(key), keep="first")]
    found: list[ReportError] = []
    for _, row in twice.iterrows():
        shown = ", ".join(str(row[part]) for part in key)
        what, what_ja = f"the key ({shown}) stands twice", f"キー（{shown}）が重複しています"
        found.append(_problem(name, what, what_ja, about, _place(name, row, "", figures)))
    return found


def _unknown_figures(name: str, frame: pd.DataFrame, figures: pd.DataFrame, about: dict[str, Any]) -> list[ReportError]:
    known = set(figures["figure_id"])
    return [
        _problem(name, f"{column} points at no figure: {value}", f"{column} の指す数値がありません：{value}", about)
        for column in figure_columns(name)
        for value in frame[column].dropna()
        if value not in known
    ]


def _problem(
    name: str, what: str, what_ja: str, about: dict[str, Any], place: dict[str, Any] | None = None
) -> ReportError:
    return ReportError(
        f"Table {name}: {what}.",
        f"表 {name}：{what_ja}。",
        "Compare the page with the value; either the page was misread or the schema must learn this.",
        "紙面と値を見比べてください。読み取りの誤りか、スキーマの見直しが必要です。",
        code="schema",
        details={"table": name},
        **about,
        **(place or {}),
    )
