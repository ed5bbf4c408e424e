"""A sentence and a figure in it: what stands before and behind, whatever lines and columns it runs over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import BULLETS, restore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.ledger.printed_numbers import Placed
    from kyokai_pipeline.report.text.paragraphs import Paragraph

_OPEN, _CLOSE = "(「『[【", ")」』]】"
_STOPS = "、。"
_SIGNS = re.compile(f"[{re.escape(_OPEN + _CLOSE + _STOPS)}]")
_STARTS = f"{BULLETS}※"


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence, seen from one figure.

    Attributes:
        text: As a person would write it.
        phrase: The part of it around the figure, between commas.
        before: Folded text of the sentence up to the figure.
        number: Folded text of the figure.
        after: Folded text of the sentence behind the figure.
        paragraph_text: The whole paragraph.
    """

    paragraph: Paragraph
    start: int
    text: str
    phrase: str
    before: str
    number: str
    after: str
    paragraph_text: str

    def same(self, other: Sentence) -> bool:
        """Whether both are the same sentence of the same paragraph."""
        return self.paragraph is other.paragraph and self.start == other.start


def sentence_of(number: Placed) -> Sentence:
    """The sentence that a number stands in."""
    paragraph = number.paragraph
    start, end = _span(paragraph, number, "。", "")
    left, right = _span(paragraph, number, "。", "、。")
    return Sentence(
        paragraph=paragraph,
        start=start,
        text=_written(paragraph, start, end),
        phrase=_written(paragraph, left, right).rstrip("、"),
        before=paragraph.folded[start : number.start],
        number=paragraph.folded[number.start : number.end],
        after=paragraph.folded[number.end : end],
        paragraph_text=paragraph.text,
    )


def _span(paragraph: Paragraph, number: Placed, outside: str, anywhere: str) -> tuple[int, int]:
    """From behind the last stop before a number to behind the first one after it.

    Args:
        paragraph: The text.
        number: The number.
        outside: Characters of ``_STOPS`` that stop where no bracket is open.
        anywhere: Characters of ``_STOPS`` that stop also inside brackets.
    """
    depth, start = 0, 0
    for found in _SIGNS.finditer(paragraph.folded):
        at, char = found.start(), found[0]
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if char in anywhere or (char in outside and depth == 0):
            if at >= number.end:
                return start, at + 1
            if at < number.start:
                start = at + 1
    return start, len(paragraph.folded)


def _written(paragraph: Paragraph, start: int, end: int) -> str:
    """Part of a paragraph as printed, look-alikes restored."""
    chosen = [g for g, at in zip(paragraph.glyphs, paragraph.offsets, strict=False) if start <= at < end]
    return restore(_joined(chosen)).lstrip(_STARTS)


def _joined(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs)
