from __future__ import annotations

from decimal import Decimal

import pytest

from kyokai_pipeline.japanese.numbers import parse_number
from kyokai_pipeline.layout.cell_text import Reading
from kyokai_pipeline.report.tables.precision import zero_filled


@pytest.mark.parametrize(
    ("texts", "quantum"),
    [
        (["39,559,000人", "40,312,000人", "39,457,000人", "38,091,000人", "36,411,000人"], "1000"),
        (["39,559,000人", "40,312,000人", "39,457,000人", "38,091,000人", "36,411,001人"], "1"),
        (["39,559,000人", "40,312,000人", "39,457,000人", "38,091,000人"], "1"),
        (["120人", "0人", "450人", "990人", "700人"], "10"),
        (["0人", "0人", "0人", "0人", "0人"], "1"),
        (["57.0%", "58.0%", "10.0%", "20.0%", "31.0%"], "0.1"),
    ],
)
def test_common_zeros_are_filling(texts: list[str], quantum: str) -> None:
    readings = zero_filled([Reading(parse_number(text), ()) for text in texts])
    assert [reading.printed.text for reading in readings] == texts
    assert {reading.printed.quantum for reading in readings} == {Decimal(quantum)}
