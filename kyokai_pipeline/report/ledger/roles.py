"""Why a number is no fact: the rules of vocabulary/roles.yml, tried one after the other.

Knows nothing of the tables: a number that a rule explains may still be claimed by a fact, and then the fact wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.report.ledger.role_places import PLACES
from kyokai_pipeline.vocabulary.prose import RoleRule, known_labels, role_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.ledger.printed_numbers import Placed
    from kyokai_pipeline.report.text.paragraphs import Paragraph


def assign_roles(page: PdfPage, numbers: Sequence[Placed]) -> None:
    """Give every number of a page that a rule explains its role and reason."""
    by_paragraph: dict[Paragraph, list[Placed]] = defaultdict(list)
    for number in numbers:
        by_paragraph[number.paragraph].append(number)
    for group in by_paragraph.values():
        paragraph = group[0].paragraph
        words, whole = _words(paragraph), _label(canonical(paragraph.text))
        for rule in role_rules():
            left = [number for number in group if number.figure.role is None]
            if not left:
                break
            spans = [found.span() for pattern in rule.text for found in pattern.finditer(paragraph.folded)]
            for number in left:
                if _explains(rule, spans, number, words, whole, page):
                    number.figure.role, number.figure.reason = rule.role, rule.reason


def _explains(
    rule: RoleRule,
    spans: Sequence[tuple[int, int]],
    number: Placed,
    words: Sequence[tuple[int, int, str]],
    whole: str,
    page: PdfPage,
) -> bool:
    if spans and any(start <= number.start and number.end <= end for start, end in spans):
        return True
    if rule.word or rule.labels:
        word = next((text for start, end, text in words if start <= number.start < end), "")
        if _explains_word(rule, word, whole):
            return True
    return bool(rule.places) and any(PLACES[place](number, page) for place in rule.places)


def _explains_word(rule: RoleRule, word: str, whole: str) -> bool:
    """Whether a rule says what a word is, or that the word or its whole paragraph is a known label."""
    if any(pattern.fullmatch(word) for pattern in rule.word):
        return True
    return rule.labels and not known_labels().isdisjoint((_label(word), whole))


def _label(text: str) -> str:
    """A label without the unit that is printed behind it."""
    return re.sub(r"[(][^()]*[)]$", "", text) if "(" in text else text


def _words(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Start, end and canonical text of each word."""
    found: list[tuple[int, int, str]] = []
    position = 0
    for segment in paragraph.segments:
        for word in segment.words:
            end = position + len(word.folded)
            found.append((position, end, canonical(word.text)))
            position = end
    return found
