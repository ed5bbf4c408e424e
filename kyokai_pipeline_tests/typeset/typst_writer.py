"""Sets the report with typst: a third layout engine, which spaces Latin letters beside Japanese."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset.flow import fitted, page_size
from kyokai_pipeline_tests.typeset.grid import Cell, Grid, split
from kyokai_pipeline_tests.typeset.pages import Block, Chart, Columns, Page, Text
from kyokai_pipeline_tests.typeset.reportlab_writer import font_file, registered, text_width
from kyokai_pipeline_tests.typeset.spelling import glyphs

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.styles import Style

_MARGIN = 28.0
_STROKES = {
    "grid": "0.5pt",
    "none": "none",
    "header_shading": "none",
    "horizontal": "(x, y) => (bottom: 0.5pt)",
    "segmented": "(dash: (2pt, 1pt), thickness: 0.5pt)",
    "thin_rects": "0.3pt",
    "cell_fills": "none",
}


def available() -> bool:
    """Whether typst is installed."""
    return find_spec("typst") is not None


def write(pages: list[Page], style: Style, path: Path) -> None:
    """Write one PDF.

    Args:
        pages: The report's pages.
        style: The look; stream order, rotation, crop box and CID fonts are typst's own affair.
        path: Where the file goes.

    Raises:
        ModuleNotFoundError: typst is not installed.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(document(pages, style), encoding="utf-8")
        typst.compile(str(source), output=str(path), font_paths=[str(font_file().parent)], ignore_system_fonts=True)


def document(pages: list[Page], style: Style) -> str:
    """The report as typst markup."""
    wide, high = page_size(style)
    head = (
        "#set document(date: none)\n"
        f"#set page(width: {wide}pt, height: {high}pt, margin: (x: {_MARGIN}pt, y: 24pt))\n"
        '#set text(font: "IPAexGothic", size: 9pt, lang: "ja")\n'
        "#set par(leading: 0.4em, spacing: 0.5em)\n#set block(spacing: 0.5em)\n"
    )
    return head + "\n#pagebreak()\n".join(
        "\n".join(f"#{_block(block, style, wide - 2 * _MARGIN)}" for block in page.blocks) for page in pages
    )


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(text: str, style: Style) -> str:
    """Text as a typst expression, line breaks kept."""
    return "(" + " + linebreak() + ".join(_string(line) for line in glyphs(text, style).split("\n")) + ")"


def _block(block: Block, style: Style, room: float) -> str:
    """One block as a typst expression, ``room`` points wide."""
    if isinstance(block, Text):
        fill, colour = ('fill: rgb("#1f3864"), ', "white") if block.banner else ("", "black")
        inner = f"text(size: {block.size}pt, fill: {colour}, {_words(block.words, style)})"
        look = f"width: 100%, {fill}inset: 2pt, above: {block.before + 2}pt"
        return f"block({look}, align({block.align}, {inner}))"
    if isinstance(block, Columns):
        stacks = ", ".join(_stack(stack, style, (room - 12) / 2) for stack in (block.left, block.right))
        return f"grid(columns: (1fr, 1fr), gutter: 12pt, {stacks})"
    if isinstance(block, Chart):
        axis = ", ".join(_words(label, style) for label in block.labels)
        plot = f"block(width: 100%, height: 110pt, stroke: (left: 1pt, bottom: 1pt), {_string(block.value)})"
        row = f"grid(columns: (1fr,) * {len(block.labels)}, {axis})"
        return f"block({{ {plot}; set text(size: 7pt); {row} }})"
    if block.breaks:
        first, rest = split(block, block.breaks[0])
        return f"{_table(first, style, room)}\n#pagebreak()\n#{_block(rest, style, room)}"
    return _table(block, style, room)


def _stack(stack: tuple[Block, ...], style: Style, room: float) -> str:
    return "{ " + "; ".join(_block(block, style, room) for block in stack) + " }"


def _table(grid: Grid, style: Style, room: float) -> str:
    """One grid as a typst table with its title, caption and notes in one unbreakable block."""
    font = registered("ipaex")
    size = fitted(grid, style, lambda words, em: text_width(words, em, font), room * grid.width)
    columns = ", ".join(f"{weight}fr" for weight in grid.weights)
    header = [cell for cell in grid.cells if cell.row < grid.headers]
    body = [cell for cell in grid.cells if cell.row >= grid.headers]
    cells = [_cell(cell, style) for cell in body]
    if header:
        cells.insert(0, f"table.header({', '.join(_cell(cell, style) for cell in header)})")
    parts = []
    if grid.title:
        parts.append(f"block({_words(grid.title, style)})")
    if grid.caption:
        parts.append(f"block(width: 100%, align(right, text(size: 7pt, {_words(grid.caption, style)})))")
    parts.append(
        f"text(size: {size:.2f}pt, table(columns: ({columns}), stroke: {_STROKES[style.rules]}, "
        f"inset: (x: 2pt, y: 3pt), {', '.join(cells)}))"
    )
    parts += [f"block(text(size: 6pt, {_words(note, style)}))" for note in grid.notes]
    return f"block(width: {100 * grid.width:.0f}%, breakable: false, {{ {'; '.join(parts)} }})"


def _cell(cell: Cell, style: Style) -> str:
    upright = {"top": "top", "middle": "horizon", "bottom": "bottom"}[cell.valign]
    shaded = style.rules in ("grid", "header_shading") and cell.kind == "header"
    fill = ', fill: rgb("#cfe0f2")' if shaded else ', fill: rgb("#f6f6f0")' * (style.rules == "cell_fills")
    return (
        f"table.cell(x: {cell.column}, y: {cell.row}, colspan: {cell.columns}, rowspan: {cell.rows}, "
        f"align: {cell.align} + {upright}{fill}, {_words(cell.text, style)})"
    )
