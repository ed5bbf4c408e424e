"""The words of a page that are read along, without charts and without what runs along the edge of page after page.

Belongs here: running heads, page x of y, stamps that number the pages. Does not belong here: a page's own number alone,
which a reader of tables may need to tell from a value.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.pdf.aside import Aside
from kyokai_pipeline.pdf.charts import charts_of
from kyokai_pipeline.pdf.marks import with_marks
from kyokai_pipeline.pdf.words import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.pdf.pies import Pie
    from kyokai_pipeline.pdf.rules import Rule, Rules
    from kyokai_pipeline.pdf.words import Line, Word

SAMPLE = 6
"""So many first pages are compared; the cover may lack what runs along all others."""
REPEATED = 3
"""A line that stands on at least this many of them runs along."""
EDGE = 0.08
"""It stands within this share of the height from the upper or lower side."""
RULED = 3
"""A stroke at one place of at least so many of them parts no running text: it frames each page, is paint left over, or
belongs to a table that comes again on page after page, and tables are read with all their rules."""
SMALL = 1.1
"""It is at most this many times as large as the text of its page: a title is larger."""
_STEP = 4.0
_ALONE = re.compile(r"\W*0\W*")


class RunningLine(NamedTuple):
    """A line with its numbers masked, and its height on the page in steps of a few points."""

    text: str
    step: int


@dataclass(frozen=True)
class ReadWords:
    """The words of a page: to read, and aside."""

    read: list[Word]
    running: tuple[Aside, ...]
    charted: tuple[Aside, ...]
    marks: tuple[Aside, ...]


def running_lines(pages: Sequence[tuple[Sequence[Word], float]]) -> frozenset[RunningLine]:
    """Lines that repeat at one place, whatever numbers they hold.

    Args:
        pages: Words and height of each page that is compared.
    """
    seen = Counter(key for words, height in pages for key in {_key(line) for line in _edge_lines(words, height)})
    return frozenset(key for key, count in seen.items() if count >= REPEATED and not _ALONE.fullmatch(key.text))


def running_rules(pages: Sequence[Rules]) -> frozenset[Rule]:
    """Level rules that repeat at one place, in whole points."""
    seen = Counter(rule for rules in pages for rule in {rule.in_points for rule in rules.level})
    return frozenset(rule for rule, count in seen.items() if count >= RULED)


def read_along(
    words: Sequence[Word],
    height: float,
    running: frozenset[RunningLine],
    pies: Sequence[Pie] = (),
    rules: Rules | None = None,
) -> ReadWords:
    """Part the words of a page into what is read and what stands aside.

    Args:
        words: All its words.
        height: Of the page.
        running: What runs along the edge of every page.
        pies: The pies that are drawn on it.
        rules: Its ruling lines.
    """
    edge = _running_words(words, height, running) if running else []
    rest = _without(words, edge)
    charted = {word: chart.title for chart in charts_of(rest, pies, rules) for word in chart.words}
    read = with_marks(_without(rest, charted))
    return ReadWords(
        read,
        tuple(Aside.of(word, "header") for word in edge),
        tuple(Aside.of(word, "chart", title) for word, title in charted.items()),
        tuple(Aside.of(mark, "footnote_mark") for word in read for mark in word.marks),
    )


def _running_words(words: Sequence[Word], height: float, running: frozenset[RunningLine]) -> list[Word]:
    lines = [line for line in _edge_lines(words, height) if _near(_key(line), running)]
    return list(dict.fromkeys(word for line in lines for word in line.words))


def _without(words: Sequence[Word], taken: Iterable[Word]) -> list[Word]:
    out = set(taken)
    return [word for word in words if word not in out]


def _edge_lines(words: Sequence[Word], height: float) -> Iterable[Line]:
    edge = [word for word in words if word.y < EDGE * height or word.y > (1 - EDGE) * height]
    if not edge:
        return []
    size = median(word.size for word in words)
    return [line for line in lines_of(edge) if line.size <= SMALL * size]


def _key(line: Line) -> RunningLine:
    return RunningLine(re.sub(r"\d+", "0", line.folded), round(line.base / _STEP))


def _near(key: RunningLine, running: frozenset[RunningLine]) -> bool:
    return any(key._replace(step=key.step + by) in running for by in (-1, 0, 1))
