"""What was read on every page, as one HTML file or as pictures: tables, figures coloured by role, what was missed."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import language, notice, phrase
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import Mark, as_file, page_picture
from kyokai_pipeline.report.inspection import Inspection, add_stages, inspect

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.report.inspection import InspectedPage
    from kyokai_pipeline.report.ledger.printed_numbers import Figure

FACT, PROSE, EXPLAINED, UNEXPLAINED, TABLE = "#1a9641", "#2b6cb0", "#a0a0a0", "#d7191c", "#b35900"
LEGEND = {
    FACT: phrase("drawn_fact"),
    PROSE: phrase("drawn_prose"),
    EXPLAINED: phrase("drawn_explained"),
    UNEXPLAINED: phrase("drawn_unexplained"),
    TABLE: phrase("drawn_table"),
}
STAGES = {
    "head": ("#6a3d9a", phrase("drawn_head")),
    "label": ("#ff7f00", phrase("drawn_label")),
    "span": ("#b15928", phrase("drawn_span")),
    "column": ("#1f78b4", phrase("drawn_column")),
    "row": ("#33a02c", phrase("drawn_row")),
    "unclaimed": ("#d7191c", phrase("drawn_unclaimed")),
}
"""Colour and name of each stage of the solver."""
SCALE = 1.5


def colour_of(figure: Figure) -> str:
    """Green, blue, grey or red."""
    if figure.fact:
        return PROSE if figure.fact == "prose_figure" else FACT
    return EXPLAINED if figure.role else UNEXPLAINED


def inspect_file(
    path: Path, *, html: Path | None = None, pictures: Path | None = None, layout: bool = False
) -> Inspection:
    """Read a file, whether it is refused or not, and draw what was read.

    Args:
        path: The PDF.
        html: One file with every page, figures explained under the pointer.
        pictures: A folder that gets one PNG a page.
        layout: Draw what the solver took for heads, labels, columns and rows instead of the figures.

    Raises:
        ReportRefused: The file cannot be opened at all.
    """
    with open_document(path, readable=False) as document:
        found = inspect(document)
        if layout:
            add_stages(document, found)
        if html is not None:
            html.write_text(_html(path.name, document, found), encoding="utf-8")
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)
            for page in found.pages:
                marks = _stage_marks(page) if layout else _figure_marks(page)
                picture = page_picture(document, page.number, marks)
                (pictures / f"{path.stem}_p{page.number:02d}.png").write_bytes(as_file(picture))
    return found


def _figure_marks(page: InspectedPage) -> list[Mark]:
    marks = [Mark(box, TABLE, 1.5) for box in page.tables.values()]
    for figure in page.figures:
        colour = colour_of(figure)
        marks.append(Mark(figure.box, colour, 1.5 if colour == UNEXPLAINED else 0.7))
    return marks


def _stage_marks(page: InspectedPage) -> list[Mark]:
    return [Mark(stage.box, STAGES[stage.kind][0], 0.7) for stage in page.stages]


def _html(name: str, document: Document, found: Inspection) -> str:
    parts = [
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8"><title>{escape(name)}</title>{_STYLE}',
        f"<h1>{escape(name)} {escape(found.edition_id or '')}</h1><p class=legend>",
        *(f'<span style="border-color:{colour}">{escape(said.text())}</span>' for colour, said in _legend(found)),
        "</p>",
        *(_problem(problem, notice("drawn_refused")) for problem in found.problems),
        *(_problem(problem, notice("drawn_unexplained")) for problem in found.unexplained),
        *(_page(document, page) for page in found.pages),
        "</html>",
    ]
    return "\n".join(parts)


def _legend(found: Inspection) -> list[tuple[str, Phrase]]:
    return list(STAGES.values()) if any(page.stages for page in found.pages) else list(LEGEND.items())


_STYLE = """<style>
body{font-family:sans-serif;margin:1rem;background:#eee}h1{font-size:1.2rem}
.legend span{border:3px solid;padding:0 .5em;margin-right:.5em;background:#fff}
.page{position:relative;margin:1rem 0;background:#fff}.page img{display:block}
.page a{position:absolute;border:1.5px solid;box-sizing:border-box}.page a:hover{background:#ff04}
.page b{position:absolute;border:2px dashed #b35900;pointer-events:none}
pre{background:#fff;padding:.5rem;white-space:pre-wrap}
</style>"""


def _problem(problem: ReportError, heading: str) -> str:
    link = f' <a href="#p{problem.page}">p.{problem.page}</a>' if problem.page else ""
    return f"<pre>{escape(heading)}{link}\n{escape(ReportError.block(problem))}</pre>"


def _page(document: Document, page: InspectedPage) -> str:
    picture = base64.b64encode(as_file(page_picture(document, page.number, scale=SCALE), "JPEG")).decode("ascii")
    counts = [sum(colour_of(figure) == colour for figure in page.figures) for colour in LEGEND][:4]
    said = " · ".join(f"{name.text()} {count}" for name, count in zip(LEGEND.values(), counts, strict=False))
    boxes = [f'<b style="{_at(box)}" title="{escape(name)}"></b>' for name, box in page.tables.items()]
    drawn = [
        (stage.box, STAGES[stage.kind][0], f"{stage.table_id} {STAGES[stage.kind][1].text()} {stage.text}")
        for stage in page.stages
    ]
    drawn = drawn or [(figure.box, colour_of(figure), _said(figure)) for figure in page.figures]
    boxes += [f'<a style="{_at(b)};border-color:{colour}" title="{escape(text)}"></a>' for b, colour, text in drawn]
    return (
        f'<h2 id="p{page.number}">p.{page.number} <small>{escape(said)}</small></h2>'
        f'<div class=page style="width:{page.width * SCALE:.0f}px">'
        f'<img alt="p.{page.number}" width={page.width * SCALE:.0f} src="data:image/jpeg;base64,{picture}">'
        f"{''.join(boxes)}</div>"
    )


def _at(box: tuple[float, float, float, float]) -> str:
    x0, top, x1, bottom = (side * SCALE for side in box)
    return f"left:{x0 - 2:.1f}px;top:{top - 2:.1f}px;width:{x1 - x0 + 4:.1f}px;height:{bottom - top + 4:.1f}px"


def _said(figure: Figure) -> str:
    value = f" = {figure.printed.value} {figure.printed.unit or ''}" if figure.printed else ""
    role = f"core.{figure.fact}" if figure.fact else figure.role or notice("drawn_unexplained")
    return f"{figure.figure_id} 「{figure.text}」{value}\n{role}\n{'' if figure.fact else figure.reason or ''}"
