"""How one style spells numbers, years, months and labels."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline_tests.typeset.styles import Style

_FULL = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")
_KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
_ENUMERATORS = {
    "circled": "①②③④⑤",
    "half": ("1)", "2)", "3)", "4)", "5)"),
    "bracketed": ("（1）", "（2）", "（3）", "（4）", "（5）"),
}


def wide(text: str, digits: str) -> str:
    """Half-width digits, signs and points as full-width ones: all, or every other digit."""
    if digits == "full":
        return text.translate(_FULL)
    if digits == "half":
        return text
    out, seen = [], 0
    for character in text:
        seen += character.isascii() and character.isdigit()
        out.append(character.translate(_FULL) if character.isdigit() and seen % 2 else character)
    return "".join(out)


def lookalike(text: str) -> str:
    """Text with every character that has a Kangxi radical replaced by it, as browsers print it."""
    return "".join(_KANGXI.get(character, character) for character in text)


def spread(text: str) -> str:
    """A short label with a space between its characters."""
    lines = text.split("\n")
    return "\n".join(" ".join(line) if 2 <= len(line) <= 6 and line.isalpha() else line for line in lines)


def era_year(day: date, *, fiscal: bool = False) -> tuple[str, str, int]:
    """Era of a day, or of the fiscal year that begins in its year.

    Returns:
        Name, letter and year, e.g. ``("令和", "R", 5)``. Fiscal 2019 is 令和元年度, as reports print it.
    """
    if day >= date(2019, 5, 1) or (fiscal and day.year >= 2019):
        return "令和", "R", day.year - 2018
    return "平成", "H", day.year - 1988


def spell_year(year: int, style: Style, *, month: int | None = None) -> str:
    """A year as printed before 年度, or before 年N月 where ``month`` is given."""
    era, letter, number = era_year(date(year, month or 4, 1), fiscal=month is None)
    first = "元" if number == 1 else str(number)
    both = f"{year}（{era}{first}）"
    return {
        "western": f"{year}",
        "era": f"{era}{first}",
        "era_short": f"{letter}{number}",
        "both": both,
        "apostrophe": f"’{year % 100:02d}",
        "stacked": both,
        "two_lines": both,
        "bare": f"{year}",
    }[style.year]


def fiscal_year(year: int, style: Style, *, on_lines: bool = True) -> str:
    """A fiscal year's column header, over several lines where the style wants that."""
    text = f"{spell_year(year, style)}年度"
    if style.year == "stacked":
        text = text.replace("（", "\n（").replace("）", "）\n")
    elif style.year == "two_lines":
        text = text.replace("（", "年度\n（").replace("）年度", "年度）")
    return wide(text if on_lines else text.replace("\n", ""), style.digits)


def month(day: date, style: Style) -> str:
    """A month's column header."""
    if style.month == "plain":
        return wide(f"{day.month}月", style.digits)
    if style.month == "western":
        return wide(f"{day.year}年\n{day.month}月", style.digits)
    era, _, number = era_year(day)
    return wide(f"{era}{number}年\n{day.month}月", style.digits)


def period(label: str, year: int, style: Style) -> str:
    """A programme table's column header, from the label the original prints.

    Args:
        label: ``2022年度`` or ``2023年3月診療分``.
        year: The fiscal year it belongs to.
        style: The look.
    """
    if label.endswith("年度"):
        return fiscal_year(year, style)
    calendar, rest = label.split("年", 1)
    number = int(rest.split("月")[0])
    return wide(f"{spell_year(int(calendar), style, month=number)}年{rest}", style.digits)


def number(value: str | Decimal, quantum: str | Decimal, scale: int, style: Style, unit: str = "") -> str:
    """A base-unit value as printed in units of ``scale``, with its unit behind where one is given.

    Args:
        value: In base units.
        quantum: The last printed digit's worth, in base units.
        scale: 1, 1000 (千) or 10000 (万).
        style: The look.
        unit: Printed directly behind the number.
    """
    step = Decimal(quantum) / scale
    places = max(0, -int(step.normalize().as_tuple().exponent))
    return wide(f"{Decimal(value) / scale:,.{places}f}", style.digits) + unit


def rate(pct: str, style: Style, *, brackets: bool = True, percent: bool = True) -> str:
    """A yearly rate of change as printed; text that is no number (－, 【新設】) is printed as it is."""
    try:
        Decimal(pct)
    except ArithmeticError:
        return pct
    falling = pct.startswith("-")
    body = wide(pct.lstrip("-") + ("%" if percent else ""), style.digits)
    body = f"{style.minus}{body}" if falling else body
    if not brackets:
        return body
    left = "（" if style.brackets == "full" or (style.brackets == "mixed" and falling) else "("
    return left + body + ("）" if style.brackets == "full" else ")")


def enumerated(number_text: str, statement: str, style: Style) -> str:
    """A KPI statement with its number in front."""
    if not number_text:
        return statement
    return f"{_ENUMERATORS[style.enumerator][int(number_text) - 1]} {statement}"


def glyphs(text: str, style: Style) -> str:
    """Text as its characters are finally chosen."""
    return lookalike(text) if style.kangxi else text


def joined(parts: Iterable[str]) -> str:
    """Non-empty parts with one space between."""
    return " ".join(part for part in parts if part)
