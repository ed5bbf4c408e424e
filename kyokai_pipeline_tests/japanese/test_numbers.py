from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyokai_pipeline.japanese.numbers import NotANumber, Unit, parse_number, parse_unit

SPELLINGS = [
    ("3,955万9千人", "39559000", "人", "1000"),
    ("3,955 万 9 千人", "39559000", "人", "1000"),
    ("266万6千事業所", "2666000", "事業所", "1000"),
    ("22万1千人", "221000", "人", "1000"),
    ("11兆8,525億円", "11852500000000", "円", "100000000"),
    ("1, 040億円", "104000000000", "円", "100000000"),
    ("３,９５５万９千人", "39559000", "人", "1000"),
    ("82.10％", "82.10", "%", "0.01"),
    ("0.423%", "0.423", "%", "0.001"),
    ("▲0.4%", "-0.4", "%", "0.1"),
    ("△ 3.38", "-3.38", None, "0.01"),
    ("−7.5", "-7.5", None, "0.1"),
    ("2.5万人", "25000", "人", "1000"),
    ("528名", "528", "人", "1"),
    ("304,077円", "304077", "円", "1"),
    ("100", "100", None, "1"),
    ("9.9%※1", "9.9", "%", "0.1"),
    ("①88.8%", "88.8", "%", "0.1"),
    ("1,234²", "1234", None, "1"),
    ("82.1①", "82.1", None, "0.1"),
    ("1,349,590社", "1349590", "社", "1"),
]


@pytest.mark.parametrize(("text", "value", "unit", "quantum"), SPELLINGS)
def test_known_spellings(text: str, value: str, unit: str | None, quantum: str) -> None:
    printed = parse_number(text)
    assert (printed.value, printed.unit, printed.quantum) == (Decimal(value), unit, Decimal(quantum))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "…",
        "※",
        "12,34",
        "1,2345",
        "1億2兆",
        "1万2万",
        "92万12345",
        "2.5万5千",
        "人",
        "1.2.3",
        "3 2千万億",
        "約",
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


def test_approximate_numbers_say_so() -> None:
    printed = parse_number("約92万件")
    assert (printed.value, printed.quantum, printed.approximate) == (Decimal(920000), Decimal(10000), True)


def test_negative_zero_reaches_up_to_zero_only() -> None:
    printed = parse_number("▲0.0%")
    assert (printed.low, printed.high) == (Decimal("-0.05"), Decimal(0))


def test_a_number_is_the_interval_that_rounds_to_it() -> None:
    printed = parse_number("36,411", parse_unit("千人"))
    assert (printed.value, printed.quantum, printed.low, printed.high) == tuple(
        map(Decimal, (36411000, 1000, 36410500, 36411500))
    )


@pytest.mark.parametrize(
    ("text", "base", "scale"),
    [("千人", "人", 1000), ("万人", "人", 10000), ("百万円", "円", 10**6), ("千カ所", "事業所", 1000), ("％", "%", 1)],
)
def test_units_with_counting_characters(text: str, base: str, scale: int) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert (unit.base, unit.scale) == (base, Decimal(scale))


def test_a_word_is_no_unit() -> None:
    assert parse_unit("加入者") is None


def test_a_unit_in_the_text_wins_over_the_caption() -> None:
    assert parse_number("144.2万人", Unit("円", 3)).value == Decimal(1442000)


def test_counting_characters_under_a_scaled_caption_are_refused() -> None:
    with pytest.raises(NotANumber, match="already scaled"):
        parse_number("144万", Unit("人", 4))


@given(st.integers(0, 10**15), st.sampled_from(["", "人", "円", "件"]))
def test_whole_numbers_survive_printing(value: int, unit: str) -> None:
    printed = parse_number(f"{value:,}{unit}")
    assert (printed.value, printed.quantum) == (Decimal(value), Decimal(1))


@given(st.integers(1, 9999), st.integers(1, 9))
def test_compound_numbers_survive_printing(man: int, sen: int) -> None:
    printed = parse_number(f"{man:,}万{sen}千人")
    assert (printed.value, printed.quantum) == (Decimal(man * 10000 + sen * 1000), Decimal(1000))


@given(st.decimals(-10000, 10000, places=3), st.integers(0, 3))
def test_the_true_value_lies_in_the_interval_of_its_rounding(true: Decimal, places: int) -> None:
    shown = true.quantize(Decimal(1).scaleb(-places))
    text = f"▲{abs(shown)}" if true < 0 else f"{shown}"
    printed = parse_number(text)
    assert printed.low <= true <= printed.high


@given(st.text(alphabet="0123456789,.兆億万千百人円%▲約 　", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        printed = parse_number(text)
    except NotANumber:
        return
    assert printed.quantum > 0
    assert printed.low <= printed.value <= printed.high or printed.negative
