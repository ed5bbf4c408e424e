"""Every tolerance is positive and says what it is for."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kyokai_pipeline.layout.tolerances import (
    EXTENT,
    HEADS,
    LABELS,
    NEW_ROWS,
    ROWS,
    TEXTS,
    HeadTolerances,
    Tolerances,
)


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan")])
def test_a_tolerance_that_is_not_positive_is_refused_by_name(value: float) -> None:
    with pytest.raises(ValueError, match=r"HeadTolerances\.span_sizes"):
        HeadTolerances(span_sizes=value)


@pytest.mark.parametrize(
    "stage", [LABELS, HEADS, EXTENT, ROWS, NEW_ROWS, TEXTS], ids=lambda stage: type(stage).__name__
)
def test_every_tolerance_is_described(stage: Tolerances) -> None:
    described = {line.strip().partition(":")[0] for line in str(type(stage).__doc__).splitlines()}
    assert {tolerance.name for tolerance in fields(stage)} <= described
