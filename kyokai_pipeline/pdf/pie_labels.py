"""The labels of a pie: in its wedges, close around them, where a line leads to, and beside the keys of its legend.

Belongs here: which words those are. Does not belong here: what is drawn (pies.py).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.matrix import Point
    from kyokai_pipeline.pdf.pies import Pie
    from kyokai_pipeline.pdf.rules import Rules
    from kyokai_pipeline.pdf.words import Word

CLOSE = 2.5
"""A label stands within this many sizes around the wedges …"""
LED_TO = 1.5
"""… or within this many around the end of the line that leads to it."""
BESIDE = 2.0
"""The words of a legend's entry begin so many sizes behind its key, and go on with smaller gaps."""
LEVEL = 0.7
"""They stand on the level of the key, up to this share of the size."""
LINES = 1.7
"""The lines of a label lie at most this many sizes under each other."""
AS_LARGE = 1.3
"""The title over a pie is larger than its labels by more than this."""
LABEL, LONGEST = 12, 28
"""A word of more characters than the first is a label only without hiragana, which sentences have; none is longer than
the second."""


def labels_of(pie: Pie, words: Sequence[Word], rules: Rules) -> tuple[Word, ...]:
    """The labels of a pie, its data labels and the entries of its legend.

    Args:
        pie: The pie.
        words: The words of the page.
        rules: Its ruling lines.
    """
    near = [word for word in words if _may_label(word) and not _is_in_another_cell(word, pie, rules)]
    inside = [word for word in near if pie.away((word.x, word.y)) <= 1]
    size = _usual_size(pie, inside, near)
    near = [word for word in near if word.size <= AS_LARGE * size]
    led = [word for word in near if _is_led_to(word, pie, size)]
    own = {*inside, *led, *_close(pie, near, size), *_keyed(pie, near)}
    own.update([*_further_lines(led, near, own)])
    return tuple(word for word in words if word in own)


def _usual_size(pie: Pie, inside: Sequence[Word], near: Sequence[Word]) -> float:
    """The font size of the labels in a pie; where there are none, of the words in its box, else the smallest."""
    around = inside or [word for word in near if _gap(word, pie.box) <= 0]
    return median(word.size for word in around) if around else min((word.size for word in near), default=0.0)


def _close(pie: Pie, near: Iterable[Word], size: float) -> Iterator[Word]:
    return (word for word in near if _distance(pie, word) <= CLOSE * size)


def _keyed(pie: Pie, near: Sequence[Word]) -> Iterator[Word]:
    return (word for key in pie.keys for word in _beside(key, near, pie.keys))


def _is_led_to(word: Word, pie: Pie, size: float) -> bool:
    return any(_apart(word.box, end) <= LED_TO * size for end in pie.leaders)


def _may_label(word: Word) -> bool:
    """Whether a word is no part of a sentence."""
    text = word.plain
    return len(text) <= LABEL or (len(text) <= LONGEST and not any("ぁ" <= char <= "ん" for char in text))


def _is_in_another_cell(word: Word, pie: Pie, rules: Rules) -> bool:
    """Whether a word stands in the cell of a table beside the pie; a frame around both is none."""
    cell = rules.around(word.box)
    if cell.left is None or cell.top is None or cell.right is None or cell.bottom is None:
        return False
    x, y = pie.middle
    return not (cell.left <= x <= cell.right and cell.top <= y <= cell.bottom)


def _gap(word: Word, box: Box) -> float:
    """How far a word stands off a box, to the side or up and down."""
    across = max(box[0] - word.x1, word.x0 - box[2])
    return max(across, box[1] - word.bottom, word.top - box[3])


def _distance(pie: Pie, word: Word) -> float:
    """How far the nearest point of a word lies off the rim, in points."""
    x, y = pie.middle
    nearest = min(max(x, word.x0), word.x1), min(max(y, word.top), word.bottom)
    radius = min(pie.box[2] - pie.box[0], pie.box[3] - pie.box[1]) / 2
    return (pie.away(nearest) - 1) * radius


def _apart(box: Box, point: Point) -> float:
    across = max(box[0] - point[0], point[0] - box[2], 0.0)
    return max(across, box[1] - point[1], point[1] - box[3])


def _beside(key: Box, words: Sequence[Word], keys: Sequence[Box]) -> Iterator[Word]:
    """The words behind the key of a legend, up to the next key."""
    middle, end = (key[1] + key[3]) / 2, key[2]
    level = [word for word in words if abs(word.y - middle) <= LEVEL * word.size and word.x0 >= key[2] - 1]
    for word in sorted(level, key=lambda word: word.x0):
        if word.x0 - end > BESIDE * word.size or any(end < other[0] < word.x0 for other in keys if other != key):
            return
        yield word
        end = word.x1


def _further_lines(led: Sequence[Word], words: Sequence[Word], own: Collection[Word]) -> Iterator[Word]:
    """The further lines of labels that a line leads to."""
    for label in led:
        for word in words:
            overlap = min(word.x1, label.x1) - max(word.x0, label.x0)
            if word not in own and abs(word.base - label.base) <= LINES * label.size and overlap > 0:
                yield word
