"""Words that no term explains, in words for whoever looks after the vocabulary.

Belongs here: what a check, the end of a run and the status say of them. Does not belong here: finding them
(report/tables/identify.py) or naming them (vocabulary/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

NAMED = "everything_named"
"""A check that only warns: does the vocabulary explain every indicator, initiative and row?"""
_KINDS = {"indicator": "KPI indicator", "initiative": "施策 initiative", "row": "行 row"}


def unnamed_words(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """One line a word: what it is, its provisional id, page and box, the text, the nearest known term."""
    return [_line(row) for row in frames["evidence.unnamed_word"].to_dict("records")]


def _line(row: Mapping[Hashable, object]) -> str:
    box = ", ".join(f"{float(str(row[side])):.0f}" for side in ("x0", "top", "x1", "bottom"))
    text = str(row["text"]).replace("\n", " ")
    near = f" (最も近い nearest: {row['nearest']})" if isinstance(row["nearest"], str) else ""
    return f"{_KINDS[str(row['kind'])]} {row['term_id']} p.{row['page']} ({box})「{text}」{near}"


def unnamed_summary(file: str, found: Sequence[str]) -> str:
    """All of it as one warning, with what helps."""
    shown = "\n      ".join(found)
    return f"{file}: 語彙にない語 words that no term explains: {len(found)} (kyokai propose {file})\n      {shown}"
