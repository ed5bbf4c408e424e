"""Eras, fiscal years, months and dates as printed.

A fiscal year (年度) runs from April to March. Rules of the eras: 昭和64 = 平成元 = 1989, 平成31 = 令和元 = 2019.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from kyokai_pipeline.japanese.text import squeeze

MONTHS = (*range(4, 13), *range(1, 4))
"""The months of a fiscal year, in their order."""
_ERA_BEFORE = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_ERA_LAST = {"令和": 9999, "R": 9999, "平成": 31, "H": 31, "昭和": 64, "S": 64}
_ERA = r"(?P<era>令和|平成|昭和|[RHS])\.?(?P<count>元|[0-9]{1,2})"
_ERA_FIRST = _ERA.replace("era", "era2").replace("count", "count2")
_YEAR = re.compile(
    rf"(?:(?P<west>[12][0-9]{{3}})年?(?:[(（]{_ERA}年?度?[)）])?|{_ERA_FIRST}"
    rf"年?(?:[(（](?P<west2>[12][0-9]{{3}})年?度?[)）])?|(?:['’‘]|FY['’‘]?)(?P<short>[0-9]{{2}})(?![0-9])"
    rf"|FY(?P<west3>[12][0-9]{{3}}))"
)
_SHORT_YEAR = re.compile(r"(元|[0-9]{1,2})年度末?")
_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_DAY = re.compile(r"(?P<year>.+?年)(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12][0-9]|[1-9])日")


_ERA_OF_A_FISCAL_YEAR = re.compile(r"(?:^|[^一-龥])([一-龥]{2})(?:元|[0-9]{1,2})[)）]?年度")


def unknown_era(text: str) -> str | None:
    """The era of a fiscal year that is none of the known ones (光文元年度): a new one has begun since.

    Args:
        text: A line that begins with the year of a document, folded.
    """
    found = _ERA_OF_A_FISCAL_YEAR.search(text)
    return found[1] if found and found[1] not in _ERA_BEFORE else None


class NotADate(ValueError):
    """Text that names no year, or names two that disagree."""


def era_year(era: str, count: str) -> int:
    """令和, 5 -> 2023; 元 is 1.

    Raises:
        NotADate: The era has no such year.
    """
    number = 1 if count == "元" else int(count)
    if not 1 <= number <= _ERA_LAST[era]:
        raise NotADate(f"{era}{count}年 does not exist")
    return _ERA_BEFORE[era] + number


def _year_at(folded: str) -> tuple[int, int] | None:
    """The year at the start of the text and where its words end."""
    found = _YEAR.match(folded)
    if not found:
        return None
    western = _western(found)
    era, count = found["era"] or found["era2"], found["count"] or found["count2"]
    year = era_year(era, count) if era else western
    if western and year != western:
        raise NotADate(f"{folded!r}: the western and the Japanese year disagree")
    return year or 0, found.end()


def _western(found: re.Match[str]) -> int | None:
    """2023, or ’23 for short."""
    printed = found["west"] or found["west2"] or found["west3"]
    if printed:
        return int(printed)
    return 2000 + int(found["short"]) if found["short"] else None


@lru_cache(maxsize=1 << 12)
def fiscal_year(text: str) -> int | None:
    """2023年度, 令和5年度, 2023（令和5）年度, 2023年度（令和5年度）, R5年度, ’23年度, FY2023 -> 2023; else None.

    Raises:
        NotADate: Western and Japanese year disagree, or the era has no such year.
    """
    folded = squeeze(text)
    start = _year_at(folded)
    if start is None:
        return None
    year, end = start
    rest = re.fullmatch(r"年?度末?(?:[(（](?P<again>.+?)(?:年度末?)?[)）])?|[(（]年度[)）]", folded[end:])
    if rest and rest["again"]:
        again = _year_at(rest["again"])
        if again is None or again[1] < len(rest["again"]):
            return None
        if again[0] != year:
            raise NotADate(f"{folded!r}: the western and the Japanese year disagree")
    return year if rest or _bare(folded, end) else None


def _bare(folded: str, end: int) -> bool:
    """R5, ’23 and FY23 are year labels without 年度 behind them; a bare 2023 or 令和5 could be anything."""
    return end == len(folded) and folded[0] in "RHF'’‘"


def year_beside(year: int, text: str) -> int | None:
    """27年度 beside 平成26年度 -> 2015, 2年度 beside 令和元年度 -> 2020, 15年度 beside 2014年度 -> 2015.

    Args:
        year: The fiscal year that stands beside it.
        text: What is printed for short; it is the year before or after, or none at all.
    """
    found = _SHORT_YEAR.fullmatch(squeeze(text))
    if not found:
        return None
    count = 1 if found[1] == "元" else int(found[1])
    years = (base + count for base in (*_ERA_BEFORE.values(), year - year % 100))
    return next((other for other in years if abs(other - year) == 1), None)


def month(text: str) -> int | None:
    """4月 -> 4; None where the text is no month."""
    found = _MONTH.fullmatch(squeeze(text))
    return int(found[1]) if found else None


def year_month(text: str) -> tuple[int, int] | None:
    """2023年3月, 令和5年3月 -> (2023, 3); None where the text names no month of a year."""
    folded = squeeze(text)
    start = _year_at(folded)
    if start is None:
        return None
    found = re.fullmatch(r"年?(1[0-2]|[1-9])月", folded[start[1] :])
    return (start[0], int(found[1])) if found else None


def fiscal_year_of(year: int, month_number: int) -> int:
    """The fiscal year that a month belongs to: March 2024 lies in 2023."""
    return year if month_number >= 4 else year - 1


def first_of_month(year_fiscal: int, month_number: int) -> date:
    """First day of a month of a fiscal year: (2023, 1) -> 2024-01-01."""
    return date(year_fiscal if month_number >= 4 else year_fiscal + 1, month_number, 1)


def full_date(text: str) -> date | None:
    """2023（令和5）年4月1日 -> 2023-04-01; None where the text is no such date.

    Raises:
        NotADate: Western and Japanese year disagree, or the day does not exist.
    """
    found = _DAY.fullmatch(squeeze(text))
    start = _year_at(found["year"]) if found else None
    if not found or not start:
        return None
    try:
        return date(start[0], int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise NotADate(f"{text!r}: {error}") from error


def period(text: str) -> tuple[date, date] | None:
    """2023（令和5）年4月1日～2024（令和6）年3月31日, 自2023年4月1日至2024年3月31日 -> both days, or None."""
    folded = squeeze(text)
    parts = re.split(r"[~〜～―—-]|から|至", folded.removeprefix("自").removesuffix("まで"))
    days = [full_date(part) for part in parts]
    if len(days) != 2 or days[0] is None or days[1] is None:
        return None
    return days[0], days[1]


def era_label(year: int) -> str:
    """2023 -> 令和5年度; the fiscal year takes the era of its last day, as the publisher does (2019 is 令和元年度)."""
    era = next(name for name in ("令和", "平成", "昭和") if _ERA_BEFORE[name] < year)
    count = year - _ERA_BEFORE[era]
    return f"{era}{'元' if count == 1 else count}年度"
