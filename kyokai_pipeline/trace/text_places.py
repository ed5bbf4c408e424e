"""Where a passage stands on its page: the lines of the page that its text is made of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word

SHORTEST = 4
"""A line of fewer characters is only taken beside another one of the same passage: it may stand anywhere."""
NEXT_LINE = 2.5
"""Lines of one passage follow each other within this many heights of a line."""


class PageText:
    """The pieces of lines of one page: words without a column's gap between them."""

    def __init__(self, page: PdfPage) -> None:
        self.pieces = [(_plain("".join(word.text for word in words)), _around(words)) for words in _pieces(page)]

    def place_of(self, text: str) -> Box | None:
        """The box around the lines of a passage; None where its first line is not found on the page."""
        whole = _plain(text)
        found = [box for piece, box in self.pieces if len(piece) >= min(SHORTEST, len(whole)) and piece in whole]
        first = [
            box for piece, box in self.pieces if len(piece) >= min(SHORTEST, len(whole)) and whole.startswith(piece)
        ]
        if not first:
            return None
        at = first[0]
        for box in sorted(found, key=lambda b: b[1]):
            height = box[3] - box[1]
            beside = min(box[2], at[2]) - max(box[0], at[0]) > 0
            if beside and at[1] - height / 2 <= box[1] and box[1] - at[3] <= NEXT_LINE * height - height:
                at = (min(at[0], box[0]), min(at[1], box[1]), max(at[2], box[2]), max(at[3], box[3]))
        return at


def _pieces(page: PdfPage) -> Iterable[list[Word]]:
    for line in page.lines:
        piece = [line.words[0]]
        for before, word in pairwise(line.words):
            gap = word.x0 - before.x1
            if gap > 1.5 * word.size or page.rules.upright_between(before.x1, word.x0, word.y):
                yield piece
                piece = []
            piece.append(word)
        yield piece


def _around(words: Sequence[Word]) -> Box:
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def _plain(text: str) -> str:
    return squeeze(canonical(text))
