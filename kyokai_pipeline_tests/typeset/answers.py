"""What a reader must find in a typesetting: the hand-checked facts, as precise as it prints them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kyokai_pipeline_tests.typeset import spelling
from kyokai_pipeline_tests.typeset.content import CORE_TABLES, Content, Row

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.styles import Style

Fact = dict[str, Any]

_INTEGERS = {
    "fiscal_year",
    "revision",
    "position",
    "number",
    "stated_count",
    "participants",
    "contracts",
    "single_bid_contracts",
}
_DECIMALS = {
    "value",
    "quantum",
    "yoy_pct",
    "persons",
    "target_value",
    "target_quantum",
    "result_value",
    "result_quantum",
    "single_bid_pct",
    "single_bid_pct_quantum",
}
_DATES = {"month", "period_start", "period_end"}
_FLAGS = {"is_draft", "is_reference"}


def typed(row: Row) -> Fact:
    """A row's text as numbers, dates and flags; an empty text is None."""
    fact: Fact = {}
    for name, text in row.items():
        if text == "":
            fact[name] = None
        elif name in _INTEGERS:
            fact[name] = int(text)
        elif name in _DECIMALS:
            fact[name] = Decimal(text) if text.lstrip("-")[:1].isdigit() else None
        elif name in _DATES:
            fact[name] = date.fromisoformat(text)
        elif name in _FLAGS:
            fact[name] = text == "true"
        else:
            fact[name] = text
    return fact


def answers(style: Style, content: Content) -> dict[str, list[Fact]]:
    """Every core table's rows as this typesetting states them.

    A period's label is what the style prints. Everything else does not depend on the style: thousands printed in 人
    are filled up with zeros, which a whole row shares.
    """
    facts = {name: [typed(row) for row in content.tables[name]] for name in CORE_TABLES}
    for fact in facts["programme_result"]:
        fact["period_label"] = spelling.period(fact["period_label"], fact["fiscal_year"], style)
    return facts
