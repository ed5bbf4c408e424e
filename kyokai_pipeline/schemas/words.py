"""The rules of a schema in words that a reader of the report understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Words:
    """The same in two languages."""

    en: str
    ja: str


_RULES = [
    (r"isin\(\[(.*)\]\)", "is none of {}", "は次のいずれでもありません：{}"),
    (r"greater_than_or_equal_to\((.*)\)", "is below {}", "が{}を下回ります"),
    (r"greater_than\((.*)\)", "is not above {}", "が{}を超えていません"),
    (r"less_than_or_equal_to\((.*)\)", "is above {}", "が{}を上回ります"),
    (r"less_than\((.*)\)", "is not below {}", "が{}未満ではありません"),
    (r"str_matches\('(.*)'\)", "is not of the form {}", "の形が {} に合いません"),
    (
        r"printed_decimal\(kept=\((\d+), (\d+)\)\)",
        "is not an exact decimal number of at most {} digits, {} of them behind the point",
        "は全{}桁・小数{}桁までの正確な十進数ではありません",
    ),
    (r"calendar_day\(.*\)", "is not a date", "は日付ではありません"),
]


def in_words(check: str, column: object, value: object) -> Words:
    """What a failed check of a model means.

    Args:
        check: As pandera names it, e.g. ``isin(['joined', 'left'])``.
        column: The column, or the missing or surplus one.
        value: What it holds.
    """
    if check == "column_in_schema":
        return Words(f"there is no column {column} in its schema", f"スキーマにない列 {column} があります")
    if check == "column_in_dataframe":
        return Words(f"column {column} is missing", f"列 {column} がありません")
    shown = str(value) if isinstance(value, Decimal) else repr(value)
    for pattern, en, ja in _RULES:
        if found := re.fullmatch(pattern, check):
            limits = found.groups()
            return Words(
                f"column {column}: {shown} {en.format(*limits)}", f"列 {column} の値 {shown} {ja.format(*limits)}"
            )
    return Words(
        f"column {column}: {shown} breaks the rule {check}", f"列 {column} の値 {shown} が規則 {check} に反します"
    )
