"""Printed Japanese numbers: value, unit and how precisely they were printed.

``Printed`` is an interval: 3,955万9千人 says that the true count lies within 500 persons of 39,559,000.
Does not belong here: deciding which number on a page is which fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kyokai_pipeline.japanese.text import MINUS_SIGNS, fold_char, squeeze, strip_marks

_LARGE = {"兆": 12, "億": 8, "万": 4}
_SMALL = {"千": 3, "百": 2, "十": 1}
BASE_UNITS = {
    "人": "人", "名": "人", "円": "円", "事業所": "事業所", "か所": "事業所", "カ所": "事業所", "ヵ所": "事業所",
    "ヶ所": "事業所", "ケ所": "事業所", "箇所": "事業所", "社": "社", "件": "件", "支部": "支部", "%": "%", "回": "回",
    "機関": "機関", "ポイント": "ポイント", "%ポイント": "ポイント", "パーセント": "%",
}  # fmt: skip
"""Unit as printed (folded) -> base unit. 名 counts persons as 人 does; 千カ所 counts workplaces."""
COUNTED = frozenset({"人", "件", "事業所", "社", "支部", "回", "機関"})
"""Base units in which the true value is a whole number."""

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_PART = re.compile(rf"({_NUMBER})([千百十]?)([兆億万]?)")
_UNIT = "|".join(sorted(map(re.escape, BASE_UNITS), key=len, reverse=True))
_SIGN = f"[{re.escape(MINUS_SIGNS)}+＋]"
_WHOLE = re.compile(rf"(約|およそ)?({_SIGN})?((?:{_NUMBER}[千百十]?[兆億万]?)+)({_UNIT})?(余り?|程度|弱|強)?")
NUMBER_PATTERN = re.compile(rf"(?:約)?{_SIGN}?(?:{_NUMBER}[千百十]?[兆億万]?)+(?:{_UNIT})?")
"""Finds a number, with its sign, counting characters and unit, in text that ``squeeze`` has folded."""


class NotANumber(ValueError):
    """Text that is no printed number; the message says which rule it breaks."""


@dataclass(frozen=True)
class Printed:
    """A number as printed.

    Attributes:
        text: As printed, marks and outer white space removed.
        value: In base units (人, 円, 事業所, %).
        unit: Base unit, or None where neither the text nor the caller names one.
        quantum: The distance to the next number that could have been printed, in base units, above 0.
        approximate: Printed with 約 or a like word.
        negative: Printed with a minus sign, also where the value is zero (▲0.0).
    """

    text: str
    value: Decimal
    unit: str | None
    quantum: Decimal
    approximate: bool = False
    negative: bool = False

    @property
    def low(self) -> Decimal:
        """The smallest true value that would have been printed so (closed)."""
        return self.value - self.quantum / 2

    @property
    def high(self) -> Decimal:
        """The largest true value that would have been printed so (closed); ``▲0.0`` reaches up to 0 only."""
        return min(Decimal(0), self.value + self.quantum / 2) if self.negative else self.value + self.quantum / 2


@dataclass(frozen=True)
class Unit:
    """A unit as a caption names it: 千人 is a thousand times 人."""

    base: str
    exponent: int = 0

    @property
    def scale(self) -> Decimal:
        """How many base units one printed unit is."""
        return Decimal(1).scaleb(self.exponent)


@lru_cache(maxsize=1 << 12)
def parse_unit(text: str) -> Unit | None:
    """Read 人, 千人, 万人, 百万円, 千カ所, ％ …; None where the text is no unit."""
    folded = squeeze(text)
    found = re.fullmatch(rf"([千百十]*)([兆億万]?)({_UNIT})", folded)
    if not found:
        return None
    exponent = sum(_SMALL[c] for c in found[1]) + (_LARGE[found[2]] if found[2] else 0)
    return Unit(BASE_UNITS[found[3]], exponent)


def parse_number(text: str, unit: Unit | None = None) -> Printed:
    """Read one printed number.

    Args:
        text: The number and nothing else but its sign, 約, unit, footnote mark and white space.
        unit: The unit named elsewhere (caption, label); its scale applies to a text without a unit of its own.

    Returns:
        Value and quantum in base units.

    Raises:
        NotANumber: Any other text. Nothing is guessed: 12,34 and 1億2兆 are no numbers.
    """
    return _parsed(text, unit)


@lru_cache(maxsize=1 << 12)
def _parsed(text: str, unit: Unit | None) -> Printed:
    stripped = strip_marks(text)
    folded = "".join(fold_char(c) for c in stripped)
    found = _WHOLE.fullmatch(folded)
    if not found:
        raise NotANumber(f"{text!r} is not a printed number")
    about, sign, body, own, vague = found.groups()
    value, quantum = _compound(body, text)
    if own is None and unit is not None:
        if re.search(r"[千百十兆億万]", body) and unit.exponent:
            raise NotANumber(f"{text!r} carries a counting character although its unit is already scaled")
        value, quantum = value * unit.scale, quantum * unit.scale
    negative = sign is not None and sign not in "+＋"
    base = BASE_UNITS[own] if own else (unit.base if unit else None)
    return Printed(
        text=stripped,
        value=_plain(value.copy_negate() if negative else value),
        unit=base,
        quantum=_plain(quantum),
        approximate=bool(about or vague),
        negative=negative,
    )


def _plain(number: Decimal) -> Decimal:
    """1E+3 -> 1000: the same number, written as a person would."""
    return number.quantize(Decimal(1)) if int(number.as_tuple().exponent) > 0 else number


def _compound(body: str, text: str) -> tuple[Decimal, Decimal]:
    """Value and quantum of 3,955万9千: exponents must fall, and each part must stay below the one before."""
    total, quantum, ceiling, position = Decimal(0), Decimal(0), None, 0
    while position < len(body):
        part = _PART.match(body, position)
        if part is None or part.end() == position:
            raise NotANumber(f"{text!r} is not a printed number")
        exponent = _SMALL.get(part[2], 0) + _LARGE.get(part[3], 0)
        digits = Decimal(part[1].replace(",", ""))
        amount = digits.scaleb(exponent)
        if ceiling is not None and (ceiling == 1 or amount >= ceiling or quantum < ceiling):
            raise NotANumber(f"{text!r}: the parts of a number must fall in size")
        total, ceiling = total + amount, Decimal(1).scaleb(exponent)
        quantum = Decimal(1).scaleb(int(digits.as_tuple().exponent) + exponent)
        position = part.end()
    return total, quantum
