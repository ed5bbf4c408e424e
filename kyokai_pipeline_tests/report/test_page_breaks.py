"""Tables that go on overleaf: at any row, with their heads said again or not, ruled or not, also within a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Style
from kyokai_pipeline_tests.typeset.compare import KEYS, differences
from kyokai_pipeline_tests.typeset.grid import Cell, Grid
from kyokai_pipeline_tests.typeset.pages import Page, report_pages
from kyokai_pipeline_tests.typeset.reportlab_writer import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[Grid], Grid]


def stacked(**look: Any) -> Style:
    """One column of blocks, so that a table that reaches the end of its page is the last thing on it."""
    return Style(orientation="portrait", kpi="stacked", **look)


def with_table(style: Style, name: str, change: Change, path: Path) -> Path:
    """The report with the first table of a name changed."""
    pages = report_pages(FY2023, style)
    at, index = next(
        (page, index)
        for page in pages
        for index, block in enumerate(page.blocks)
        if isinstance(block, Grid) and block.name == name
    )
    grid = at.blocks[index]
    assert isinstance(grid, Grid)
    pages = [Page([*p.blocks], p.numbered) for p in pages]
    found = next(page for page in pages if grid in page.blocks)
    found.blocks[index] = change(grid)
    write(pages, style, path)
    return path


def broken(row: int, *, repeated: bool) -> Change:
    """A page break before a row."""
    return lambda grid: replace(grid, breaks=(row,), repeated=repeated)


def torn(row: int, at: int, *, repeated: bool) -> Change:
    """A page break within a row: of the text of its second column the characters from a place on stand overleaf."""

    def change(grid: Grid) -> Grid:
        cells: list[Cell] = []
        for cell in grid.cells:
            if cell.row > row:
                cells.append(replace(cell, row=cell.row + 1))
            elif cell.row + cell.rows <= row:
                cells.append(cell)
            elif cell.rows > 1:
                cells.append(replace(cell, rows=cell.rows + 1))
            else:
                text = cell.text if cell.column == 1 else ""
                cells += [
                    replace(cell, text=text[:at].rstrip("\n") if cell.column == 1 else cell.text),
                    replace(cell, row=row + 1, text=text[at:], key=""),
                ]
        return replace(grid, cells=cells, breaks=(row + 1,), repeated=repeated)

    return change


def wrong(path: Path, style: Style) -> list[str]:
    """Every way in which what was read differs from what was printed."""
    report = read_report(path)
    return [difference for table in KEYS for difference in differences(report, table, style, FY2023)]


@pytest.mark.parametrize("repeated", [True, False], ids=["heads again", "no heads"])
@pytest.mark.parametrize(
    ("name", "row", "rules"),
    [
        ("membership", 4, "grid"), ("monthly_flow", 2, "none"), ("monthly_flow", 4, "grid"),
        ("monthly_flow", 6, "grid"), ("health_programmes", 3, "horizontal"), ("training", 2, "none"),
        ("procurement", 3, "segmented"), ("kpi", 2, "grid"), ("kpi", 4, "none"),
    ],
)  # fmt: skip
def test_a_table_goes_on_overleaf(name: str, row: int, rules: Any, repeated: bool, tmp_path: Path) -> None:
    style = stacked(rules=rules)
    path = with_table(style, name, broken(row, repeated=repeated), tmp_path / "report.pdf")
    assert wrong(path, style) == []


@pytest.mark.parametrize("repeated", [True, False], ids=["heads again", "no heads"])
@pytest.mark.parametrize(
    ("name", "row", "at", "rules"),
    [("kpi", 2, 18, "grid"), ("kpi", 9, 18, "none"), ("training", 2, 8, "horizontal"), ("training", 3, 6, "grid")],
    ids=["statement", "statement of the last row", "content", "content of the last row"],
)
def test_a_row_is_torn_by_the_border(name: str, row: int, at: int, rules: Any, repeated: bool, tmp_path: Path) -> None:
    style = stacked(rules=rules)
    path = with_table(style, name, torn(row, at, repeated=repeated), tmp_path / "report.pdf")
    assert wrong(path, style) == []


@pytest.mark.parametrize(("name", "row", "at"), [("kpi", 6, 18), ("training", 1, 7)])
def test_a_torn_row_that_cannot_be_put_together_is_refused(name: str, row: int, at: int, tmp_path: Path) -> None:
    """A label that is said again beside the rest of its row, as if it were another row."""
    style = stacked(rules="none")

    def change(grid: Grid) -> Grid:
        found = torn(row, at, repeated=True)(grid)
        label = next(cell for cell in grid.cells if cell.row <= row < cell.row + cell.rows and cell.column == 0)
        cells = [replace(c, text=label.text) if (c.row, c.column) == (row + 1, 0) else c for c in found.cells]
        return replace(found, cells=cells)

    path = with_table(style, name, change, tmp_path / "report.pdf")
    with pytest.raises(ReportRefused) as refused:
        read_report(path)
    assert all(problem.page for problem in refused.value.problems)
