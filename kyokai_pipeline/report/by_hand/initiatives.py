"""The initiative (具体的施策) of an indicator entered by hand: a known one, or one that the vocabulary lacks.

Belongs here: from a cell to an initiative and its pillar. Does not belong here: the indicator itself (indicators.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import FaultyEntry
from kyokai_pipeline.report.by_hand.sheets import NEW
from kyokai_pipeline.report.tables.identify import is_whole_initiative
from kyokai_pipeline.vocabulary import kpi_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.report.by_hand.source import Source
    from kyokai_pipeline.vocabulary import KpiWords


class Initiative(NamedTuple):
    """What an indicator belongs to.

    Attributes:
        key: Of a known one; of any other its label as printed.
        pillar: Key of its pillar.
        is_named: The vocabulary knows it.
    """

    key: str
    pillar: str
    is_named: bool = True


def initiative_of(cell: str, page: int, source: Source) -> Initiative:
    """The initiative that a cell names: its label, or ``new:`` with pillar and label of one that nobody knows.

    Raises:
        FaultyEntry: The vocabulary does not know it, or knows what is said to be new; it has no pillar, or no whole
            label; its page does not print it.
    """
    words = kpi_words(source.edition.fiscal_year)
    if not cell.startswith(NEW):
        source.require(cell, page)
        key = term_of(cell, words.initiatives)
        if key is None:
            raise FaultyEntry("hand_no_initiative", pillar=words.pillars[0].forms[0])
        return Initiative(key, words.pillar_of[key])
    pillar, _, label = cell.removeprefix(NEW).partition(":")
    source.require(label, page)
    return _new(pillar.strip(), label.strip(), words)


def _new(pillar: str, label: str, words: KpiWords) -> Initiative:
    key = pillar if pillar in words.pillar_names else term_of(pillar, words.pillars)
    if key is None:
        raise FaultyEntry("hand_no_pillar", known=[term.forms[0] for term in words.pillars])
    if term_of(label, words.initiatives):
        raise FaultyEntry("hand_known_initiative")
    if not is_whole_initiative(label, words):
        raise FaultyEntry("hand_no_new_initiative")
    return Initiative(label, key, is_named=False)


def term_of(text: str, terms: Sequence[Term]) -> str | None:
    """The key of the term that a text is."""
    return next((str(term.key) for term in terms if canonical(text) in term.forms), None)
