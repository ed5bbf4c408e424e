"""Columns of the indicator tables that other editions may print: rows that are numbered, heads that say their year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.reader import read
from kyokai_pipeline_tests.typeset import FY2023, Style, kpi_grids, pages, typeset
from kyokai_pipeline_tests.typeset.compare import differences
from kyokai_pipeline_tests.typeset.grid import Cell, Grid

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.typeset.content import Content


def numbered(grid: Grid, head: str) -> Grid:
    """The table with a first column that counts its indicators."""
    rows = [cell.row for cell in grid.cells if cell.column == 1 and cell.kind == "text"]
    cells = [replace(cell, column=cell.column + 1) for cell in grid.cells]
    cells += [Cell(row, 0, str(count), "label", align="center") for count, row in enumerate(rows, 1)]
    cells.append(Cell(0, 0, head, "header", rows=grid.headers, align="center"))
    return replace(grid, cells=cells, weights=[24.0, *grid.weights])


@pytest.mark.parametrize("head", ["No.", "番号"])
@pytest.mark.parametrize("style", [Style(), Style(rules="none", kpi="stacked")], ids=["ruled", "bare"])
def test_a_column_that_counts_the_rows(
    style: Style, head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 1 of the table on the right was once the count of the verdicts beside it on the left."""

    def with_numbers(content: Content, style: Style) -> list[Grid]:
        return [numbered(grid, head) for grid in kpi_grids.kpi_tables(content, style)]

    monkeypatch.setattr(pages, "kpi_tables", with_numbers)
    report = read(typeset(style, tmp_path / "report.pdf"))
    assert differences(report, "kpi", style, FY2023) == []
    assert differences(report, "kpi_count", style, FY2023) == []
    assert report.problems == []


@pytest.mark.parametrize("year", ["2023年度", "令和５年度", "2023（令和5）年度"])
def test_heads_may_say_the_year_of_the_edition(year: str, tmp_path: Path) -> None:
    style = Style(kpi_target="own", kpi="stacked")
    content = FY2023.relabelled(target=f"{year}\n目標", result=f"{year}\n実績", status="達成状況")
    report = read(typeset(style, tmp_path / "report.pdf", content))
    assert differences(report, "kpi", style, content) == []


def test_another_years_result_is_none(tmp_path: Path) -> None:
    content = FY2023.relabelled(target="2023年度目標", result="2022年度実績")
    with pytest.raises(ReportRefused):
        read(typeset(Style(kpi_target="own", kpi="stacked"), tmp_path / "report.pdf", content))
