"""A second engine on the same facts: what pdfplumber finds at every character of a fact must be what was read there.

pdfium and pdfminer decode fonts independently; a broken character map rarely fools both in the same way. Other digits
are a contradiction, and so is a character where the first engine sees none: a sentence would have a hole. No digits at
all only mean that the second engine cannot see this text, and are counted apart.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError, Where, refuse
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.pdf.aside import parted
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.glyphs import DESCENT
from kyokai_pipeline.pdf.words import box_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.model import Report

_SHOWN = 40
"""So many characters of an unseen text are shown."""


@dataclass
class Opinion:
    """What the second engine says of the facts of a report.

    Attributes:
        agreed: Facts at whose characters it reads the same digits.
        unseen: Facts at whose characters it finds no digits.
        disagreements: One error for every fact at whose characters it reads other digits, and for every page of facts
            on which it reads characters that the first engine does not see.
        facts: Ids of the facts that are agreed on.
    """

    agreed: int
    unseen: int
    disagreements: list[ReportError]
    facts: set[str] = field(default_factory=set)


def second_opinion(path: str | PathLike[str], report: Report) -> Opinion:
    """Ask pdfplumber what stands in the glyph boxes of every fact.

    Args:
        path: The PDF that the report was read from.
        report: What was read.
    """
    with open_document(Path(path), readable=False) as document:
        return opinion_on(document, report)


def opinion_on(document: Document, report: Report) -> Opinion:
    """The same, of a document that is open."""
    facts = report.figures[report.figures["role"] == "fact"]
    opinion = Opinion(0, 0, [])
    for number, figures in facts.groupby("page"):
        page = document.page(int(str(number)))
        others, _ = parted(page.second_opinion().upright)
        holes = _holes(page.glyphs, others)
        if holes:
            opinion.disagreements.append(_unseen(report, page.number, holes))
        lines = _by_line(others)
        for figure in figures.to_dict("records"):
            boxes = report.glyph_boxes[figure["figure_id"]]
            read, seen = _digits(squeeze(figure["printed"])), _digits(_inside(lines, boxes))
            if read == seen:
                opinion.agreed += 1
                opinion.facts.add(figure["figure_id"])
            elif not seen:
                opinion.unseen += 1
            else:
                box = (figure["x0"], figure["top"], figure["x1"], figure["bottom"])
                opinion.disagreements.append(_disagree(report, page.number, box, figure["printed"], seen))
        page.release()
    return opinion


def _by_line(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Glyphs by their baseline, rounded to points."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(glyph.base)].append(glyph)
    return lines


def _near(lines: dict[int, list[Glyph]], base: float) -> Iterator[Glyph]:
    return (glyph for at in (-1, 0, 1) for glyph in lines.get(round(base) + at, ()))


def _holes(glyphs: Sequence[Glyph], others: Sequence[Glyph]) -> list[Glyph]:
    """Characters of the second engine where the first has none, on lines on which it has some."""
    lines = _by_line(glyphs)
    reach = cache(partial(_reach, lines))
    return [other for other in others if _is_hole((other.x0 + other.x1) / 2, *reach(round(other.base)))]


def _reach(lines: dict[int, list[Glyph]], base: int) -> tuple[list[float], list[float]]:
    """Where each character on a line begins, sorted, and how far right it and all before it reach."""
    sides = sorted((glyph.x0 - 0.5, glyph.x1 + 0.5) for glyph in _near(lines, base))
    return [left for left, _ in sides], list(itertools.accumulate((right for _, right in sides), max))


def _is_hole(x: float, begins: Sequence[float], reach: Sequence[float]) -> bool:
    """Whether no character of a line stands at a place; a line without any has no holes."""
    before = bisect_right(begins, x)
    return bool(begins) and (not before or reach[before - 1] < x)


def _inside(lines: dict[int, list[Glyph]], boxes: Sequence[Box]) -> str:
    """What the second engine reads at the places of some characters, in their order."""
    read: dict[Glyph, None] = {}
    for x0, top, x1, bottom in boxes:
        base = bottom - DESCENT * (bottom - top)
        inside = [g for g in _near(lines, base) if x0 <= (g.x0 + g.x1) / 2 <= x1]
        read.update(dict.fromkeys(sorted(inside, key=lambda g: g.x0)))
    return "".join(glyph.folded for glyph in read)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit() or char == ".")


def _unseen(report: Report, page: int, holes: Sequence[Glyph]) -> ReportError:
    text = "".join(glyph.char for glyph in holes)
    where = Where(report.source_file, report.edition.edition_id, page, box_around(holes[:1]), text)
    return refuse("engines_disagree", where, text=text[:_SHOWN], seen=None)


def _disagree(report: Report, page: int, box: Box, printed: str, seen: str) -> ReportError:
    where = Where(report.source_file, report.edition.edition_id, page, box, printed)
    return refuse("engines_disagree", where, text=printed, seen=seen)
