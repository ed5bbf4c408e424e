"""What is drawn on a page: refused places, tables, every figure by what it was taken for; or the solver's stages.

Belongs here: which boxes, their colours and their names. Does not belong here: the HTML (page.py), the pictures
(sheets.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.messages import Phrase, notice, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.report.inspection import InspectedPage, Inspection
    from kyokai_pipeline.report.ledger.printed_numbers import Figure


@dataclass(frozen=True)
class Kind:
    """One kind of box.

    Attributes:
        key: Its name in style sheets.
        colour: ``#rrggbb``, dark enough for white paper.
        name: What the legend says.
        width: Of its line, in points.
        room: Paper between what is boxed and the line, in points.
    """

    key: str
    colour: str
    name: Phrase
    width: float = 0.8
    room: float = 1.2


REFUSED = Kind("refused", "#c8102e", phrase("drawn_refused"), 3.0, 2.5)
TABLE = Kind("table", "#6a3d9a", phrase("drawn_table"), 1.4, 2.0)
FACT = Kind("fact", "#12783c", phrase("drawn_fact"))
PROSE = Kind("prose", "#1f5fbf", phrase("drawn_prose"))
EXPLAINED = Kind("explained", "#767676", phrase("drawn_explained"), 0.6)
UNEXPLAINED = Kind("unexplained", "#b35900", phrase("drawn_unexplained"), 1.6)
STAGES = {
    "column": Kind("column", "#1f78b4", phrase("drawn_column")),
    "row": Kind("row", "#2a8a26", phrase("drawn_row")),
    "labels": Kind("labels", "#8a6d00", phrase("drawn_labels"), 1.6),
    "head": Kind("head", "#6a3d9a", phrase("drawn_head"), 1.2),
    "label": Kind("label", "#c45f00", phrase("drawn_label")),
    "span": Kind("span", "#8c4a1f", phrase("drawn_span"), 1.2),
    "unclaimed": Kind("unclaimed", "#b0006e", phrase("drawn_unclaimed"), 1.8),
}
"""Kind of each stage of the solver, in the order in which they are drawn."""
FIGURES = (TABLE, FACT, PROSE, EXPLAINED, UNEXPLAINED)


@dataclass(frozen=True)
class Drawn:
    """One box on a page.

    Attributes:
        box: What is boxed, in points of the visible page.
        text: What is said of it.
        number: Of the problem that names this place, where one does.
    """

    kind: Kind
    box: Box
    text: str
    number: int | None = None


def kind_of(figure: Figure) -> Kind:
    """What a figure was taken for."""
    if figure.fact:
        return PROSE if figure.fact == "prose_figure" else FACT
    return EXPLAINED if figure.role else UNEXPLAINED


def drawn_on(page: InspectedPage, problems: Sequence[ReportError], *, layout: bool) -> list[Drawn]:
    """Every box of one page, the refused places last and on top.

    Args:
        page: What was read on it.
        problems: All reasons for which the file is refused, numbered by their order from 1.
        layout: The solver's stages instead of the figures.
    """
    found = _stages(page) if layout else _figures(page)
    for number, problem in enumerate(problems, 1):
        found += [Drawn(REFUSED, box, problem.text(), number) for box in places_of(problem).get(page.number, ())]
    return found


def places_of(problem: ReportError) -> dict[int, list[Box]]:
    """Page -> the boxes that a problem names there; a contradiction names several."""
    found: dict[int, list[Box]] = {}
    if problem.page is not None and problem.box is not None:
        found[problem.page] = [problem.box]
    for figure in problem.details.get("figures", ()):
        box: Box = tuple(figure["box"])
        here = found.setdefault(figure["page"], [])
        here += [] if box in here else [box]
    return found


def legend(inspection: Inspection, *, layout: bool) -> list[Kind]:
    """The kinds that stand on the pages."""
    kinds = [*STAGES.values()] if layout else [*FIGURES]
    return [REFUSED, *kinds] if inspection.problems else kinds


def _figures(page: InspectedPage) -> list[Drawn]:
    tables = [Drawn(TABLE, box, name) for name, boxes in page.tables.items() for box in boxes]
    return tables + [Drawn(kind_of(figure), figure.box, _said(figure)) for figure in page.figures]


def _stages(page: InspectedPage) -> list[Drawn]:
    order = list(STAGES)
    return [
        Drawn(kind, stage.box, f"{stage.table_id}: {kind.name.text()} {stage.text}".strip())
        for stage in sorted(page.stages, key=lambda stage: order.index(stage.kind))
        for kind in [STAGES[stage.kind]]
    ]


def _said(figure: Figure) -> str:
    value = f" = {figure.printed.value} {figure.printed.unit or ''}" if figure.printed else ""
    role = f"core.{figure.fact}" if figure.fact else figure.role or notice("drawn_unexplained")
    reason = "" if figure.fact else figure.reason or ""
    return "\n".join(part for part in (f"{figure.figure_id} 「{figure.text}」{value}", role, reason) if part)
