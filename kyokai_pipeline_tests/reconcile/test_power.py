from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline_tests.bench.power import Figure, changed, measure

if TYPE_CHECKING:
    import duckdb


def test_every_digit_becomes_every_other() -> None:
    assert sorted(changed(Decimal("9.9"), Decimal("0.1")))[:3] == [Decimal("0.9"), Decimal("1.9"), Decimal("2.9")]
    assert len(list(changed(Decimal("0.3"), Decimal("0.1")))) == 18
    assert len(list(changed(Decimal(1442000), Decimal(1000)))) == 36
    assert max(changed(Decimal("-2.0"), Decimal("0.1"))) == Decimal("-0.0")


def test_each_check_is_counted_by_itself(alone: duckdb.DuckDBPyConnection) -> None:
    """692 contracts: every change breaks the sum; 1 % lets 690, 691 and 693 pass."""
    evaluations = [e for e in evaluate(alone) if e.identity.group == "procurement"]
    (total,) = (e for e in evaluations if e.key == "procurement_parts:contracts")
    figure = Figure(total.places[0].figure_id, "procurement", Decimal(692), Decimal(1))

    power = measure(evaluations, [figure])

    assert power.changes["procurement"] == 27
    assert power.caught["intervals"]["procurement"] == power.caught["exact"]["procurement"] == 27
    assert power.caught["1 %"]["procurement"] == 27 - 3
    assert power.large["procurement"] == 25
    assert power.false_alarms["intervals"] == power.false_alarms["exact"] == 0


def test_a_false_alarm_is_counted(alone: duckdb.DuckDBPyConnection) -> None:
    """Rounded parts do not add up exactly, and a rate of 0.1 % is never within 1 % of what it is computed from."""
    power = measure(evaluate(alone), [])

    assert power.false_alarms["intervals"] == 0
    assert power.false_alarms["exact"] > 0
    assert power.false_alarms["1 %"] > 0
