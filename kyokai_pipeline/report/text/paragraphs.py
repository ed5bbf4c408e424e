"""The text of a page as paragraphs, in the order in which a person reads it.

Belongs here: which lines are one paragraph, also where it goes on in the next column. Does not belong here: what a
text means.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import BULLETS, CIRCLED, fold_char, join_lines
from kyokai_pipeline.pdf.once import once
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.text.text_columns import Segment, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.rules import Rules
    from kyokai_pipeline.pdf.words import Word

LEADING = 2.1
"""Baselines of one paragraph are at most this many sizes apart."""
LINE = 12
"""A line that runs on in the next column is longer, characters."""
SHORT = 8
"""A line that ends this many characters before the edge of its column, and fills less than three quarters, ends it."""
STOP = 3
"""So does a line that ends with a full stop and this many characters before the edge."""

_OPENS = re.compile(rf"[{BULLETS.replace('-', '')}※<【\[［{CIRCLED}]|[(（][0-9]{{1,2}}[)）]|[0-9]{{1,2}}[)）]")
_CLOSED = tuple("。」』)）]】＞>：:")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Lines that are read as one text.

    Attributes:
        column: Number of its column on the page, in reading order.
        room: Right edge of the column.
    """

    page: int
    segments: tuple[Segment, ...]
    column: int
    room: float

    @once
    def words(self) -> tuple[Word, ...]:
        """All words, in reading order."""
        return tuple(word for segment in self.segments for word in segment.words)

    @once
    def glyphs(self) -> tuple[Glyph, ...]:
        """All glyphs, in reading order."""
        return tuple(itertools.chain.from_iterable([word.glyphs for word in self.words]))

    @once
    def order(self) -> dict[Glyph, int]:
        """Where in ``glyphs`` each glyph stands; of two that are equal, the last."""
        return {glyph: index for index, glyph in enumerate(self.glyphs)}

    @once
    def folded(self) -> str:
        """The whole text, folded; ``offsets`` says which glyph each character is of."""
        return "".join(self._parts)

    @once
    def offsets(self) -> tuple[int, ...]:
        """Where in ``folded`` each glyph begins; one more for the end."""
        return tuple(itertools.accumulate(map(len, self._parts), initial=0))

    @once
    def _parts(self) -> list[str]:
        """Each glyph, folded."""
        return [fold_char(glyph.char) for glyph in self.glyphs]

    @once
    def text(self) -> str:
        """As a person would write it: lines joined, look-alike glyphs restored."""
        return join_lines([segment.text for segment in self.segments])

    @once
    def size(self) -> float:
        """Largest font size."""
        return max(segment.size for segment in self.segments)

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.words)

    @once
    def is_cell(self) -> bool:
        """A number by itself, as in a cell of a table or beside an axis; never the last line of a paragraph."""
        return all(segment.is_cell for segment in self.segments)


def read_flow(page: PdfPage) -> list[Paragraph]:
    """All text of a page as paragraphs, in reading order."""
    paragraphs: list[Paragraph] = []
    for number, column in enumerate(columns_of(page)):
        for paragraph in _paragraphs(page, column, number):
            if paragraphs and _runs_on(paragraphs[-1], paragraph):
                segments = paragraphs.pop().segments + paragraph.segments
                paragraphs.append(Paragraph(page.number, segments, number, paragraph.room))
            else:
                paragraphs.append(paragraph)
    return paragraphs


def _paragraphs(page: PdfPage, column: Sequence[Segment], number: int) -> Iterator[Paragraph]:
    room = max(segment.box[2] for segment in column)
    left = min(segment.box[0] for segment in column)
    run: list[Segment] = []
    for segment in column:
        if run and _ends(run, segment, left, room, page.text_rules):
            yield Paragraph(page.number, tuple(run), number, room)
            run = []
        run.append(segment)
    yield Paragraph(page.number, tuple(run), number, room)


def _ends(run: Sequence[Segment], segment: Segment, left: float, room: float, rules: Rules) -> bool:
    """Whether a paragraph ends before this line."""
    last = run[-1]
    size = max(last.size, segment.size)
    if segment.base - last.base > LEADING * size or abs(last.size - segment.size) > 0.25 * size:
        return True
    if _OPENS.match(segment.folded) and not _inside_bracket(run):
        return True
    if rules.level_between(last.y, segment.y, max(last.box[0], segment.box[0]), min(last.box[2], segment.box[2])):
        return True
    if last.is_cell != segment.is_cell and not (segment.is_cell and _full(last, left, room)):
        return True
    return _stops_early(last, left, room, size) and not _inside_bracket(run)


def _stops_early(line: Segment, left: float, room: float, size: float) -> bool:
    """Whether a line leaves more of its column empty than the last word of a paragraph that goes on would."""
    spare = room - line.box[2]
    short = spare > SHORT * size and line.box[2] - left < 0.75 * (room - left)
    return short or (spare > STOP * size and line.folded.endswith("。"))


def _full(line: Segment, left: float, room: float) -> bool:
    """Whether a line fills its column, so that what follows may be its end."""
    return room - left > 12 * line.size and room - line.box[2] < 4 * line.size and not line.is_cell


def _inside_bracket(run: Sequence[Segment]) -> bool:
    text = "".join(segment.folded for segment in run)
    return sum(map(text.count, "(「[")) > sum(map(text.count, ")」]"))


def _runs_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph breaks off at the foot of one column and goes on at the head of the next."""
    last, first = before.segments[-1], after.segments[0]
    return (
        after.column == before.column + 1
        and first.box[0] > last.box[2]
        and first.y < last.y
        and abs(last.size - first.size) < 0.1 * last.size
        and len(last.folded) > LINE
        and before.room - last.box[2] < 2 * last.size
        and not last.folded.endswith(_CLOSED)
        and not before.is_cell
        and not after.is_cell
        and not _OPENS.match(first.folded)
    )
