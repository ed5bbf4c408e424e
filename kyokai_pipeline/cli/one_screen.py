"""What ``kyokai status`` shows on one screen of a terminal: what does not fit is counted, ``--all`` shows it.

Belongs here: what gives way. Does not belong here: what there is to say (status.py), laying tables out (table.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.cli.table import folded, laid_out, width
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fact(NamedTuple):
    """One thing to say: its name and its values, where there may be one an edition."""

    label: str
    values: list[str]


class Size(NamedTuple):
    """Of a terminal."""

    columns: int
    lines: int


_WAYS = ((None, None), (3, 2), (1, 2), (1, 1))
"""How many values of a fact, and how many lines of them, from all to the least."""


def all_facts(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Every value of every fact, one a row."""
    return [(fact.label, value) for fact in facts for value in fact.values]


def fewer_facts(facts: Sequence[Fact], size: Size) -> list[tuple[str, str]]:
    """Names and values in at most half of a screen; a fact of several values says how many were left out."""
    rows = all_facts(facts)
    room = size.columns - max(width(label) for label, _ in rows) - 5
    for values, lines in _WAYS:
        rows = [
            (fact.label, value)
            for fact in facts
            for value in _first(fact.values, values or len(fact.values), room * (lines or len(fact.values) * 9))
        ]
        if sum(len(folded(value, room)) for _, value in rows) <= size.lines // 2:
            break
    return rows


def _first(values: Sequence[str], few: int, room: int) -> list[str]:
    shown = list(values[:few])
    more = f"  {notice('more_with_all', count=len(values) - few)}" if len(values) > few else ""
    return [clipped(value, room - (width(more) if value is shown[-1] else 0)) for value in shown[:-1]] + [
        clipped(value, room - width(more)) + more for value in shown[-1:]
    ]


def clipped(text: str, room: int) -> str:
    """The beginning of a text, with … where something is left out."""
    if width(text) <= room:
        return text
    end = next(at for at in range(len(text), -1, -1) if width(text[:at]) < room)
    return text[:end].rstrip() + "…"


def last_rows(heads: Sequence[str], rows: Sequence[Sequence[str]], size: Size) -> str:
    """A table of the last rows, the newest editions, in so many lines; a line says how many stand before them."""
    for cut in range(len(rows)):
        lines = laid_out(heads, rows[cut:], room=size.columns).splitlines()
        lines += [notice("more_with_all", count=cut)] if cut else []
        if len(lines) <= size.lines:
            return "\n".join(lines)
    return notice("more_with_all", count=len(rows))


def first_lines(texts: Sequence[str], size: Size) -> list[str]:
    """Some texts, a line each; a last line says how many are left out."""
    shown = [clipped(text.replace("\n", " "), size.columns) for text in texts[: max(1, size.lines)]]
    if len(texts) > len(shown):
        hidden = len(texts) - max(1, size.lines - 1)
        shown = [*shown[: max(1, size.lines - 1)], notice("more_with_all", count=hidden)]
    return shown
