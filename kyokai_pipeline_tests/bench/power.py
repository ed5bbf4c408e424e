"""How many misread digits the identities notice: every digit of every table figure, changed to every other digit.

Each change is made in memory, in the figures of the evaluations that use it, and only these are judged again. Beside
the intervals stand two plain checks: exact (computed, rounded as printed, must be equal) and a tolerance of 1 %.
Schemas (types, units, ranges) take no part here. Nothing is asserted about a share; the figures are printed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import duckdb

from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline.reconcile.interval import Undefined
from kyokai_pipeline.reconcile.outcome import Evaluation, Operand, Operands, Outcome, both_sides, judge
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.staging import load_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    Alarm = Callable[[Evaluation, Operands], bool]

TOLERANCE = Fraction(1, 100)


@dataclass(frozen=True)
class Figure:
    """A fact of some table."""

    figure_id: str
    table: str
    value: Decimal
    quantum: Decimal


@dataclass
class Power:
    """What was noticed.

    Attributes:
        changes: Table -> single-digit changes tried.
        large: Table -> those by more than one unit of the last digit; a smaller one is often within rounding.
        large_caught: Table -> those of them that the intervals notice.
        caught: Check -> table -> changes that raise an alarm which the true report does not raise.
        false_alarms: Check -> alarms on the true report, without its own contradiction.
    """

    changes: Counter[str] = field(default_factory=Counter)
    large: Counter[str] = field(default_factory=Counter)
    large_caught: Counter[str] = field(default_factory=Counter)
    caught: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    false_alarms: Counter[str] = field(default_factory=Counter)


def by_interval(evaluation: Evaluation, operands: Operands) -> bool:
    """The true values behind the printed ones cannot keep the claim."""
    return judge(evaluation.claim, operands)[0] is Outcome.CONTRADICTS


def by_equality(evaluation: Evaluation, operands: Operands) -> bool:
    """The computed value, rounded as the printed one is, is another."""
    claim = evaluation.claim
    try:
        left, right = both_sides(claim, operands, nominal=True)
    except Undefined:
        return False
    stated = operands.get(claim.printed_name or "")
    if claim.relation not in ("=", "==") or not isinstance(stated, Operand) or stated.quantum is None:
        return not claim.is_possible(left, right)
    quantum = Fraction(stated.quantum)
    return round(Fraction(left.low) / quantum) != round(Fraction(right.low) / quantum)


def by_tolerance(evaluation: Evaluation, operands: Operands) -> bool:
    """The computed value is more than 1 % away from the printed one."""
    claim = evaluation.claim
    try:
        left, right = both_sides(claim, operands, nominal=True)
    except Undefined:
        return False
    if claim.relation not in ("=", "=="):
        return not claim.is_possible(left, right)
    computed, printed = Fraction(left.low), Fraction(right.low)
    return abs(computed - printed) > abs(printed) * TOLERANCE


CHECKS: dict[str, Alarm] = {"intervals": by_interval, "exact": by_equality, "1 %": by_tolerance}


def measure(evaluations: Sequence[Evaluation], figures: Sequence[Figure]) -> Power:
    """Change every digit of every figure and count what each check notices."""
    usable = [e for e in evaluations if e.outcome is not Outcome.NOT_CHECKABLE]
    own = {e.key for e in usable if e.outcome is Outcome.CONTRADICTS}
    power, users = Power(), defaultdict(list)
    quiet: dict[str, set[str]] = {}
    for name, alarm in CHECKS.items():
        loud = {e.key for e in usable if alarm(e, e.operands)}
        power.false_alarms[name] = len(loud - own)
        quiet[name] = {e.key for e in usable} - loud
    for evaluation in usable:
        for figure_id in evaluation.figure_ids:
            users[figure_id].append(evaluation)
    for figure in figures:
        for value in changed(figure.value, figure.quantum):
            is_large = abs(abs(value) - abs(figure.value)) > figure.quantum
            power.changes[figure.table] += 1
            power.large[figure.table] += is_large
            again = [(e, _with(e.operands, figure, value)) for e in users[figure.figure_id]]
            for name, alarm in CHECKS.items():
                if any(e.key in quiet[name] and alarm(e, operands) for e, operands in again):
                    power.caught[name][figure.table] += 1
                    power.large_caught[figure.table] += is_large and alarm is by_interval
    return power


def changed(value: Decimal, quantum: Decimal) -> Iterator[Decimal]:
    """The value with one printed digit changed to each of the nine others."""
    decimals = max(0, -int(quantum.normalize().as_tuple().exponent))
    digits = str(int(abs(value) / quantum)).zfill(decimals + 1)
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                size = int(digits[:at] + new + digits[at + 1 :]) * quantum
                yield -size if value.is_signed() else size


def _with(operands: Operands, figure: Figure, value: Decimal) -> Operands:
    def put(operand: Operand) -> Operand:
        is_it = operand.figure_ids == (figure.figure_id,) and operand.value == figure.value
        signed = -abs(value) if operand.negative else value
        return replace(operand, value=signed) if is_it else operand

    return {
        name: [put(one) for one in operand] if isinstance(operand, list) else put(operand)
        for name, operand in operands.items()
    }


def measure_report(pdf: Path) -> Power:
    """Read a report and measure."""
    frames = validate_report(read_report(pdf))
    with duckdb.connect() as connection:
        load_frames(connection, frames)
        evaluations = evaluate(connection)
        rows = connection.execute(
            "SELECT figure_id, core_table, value, quantum FROM evidence.figure"
            " WHERE role = 'fact' AND core_table NOT LIKE 'prose%' ORDER BY figure_id"
        ).fetchall()
    return measure(evaluations, [Figure(*row) for row in rows])


def print_power(pdf: Path) -> None:
    """Print the shares, by table."""
    power = measure_report(pdf)
    heads = [*CHECKS, "intervals*"]
    print(f"\n{'single-digit changes noticed':32}{'changes':>9}" + "".join(f"{name:>11}" for name in heads))
    for table in sorted(power.changes):
        _print_line(table, power, [table])
    _print_line("all", power, list(power.changes))
    alarms = "".join(f"{power.false_alarms[name]:11}" for name in CHECKS)
    print(f"{'false alarms on the true report':32}{'':9}{alarms}")
    print("* of the changes by more than one unit of the last digit; one unit is mostly within rounding")


def _print_line(name: str, power: Power, tables: Sequence[str]) -> None:
    changes, large = (sum(counter[table] for table in tables) for counter in (power.changes, power.large))
    caught = [sum(power.caught[check][table] for table in tables) / changes for check in CHECKS]
    caught.append(sum(power.large_caught[table] for table in tables) / large)
    print(f"{name:32}{changes:9,}" + "".join(f"{share:11.1%}" for share in caught))
