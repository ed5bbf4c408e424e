"""What the solver saw of a table, stage by stage, so that a layout failure is understood by looking.

Belongs here: boxes of heads, labels, spans, columns, rows and words without a place.
Does not belong here: drawing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kyokai_pipeline.layout.labels import adornments
from kyokai_pipeline.layout.solve import find_parts
from kyokai_pipeline.layout.unsolved import Unsolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.part import Part
    from kyokai_pipeline.layout.table_model import TableModel
    from kyokai_pipeline.pdf.document import PdfPage

Kind = Literal["head", "label", "labels", "span", "column", "row", "unclaimed"]


@dataclass(frozen=True)
class Stage:
    """One thing that the solver took for something; points of the visible page."""

    table_id: str
    kind: Kind
    box: Box
    text: str = ""


def stages_of(page: PdfPage, model: TableModel) -> list[Stage]:
    """Every stage of the likeliest places of a table on a page, as far as the solver came."""
    parts = find_parts(page, model)
    best = max((part.share for part in parts), default=0.0)
    return [stage for part in parts if part.share == best for stage in _stages(part)]


def _stages(part: Part) -> Iterator[Stage]:
    name = part.model.table_id
    for head in (*part.heads.columns, *(span for span in dict.fromkeys(part.heads.spans) if span)):
        yield Stage(name, "head", head.box, head.text)
    for label in (*part.body.labels, *part.body.rates, *part.body.others):
        yield Stage(name, "label", label.box, label.text)
    for span in part.body.spans:
        yield Stage(name, "span", span.box, span.text)
    try:
        part.fill()
    except Unsolved as unsolved:
        if unsolved.box:
            yield Stage(name, "unclaimed", unsolved.box, f"{unsolved.why}: {unsolved.text}")
    if not part.body.lines:
        return
    x0, top, _, bottom = part.box
    yield Stage(name, "labels", (x0, part.body.lines[0].box[1], part.body.label_right, part.body.lines[-1].box[3]))
    for left, right in part.sides:
        yield Stage(name, "column", (left, top, right, bottom))
    for row in part.rows:
        yield Stage(name, "row", (part.body.left, row.box[1], part.body.right, row.box[3]), str(row.key))
    yield from _unclaimed(part)


def _unclaimed(part: Part) -> Iterator[Stage]:
    """Words inside the extent that are neither head, label, cell nor mark."""
    x0, top, x1, bottom = part.box
    known = part.body.label_words.union(part.heads.words, part.body.words)
    for word in part.page.words:
        if x0 <= word.x <= x1 and top <= word.y <= bottom and word not in known and adornments(word.plain) is None:
            yield Stage(part.model.table_id, "unclaimed", word.box, word.text)
