"""What asks for a look, in words: doubtful values, unexplained figures, unseen text; none keeps an edition back.

Belongs here: what a check, the end of a run and a strict run say of them. Does not belong here: the checks themselves
(vocabulary/identities.yml, group doubt) or the roles of figures (report/ledger/roles.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.messages import phrase
from kyokai_pipeline.reconcile.outcome import is_doubt

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.reconcile.outcome import Evaluation

UNDOUBTED = "nothing_doubtful"
"""A check that only warns: does no value ask for a look?"""
EXPLAINED = "figures_explained"
"""A check that only warns: is every printed number a fact, or has it a stated reason not to be one?"""
ALL_SEEN = "all_text_seen"
"""A check that only warns: does a person see all the text that the file holds?"""
SHOWN = 10
"""So many are listed; the rest is counted."""


def doubtful_values(evaluations: Sequence[Evaluation]) -> list[Phrase]:
    """One entry a doubt that nobody has acknowledged: the rule, its subject, the number, page and box."""
    return [_doubt(evaluation) for evaluation in evaluations if is_doubt(evaluation)]


def _doubt(evaluation: Evaluation) -> Phrase:
    place = evaluation.places[0]
    return phrase(
        "doubtful_value",
        rule_en=evaluation.identity.description_en,
        rule_ja=evaluation.identity.description_ja,
        key=evaluation.key,
        printed=place.printed,
        page=place.page,
        box=_box(place.box),
    )


def unexplained_figures(frames: Mapping[str, pd.DataFrame]) -> list[Phrase]:
    """One entry a number that is no fact and that no rule explains: the text, page and box."""
    figures = frames["evidence.figure"]
    return [_figure(row) for row in figures[figures["role"].isna()].to_dict("records")]


def _figure(row: Mapping[Hashable, object]) -> Phrase:
    box = tuple(float(str(row[side])) for side in ("x0", "top", "x1", "bottom"))
    return phrase("unexplained_number", printed=str(row["printed"]), page=int(str(row["page"])), box=_box(box))


def unseen_text(frames: Mapping[str, pd.DataFrame]) -> list[Phrase]:
    """One entry a page with text that nobody sees, and that was therefore not read: how many characters."""
    pages = frames["evidence.page"]
    return [
        phrase("unseen_on_page", page=int(str(row["page"])), count=int(str(row["unseen_characters"])))
        for row in pages[pages["unseen_characters"] > 0].to_dict("records")
    ]


def doubts_summary(file: str, found: Sequence[Phrase]) -> Phrase:
    """All doubts as one warning."""
    return phrase("doubtful_values", file=file, count=len(found), lines=_lines(found))


def unexplained_summary(file: str, found: Sequence[Phrase]) -> Phrase:
    """All unexplained figures as one warning."""
    return phrase("unexplained_figures", file=file, count=len(found), lines=_lines(found))


def unseen_summary(file: str, found: Sequence[Phrase]) -> Phrase:
    """All pages with unseen text as one warning."""
    return phrase("unseen_text", file=file, count=len(found), lines=_lines(found))


def _lines(found: Sequence[Phrase]) -> Phrase | str:
    rest = len(found) - SHOWN
    lines: Phrase | str = phrase("unnamed_line", word=phrase("and_more", more=rest), more="") if rest > 0 else ""
    for entry in reversed(found[:SHOWN]):
        lines = phrase("unnamed_line", word=entry, more=lines)
    return lines


def _box(box: tuple[float, ...]) -> str:
    return ", ".join(f"{side:.0f}" for side in box)
