"""Charts drawn on a page: ticks, labels, legends and data labels, which no sentence and no table has a part in.

A chart is known by its axes: numbers that fall in even steps down its side, or a row of years or months with numbers
over it and none under it; or by its wedges (pies.py), whose labels stand in and around them (pie_labels.py). Belongs
here: finding charts among the words. Does not belong here: reading their values.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, month, year_month
from kyokai_pipeline.pdf.pie_labels import labels_of
from kyokai_pipeline.pdf.rules import Rules
from kyokai_pipeline.pdf.words import Line, Word, lines_of, united

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.pies import Pie

TICKS = 4
"""An axis has at least this many ticks: fewer numbers fall in even steps by chance."""
PERIODS = 5
"""A row of at least this many years or months is an axis or the head of a table."""
EVEN = 0.2
"""Distances along an axis differ by at most this share."""
LABELS = 5
"""Over an axis without ticks stand at least this many numbers."""
UNDER = 6.0
"""A row of years that heads a table has numbers within this many sizes under it."""
LEGEND = 2.5
"""A legend stands within this many sizes over the plot, in letters like those of its ticks."""
TITLE = 6.0
"""The title of a chart stands within this many sizes over it."""
SENTENCE = 12
"""A word of more characters belongs to a sentence, not to a chart."""
_NUMBER = re.compile(r"[▲△▼+-]?\d[\d,]*(?:\.\d+)?%?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, eq=False)
class Chart:
    """One chart: its words, its place, and the line that stands over it, where one does."""

    words: tuple[Word, ...]
    box: Box
    title: str | None


def charts_of(words: Sequence[Word], pies: Sequence[Pie] = (), rules: Rules | None = None) -> list[Chart]:
    """Every chart that has an axis of ticks or of periods, or wedges, top to bottom.

    Args:
        words: The words of a page.
        pies: The pies drawn on it.
        rules: Its ruling lines: what stands in a cell beside a pie is none of its labels.
    """
    taken: set[Word] = set()
    found = [*_pies(words, pies, rules or Rules(), taken), *_plots(words, taken)]
    return sorted(found, key=lambda chart: chart.box[1])


def _pies(words: Sequence[Word], pies: Sequence[Pie], rules: Rules, taken: set[Word]) -> Iterator[Chart]:
    for pie in pies:
        members = labels_of(pie, [word for word in words if word not in taken], rules)
        if members:
            taken.update(members)
            size = median(word.size for word in members)
            around = united([pie.box, *(word.box for word in members)])
            yield Chart(members, around, _title(words, around, size, members))


def _plots(words: Sequence[Word], taken: set[Word]) -> Iterator[Chart]:
    """Charts with axes."""
    numbers = [word for word in words if word not in taken and _NUMBER.fullmatch(word.folded)]
    if len(numbers) < TICKS:
        return
    plots = itertools.chain(_by_ticks(words, numbers), _by_periods(words, numbers))
    for box in plots:
        free = [word for word in words if word not in taken]
        inside = [word for word in free if _within(word, box) and not _is_sentence(word)]
        if len(inside) >= LABELS:
            chart = _chart(inside, box, free, words)
            taken.update(chart.words)
            yield chart


def _chart(inside: Sequence[Word], plot: Box, free: Iterable[Word], words: Sequence[Word]) -> Chart:
    """What stands in a plot, with its legend and its title."""
    size = median(word.size for word in inside)
    members = dict.fromkeys((*inside, *(word for word in free if _is_legend(word, plot, size))))
    around = united([word.box for word in members])
    return Chart(tuple(members), around, _title(words, around, size, members))


def _by_ticks(words: Sequence[Word], numbers: Sequence[Word]) -> Iterator[Box]:
    """Plots beside a column of numbers in even steps, down to the row of labels under the lowest."""
    for ticks in _tick_columns(numbers):
        first, last = ticks[0], ticks[-1]
        size = last.size
        row = [w for w in words if w.x0 > last.x1 - size and -size < w.base - last.base < 3 * size and w not in ticks]
        if len(row) > 1:
            right = max(word.x1 for word in row) + size
            yield (min(w.x0 for w in ticks) - 1, first.top - size, right, max(w.bottom for w in (*row, last)) + 1)


def _tick_columns(numbers: Sequence[Word]) -> Iterator[list[Word]]:
    """Numbers that share their right or left side, evenly spaced, falling downwards in even steps."""
    used: set[Word] = set()
    for side in ("x1", "x0"):
        ordered = sorted((n for n in numbers if n not in used), key=lambda n: round(getattr(n, side)))
        for _, group in itertools.groupby(ordered, key=lambda n: round(getattr(n, side))):
            column = sorted(group, key=lambda n: n.base)
            for run in _even_runs(column):
                used.update(run)
                yield run


def _even_runs(column: Sequence[Word]) -> Iterator[list[Word]]:
    """Parts of a column that fall in even steps over even distances."""
    start = 0
    while start + TICKS <= len(column):
        end = start + 2
        while end < len(column) and _goes_on(column[start], column[start + 1], column[end - 1], column[end]):
            end += 1
        if end - start >= TICKS and _steps_down(column[start], column[start + 1]):
            yield list(column[start:end])
            start = end
        else:
            start += 1


def _goes_on(first: Word, second: Word, before: Word, word: Word) -> bool:
    apart, step = second.base - first.base, _value(second) - _value(first)
    return abs(word.base - before.base - apart) <= EVEN * apart and _value(word) - _value(before) == step


def _steps_down(first: Word, second: Word) -> bool:
    """Whether the numbers fall, by another step than one: that is how rows are numbered and years are listed."""
    step = _value(first) - _value(second)
    return step > 0 and step != 1 and second.base - first.base >= first.size


def _value(word: Word) -> Decimal:
    text = word.folded.replace(",", "").rstrip("%")
    return Decimal(text.lstrip("▲△▼+-")) * (-1 if text[0] in "▲△▼-" else 1)


def _by_periods(words: Sequence[Word], numbers: Sequence[Word]) -> Iterator[Box]:
    """Plots over a row of years or months that heads no table."""
    for line in _period_rows(words):
        row, size = line.words, line.size
        left, right = row[0].x0 - 6 * size, row[-1].x1 + 2 * size
        across = [n for n in numbers if left <= n.x <= right and not _is_period(n.text)]
        if any(0 < number.base - line.base <= UNDER * size for number in across):
            continue
        above = list(_stacked(across, words, line.box, (left, right)))
        baselines = Counter(round(number.base) for number in above)
        if len(above) >= LABELS and len(baselines) >= max(3, len(above) / 3):
            yield (left, min(n.top for n in above) - 1, right, line.box[3] + 1)


def _period_rows(words: Sequence[Word]) -> Iterator[Line]:
    """Years or months on one line, evenly spaced."""
    for line in lines_of([word for word in words if _is_period(word.text)]):
        if len(line.words) >= PERIODS and _even([word.x for word in line.words]):
            yield line


def _stacked(numbers: Iterable[Word], words: Sequence[Word], axis: Box, room: tuple[float, float]) -> Iterator[Word]:
    """Numbers over an axis, up to the first sentence or the next row of years or months."""
    over = [w for w in words if w.bottom <= axis[1] and w.x1 > room[0] and w.x0 < room[1]]
    stop = max((w.bottom for w in over if _is_sentence(w) or _is_period(w.text)), default=0.0)
    return (number for number in numbers if stop <= number.y < axis[1])


def _even(places: Sequence[float]) -> bool:
    gaps = [b - a for a, b in itertools.pairwise(places)]
    usual = median(gaps)
    return usual > 0 and all(abs(gap - usual) <= EVEN * usual for gap in gaps)


def _is_period(text: str) -> bool:
    try:
        named = fiscal_year(text) or month(text) or year_month(text)
    except NotADate:
        return False
    return named is not None or _BARE_YEAR.fullmatch(text) is not None


def _is_sentence(word: Word) -> bool:
    return len(word.plain) > SENTENCE and not _NUMBER.fullmatch(word.folded)


def _within(word: Word, box: Box) -> bool:
    return box[0] <= word.x <= box[2] and box[1] <= word.y <= box[3]


def _is_legend(word: Word, box: Box, size: float) -> bool:
    near = box[1] - LEGEND * size <= word.y <= box[1] + size and box[0] - size <= word.x <= box[2] + size
    return near and word.size <= 1.25 * size and not _is_sentence(word)


def _title(words: Sequence[Word], box: Box, size: float, own: Collection[Word]) -> str | None:
    """The largest line close over a chart."""
    over = [w for w in words if w not in own and 0 <= box[1] - w.bottom + size < TITLE * size + w.size]
    lines = lines_of([w for w in over if w.x0 < box[2] and w.x1 > box[0]])
    return max(lines, key=lambda line: (line.size, line.base)).text if lines else None
