"""A second engine on the same facts: what pdfplumber finds in the box of every fact must be what was read there.

pdfium and pdfminer decode fonts independently; a broken character map rarely fools both in the same way. Other digits
are a contradiction, and so is a character where the first engine sees none: a sentence would have a hole. No digits at
all only mean that the second engine cannot see this text, and are counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.text.prose_figures import TABLE as PROSE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.model import Report


@dataclass
class Opinion:
    """What the second engine says of the facts of a report.

    Attributes:
        agreed: Facts in whose box it reads the same digits.
        unseen: Facts in whose box it finds no digits.
        disagreements: One error for every fact in whose box it reads other digits, and for every page of facts on
            which it reads characters that the first engine does not see.
    """

    agreed: int
    unseen: int
    disagreements: list[ReportError]


def second_opinion(path: str | PathLike[str], report: Report) -> Opinion:
    """Ask pdfplumber what stands in the box of every fact.

    Args:
        path: The PDF that the report was read from.
        report: What was read.
    """
    facts = report.figures[report.figures["role"] == "fact"]
    opinion = Opinion(0, 0, [])
    with open_document(Path(path)) as document:
        for number, figures in facts.groupby("page"):
            page = document.page(int(str(number)))
            glyphs = page.second_opinion()
            holes = _holes(page.glyphs, glyphs)
            if holes:
                opinion.disagreements.append(_unseen(report, page.number, holes))
            for figure in figures.to_dict("records"):
                box = (figure["x0"], figure["top"], figure["x1"], figure["bottom"])
                read, seen = _digits(squeeze(figure["printed"])), _digits(_inside(glyphs, box))
                if read == seen or (figure["core_table"] == PROSE and _among(read, seen)):
                    opinion.agreed += 1
                elif not seen:
                    opinion.unseen += 1
                else:
                    error = _disagree(report, int(str(number)), box, figure["printed"], seen)
                    opinion.disagreements.append(error)
    return opinion


def _holes(glyphs: Sequence[Glyph], others: Sequence[Glyph]) -> list[Glyph]:
    """Characters of the second engine where the first has none, on lines on which it has some."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        for near in (-1, 0, 1):
            lines[round(glyph.base) + near].append(glyph)
    return [
        other
        for other in others
        if (line := lines.get(round(other.base)))
        and not any(g.x0 - 0.5 <= (other.x0 + other.x1) / 2 <= g.x1 + 0.5 for g in line)
    ]


def _inside(glyphs: tuple[Glyph, ...], box: Box) -> str:
    inside = [
        g for g in glyphs if box[0] - 0.5 <= (g.x0 + g.x1) / 2 <= box[2] + 0.5 and box[1] <= g.base <= box[3] + 0.5
    ]
    return "".join(g.folded for g in sorted(inside, key=lambda g: (round(g.base), g.x0)))


def _among(read: str, seen: str) -> bool:
    """Whether the digits stand among others in their order: the box of a number broken over two lines holds both."""
    rest = iter(seen)
    return bool(read) and all(char in rest for char in read)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit() or char == ".")


def _unseen(report: Report, page: int, holes: Sequence[Glyph]) -> ReportError:
    text = "".join(glyph.char for glyph in holes)
    return ReportError(
        f"One PDF engine reads characters that the other does not see: {text[:40]}.",
        f"一方のPDFエンジンには見えない文字があります（{text[:40]}）。文に欠けが生じます。",
        "The fonts of this file cannot be trusted; ask for another copy of the PDF.",
        "このPDFのフォントは信頼できません。別の写しを入手してください。",
        file=report.source_file, edition=report.edition.edition_id, page=page, box=box_around(holes[:1]), printed=text,
        code="engines_disagree",
    )  # fmt: skip


def _disagree(report: Report, page: int, box: Box, printed: str, seen: str) -> ReportError:
    return ReportError(
        f"Two PDF engines read different numbers at the same place: {printed} and {seen}.",
        f"二つのPDFエンジンが同じ場所で異なる数値を読みました（{printed} と {seen}）。",
        "The fonts of this file cannot be trusted; ask for another copy of the PDF.",
        "このPDFのフォントは信頼できません。別の写しを入手してください。",
        file=report.source_file, edition=report.edition.edition_id, page=page, box=box, printed=printed,
        code="engines_disagree",
    )  # fmt: skip
