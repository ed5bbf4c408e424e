"""Who is insured: the year in one screen, the trends, restatements, and the marks of what happened."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard import charts
from kyokai_pipeline.dashboard.numbers import english, grouped, japanese, printed_places
from kyokai_pipeline.dashboard.words import both, events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.dashboard.cells import Cells, Source
    from kyokai_pipeline.dashboard.queries import Row

HEADLINES = ["enrollees", "insured", "dependents", "average_standard_monthly_remuneration", "covered_workplaces"]
"""What the first screen shows, the first of them large."""
AVERAGES = ["average_standard_monthly_remuneration"]
"""Measures that are the year's average, all others are of its last day."""


class Membership:
    """The ten-year table as tiles, charts and tables."""

    def __init__(self, cells: Cells, trend: Sequence[Row], printed: Sequence[Row]) -> None:
        self.cells = cells
        self.by_measure: dict[str, list[Row]] = defaultdict(list)
        self.figures: dict[tuple[str, int], Row] = {}
        of_edition = {(row["edition_id"], row["measure_id"], row["fiscal_year"]): row for row in printed}
        for row in trend:
            self.by_measure[row["measure_id"]].append(row)
            self.figures[row["measure_id"], row["fiscal_year"]] = of_edition[
                row["edition_id"], row["measure_id"], row["fiscal_year"]
            ]
        years = [row["fiscal_year"] for row in trend]
        self.first, self.last = min(years), max(years)

    def tiles(self) -> list[dict[str, Any]]:
        """One a headline measure: its value, its change, its rate as printed, a spark of all years."""
        return [self._tile(measure) for measure in HEADLINES if measure in self.by_measure]

    def _tile(self, measure: str) -> dict[str, Any]:
        rows = self.by_measure[measure]
        row = rows[-1]
        return {
            "id": measure,
            "label": both(row["label_ja"], row["label_en"]),
            "year": row["fiscal_year"],
            "value": self._value(row, sentence=True),
            "change": self._change(row, sentence=True),
            "rate": self._rate(row),
            "is_average": measure in AVERAGES,
            "chart": self._chart(measure, ticks=2),
        }

    def cards(self) -> list[dict[str, Any]]:
        """Every measure as a chart of its own, and its table."""
        return [self._card(measure) for measure in self.by_measure]

    def _card(self, measure: str) -> dict[str, Any]:
        rows = self.by_measure[measure]
        return {
            "id": measure,
            "label": both(rows[0]["label_ja"], rows[0]["label_en"]),
            "unit": rows[0]["unit"],
            "year": rows[-1]["fiscal_year"],
            "last": self._value(rows[-1], sentence=True),
            "is_average": measure in AVERAGES,
            "chart": self._chart(measure, ticks=3),
            "rows": [
                {
                    "year": row["fiscal_year"],
                    "value": self._value(row),
                    "change": self._change(row),
                    "rate": self._rate(row),
                }
                for row in reversed(rows)
            ],
        }

    def _chart(self, measure: str, ticks: int) -> dict[str, Any]:
        rows = self.by_measure[measure]
        values = [row["value"] for row in rows]
        scale, at = charts.nice_scale(values, ticks=ticks)
        points = charts.line([row["fiscal_year"] for row in rows], values, scale, self.first, self.last)
        said = [
            both(
                f"{row['fiscal_year']}年度 {japanese(row['value'], row['unit'])}",
                f"FY{row['fiscal_year']} {english(row['value'], row['unit'])}",
            )
            for row in rows
        ]
        return {
            "path": charts.path(points),
            "points": [
                {"x": point.x, "y": point.y, "f": self.cells.numbers_of([self._figure(row)]), "said": text}
                for point, row, text in zip(points, rows, said, strict=True)
            ],
            "ticks": [{"y": scale.at(tick), "text": both(charts.tick_ja(tick), charts.tick_en(tick))} for tick in at],
            "years": self._years(),
        }

    def _years(self) -> list[dict[str, Any]]:
        step = -(-(self.last - self.first) // 4) or 1
        return [
            {"x": charts.x_at(year, self.first, self.last), "text": year, "few": (self.last - year) % step == 0}
            for year in range(self.first, self.last + 1)
        ]

    def index(self) -> dict[str, Any]:
        """All measures on one scale, the first year being 100."""
        values = [row["index_first_year"] for rows in self.by_measure.values() for row in rows]
        scale, at = charts.nice_scale(values, ticks=4)
        lines: list[dict[str, Any]] = []
        for measure, rows in self.by_measure.items():
            points = charts.line(
                [r["fiscal_year"] for r in rows], [r["index_first_year"] for r in rows], scale, self.first, self.last
            )
            lines.append(
                {
                    "id": measure,
                    "label": both(rows[0]["label_ja"], rows[0]["label_en"]),
                    "path": charts.path(points),
                    "points": [
                        {"x": p.x, "y": p.y, "f": self.cells.numbers_of([self._figure(r), self._figure(rows[0])]),
                         "said": both(f"{r['fiscal_year']}年度 {grouped(r['index_first_year'], places=1)}",
                                      f"FY{r['fiscal_year']} {grouped(r['index_first_year'], places=1)}")}
                        for p, r in zip(points, rows, strict=True)
                    ],
                    "last": grouped(rows[-1]["index_first_year"], places=1),
                }
            )  # fmt: skip
        for one, at_y in zip(lines, charts.apart([entry["points"][-1]["y"] for entry in lines]), strict=True):
            one["label_y"] = at_y
        ticks = [{"y": scale.at(tick), "text": f"{tick:g}", "base": tick == 100} for tick in at]
        return {"lines": lines, "ticks": ticks, "years": self._years(), "first": self.first, "rows": self._index_rows()}

    def _index_rows(self) -> list[dict[str, Any]]:
        """A row a year, a cell a measure: one that has no value of a year has an empty cell there."""

        def cell(rows: Sequence[Row], year: int) -> Any:
            row = next((row for row in rows if row["fiscal_year"] == year), None)
            if row is None:
                return ""
            figures = [self._figure(row), self._figure(rows[0])]
            return self.cells.full(row["index_first_year"], self._source(row, "index_first_year"), figures, places=1)

        every = self.by_measure.values()
        years = range(self.last, self.first - 1, -1)
        return [{"year": year, "cells": [cell(rows, year) for rows in every]} for year in years]

    def ratio(self, every_year: Sequence[Row]) -> dict[str, Any]:
        """Dependents per insured person, of each year that has both."""
        by_year = [row for row in every_year if row["dependents_per_insured"] is not None]
        values = [row["dependents_per_insured"] for row in by_year]
        scale, at = charts.nice_scale(values, ticks=3)
        points = charts.line([row["fiscal_year"] for row in by_year], values, scale, self.first, self.last)

        def cell(row: Row) -> Any:
            source: Source = ("marts.membership_by_year", "dependents_per_insured", {"fiscal_year": row["fiscal_year"]})
            return self.cells.full(row["dependents_per_insured"], source, row["figure_ids"], places=3)

        return {
            "path": charts.path(points),
            "points": [
                {"x": p.x, "y": p.y, "f": self.cells.numbers_of(row["figure_ids"]),
                 "said": both(f"{row['fiscal_year']}年度 {grouped(row['dependents_per_insured'], places=3)}",
                              f"FY{row['fiscal_year']} {grouped(row['dependents_per_insured'], places=3)}")}
                for p, row in zip(points, by_year, strict=True)
            ],
            "ticks": [{"y": scale.at(tick), "text": f"{tick:g}"} for tick in at],
            "years": self._years(),
            "last": cell(by_year[-1]),
            "rows": [{"year": row["fiscal_year"], "value": cell(row)} for row in reversed(by_year)],
        }  # fmt: skip

    def marks(self, passages: Sequence[Row]) -> list[dict[str, Any]]:
        """What happened, where a sentence of the newest edition speaks of it."""
        found = []
        for event in events():
            quotes = [
                {"page": p["page"], "position": p["position"], "text": sentence}
                for p in passages
                for sentence in re.findall(r"[^。]+。?", p["text"])
                if all(word in sentence for word in event["says"])
            ]
            year, month = (int(part) for part in event["month"].split("-"))
            # A year's value stands for its last day, so the month lies before the point of its own fiscal year.
            place = year - 1 + (month - 3) / 12 if month > 3 else year - 2 + (month + 9) / 12
            if quotes and self.first < place < self.last:
                found.append({**event, "x": charts.x_at(place, self.first, self.last), "quotes": quotes})
        return found

    def _figure(self, row: Row) -> str:
        figure: str = self.figures[row["measure_id"], row["fiscal_year"]]["value_figure_id"]
        return figure

    def _source(self, row: Row, column: str) -> Source:
        return "marts.membership_trend", column, {"measure_id": row["measure_id"], "fiscal_year": row["fiscal_year"]}

    def _value(self, row: Row, *, sentence: bool = False) -> Any:
        source, figures = self._source(row, "value"), [self._figure(row)]
        if sentence:
            return self.cells.with_unit(row["value"], row["unit"], source, figures)
        return self.cells.full(row["value"], source, figures)

    def _change(self, row: Row, *, sentence: bool = False) -> Any:
        before = self.figures.get((row["measure_id"], row["fiscal_year"] - 1))
        source = self._source(row, "yoy_change")
        figures = [self._figure(row), before["value_figure_id"] if before else None]
        if sentence:
            return self.cells.with_unit(row["yoy_change"], row["unit"], source, figures, signed=True)
        return self.cells.full(row["yoy_change"], source, figures, signed=True)

    def _rate(self, row: Row) -> Any:
        printed = self.figures[row["measure_id"], row["fiscal_year"]]
        return self.cells.with_unit(
            row["yoy_pct_printed"],
            "%",
            self._source(row, "yoy_pct_printed"),
            [printed["yoy_figure_id"]],
            signed=True,
            places=printed_places(printed["yoy_quantum"]),
        )
