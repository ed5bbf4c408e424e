"""Is an edition due? The report of a fiscal year appears in the summer after it; later than that is worth a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.settings import Freshness

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Due:
    """What should be there on a day.

    Attributes:
        newest: Newest fiscal year that is published; none where nothing is.
        expected: Newest fiscal year whose report should have appeared.
        since: The day from which it was expected.
    """

    newest: int | None
    expected: int
    since: date

    @property
    def is_late(self) -> bool:
        """A newer edition should be there."""
        return self.newest is None or self.newest < self.expected

    @property
    def missing(self) -> tuple[int, ...]:
        """Every fiscal year that should be there and is not; only the newest where nothing is published."""
        return tuple(range(self.expected if self.newest is None else self.newest + 1, self.expected + 1))

    def words(self) -> Phrase:
        """One sentence."""
        if not self.is_late:
            return phrase("newest_edition", newest=self.newest)
        return phrase(
            "edition_due",
            newest=self.newest,
            count=len(self.missing),
            missing_en=", ".join(f"FY{year}" for year in self.missing),
            missing_ja="、".join(f"{year}年度" for year in self.missing),
            expected=self.expected,
            since=self.since.isoformat(),
        )


def due(newest: int | None, freshness: Freshness, today: date | None = None) -> Due:
    """Compare the newest published fiscal year with what the calendar lets expect.

    Args:
        newest: Fiscal year, e.g. 2023.
        freshness: When a report is expected.
        today: In Tokyo; none: now.
    """
    today = today or datetime.now(TOKYO).date()
    expected = freshness.expected(today)
    month, day = map(int, freshness.due.split("-"))
    return Due(newest, expected, _day_after(expected + 1, month, day))


def _day_after(year: int, month: int, day: int) -> date:
    while True:  # 02-30 and the like: the last day there is
        try:
            return date.fromordinal(date(year, month, day).toordinal() + 1)
        except ValueError:
            day -= 1


def newest_year(editions: Iterable[str]) -> int | None:
    """The newest fiscal year among edition ids such as ``FY2023-draft``."""
    years = [int(found[1]) for edition in editions if (found := re.match(r"FY(\d{4})", edition))]
    return max(years, default=None)
