"""Every fact's place is looked at: nothing may lie over its digits, or be drawn under them, that says otherwise.

Belongs here: what the rendered page shows at the place of a fact. Does not belong here: text that nobody sees, which is
never read (pdf/unseen.py); another engine's reading of the text layer (second_opinion.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.pdf.annotations import annotations_on
from kyokai_pipeline.pdf.document import open_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.pdf.annotations import Annotation
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.model import Report

TOUCHED = 0.1
"""An annotation lies over a character where it covers at least this share of its width and height."""


def seen_as_printed(path: str | PathLike[str], report: Report) -> list[ReportError]:
    """Look at the place of every fact.

    Args:
        path: The PDF that the report was read from.
        report: What was read.

    Returns:
        One error for every fact whose place may show something else than what was read.
    """
    facts = report.figures[report.figures["role"] == "fact"]
    problems: list[ReportError] = []
    with open_document(Path(path), readable=False) as document:
        for number, figures in facts.groupby("page"):
            page = document.page(int(str(number)))
            annotations = list(annotations_on(document.load(page.number), page.frame))
            for figure in figures.to_dict("records"):
                boxes = report.glyph_boxes[figure["figure_id"]]
                box = (figure["x0"], figure["top"], figure["x1"], figure["bottom"])
                where = Where(report.source_file, report.edition.edition_id, page.number, box, figure["printed"])
                problems += _problems(page, annotations, boxes, where)
            page.release()
    return problems


def _problems(
    page: PdfPage, annotations: Sequence[Annotation], boxes: Sequence[Box], where: Where
) -> Iterable[ReportError]:
    over = next((found for found in annotations if any(_lies_over(found.box, box) for box in boxes)), None)
    if over is not None:
        yield refuse("annotated_fact", where, kind=over.kind)
    _ = page.drawn  # finds out what is doubtful
    doubtful = [(glyph.x0, glyph.base) for glyph in page.doubtful]
    if any(box[0] - 0.1 <= x <= box[2] - 0.1 and box[1] <= base <= box[3] for x, base in doubtful for box in boxes):
        yield refuse("covered_fact", where)


def _lies_over(annotation: Box, box: Box) -> bool:
    across = min(annotation[2], box[2]) - max(annotation[0], box[0])
    down = min(annotation[3], box[3]) - max(annotation[1], box[1])
    return across >= TOUCHED * (box[2] - box[0]) and down >= TOUCHED * (box[3] - box[1])
