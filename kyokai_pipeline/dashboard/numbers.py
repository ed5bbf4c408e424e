"""How numbers are written for readers, Japanese and English: thousands, 万, millions, signs, units."""

from __future__ import annotations

from decimal import Decimal

MINUS = "−"
_UNITS_EN = {
    "人": ("person", "persons"),
    "事業所": ("workplace", "workplaces"),
    "社": ("workplace", "workplaces"),
    "支部": ("branch", "branches"),
    "件": ("contract", "contracts"),
    "機関": ("institution", "institutions"),
    "回": ("time", "times"),
}


def grouped(value: Decimal | float, *, signed: bool = False, places: int | None = None) -> str:
    """``39,559,000``, ``−1.5``; no digit is lost unless ``places`` says how many to keep."""
    number = Decimal(str(value))
    number = round(number, places) if places is not None else number.normalize()
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    return f"{sign}{abs(number):,f}"


def printed_places(quantum: Decimal | None) -> int | None:
    """Digits behind the point of a number printed to this step: 1 for 0.1; None where it is not known."""
    return None if quantum is None else max(0, -int(quantum.normalize().as_tuple().exponent))


def japanese(value: Decimal, unit: str, *, signed: bool = False, places: int | None = None) -> str:
    """``3,955万9千人`` where nothing stands below the thousands, ``304,077円`` where something does."""
    whole = abs(value)
    if unit == "%" or whole < 10_000 or whole % 1000:
        return f"{grouped(value, signed=signed, places=places)}{unit}"
    sign = MINUS if value < 0 else "+" if signed else ""
    myriads, thousands = int(whole // 10_000), int(whole % 10_000 // 1000)
    return f"{sign}{myriads:,}万{f'{thousands}千' if thousands else ''}{unit}"


def english(value: Decimal, unit: str, *, signed: bool = False, places: int | None = None) -> str:
    """``39.559 million``, ``¥304,077``, ``47``, ``9.9%``; what else is counted, the label beside it says."""
    whole = abs(value)
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    if unit == "円":
        return f"{sign}¥{grouped(whole)}"
    if unit == "%":
        return f"{grouped(value, signed=signed, places=places)}%"
    if whole >= 1_000_000 and not whole % 1000:
        return f"{sign}{grouped(whole / 1_000_000)} million"
    return grouped(value, signed=signed, places=places)


def unit_en(unit: str, value: Decimal | None = None) -> str:
    """The unit as an English word, singular for one; ``%`` and yen as signs."""
    if unit in ("%", "円"):
        return {"%": "%", "円": "yen"}[unit]
    one, many = _UNITS_EN.get(unit, (unit, unit))
    return one if value == 1 else many
