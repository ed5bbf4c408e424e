"""Years over the columns of a table, as publishers spell them: short after the first, mixed, with a mark, in two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.report import reader
from kyokai_pipeline_tests.typeset import FY2023, Style, spelling, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST_OF_REIWA = 2019


def era(year: int) -> str:
    name, _, count = spelling.era_year(date(year, 4, 1), fiscal=True)
    return f"{name}{'元' if count == 1 else count}"


def short_after_the_first(year: int) -> str:
    return f"{era(year)}年度" if year in (2014, FIRST_OF_REIWA, 2022) else f"{era(year)[2:]}年度"


def western_and_short(year: int) -> str:
    return f"{year}年度" if year in (2014, 2022) else f"{year % 100}年度"


def mixed(year: int) -> str:
    return (f"{era(year)}年度", f"{year}年度", f"FY{year}")[year % 3]


HEADS: dict[str, Callable[[int], str]] = {
    "short after the first": short_after_the_first,
    "western and short": western_and_short,
    "mixed": mixed,
    "fiscal": lambda year: f"FY{year % 100}",
    "era over year": lambda year: f"{era(year)}年度\n({year})",
    "year over era": lambda year: f"{year}年度\n（{era(year)}）",
    "marked": lambda year: f"{year}年度" + ("※4" if year in (2019, 2023) else ""),
}


# What is short leaves something to the year on its left, which is the earlier one.
@pytest.mark.parametrize(
    ("heads", "newest_first"),
    [
        (heads, newest_first)
        for heads in HEADS
        for newest_first in (False, True)
        if not (newest_first and "short" in heads)
    ],
)
def test_years_are_read(heads: str, newest_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spell = HEADS[heads]

    def fiscal_year(year: int, _: Style, *, on_lines: bool = True) -> str:
        return spell(year) if on_lines else spell(year).replace("\n", "")

    monkeypatch.setattr(spelling, "fiscal_year", fiscal_year)
    style = Style(newest_first=newest_first)
    report = reader.read(typeset(style, tmp_path / "report.pdf"))
    assert differences(report, "membership", style, FY2023) == []
    assert report.problems == []
