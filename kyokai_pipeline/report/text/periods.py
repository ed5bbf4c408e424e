"""What a figure of the running text is about: which period, and whether it is a value, a change, a target or a limit.

Belongs here: the words around a figure that date it. A period is never guessed: where the sentence names none, there
is none. Does not belong here: which figure it is (prose_figures.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, fiscal_year_of
from kyokai_pipeline.vocabulary import measures
from kyokai_pipeline.vocabulary.prose import TARGET, prose_words

if TYPE_CHECKING:
    import re

    from kyokai_pipeline.report.text.sentences import Sentence


@dataclass(frozen=True)
class Period:
    """When a figure is about.

    Attributes:
        label: The words that say so, folded: ``2024年11月末時点``, ``前年度``.
        fiscal_year: The fiscal year that they name or lie in.
    """

    label: str | None = None
    fiscal_year: int | None = None


def period_of(sentence: Sentence, comparison: str, reported: int, host: Period | None, *, is_known: bool) -> Period:
    """The period of a figure, as its sentence says.

    Args:
        sentence: Where it stands.
        comparison: ``none``, ``previous_year`` or ``change``.
        reported: The fiscal year that the report is about.
        host: Period of the value that a change belongs to; None where there is no such value.
        is_known: Whether the figure has a name; of another nobody knows what the words around it date.
    """
    if not is_known:
        return Period()
    behind = prose_words().period_behind.match(sentence.after)
    if behind is not None:
        return _dated(behind)
    if comparison == "change" and host is not None:
        return host
    own, *earlier = reversed(sentence.before.split("、"))
    clauses = [own, *(f"{clause}、" for clause in earlier if clause.endswith("は"))]
    for clause in clauses:
        if dates := list(prose_words().period.finditer(clause)):
            found = _dated(dates[-1])
            if comparison != "previous_year" or found.fiscal_year == reported - 1:
                return found
    return Period("前年度", reported - 1) if comparison == "previous_year" else Period()


def _dated(found: re.Match[str]) -> Period:
    """A date as matched: its year, whether it is a fiscal year, and its month."""
    label, month = found["label"], found["month"]
    try:
        year = fiscal_year(f"{found['dated']}年度")
    except NotADate:
        return Period(label)
    if year is None or not month:
        return Period(label, year)
    return Period(label, fiscal_year_of(year, int(month)))


def kind_of(sentence: Sentence, comparison: str, fact_id: str | None) -> str:
    """``target``, ``threshold`` (80％以上), ``change``, ``previous`` or ``value``."""
    if fact_id is not None and fact_id.endswith(TARGET) and fact_id not in {entry.measure_id for entry in measures()}:
        return "target"
    if prose_words().threshold.match(sentence.after):
        return "threshold"
    return {"change": "change", "previous_year": "previous"}.get(comparison, "value")
