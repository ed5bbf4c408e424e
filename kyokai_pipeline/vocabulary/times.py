"""When a table, row, column, indicator or initiative is printed: since, until, and whether every edition has it.

Belongs here: time in the vocabulary. Does not belong here: any word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from kyokai_pipeline.japanese.calendar import era_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kyokai_pipeline.layout.terms import Term

K = TypeVar("K")


@dataclass(frozen=True)
class Years:
    """The fiscal years whose editions print something.

    Attributes:
        since: The first; None: always.
        until: The last; None: to this day.
        optional: An edition of these years may lack it.
    """

    since: int | None = None
    until: int | None = None
    optional: bool = False

    def cover(self, year: int | None) -> bool:
        """Whether an edition of that fiscal year may print it; of no year in particular: any may."""
        return year is None or ((self.since or year) <= year <= (self.until or year))


ALWAYS, WHENEVER = Years(), Years(optional=True)
"""In every edition; in any, as it comes."""


def years_of(entry: Mapping[str, Any], *, optional: bool = False) -> Years:
    """The years that an entry of the vocabulary states.

    Args:
        entry: With or without ``since``, ``until`` and ``optional``.
        optional: What holds where it does not say.
    """
    return Years(entry.get("since"), entry.get("until"), bool(entry.get("optional", optional)))


def covering(keys: Iterable[K], years: Mapping[K, Years], year: int | None) -> set[K]:
    """Those of some keys that an edition of that year may print."""
    return {key for key in keys if years.get(key, ALWAYS).cover(year)}


def of_its_year(term: Term, year: int | None) -> Term:
    """The head of a column that may say the year of its edition: 令和6年度結果, 2024年度の目標値, 6年度実績.

    Args:
        term: As the vocabulary has it.
        year: Fiscal year of the edition; None: of no year in particular, the term stays as it is.
    """
    if year is None:
        return term
    era = era_label(year).removesuffix("年度")
    count = era.removeprefix("令和").removeprefix("平成")
    spelled = (
        f"{era}年度", f"{year}年度", f"{year}({era})年度", f"{year}年度({era}年度)", f"{era}年度({year}年度)",
        f"R{count}", f"R{count}年度", f"{count}年度", "当年度", "今年度", "本年度",
    )  # fmt: skip
    said = (f"{words}{joint}{form}" for form in term.forms for words in spelled for joint in ("", "の"))
    return replace(term, forms=(*term.forms, *said))
