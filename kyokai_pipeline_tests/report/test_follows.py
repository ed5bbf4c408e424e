"""A column 増減 or 前年度比 beside a table of years is explained where its numbers follow from their row, else not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.japanese.numbers import Printed, parse_number
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Style, grid, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GRIDS = ("health_programmes", "generic_drugs", "dependent_reconfirmation")


def signed(number: Any, places: str = ",") -> str:
    return ("▲" if number < 0 else "") + format(abs(number), places)


def change(now: Printed, before: Printed) -> str:
    return signed(now.value - before.value)


def change_with_unit(now: Printed, before: Printed) -> str:
    return change(now, before) + ("ポイント" if now.unit == "%" else str(now.unit))


def ratio(now: Printed, before: Printed) -> str:
    return f"{100 * now.value / before.value:.1f}%"


def rate(now: Printed, before: Printed) -> str:
    return signed(100 * now.value / before.value - 100, ".1f") + "%"


def change_and_rate(now: Printed, before: Printed) -> str:
    return f"{change(now, before)}\n（{rate(now, before)}）"


def another(now: Printed, before: Printed) -> str:
    return signed(now.value - before.value + 70)


def read(told: Callable[[Printed, Printed], str], style: Style, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The report whose programme tables have one column more, with what ``told`` says of the two years."""
    append = grid._append_column

    def filled(table: grid.Grid, header: str) -> None:
        append(table, header)
        last = len(table.weights) - 1

        def text(cell: grid.Cell) -> str:
            own = [c for c in table.cells if c.row == cell.row and c.key]
            before, now = (parse_number(c.text.partition("\n")[0]) for c in sorted(own, key=lambda c: c.column))
            return told(now, before)

        table.cells = [
            replace(cell, text=text(cell)) if cell.column == last and cell.row >= table.headers else cell
            for cell in table.cells
        ]

    monkeypatch.setattr(grid, "_append_column", filled)
    content = replace(FY2023, extra_columns=dict.fromkeys(GRIDS, "増減"))
    report = read_report(typeset(style, folder / "report.pdf", content))
    assert differences(report, "programme_result", style, FY2023) == []
    return report


@pytest.mark.parametrize("told", [change, change_with_unit, ratio, rate, change_and_rate])
@pytest.mark.parametrize("rules", ["grid", "none"])
def test_what_follows_from_its_row_is_explained(
    told: Callable[[Printed, Printed], str], rules: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = read(told, Style(rules=rules), tmp_path, monkeypatch)
    assert report.problems == []
    derived = report.figures[report.figures["role"] == "derived"]
    assert len(derived) == 10 * (2 if told is change_and_rate else 1)
    assert derived["reason"].str.contains("同じ行の数値から").all()


def test_what_does_not_follow_stays_unexplained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = read(another, Style(), tmp_path, monkeypatch)
    assert {problem.code for problem in report.problems} == {"unexplained_figure"}
    assert len(report.problems) == 10
