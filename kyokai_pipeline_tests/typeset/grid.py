"""A printed table before anybody drew it: cells on a lattice, with spans and keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kyokai_pipeline_tests.typeset.spelling import spread, wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline_tests.typeset.content import Content
    from kyokai_pipeline_tests.typeset.styles import Style

Kind = Literal["header", "label", "number", "text", "verdict", "group"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        row: First row, from 0.
        column: First column, from 0.
        text: What is printed; ``\\n`` is a line break that the typesetter wants.
        kind: What it is to a reader.
        rows: Rows it spans.
        columns: Columns it spans.
        key: Address for alterations, e.g. ``membership/enrollees/2019``.
        align: Horizontal place.
        valign: Vertical place.
    """

    row: int
    column: int
    text: str
    kind: Kind
    rows: int = 1
    columns: int = 1
    key: str = ""
    align: Align = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"


@dataclass
class Grid:
    """One table.

    Attributes:
        name: ``membership``, ``kpi``, ...
        weights: Relative width of each column.
        cells: Every cell, blank ones included.
        title: Heading above it.
        caption: Line of units at its upper right.
        notes: Lines below it.
        headers: Header rows.
        repeated: Whether they are said again after a page break.
        breaks: Rows before which a page break is wanted.
        width: Share of the available width it takes.
    """

    name: str
    weights: list[float]
    cells: list[Cell] = field(default_factory=list)
    title: str = ""
    caption: str = ""
    notes: tuple[str, ...] = ()
    headers: int = 1
    repeated: bool = True
    breaks: tuple[int, ...] = ()
    width: float = 1.0

    @property
    def rows(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    def header(self, row: int, column: int, text: str, style: Style, rows: int = 1, columns: int = 1) -> None:
        """Add a header cell."""
        shown = spread(text) if style.spaced_labels else text
        self.cells.append(Cell(row, column, shown, "header", rows, columns, align=style.head_align))

    def label(self, row: int, column: int, text: str, style: Style, rows: int = 1, columns: int = 1) -> None:
        """Add a row label."""
        shown = spread(text) if style.spaced_labels else text
        self.cells.append(Cell(row, column, wide(shown, style.digits), "label", rows, columns))

    def number(self, row: int, column: int, text: str, key: str, style: Style) -> None:
        """Add a cell that holds a number."""
        self.cells.append(Cell(row, column, text, "number", key=f"{self.name}/{key}", align=style.number_align))

    def text(self, cell: Cell) -> None:
        """Add a cell of any other kind."""
        self.cells.append(cell)


def altered(grid: Grid, content: Content) -> Grid:
    """The grid with the content's edits, unknown row and unknown column put in.

    Raises:
        KeyError: An edit names a cell of this grid that does not exist: the test that asked for it is wrong.
    """
    keys = {cell.key for cell in grid.cells}
    missing = [key for key in content.edits if key.split("/")[0] == grid.name and key not in keys]
    if missing:
        raise KeyError(f"no such cell: {missing}")
    grid.cells = [
        replace(cell, text=content.edits[cell.key]) if cell.key in content.edits else cell for cell in grid.cells
    ]
    if label := content.extra_rows.get(grid.name):
        _append_row(grid, label)
    if header := content.extra_columns.get(grid.name):
        _append_column(grid, header)
    return grid


def _append_row(grid: Grid, label: str) -> None:
    """A last row like the one above it, under another label."""
    last = grid.rows - 1
    above = [cell for cell in grid.cells if cell.row + cell.rows - 1 == last]
    first = min(above, key=lambda cell: cell.column)
    for cell in above:
        text = label if cell is first else cell.text
        grid.cells.append(replace(cell, row=last + 1, rows=1, text=text, key=""))


def _append_column(grid: Grid, header: str) -> None:
    """A last column like the one before it, under another header."""
    last = len(grid.weights)
    beside = [cell for cell in grid.cells if cell.column + cell.columns == last]
    for cell in beside:
        text = header if cell.row < grid.headers else cell.text
        grid.cells.append(replace(cell, column=last, columns=1, text=text, key=""))
    grid.weights.append(grid.weights[-1])


def split(grid: Grid, at: int) -> tuple[Grid, Grid]:
    """A grid broken before row ``at``: the second part repeats headers and labels that were cut.

    Args:
        grid: The whole table.
        at: First row of the second part, below the headers.
    """
    first = [replace(cell, rows=min(cell.rows, at - cell.row)) for cell in grid.cells if cell.row < at]
    kept = grid.headers if grid.repeated else 0
    shift = at - kept
    second = [cell for cell in grid.cells if cell.row < kept]
    for cell in grid.cells:
        end = cell.row + cell.rows
        if cell.row >= at:
            second.append(replace(cell, row=cell.row - shift))
        elif end > at:
            second.append(replace(cell, row=at - shift, rows=end - at))
    later = tuple(row - shift for row in grid.breaks if row > at)
    return (
        replace(grid, cells=first, notes=(), breaks=()),
        replace(grid, cells=_top_label(second, grid), title="", caption=grid.caption, breaks=later, headers=kept),
    )


def _top_label(cells: Sequence[Cell], grid: Grid) -> list[Cell]:
    """Cells where a label printed on its first row only is said again on the first row of the part."""
    first = next((c for c in cells if c.row == grid.headers and c.column == 0), None)
    if first is None or first.text or first.kind != "label":
        return list(cells)
    place = next(i for i, c in enumerate(grid.cells) if c.row >= grid.headers and c.key == first.key)
    said = next((c.text for c in reversed(grid.cells[:place]) if c.column == 0 and c.kind == "label" and c.text), "")
    return [replace(c, text=said) if c is first else c for c in cells]
