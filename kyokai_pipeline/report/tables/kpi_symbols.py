"""Verdicts printed as symbols (○ △ ×, ◎), which mean what a legend on a page of the indicators says, and nothing else.

Belongs here: reading the legend, and symbols in the place of verdicts. Does not belong here: verdicts in words
(layout/labels.py), rows (kpi_rows.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report import problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rules
    from kyokai_pipeline.pdf.words import Line, Word
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

SYMBOLS = "○◯〇◎●△▲▽×✕✗✖☓"
"""What a report may print in the place of a verdict; the legend alone says what each means."""
_SIGN = "[:=…‥・.-]"
Legend = dict[str, str]
"""Symbol -> key of the verdict."""


def legend_on(page: PdfPage, vocabulary: KpiWords) -> tuple[Legend, list[Word]]:
    """What the legend of a page says (○：達成 △：概ね達成 ×：未達成, or 達成：○ …), and the words that it stands in.

    Each verdict has one symbol, and each symbol one verdict: a list in which every line begins with ○ is no legend.

    Returns:
        Nothing where the page has no legend, or one that leaves a doubt.
    """
    keys = {form: term.key for term in vocabulary.statuses for form in term.forms}
    forms = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    first = re.compile(rf"(?P<symbol>[{SYMBOLS}]){_SIGN}*(?P<form>{forms})")
    last = re.compile(rf"(?P<form>{forms}){_SIGN}+(?P<symbol>[{SYMBOLS}])")
    for pattern in (first, last):
        found: list[tuple[str, str]] = []
        words: list[Word] = []
        for line in page.lines:
            text, owners = _letters(line)
            for match in pattern.finditer(text):
                found.append((match["symbol"], keys[match["form"]]))
                words += dict.fromkeys(owners[match.start() : match.end()])
        pairs = set(found)
        if (
            len(pairs)
            == len({symbol for symbol, _ in pairs})
            == len({key for _, key in pairs})
            == len(vocabulary.statuses)
        ):
            return dict(pairs), words
    return {}, []


def _letters(line: Line) -> tuple[str, list[Word]]:
    """The text of a line without white space, and the word of each character."""
    owners = [word for word in line.words for _ in word.folded]
    return "".join(word.folded for word in line.words), owners


def verdicts_in(words: Sequence[Word], vocabulary: KpiWords, legend: Mapping[str, str], rules: Rules) -> list[Found]:
    """Every verdict among some words: in words, and as a symbol that the legend explains."""
    symbols = [Found(legend[word.text], (word,)) for word in words if word.text in legend]
    return [*find_terms(words, vocabulary.statuses, rules), *symbols]


def check_explained(table: KpiTable, near: Sequence[Word]) -> None:
    """Symbols that stand where verdicts do need a legend.

    Args:
        table: The table.
        near: Its words under the head of the verdicts.

    Raises:
        ReportError: One stands level with a figure, and no legend on the page says what it means.
    """
    size = table.heads["status"].words[0].size
    for word in near:
        if word.text not in tuple(SYMBOLS) or word.text in table.legend:
            continue
        level = [w for w in table.words if abs(w.y - word.y) < size and w.x1 < word.x0]
        if any(char.isdigit() for w in level for char in w.folded):
            raise problems.misread(table.page, phrase("symbols_without_legend"), word.box, word.text)
