from __future__ import annotations

from datetime import date

import pytest

from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.settings import Freshness


@pytest.mark.parametrize(
    ("newest", "today", "late", "since"),
    [
        (2023, date(2025, 10, 31), False, date(2024, 11, 1)),
        (2023, date(2025, 11, 1), True, date(2025, 11, 1)),
        (2024, date(2025, 11, 1), False, date(2025, 11, 1)),
        (None, date(2025, 11, 1), True, date(2025, 11, 1)),
        (2030, date(2025, 11, 1), False, date(2025, 11, 1)),
    ],
)
def test_an_edition_is_late_from_the_day_after_it_was_due(
    newest: int | None, today: date, late: bool, since: date
) -> None:
    found = due(newest, Freshness("10-31"), today)
    assert (found.is_late, found.since) == (late, since)
    assert ("An edition is due" in found.words().text("en")) == late


def test_every_missing_year_is_named() -> None:
    found = due(2023, Freshness("10-31"), date(2027, 11, 1))
    assert found.missing == (2024, 2025, 2026)
    assert "Editions are due: FY2024, FY2025, FY2026;" in found.words().text("en")
    assert "2024年度、2025年度、2026年度" in found.words().text("ja")
    assert due(None, Freshness("10-31"), date(2027, 11, 1)).missing == (2026,)
    assert due(2026, Freshness("10-31"), date(2027, 11, 1)).missing == ()


def test_a_day_that_not_every_year_has() -> None:
    assert due(2023, Freshness("02-29"), date(2025, 3, 1)).since == date(2025, 3, 1)
    assert due(2023, Freshness("02-29"), date(2024, 3, 1)).since == date(2024, 3, 1)


def test_today_is_a_day_in_tokyo() -> None:
    assert due(9999, Freshness()).expected >= 2024


def test_the_newest_year_of_some_editions() -> None:
    assert newest_year(["FY2023-draft", "FY2024", "FY2022-r2", "something"]) == 2024
    assert newest_year([]) is None
