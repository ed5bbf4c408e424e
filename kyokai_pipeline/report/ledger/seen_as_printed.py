"""Every fact's place is looked at: its digits look like what they claim, and nothing over or under them says otherwise.

Belongs here: what the rendered page shows at the place of a fact. Does not belong here: text that nobody sees, which is
never read (pdf/unseen.py); another engine's reading of the text layer (second_opinion.py).
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.pdf.annotations import annotations_on
from kyokai_pipeline.pdf.backdrop import large_texts
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.drawn_as import Looks, digit_drawn_in
from kyokai_pipeline.pdf.overlaid import fonts_of, unseen_texts
from kyokai_pipeline.pdf.shapes import SCALE, drawings_alone, text_alone
from kyokai_pipeline.pdf.unread import is_unread_text_in
from kyokai_pipeline.report.ledger.ledger import AGREES, NOT_CHECKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    from kyokai_pipeline.errors import Box, ReportError
    from kyokai_pipeline.pdf.annotations import Annotation
    from kyokai_pipeline.pdf.document import Document, PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import Pixels
    from kyokai_pipeline.report.model import Report

BESIDE = (0.6, 0.8)
"""A digit that belongs to a number stands within one of these shares of the size before or behind it."""
SIDES = (1.3, 0.9)
"""A sign, or a digit that was not read, stands within these shares of the size before and behind a number."""
ROOM = 0.3
"""A digit has room in a gap of this share of the size."""
SHARED = 0.5
"""Two characters of one number overlap by less than this share of the narrower one."""
TOUCHING = 0.12
"""Characters of one number stand within this share of the size beside each other."""
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
            loaded = document.load(page.number)
            annotations = list(annotations_on(loaded, page.frame))
            glyphs = {glyph.box: glyph for glyph in page.drawn.upright}
            lines = _by_line(page.drawn.upright)
            scale = SCALE * document.user_unit(page.number)
            facts_here = [glyph for f in group["figure_id"] for glyph in _at(report.glyph_boxes[f], glyphs)]
            unseen = unseen_texts(loaded, page.frame, page.unseen, facts_here)
            behind = large_texts(loaded, page.frame, page.drawn.upright, facts_here)
            text = text_alone(loaded, scale, unseen | behind)
            drawings = drawings_alone(loaded, scale)
            everything = partial(_characters_of, page)
            for figure in group.to_dict("records"):
                boxes = report.glyph_boxes[figure["figure_id"]]
                box = (figure["x0"], figure["top"], figure["x1"], figure["bottom"])
                where = Where(report.source_file, report.edition.edition_id, page.number, box, figure["printed"])
                problems += _problems(page, annotations, boxes, where)
                problems += _beside(page, drawings, boxes, where)
                ends = _at((boxes[0], boxes[-1]), glyphs)
                if _goes_on(lines, ends):
                    problems.append(refuse("cut_number", where))
                if any(is_unread_text_in(text, side, _along(lines, ends), everything) for side in _sides(boxes)):
                    problems.append(refuse("unread_character", where))
                found = [(looks.add(text, glyph), glyph) for glyph in _at(boxes, glyphs)]
                known = [(look, glyph) for look, glyph in found if look is not None]
                facts.append(_Fact(figure["figure_id"], where, known))
            page.release()
        others, seen = _judged(document, looks, facts)
    return Sight([*problems, *others], seen)


def _at(boxes: Iterable[Box], glyphs: Mapping[Box, Glyph]) -> list[Glyph]:
    """The glyphs that stand in some boxes, of those that are drawn."""
    return [glyphs[box] for box in boxes if box in glyphs]


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
    if _is_doubtful(page.doubtful, boxes) or _stand_on_each_other(boxes):
        yield refuse("covered_fact", where)


def _beside(page: PdfPage, drawings: Pixels, boxes: Sequence[Box], where: Where) -> Iterator[ReportError]:
    """Digits right before or behind a number that are covered in part, or that are a drawing: it may go on there."""
    sides = [side for width in BESIDE for side in (_before(boxes[0], width), _behind(boxes[-1], width))]
    sides += _gaps(boxes)
    if not _is_doubtful(page.doubtful, boxes) and _is_doubtful(page.doubtful, sides):
        yield refuse("covered_fact", where)
    elif digit := next((found for side in sides if (found := digit_drawn_in(drawings, side))), None):
        yield refuse("drawn_digit", where, digit=digit)


def _sides(boxes: Sequence[Box]) -> list[Box]:
    """Where a sign, one more digit, or a digit within a number would stand."""
    before, behind = SIDES
    return [_before(boxes[0], before), _behind(boxes[-1], behind), *_gaps(boxes)]


def _along(lines: Mapping[int, Sequence[Glyph]], ends: Iterable[Glyph]) -> list[Box]:
    """The characters of a number's line."""
    return [glyph.box for base in {round(end.base) for end in ends} for glyph in lines.get(base, ())]


def _characters_of(page: PdfPage) -> list[Box]:
    """Every character of a page, upright or turned, seen or not."""
    upright = (*page.drawn.upright, *page.unseen)
    return [*(glyph.box for glyph in upright), *(item.box for item in page.drawn.turned)]


def _gaps(boxes: Sequence[Box]) -> list[Box]:
    """The places within a number where one more digit has room."""
    pairs = [(one, other) for one, other in itertools.pairwise(boxes) if one[1] < other[3] and other[1] < one[3]]
    room = [(a, b) for a, b in pairs if b[0] - a[2] >= ROOM * (a[3] - a[1])]
    return [(one[2], one[1], other[0], one[3]) for one, other in room]


def _stand_on_each_other(boxes: Sequence[Box]) -> bool:
    """Whether two characters of a number share most of their place: one is drawn over the other."""
    pairs = [(a, b) for a, b in itertools.pairwise(boxes) if a[1] < b[3] and b[1] < a[3] and a[0] <= b[0]]
    return any(a[2] - b[0] > SHARED * min(a[2] - a[0], b[2] - b[0]) > 0 for a, b in pairs)


def _by_line(glyphs: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    """Glyphs by their baseline, rounded to points."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(glyph.base)].append(glyph)
    return lines


def _goes_on(lines: Mapping[int, Sequence[Glyph]], number: Sequence[Glyph]) -> bool:
    """Whether a number does not end where it was read: a comma or point and one more digit touch it."""
    if not number:
        return False
    behind, before = _next(lines, number[-1], 1), _next(lines, number[0], -1)
    return any(mark is not None and _next(lines, mark, way, digit=True) for mark, way in ((behind, 1), (before, -1)))


def _next(lines: Mapping[int, Sequence[Glyph]], glyph: Glyph, way: int, *, digit: bool = False) -> Glyph | None:
    """The digit, or the comma or point behind a digit, that touches a glyph: behind it (1) or before it (-1)."""
    if not digit and not glyph.folded.isdigit():
        return None
    slack = TOUCHING * glyph.size
    reach = math.ceil(slack)
    for other in (g for at in range(-reach, reach + 1) for g in lines.get(round(glyph.base) + at, ())):
        apart = other.x0 - glyph.x1 if way > 0 else glyph.x0 - other.x1
        is_wanted = other.folded.isdigit() if digit else other.folded in (",", ".")
        if is_wanted and abs(other.base - glyph.base) <= slack and abs(apart) <= slack:
            return other
    return None


def _before(box: Box, width: float) -> Box:
    return box[0] - width * (box[3] - box[1]), box[1], box[0], box[3]


def _behind(box: Box, width: float) -> Box:
    return box[2], box[1], box[2] + width * (box[3] - box[1]), box[3]


def _is_doubtful(doubtful: Iterable[Glyph], boxes: Sequence[Box]) -> bool:
    places = [(glyph.x0, glyph.base) for glyph in doubtful]
    return any(box[0] - 0.1 <= x <= box[2] - 0.1 and box[1] <= base <= box[3] for x, base in places for box in boxes)


def _lies_over(annotation: Box, box: Box) -> bool:
    across = min(annotation[2], box[2]) - max(annotation[0], box[0])
    down = min(annotation[3], box[3]) - max(annotation[1], box[1])
    return across >= TOUCHED * (box[2] - box[0]) and down >= TOUCHED * (box[3] - box[1])
