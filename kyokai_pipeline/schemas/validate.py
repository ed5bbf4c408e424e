"""Checking a frame against its model, and saying what is wrong in terms of the page, not of the frame."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import pandas as pd
import pandera.errors

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report.missing_tables import may_lack
from kyokai_pipeline.schemas import TABLES, figure_columns, figures_behind
from kyokai_pipeline.schemas.kinds import ill_typed
from kyokai_pipeline.schemas.provenance import Provenance
from kyokai_pipeline.schemas.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.messages import Phrase
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
    may_be_empty: bool = False,
) -> pd.DataFrame:
    """Check a frame; lazily, so that every failure is named.

    Args:
        name: ``core.membership``.
        frame: Its rows.
        figures: evidence.figure of the same edition, to find the place of a failing value.
        file: File name for messages.
        edition: Edition id of every row; also for messages.
        may_be_empty: Whether this edition is known to have no such table.

    Returns:
        The frame with coerced types, columns in the order of the model, rows in the order of its key.

    Raises:
        ReportRefused: Missing, extra or ill-typed columns, forbidden values, values without their figure, duplicate
            keys, no rows at all, rows of another edition, or a figure that evidence.figure does not know.
    """
    checker = _Checker(name, frame, figures, file, edition)
    return checker.checked(may_be_empty=may_be_empty or checker.schema.may_be_empty)


def validate_report(report: Report, origin: Provenance | None = None) -> dict[str, pd.DataFrame]:
    """Check every table of a report; ``schema.table`` -> checked frame.

    Args:
        report: What was read.
        origin: Where the file came from, for core.edition; nothing of it is known where it is left out.

    Raises:
        ReportRefused: With the failures of all tables.
    """
    frames = {"evidence.page": report.pages, "evidence.figure": report.figures, "evidence.unnamed_word": report.unnamed}
    frames |= {f"core.{name}": frame for name, frame in report.tables.items()}
    frames["core.edition"] = frames["core.edition"].assign(
        **vars(origin or Provenance()), is_current=False, is_latest_of_year=False
    )
    lacking = may_lack(report.absent, report.edition.fiscal_year)
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
                may_be_empty=name.removeprefix("core.") in lacking,
            )
        except ReportRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise ReportRefused.because(problems)
    return checked


class _Checker:
    """One frame under examination."""

    def __init__(
        self, name: str, frame: pd.DataFrame, figures: pd.DataFrame | None, file: str | None, edition: str | None
    ) -> None:
        self.name, self.schema = name, TABLES[name]
        self.frame = frame.reset_index(drop=True)
        self.figures = figures
        self.file, self.edition = file, edition

    def checked(self, *, may_be_empty: bool) -> pd.DataFrame:
        """The coerced and ordered frame.

        Raises:
            ReportRefused: See ``validate``.
        """
        if self.frame.empty and may_be_empty:
            return self.frame.reindex(columns=[column.name for column in self.schema.columns])
        if self.frame.empty:
            raise ReportRefused.because([self.problem(phrase("table_empty"))])
        columns = [column.name for column in self.schema.columns]
        checked, problems = self._by_model()
        if not problems:
            problems = [*self._duplicates(), *self._incomplete(), *self._strangers(), *self._unknown_figures()]
        if problems:
            raise ReportRefused.because(problems[:MOST])
        return checked[columns].sort_values(list(self.schema.key), ignore_index=True)

    def _by_model(self) -> tuple[pd.DataFrame, list[ReportError]]:
        """The rules of each column: its kind by ourselves (pandera would turn "no" into True), the rest by pandera."""
        ill = list(ill_typed(self.schema.columns, self.frame))
        problems = [self.problem(words, row, column) for column, row, words in ill]
        columns_done = {column for column, _, _ in ill}
        try:
            return self.schema.model.validate(self.frame, lazy=True), problems
        except pandera.errors.SchemaErrors as errors:
            cases = errors.failure_cases.to_dict("records")
            return self.frame, problems + [self._failure(case) for case in cases if case["column"] not in columns_done]

    def _failure(self, case: dict[str, Any]) -> ReportError:
        row, check, value = case["index"], str(case["check"]), case["failure_case"]
        if check in ("column_in_schema", "column_in_dataframe"):
            return self.problem(in_words(check, value, None))
        return self.problem(in_words(check, case["column"], value), None if pd.isna(row) else int(row), case["column"])

    def _duplicates(self) -> Iterator[ReportError]:
        key = list(self.schema.key)
        twice = self.frame[self.frame.duplicated(key, keep="first")]
        for row in twice.index:
            yield self.problem(phrase("key_twice"), row)

    def _incomplete(self) -> Iterator[ReportError]:
        """A value without its place on the page, or without the reason why it is missing."""
        for group in self.schema.together:
            present = self.frame[list(group)].notna()
            for row in present.index[present.any(axis=1) & ~present.all(axis=1)]:
                lacking = ", ".join(column for column in group if not present.at[row, column])
                there = ", ".join(column for column in group if present.at[row, column])
                yield self.problem(phrase("without", there=there, lacking=lacking), row, group[0])
        for pair in self.schema.either:
            present = self.frame[list(pair)].notna()
            for row in present.index[present.sum(axis=1) != 1]:
                first, second = pair
                both, neither = (
                    phrase("both_of", first=first, second=second),
                    phrase("neither_of", first=first, second=second),
                )
                yield self.problem(both if present.at[row, first] else neither, row, first)

    def _strangers(self) -> Iterator[ReportError]:
        """Rows of another edition."""
        if self.edition is not None and "edition_id" in self.frame:
            for row in self.frame.index[self.frame["edition_id"] != self.edition]:
                other = str(self.frame.at[row, "edition_id"])
                yield self.problem(phrase("row_of_another_edition", edition=other), row)

    def _unknown_figures(self) -> Iterator[ReportError]:
        known = set() if self.figures is None else set(self.figures["figure_id"])
        for column in figure_columns(self.name) if self.figures is not None else ():
            for row, value in self.frame[column].dropna().items():
                if value not in known:
                    yield self.problem(phrase("no_such_figure", column=column, value=value), int(str(row)), column)

    def problem(self, why: Phrase, row: int | None = None, column: str = "") -> ReportError:
        """One failure, with the place of the figure behind the value."""
        key = self._key(row)
        where = Where(file=self.file, edition=self.edition, **self._place(row, column))
        details = {"table": self.name, "column": column or None, "key": key}
        return refuse("schema", where, details=details, table=self.name, row=key, why=why)

    def _key(self, row: int | None) -> list[str] | None:
        """Which row it is, in the words of the table: the index of a frame says nothing to a reader."""
        if row is None:
            return None
        return [str(self.frame.at[row, part]) for part in self.schema.key if part in self.frame]

    def _place(self, row: int | None, column: str) -> dict[str, Any]:
        """Page, box and printed text of the figure behind a value: its own if it has one, else the row's first."""
        if row is None or self.figures is None or "figure_id" not in self.figures:
            return self._page(row)
        for candidate in (c for c in figures_behind(self.name, column) if c in self.frame):
            found = self.figures[self.figures["figure_id"] == self.frame.at[row, candidate]]
            if len(found):
                figure = found.iloc[0]
                box = tuple(float(figure[side]) for side in ("x0", "top", "x1", "bottom"))
                return {"page": int(figure["page"]), "box": box, "printed": str(figure["printed"])}
        return self._page(row)

    def _page(self, row: int | None) -> dict[str, Any]:
        """At least the page, where the row itself names one."""
        page = self.frame.at[row, "page"] if row is not None and "page" in self.frame else None
        return {"page": int(page)} if isinstance(page, Integral) else {}
