"""Entries that name what was loaded under a provisional id: specific, and checked against every known statement.

Belongs here: from an unnamed word to the entry that would name it, and to the known words that are most like it. Does
not belong here: writing the entry (vocabulary/own_words.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.differs import marked
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.new_rows import plain_label
from kyokai_pipeline.vocabulary import kpi_words, tables
from kyokai_pipeline.vocabulary.alike import nearest_of
from kyokai_pipeline.vocabulary.statements import fits, provisional_id, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kyokai_pipeline.errors import Box

_SHORTEST = 4
"""Characters: a shorter part of a statement says nothing."""
_MOST_NEAR = 3
"""So many known words are shown beside a new one."""


@dataclass(frozen=True)
class Near:
    """A known word that is like a printed one.

    Attributes:
        name: The id of an indicator; of other words the word itself.
        text: How it is known.
        difference: The printed word, with what it has more and less than the known one.
    """

    name: str
    text: str
    difference: str


@dataclass(frozen=True)
class NewWord:
    """Something that no term explains, and what is known that is like it; ``kind`` and the rest as in ``Unnamed``."""

    kind: str
    term_id: str
    text: str
    page: int
    box: Box
    near: tuple[Near, ...]


def new_word(row: Mapping[str, Any], known: Sequence[tuple[str, str]]) -> NewWord:
    """A word of evidence.unnamed_word beside the known ones.

    Args:
        row: One row of that table.
        known: Id and statement of every indicator of every known edition.
    """
    box = (row["x0"], row["top"], row["x1"], row["bottom"])
    if row["kind"] == "indicator":
        near = like_indicator(row["text"], known)
    elif row["kind"] == "initiative":
        near = like_words(row["text"], kpi_words().pillar_of)
    else:
        specs = [spec for spec in tables().specs if spec.core == row["core_table"]]
        forms = [form for spec in specs for term in (*spec.rows, *spec.groups) for form in term.forms]
        near = like_words(plain_label(row["text"]), forms)
    return NewWord(row["kind"], row["term_id"], row["text"], row["page"], box, near)


def like_indicator(statement: str, known: Sequence[tuple[str, str]]) -> tuple[Near, ...]:
    """The known indicators most like a statement, each in the words of an edition, else by those it is known by."""
    said = {canonical(subject_of(text)): kpi_id for kpi_id, text in known if not kpi_id.startswith("new_")}
    named = set(said.values())
    said |= {"".join(kpi.says): kpi.kpi_id for kpi in kpi_words().kpis if kpi.kpi_id not in named}
    printed = canonical(subject_of(statement))
    near = nearest_of(printed, said, _MOST_NEAR)
    return tuple(Near(said[text], text, marked(text, printed)) for text in near)


def like_words(printed: str, known: Iterable[str]) -> tuple[Near, ...]:
    """The known words most like a printed one."""
    plain = canonical(printed)
    forms = {canonical(text): text for text in known}
    return tuple(Near(forms[text], forms[text], marked(text, plain)) for text in nearest_of(plain, forms, _MOST_NEAR))


def entry_for(term_id: str, statement: str, unit: str, others: Iterable[str]) -> dict[str, Any] | None:
    """The entry of kpis.yml by which exactly this statement is known.

    Args:
        term_id: Its provisional id, from which the proposed id is made.
        statement: As printed.
        unit: Base unit of its result.
        others: Every statement that is known, of this edition and of all others. The same indicator with another
            target, in another edition, is not another one.

    Returns:
        The entry, or None where another statement has all its words and nothing that could be excluded.
    """
    own = canonical(statement)
    says = [part for part in re.split(r"[※*]", subject_of(statement)) if len(part) >= _SHORTEST]
    if not says:
        return None
    strangers = _strangers(term_id, own, others)
    excluded = [canonical(subject_of(text)) for text in strangers if fits(text, says, ())]
    if any(len(words) < _SHORTEST for words in excluded):
        return None
    # Checked, not hoped: it fits this statement and none of the others.
    if not fits(own, says, excluded) or any(fits(text, says, excluded) for text in strangers):
        return None
    entry = {"id": term_id.replace("new_", "kpi_", 1), "says": says, "unit": unit, "formerly": [term_id]}
    return {**entry, "not": list(dict.fromkeys(excluded))} if excluded else entry


def _strangers(term_id: str, own: str, others: Iterable[str]) -> list[str]:
    """The statements of other indicators, in canonical spelling."""
    return [text for other in others if provisional_id(other) != term_id and (text := canonical(other)) != own]


def row_entry(word: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """The entry by which a row of a table is known.

    Args:
        word: Its row of evidence.unnamed_word.
        rows: Core table -> rows of the edition.
    """
    term_id, core = word["term_id"], word["core_table"]
    own = next((row for row in rows[core] if row.get("measure_id") == term_id), None)
    return {
        "table": own.get("programme", core) if own else core,
        "id": term_id.replace("new_", "row_", 1),
        "forms": [plain_label(word["text"])],
        "unit": own["unit"] if own else "人",
        "formerly": [term_id],
    }
