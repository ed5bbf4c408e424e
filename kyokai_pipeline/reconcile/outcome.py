"""What became of one identity for one subject, and what a contradiction says to the person who must decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import COUNTED
from kyokai_pipeline.reconcile.interval import Interval, Undefined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.reconcile.formula import Claim
    from kyokai_pipeline.reconcile.identities import Identity


class Outcome(StrEnum):
    """How an evaluation ended."""

    EXACT = "exact"
    WITHIN_ROUNDING = "within_rounding"
    CONTRADICTS = "contradicts"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True)
class Place:
    """Where a figure is printed, and how."""

    figure_id: str
    printed: str
    page: int
    box: Box


@dataclass(frozen=True)
class Operand:
    """A figure as it enters a claim.

    Attributes:
        quantum: None where the number is exact (counted by us, or a threshold that the report sets).
        figure_ids: The figures behind it; none for a number taken from a sentence.
    """

    value: Decimal
    quantum: Decimal | None
    unit: str | None
    figure_ids: tuple[str, ...]
    approximate: bool = False
    negative: bool = False

    @cached_property
    def interval(self) -> Interval:
        """All true values behind it."""
        if self.quantum is None:
            return self.nominal
        return Interval.printed(
            self.value,
            self.quantum,
            negative=self.negative,
            approximate=self.approximate,
            counted=self.unit in COUNTED,
        )

    @cached_property
    def nominal(self) -> Interval:
        """The printed value itself."""
        return Interval.exactly(self.value)


Operands = dict[str, "Operand | list[Operand]"]


@dataclass(frozen=True)
class Evaluation:
    """One identity, one subject, one edition.

    Attributes:
        subject: What it was evaluated for, e.g. ``2023 enrollees``.
        expected: What the other figures say about the printed one; None where it cannot be said.
        stated: What the printed one says; None where it cannot be said.
        printed: The figure on the right side as printed, or its value where it is computed too.
        reason: Why it is not checkable; None otherwise.
        operands: The figures that entered, by name.
        places: Where they are printed, the printed side first.
        acknowledged: The reason with which the edition's sidecar accepts a contradiction.
    """

    edition_id: str
    identity: Identity
    claim: Claim
    subject: str
    outcome: Outcome
    expected: Interval | None
    stated: Interval | None
    printed: str | None
    reason: str | None
    operands: Operands = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    acknowledged: str | None = None

    @property
    def key(self) -> str:
        """How acknowledgements name it."""
        return f"{self.identity.identity_id}:{self.subject}"

    @property
    def figure_ids(self) -> list[str]:
        """Every figure that entered, sorted."""
        return sorted({place.figure_id for place in self.places})

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        """The figures of the printed side, and those of the side that says what to expect; each sorted."""
        known = set(self.figure_ids)
        stated, expected = (
            sorted(known & {figure for name in names for figure in _figures(self.operands.get(name, []))})
            for names in (self.claim.stated_names, self.claim.expected_names)
        )
        return stated, expected


DOUBT = "doubt"
"""The group of identities that notice what is unlikely; those that do not block only ask for a look."""


def is_doubt(evaluation: Evaluation) -> bool:
    """Whether somebody should look at a value although it is published, and nobody has acknowledged it."""
    return (
        evaluation.identity.group == DOUBT
        and evaluation.outcome is Outcome.CONTRADICTS
        and evaluation.acknowledged is None
    )


def _figures(operand: Operand | list[Operand]) -> Iterator[str]:
    for one in operand if isinstance(operand, list) else [operand]:
        yield from one.figure_ids


def judge(claim: Claim, operands: Operands) -> tuple[Outcome, Interval | None, Interval | None]:
    """Evaluate a claim over its figures: outcome, expected and stated interval.

    A refresh asks twice, before an edition is staged and when the file is built; exact arithmetic is done once.
    """
    return _judged(claim, tuple((name, _fixed(operands[name])) for name in sorted(operands)))


def _fixed(operand: Operand | list[Operand]) -> Operand | tuple[Operand, ...]:
    return tuple(operand) if isinstance(operand, list) else operand


@lru_cache(maxsize=4096)
def _judged(
    claim: Claim, given: tuple[tuple[str, Operand | tuple[Operand, ...]], ...]
) -> tuple[Outcome, Interval | None, Interval | None]:
    operands = {name: list(operand) if isinstance(operand, tuple) else operand for name, operand in given}
    try:
        left, right = both_sides(claim, operands, nominal=False)
    except Undefined:
        return Outcome.NOT_CHECKABLE, None, None
    if left.says_nothing or right.says_nothing:
        return Outcome.NOT_CHECKABLE, left, right
    if not claim.is_possible(left, right):
        return Outcome.CONTRADICTS, left, right
    try:
        exact = claim.is_possible(*both_sides(claim, operands, nominal=True))
    except Undefined:
        exact = False
    return Outcome.EXACT if exact else Outcome.WITHIN_ROUNDING, left, right


def both_sides(claim: Claim, operands: Operands, *, nominal: bool) -> tuple[Interval, Interval]:
    """The two sides of a claim, from the values as printed (``nominal``) or from all that may lie behind them.

    Raises:
        Undefined: A divisor can only be zero.
    """
    values = {name: _values(operands[name], nominal=nominal) for name in claim.names}
    return claim.left(values), claim.right(values)


def _values(operand: Operand | list[Operand], *, nominal: bool) -> Interval | list[Interval]:
    if isinstance(operand, list):
        return [one.nominal if nominal else one.interval for one in operand]
    return operand.nominal if nominal else operand.interval


def shown(bound: Fraction | float, places: int = 6) -> str:
    """A bound as a person reads it, at most ``places`` decimals."""
    if isinstance(bound, float):
        return "∞" if bound > 0 else "-∞"
    text = f"{float(bound):,.{places}f}" if bound.denominator != 1 else f"{int(bound):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(interval: Interval | None) -> str:
    """An interval as a person reads it."""
    if interval is None:
        return "—"
    return shown(interval.low) if interval.is_point else f"[{shown(interval.low)}, {shown(interval.high)}]"
