"""The rules of a schema in words that a reader of the report understands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.messages import Phrase

_RULES: list[tuple[str, Callable[[str], Phrase]]] = [
    (r"isin\(\[(.*)\]\)", lambda limit: phrase("rule_one_of", limit=limit)),
    (r"greater_than_or_equal_to\((.*)\)", lambda limit: phrase("rule_at_least", limit=limit)),
    (r"greater_than\((.*)\)", lambda limit: phrase("rule_above", limit=limit)),
    (r"less_than_or_equal_to\((.*)\)", lambda limit: phrase("rule_at_most", limit=limit)),
    (r"less_than\((.*)\)", lambda limit: phrase("rule_below", limit=limit)),
    (r"str_matches\('(.*)'\)", lambda limit: phrase("rule_form", limit=limit)),
    (r"printed_decimal\(kept=\((\d+, \d+)\)\)", lambda kept: _decimal(*kept.split(", "))),
    (r"printed_count\(width=(\d+)\)", lambda width: phrase("rule_count", width=width)),
    (r"calendar_day\((.*)\)", lambda _: phrase("rule_date")),
]
"""How pandera names a check, with its limit, and what a value that fails it does."""


def _decimal(width: str, scale: str) -> Phrase:
    return phrase("rule_decimal", width=width, scale=scale)


def in_words(check: str, column: object, value: object) -> Phrase:
    """What a failed check of a model means.

    Args:
        check: As pandera names it, e.g. ``isin(['joined', 'left'])``.
        column: The column, or the missing or surplus one.
        value: What it holds.
    """
    name = str(column)
    if check == "column_in_schema":
        return phrase("no_such_column", column=name)
    if check == "column_in_dataframe":
        return phrase("column_missing", column=name)
    shown = str(value) if isinstance(value, Decimal) else repr(value)
    for pattern, broken in _RULES:
        if found := re.fullmatch(pattern, check):
            return phrase("value_breaks_rule", column=name, value=shown, broken=broken(found[1]))
    return phrase("value_breaks_rule", column=name, value=shown, broken=phrase("rule_other", rule=check))
