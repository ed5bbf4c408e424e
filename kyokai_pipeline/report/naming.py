"""Entries that name what was loaded under a provisional id: specific, and checked against every known statement.

Belongs here: from an unnamed word to the entry that would name it. Does not belong here: writing the entry
(vocabulary/own_words.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.vocabulary.statements import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 4
"""Characters: a shorter part of a statement says nothing."""


def entry_for(term_id: str, statement: str, unit: str, others: Iterable[str]) -> dict[str, Any] | None:
    """The entry of kpis.yml by which exactly this statement is known.

    Args:
        term_id: Its provisional id, from which the proposed id is made.
        statement: As printed.
        unit: Base unit of its result.
        others: Every other statement that is known, of this edition and of all others.

    Returns:
        The entry, or None where another statement has all its words and nothing that could be excluded.
    """
    own = canonical(statement)
    says = [part for part in re.split(r"[※*]", subject_of(statement)) if len(part) >= _SHORTEST]
    if not says or not all(part in own for part in says):
        return None
    excluded = []
    for other in (text for text in map(canonical, others) if text != own and all(part in text for part in says)):
        more = canonical(subject_of(other))
        if more in own or len(more) < _SHORTEST:
            return None
        excluded.append(more)
    entry = {"id": term_id.replace("new_", "kpi_", 1), "says": says, "unit": unit, "formerly": [term_id]}
    return {**entry, "not": excluded} if excluded else entry
