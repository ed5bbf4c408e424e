"""Every fact's place is looked at: its digits look like what they claim, and nothing over or under them says otherwise.

Belongs here: what the rendered page shows at the place of a fact. Does not belong here: text that nobody sees, which is
never read (pdf/unseen.py); another engine's reading of the text layer (second_opinion.py).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.pdf.annotations import annotations_on
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.drawn_as import Looks
from kyokai_pipeline.pdf.ink import text_alone
from kyokai_pipeline.pdf.overlaid import fonts_of
from kyokai_pipeline.pdf.shapes import SCALE
from kyokai_pipeline.report.ledger.ledger import AGREES, NOT_CHECKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.pdf.annotations import Annotation
    from kyokai_pipeline.pdf.document import Document, PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.model import Report

TOUCHED = 0.1
"""An annotation lies over a character where it covers at least this share of its width and height."""


@dataclass(frozen=True)
class Sight:
    """What is seen of the facts of a report.

    Attributes:
        problems: One error for every fact whose place may show something else than what was read.
        seen: Id of every fact -> ``agrees``, or ``not_checked``.
    """

    problems: list[ReportError]
    seen: dict[str, str]


@dataclass
class _Fact:
    """A fact that is looked at: its place, and the look of each of its characters that has ink."""

    figure_id: str
    where: Where
    looks: list[tuple[int, Glyph]] = field(default_factory=list)


def seen_as_printed(path: str | PathLike[str], report: Report) -> Sight:
    """Look at the place of every fact.

    Args:
        path: The PDF that the report was read from.
        report: What was read.
    """
    figures = report.figures[report.figures["role"] == "fact"]
    problems: list[ReportError] = []
    looks, facts = Looks(), list[_Fact]()
    with open_document(Path(path), readable=False) as document:
        for number, group in figures.groupby("page"):
            page = document.page(int(str(number)))
            annotations = list(annotations_on(document.load(page.number), page.frame))
            glyphs = {glyph.box: glyph for glyph in page.drawn.upright}
            text = text_alone(document.load(page.number), SCALE * document.user_unit(page.number))
            for figure in group.to_dict("records"):
                boxes = report.glyph_boxes[figure["figure_id"]]
                box = (figure["x0"], figure["top"], figure["x1"], figure["bottom"])
                where = Where(report.source_file, report.edition.edition_id, page.number, box, figure["printed"])
                problems += _problems(page, annotations, boxes, where)
                found = [(looks.add(text, glyphs[box]), glyphs[box]) for box in boxes if box in glyphs]
                known = [(look, glyph) for look, glyph in found if look is not None]
                facts.append(_Fact(figure["figure_id"], where, known))
            page.release()
        others, seen = _judged(document, looks, facts)
    return Sight([*problems, *others], seen)


def _judged(document: Document, looks: Looks, facts: Sequence[_Fact]) -> tuple[list[ReportError], dict[str, str]]:
    """Facts with characters that look like others, one error for each font and pair of characters; what is seen."""
    opinions = looks.opinions()
    lies: dict[tuple[str, str, str], list[_Fact]] = defaultdict(list)
    seen: dict[str, str] = {}
    for fact in facts:
        judged = [(opinions[look], glyph) for look, glyph in fact.looks]
        for opinion, glyph in judged:
            if opinion.drawn is not None:
                lies[_font(document, fact.where.page or 1, glyph), glyph.char, opinion.drawn].append(fact)
        digits = [opinion.confirmed for opinion, glyph in judged if glyph.folded.isdigit()]
        seen[fact.figure_id] = AGREES if digits and all(digits) else NOT_CHECKED
    problems = [
        refuse("another_character", group[0].where, font=font, claimed=claimed, drawn=drawn, count=len(group))
        for (font, claimed, drawn), group in lies.items()
    ]
    return problems, seen


def _font(document: Document, number: int, glyph: Glyph) -> str:
    page = document.page(number)
    found = fonts_of(document.load(number), page.frame, [glyph])
    return found[glyph][0].decode("utf-8", "replace") if glyph in found else "?"


def _problems(
    page: PdfPage, annotations: Sequence[Annotation], boxes: Sequence[Box], where: Where
) -> Iterator[ReportError]:
    over = next((found for found in annotations if any(_lies_over(found.box, box) for box in boxes)), None)
    if over is not None:
        yield refuse("annotated_fact", where, kind=over.kind)
    if _is_doubtful(page.doubtful, boxes):
        yield refuse("covered_fact", where)


def _is_doubtful(doubtful: Iterable[Glyph], boxes: Sequence[Box]) -> bool:
    places = [(glyph.x0, glyph.base) for glyph in doubtful]
    return any(box[0] - 0.1 <= x <= box[2] - 0.1 and box[1] <= base <= box[3] for x, base in places for box in boxes)


def _lies_over(annotation: Box, box: Box) -> bool:
    across = min(annotation[2], box[2]) - max(annotation[0], box[0])
    down = min(annotation[3], box[3]) - max(annotation[1], box[1])
    return across >= TOUCHED * (box[2] - box[0]) and down >= TOUCHED * (box[3] - box[1])
