"""Words that no term explains, in words for whoever looks after the vocabulary.

Belongs here: what a check, the end of a run and the status say of them. Does not belong here: finding them
(report/tables/identify.py) or naming them (vocabulary/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from kyokai_pipeline.messages import Phrase

NAMED = "everything_named"
"""A check that only warns: does the vocabulary explain every indicator, initiative and row?"""
KINDS = {
    "indicator": phrase("unnamed_indicator"),
    "initiative": phrase("unnamed_initiative"),
    "row": phrase("unnamed_row"),
}


def unnamed_words(frames: Mapping[str, pd.DataFrame]) -> list[Phrase]:
    """One entry a word: what it is, its provisional id, page and box, the text, the nearest known term."""
    return [_entry(row) for row in frames["evidence.unnamed_word"].to_dict("records")]


def _entry(row: Mapping[Hashable, object]) -> Phrase:
    return phrase(
        "unnamed_word",
        kind=KINDS[str(row["kind"])],
        term=str(row["term_id"]),
        page=int(str(row["page"])),
        box=", ".join(f"{float(str(row[side])):.0f}" for side in ("x0", "top", "x1", "bottom")),
        text=str(row["text"]).replace("\n", " "),
        near=row["nearest"] if isinstance(row["nearest"], str) else None,
    )


def unnamed_summary(file: str, found: Sequence[Phrase]) -> Phrase:
    """All of it as one warning, with what helps."""
    lines: Phrase | None = None
    for word in reversed(found):
        lines = phrase("unnamed_line", word=word, more=lines or "")
    return phrase("unnamed_words", file=file, count=len(found), lines=lines or "")
