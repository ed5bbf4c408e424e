"""Prints the report with Chromium: a layout engine and a PDF writer that are not ours, radicals included."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
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
_RULES = {
    "grid": "td{border:.5pt solid #333} td.header{background:#cfe0f2} td.label{background:#f0f5fb}",
    "none": "",
    "header_shading": "td.header{background:#cfe0f2}",
    "horizontal": "td{border-bottom:.5pt solid #333}",
    "segmented": "table{border-collapse:separate;border-spacing:2pt} td{border:.4pt solid #333}",
    "thin_rects": "td{border:.5pt double #333}",
    "cell_fills": "table{border-collapse:separate;border-spacing:1.4pt} td{background:#f6f6f0}",
}


def browser() -> str | None:
    """Path of an installed Chromium, or None."""
    return next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)


def write(pages: list[Page], style: Style, path: Path) -> None:
    """Print one PDF.

    Args:
        pages: The report's pages.
        style: The look; stream order, rotation, crop box and CID fonts are the browser's own affair.
        path: Where the file goes.

    Raises:
        FileNotFoundError: There is no Chromium on this machine.
    """
    program = browser()
    if program is None:
        raise FileNotFoundError("chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(document(pages, style), encoding="utf-8")
        subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={path}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )


def document(pages: list[Page], style: Style) -> str:
    """The report as one HTML document."""
    wide, high = page_size(style)
    css = f"""@font-face{{font-family:report;src:url({font_file().as_uri()})}}
@page{{size:{wide}pt {high}pt;margin:24pt {_MARGIN}pt}} *{{box-sizing:border-box}}
body{{font-family:report;margin:0;line-height:1.25}}
p{{margin:0 0 2pt}} section{{break-after:page}}
table{{border-collapse:collapse;table-layout:fixed;margin:2pt 0;break-inside:avoid}}
td{{padding:2.2pt 2pt;overflow-wrap:anywhere}}
.columns{{display:flex;gap:12pt}} .columns>div{{flex:1;min-width:0}}
.banner{{background:#1f3864;color:#fff;padding:3pt}}
.caption{{text-align:right;font-size:7pt}} .note{{font-size:6pt}}
.plot{{border-left:1pt solid;border-bottom:1pt solid;height:120pt}} .axis{{display:flex;font-size:7pt}}
.axis>span{{flex:1}} {_RULES[style.rules]}"""
    room = wide - 2 * _MARGIN
    body = "".join(f"<section>{''.join(_block(b, style, room) for b in page.blocks)}</section>" for page in pages)
    return f'<!doctype html><html lang="ja"><meta charset="utf-8"><style>{css}</style><body>{body}</body></html>'


def _words(text: str, style: Style) -> str:
    return html.escape(glyphs(text, style)).replace("\n", "<br>")


def _block(block: Block, style: Style, room: float) -> str:
    """One block as HTML, ``room`` points wide."""
    if isinstance(block, Text):
        look = f"font-size:{block.size}pt;text-align:{block.align};margin-top:{block.before}pt"
        kind = ' class="banner"' if block.banner else ""
        return f'<p{kind} style="{look}">{_words(block.words, style)}</p>'
    if isinstance(block, Columns):
        stacks = ("".join(_block(b, style, (room - 12) / 2) for b in stack) for stack in (block.left, block.right))
        return '<div class="columns">' + "".join(f"<div>{stack}</div>" for stack in stacks) + "</div>"
    if isinstance(block, Chart):
        axis = "".join(f"<span>{_words(label, style)}</span>" for label in block.labels)
        return f'<div class="plot"><small>{block.value}</small></div><div class="axis">{axis}</div>'
    if block.breaks:
        first, rest = split(block, block.breaks[0])
        return _table(first, style, room) + '<div style="break-after:page"></div>' + _block(rest, style, room)
    return _table(block, style, room)


def _table(grid: Grid, style: Style, room: float) -> str:
    """One grid as an HTML table with its title, caption and notes."""
    total = sum(grid.weights)
    columns = "".join(f'<col style="width:{100 * weight / total:.3f}%">' for weight in grid.weights)
    font = registered("ipaex")
    size = fitted(grid, style, lambda words, em: text_width(words, em, font), room * grid.width)
    rows = []
    for row in range(grid.rows):
        cells = sorted((c for c in grid.cells if c.row == row), key=lambda cell: cell.column)
        rows.append("<tr>" + "".join(_cell(cell, style) for cell in cells) + "</tr>")
    head = f"<thead>{''.join(rows[: grid.headers])}</thead>" if grid.headers else ""
    body = f"<tbody>{''.join(rows[grid.headers :])}</tbody>"
    share = f"width:{100 * grid.width:.0f}%;font-size:{size:.2f}pt"
    notes = "".join(f'<p class="note">{_words(note, style)}</p>' for note in grid.notes)
    title = f"<p>{_words(grid.title, style)}</p>" if grid.title else ""
    caption = f'<p class="caption">{_words(grid.caption, style)}</p>' if grid.caption else ""
    table = f'<table style="{share}"><colgroup>{columns}</colgroup>{head}{body}</table>'
    return f'<div style="break-inside:avoid">{title}{caption}{table}{notes}</div>'


def _cell(cell: Cell, style: Style) -> str:
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    look = f"text-align:{cell.align};vertical-align:{cell.valign}"
    keep = ";white-space:nowrap" if cell.kind == "number" and cell.key.split("/")[0] != "kpi" else ""
    return f'<td class="{cell.kind}"{spans} style="{look}{keep}">{_words(cell.text, style)}</td>'
