"""Which columns of a wide result a terminal shows.

Belongs here: the choice. Does not belong here: laying them out (table.py), running the query (query.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.cli.table import GAP, readable, width

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDED = 12
"""A text folded to less than this is no text to read; then a column is left out instead."""


def shown_columns(
    names: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], room: int | None, language: str
) -> list[int]:
    """Positions of the columns that fit, in their order; all of them of a single row, which can stand a column a line.

    The places on paper give way first, then the name in the language that the reader did not choose, then what stands
    at the right: a mart has its main columns at the left. A code beside its name gives way before a text is folded.

    Args:
        names: One a column.
        cells: Rows as texts.
        numeric: Which columns hold numbers; those are never folded.
        room: Columns of the terminal; none: no limit.
        language: ``ja`` or ``en``.
    """
    kept = list(range(len(names)))
    if room is None or len(cells) == 1:
        return kept
    needs = [_need(at, names, cells, numeric) for at in kept]
    going = sorted(kept, key=lambda at: (_rank(names[at], names, language), -at))
    while len(kept) > 1 and sum(needs[at] for at in kept) + GAP * (len(kept) - 1) > room:
        kept.remove(going.pop(0))
    whole = sum(max(map(width, _texts(at, names, cells))) for at in kept)
    return kept if whole + GAP * (len(kept) - 1) <= room else _without_codes(kept, names, language)


def _without_codes(kept: list[int], names: Sequence[str], language: str) -> list[int]:
    """The columns but for codes whose name in the reader's language is among them."""
    named = {names[at] for at in kept}
    return [at for at in kept if f"{names[at]}_{language}" not in named]


def _need(at: int, names: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]) -> int:
    texts = _texts(at, names, cells)
    widest = max(map(width, texts))
    return widest if numeric[at] else min(widest, max(FOLDED, readable(texts)))


def _texts(at: int, names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    return [names[at], *(row[at] for row in cells)]


def _rank(name: str, names: Sequence[str], language: str) -> int:
    """Which columns go first: 0 places on paper, 1 the other language, 2 all else."""
    if name.endswith(("figure_id", "figure_ids")):
        return 0
    other = "en" if language == "ja" else "ja"
    return 1 if name.endswith(f"_{other}") and f"{name.removesuffix(other)}{language}" in names else 2
