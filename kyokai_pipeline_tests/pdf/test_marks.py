"""Marks beside a number are kept as its marks and never read as its digits, raised or not, before or behind."""

from __future__ import annotations

import pytest

from kyokai_pipeline.pdf.marks import with_marks
from kyokai_pipeline.pdf.running import read_along
from kyokai_pipeline_tests.pdf.by_hand import glyphs, words

NUMBERS = ["39,457", "8,472円", "▲0.3%", "6,045名", "(2.1%)"]


@pytest.mark.parametrize("mark", ["※1", "*", "1)", "(注)", "注2", "r", "速", "2", "(1)"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_small_raised_mark_behind_a_number(number: str, mark: str) -> None:
    value = words((number, 100, 200))
    raised = words((mark, value[0].x1, 196.5, 4.8))
    (word,) = with_marks([*value, *raised])
    assert (word.text, [m.text for m in word.marks]) == (number, [mark])


@pytest.mark.parametrize("size", [6.6, 7.2])
def test_a_raised_mark_that_is_hardly_smaller(size: float) -> None:
    """HTML's sup is nine tenths of its text in one program, five sixths in another; lowered digits are no marks."""
    value = words(("39,457", 100, 200))
    (word,) = with_marks([*value, *words(("1", value[0].x1, 200 - 0.4 * size, size))])
    assert (word.text, [m.text for m in word.marks]) == ("39,457", ["1"])
    lowered = words(("1", value[0].x1, 200 + 0.4 * size, size))
    assert with_marks([*value, *lowered]) == [*value, *lowered]


@pytest.mark.parametrize(
    ("printed", "number", "mark"),
    [
        ("39,457※1", "39,457", "※1"), ("39,457*", "39,457", "*"), ("39,4571)", "39,457", "1)"),
        ("8,472円¹", "8,472円", "¹"), ("99.6%⁽²⁾", "99.6%", "⁽²⁾"), ("r39,457", "39,457", "r"),
        ("速39,457", "39,457", "速"), ("39,457p", "39,457", "p"),
        ("(注)39,457", "39,457", "(注)"), ("39,457(注)", "39,457", "(注)"),
        ("15,497(1)", "15,497", "(1)"), ("▲1,497人(12)", "▲1,497人", "(12)"), ("15,497 r", "15,497", "r"),
        ("※15,497", "15,497", "※"), ("*15,497", "15,497", "*"), ("**▲0.3%", "▲0.3%", "**"), ("15,497 *", "15,497", "*"),
    ],
)  # fmt: skip
def test_a_mark_set_in_line(printed: str, number: str, mark: str) -> None:
    (word,) = with_marks(words((printed, 100, 200)))
    assert (word.text, [m.text for m in word.marks]) == (number, [mark])
    along = read_along([word], 540, frozenset())
    assert [(aside.text, aside.role) for aside in along.marks] == [(mark, "footnote_mark")]


@pytest.mark.parametrize("mark", ["※2", "*", "r", "1)"])
def test_a_small_mark_before_a_number(mark: str) -> None:
    value = words(("8,472円", 100, 200))
    small = words((mark, 100 - sum(g.x1 - g.x0 for g in glyphs(mark, 0, 0, 4.8)), 196.5, 4.8))
    (word,) = with_marks([*small, *value])
    assert (word.text, [m.text for m in word.marks]) == ("8,472円", [mark])


@pytest.mark.parametrize(
    "text", ["5451)", "57.11)", "96(78)", "15,497(120)", "(2.1%)", "①88.8%", "2023", "p.22", "被保険者数"]
)
def test_what_could_be_read_two_ways_or_is_no_mark_stays_as_printed(text: str) -> None:
    assert [(word.text, word.marks) for word in with_marks(words((text, 100, 200)))] == [(text, ())]


@pytest.mark.parametrize(("printed", "note"), [("※139,457", "※1人数は年度末"), ("*39,457", "*3 人数は年度末")])
def test_a_number_behind_a_sign_is_doubtful_where_the_page_has_a_note_of_that_number(printed: str, note: str) -> None:
    found = with_marks(words((printed, 100, 200), (note, 100, 300)))
    assert (found[0].text, found[0].marks) == (printed, ())


ROW = [(f"{value}", 200 + 40 * at, 200) for at, value in enumerate(("144.2", "67.0", "61.4"))]


@pytest.mark.parametrize(
    ("row", "note", "is_split"),
    [
        (ROW, "1)人数は年度末", True),
        (ROW, "2)人数は年度末", False),
        (ROW[:2], "1)人数は年度末", False),
        ([*ROW[:2], ("61.43", 280, 200)], "1)人数は年度末", False),
    ],
    ids=["note_and_neighbours", "no_such_note", "few_neighbours", "other_precision"],
)
def test_a_bracket_behind_decimals_is_a_mark_where_note_and_neighbours_say_so(
    row: list[tuple[str, float, float]], note: str, *, is_split: bool
) -> None:
    found = with_marks(words(("134.41)", 100, 200), *row, (note, 100, 300)))
    assert found[0].text == ("134.4" if is_split else "134.41)")
    assert [mark.text for mark in found[0].marks] == (["1)"] if is_split else [])


def test_a_sign_with_text_behind_it_opens_a_note() -> None:
    found = with_marks(words(("39,457 * 人数は年度末", 100, 200)))
    assert [(word.text, word.marks) for word in found][:2] == [("39,457", ()), ("*", ())]


def test_a_number_of_the_same_size_beside_another_is_no_mark() -> None:
    found = with_marks(words(("39,457", 100, 200), ("12", 126.5, 200)))
    assert [word.marks for word in found] == [()] * len(found)


@pytest.mark.parametrize("mark", ["1)", "※1", "r", "2", "(1)"])
@pytest.mark.parametrize("side", ["behind", "before"])
def test_a_small_raised_mark_beside_a_number_of_the_running_text(mark: str, side: str) -> None:
    (text,) = words(("加入者数は39,457人" if side == "behind" else "39,457人の加入者", 100, 200))
    width = sum(g.x1 - g.x0 for g in glyphs(mark, 0, 0, 4.8))
    raised = words((mark, text.x1 if side == "behind" else text.x0 - width, 196.5, 4.8))
    (word,) = with_marks([text, *raised])
    assert (word.text, [m.text for m in word.marks]) == (text.text, [mark])


def test_a_small_number_beside_words_is_no_mark() -> None:
    (text,) = words(("加入者数", 100, 200))
    assert len(with_marks([text, *words(("2", text.x1, 196.5, 4.8))])) == 2


def test_a_mark_that_had_no_room_on_its_line_stands_under_its_number() -> None:
    value, mark = words(("8,472円", 100, 200), ("※1", 110, 212))
    (word,) = with_marks([value, mark])
    assert [m.text for m in word.marks] == ["※1"]
    note = words(("※1", 110, 212), ("人数は年度末の値", 126, 212))
    assert [w.marks for w in with_marks([value, *note])] == [()] * 3
