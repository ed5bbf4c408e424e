"""Gutters between columns of running text that are hardly wider than a character, known by line after line beside them.

Belongs here: where such a gutter runs. Does not belong here: wide ones, which one line is enough to tell
(text_columns.py); columns of tables (layout/).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.pdf.words import Line, Word

NARROWEST = 0.45
"""A gutter is at least so many sizes wide: more than justification leaves between two words."""
WIDEST = 1.3
"""A wider gap is told from one line alone."""
LINES = 5
"""So many lines run up to it from both sides."""
LONG = 10.0
"""Each of them is at least so many sizes long on either side."""


class Gutter(NamedTuple):
    """A gutter: its middle, and the heights between which nothing crosses it."""

    x: float
    top: float
    bottom: float


@dataclass
class _Run:
    """Lines one under the other that leave a place free; ``count`` of them run up to it from both sides."""

    low: float
    high: float
    top: float
    bottom: float
    count: int = 0


def narrow_gutters(lines: Sequence[Line]) -> list[Gutter]:
    """Every narrow gutter of a page.

    Args:
        lines: Words that share a baseline, across the whole page, from the top.
    """
    found: list[_Run] = []
    runs: list[_Run] = []
    for line in lines:
        runs = [run for run in runs if _narrowed(run, line)]
        for low, high in _narrow_gaps(line):
            met = next((run for run in runs if run.low < high and low < run.high), None)
            if met is None:
                met = _Run(low, high, line.box[1], line.box[3])
                runs.append(met)
                found.append(met)
            met.count += 1
    return [Gutter((run.low + run.high) / 2, run.top, run.bottom) for run in found if run.count >= LINES]


def _narrowed(run: _Run, line: Line) -> bool:
    """Narrow a run to what one more line leaves free of it; False where that is too little, and the run has ended."""
    least = NARROWEST * line.size
    for low, high in _free(line):
        start, end = max(run.low, low), min(run.high, high)
        if end - start >= least:
            run.low, run.high, run.bottom = start, end, line.box[3]
            return True
    return False


def _free(line: Line) -> Iterator[tuple[float, float]]:
    """What no word of a line covers."""
    edge = float("-inf")
    for word in line.words:
        yield edge, word.x0
        edge = max(edge, word.x1)
    yield edge, float("inf")


def _narrow_gaps(line: Line) -> Iterator[tuple[float, float]]:
    """Gaps of a line between two long texts, no wider than a gutter need be."""
    for before, word in itertools.pairwise(line.words):
        gap, size = word.x0 - before.x1, max(word.size, before.size)
        if NARROWEST * size <= gap <= WIDEST * size:
            left, right = _text_before(line.words, before), _text_behind(line.words, word)
            if min(before.x1 - left, right - word.x0) >= LONG * size:
                yield before.x1, word.x0


def _text_before(words: Sequence[Word], last: Word) -> float:
    """Where the text that ends with a word begins: what stands closer than a gutter belongs together."""
    start = last
    for word in reversed(words[: words.index(last)]):
        if start.x0 - word.x1 >= NARROWEST * start.size:
            break
        start = word
    return start.x0


def _text_behind(words: Sequence[Word], first: Word) -> float:
    """Where the text that begins with a word ends."""
    end = first
    for word in words[words.index(first) + 1 :]:
        if word.x0 - end.x1 >= NARROWEST * end.size:
            break
        end = word
    return end.x1
