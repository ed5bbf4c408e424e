from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kyokai_pipeline.reconcile.formula import BadClaim, read_claim
from kyokai_pipeline.reconcile.identities import identities, read_identity
from kyokai_pipeline.reconcile.interval import Interval
from kyokai_pipeline.reconcile.outcome import Operand, Outcome, judge


def number(text: str, quantum: str | None = None, unit: str = "%") -> Operand:
    return Operand(Decimal(text), Decimal(quantum) if quantum else None, unit, ())


def test_a_claim_is_two_expressions_and_a_relation() -> None:
    claim = read_claim("-(a + 2 * b) / 0.5 - size(c) = total(parts)")
    one, two = Interval.exactly(1), Interval.exactly(2)

    left = claim.left({"a": one, "b": two, "c": -two, "parts": []})

    assert left == Interval.exactly(-12)
    assert claim.right({"parts": [one, two]}) == Interval.exactly(3)
    assert claim.names == {"a", "b", "c", "parts"}
    assert claim.printed_name is None
    assert read_claim("a = b").printed_name == "b"


def test_numbers_are_read_exactly() -> None:
    assert read_claim("0.1 = a").left({}) == Interval.exactly(Fraction(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        "a + b",
        "a = b = c",
        "a != b",
        "a = ",
        "a = b.c",
        "a = __import__('os')",
        "a = open(b)",
        "a = b ** 2",
        "a = [b]",
        "a = 'b'",
        "a = 1e3j",
        "a = size(b, c)",
        "a = share_pct(b)",
        "a = total(b + c)",
        "a = True",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadClaim):
        read_claim(text)


def test_a_list_needs_a_total() -> None:
    claim = read_claim("months = year")
    with pytest.raises(BadClaim, match="total"):
        judge(claim, {"months": [number("1")], "year": number("1")})


@pytest.mark.parametrize(
    ("text", "a", "b", "outcome"),
    [
        ("a = b", number("94"), number("94.0", "0.1"), Outcome.EXACT),
        ("a = b", number("94.04", "0.01"), number("94.0", "0.1"), Outcome.WITHIN_ROUNDING),
        ("a = b", number("94.2"), number("94.0", "0.1"), Outcome.CONTRADICTS),
        ("a = b", number("9.8", "0.1"), number("9.9", "0.1"), Outcome.WITHIN_ROUNDING),
        ("a == b", number("9.8", "0.1"), number("9.9", "0.1"), Outcome.CONTRADICTS),
        ("a == b", number("9.85", "0.01"), number("9.9", "0.1"), Outcome.WITHIN_ROUNDING),
        ("a == b", number("9.85"), number("9.9", "0.1"), Outcome.WITHIN_ROUNDING),
        ("a == b", number("7", "1", "件"), number("7", "1", "件"), Outcome.EXACT),
        ("a <= b", number("94"), number("95"), Outcome.EXACT),
        ("a <= b", number("94"), number("93.98", "0.1"), Outcome.WITHIN_ROUNDING),
        ("a <= b", number("94"), number("93.9", "0.1"), Outcome.CONTRADICTS),
        ("a >= b", number("1"), number("2"), Outcome.CONTRADICTS),
        ("a > b", number("2"), number("2"), Outcome.CONTRADICTS),
        ("a < b", number("2"), number("2"), Outcome.CONTRADICTS),
        ("a < b", number("2"), number("2", "0.1"), Outcome.WITHIN_ROUNDING),
        ("1 / a = b", number("0"), number("2"), Outcome.NOT_CHECKABLE),
        ("1 / a = b", number("0", "0.1"), number("2"), Outcome.NOT_CHECKABLE),
        ("1 / a = b", number("0", "1", "人"), number("2"), Outcome.NOT_CHECKABLE),
    ],
)
def test_outcomes(text: str, a: Operand, b: Operand, outcome: Outcome) -> None:
    assert judge(read_claim(text), {"a": a, "b": b})[0] is outcome


def test_every_identity_is_described_in_two_languages_and_reads_known_tables() -> None:
    from kyokai_pipeline.schemas import TABLES

    known = {*TABLES, "core.prose_figure"}
    for identity in identities():
        assert identity.description_ja
        assert identity.description_en
        assert set(identity.reads) <= known, identity.identity_id
        assert set(identity.missing) <= set().union(*(claim.names for claim in identity.claims.values()))


@pytest.mark.parametrize(
    "change", [{"claim": "a + b"}, {"formula": "a = b"}, {"claim": None, "en": None}, {"id": None, "ja": None}]
)
def test_an_entry_that_is_not_understood_is_refused(change: dict[str, str | None]) -> None:
    entry = {
        "id": "x",
        "group": "g",
        "ja": "あ",
        "en": "a",
        "select": "select 1 as a from core.edition",
        "claim": "a = b",
    }
    entry = {key: value for key, value in {**entry, **change}.items() if value is not None}
    with pytest.raises(ValueError, match=r"identities\.yml"):
        read_identity(entry)


@pytest.mark.parametrize("printed", ["9.9%", "９．９％", "9.9", " 9.9 ％"])
def test_an_acknowledgement_fits_however_the_copy_sets_the_number(printed: str) -> None:
    from kyokai_pipeline.reconcile.acknowledge import _bare

    assert _bare(printed) == _bare("9.9%")
    assert _bare("9.8%") != _bare("9.9%")
