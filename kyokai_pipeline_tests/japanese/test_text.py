from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyokai_pipeline.japanese.text import (
    canonical,
    fold_char,
    holds,
    join_lines,
    reads_as,
    restore,
    split_enumerator,
    squeeze,
    strip_marks,
)


def test_look_alike_radicals_become_the_characters_they_stand_for() -> None:
    assert squeeze("⽀部 ⼈ ⻑ ⺠ ⻄") == "支部人長民西"
    assert restore("加⼊者数 ３千⼈") == "加入者数 ３千人"


def test_enclosed_numbers_stay_what_they_are() -> None:
    assert squeeze("①88.8％") == "①88.8%"
    assert fold_char("²") == "²"


def test_labels_compare_equal_whatever_their_width_and_spacing() -> None:
    assert canonical("加 入 者　数（千人）") == canonical("加入者数(千人)")
    assert canonical("〔千カ所〕～") == "(千カ所)~"
    assert canonical("千ヶ所") == canonical("千ヵ所")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("①生活習慣病", 1, "生活習慣病"),
        ("（３）ジェネリック", 3, "ジェネリック"),
        ("(12) 中長期", 12, "中長期"),
        ("2）郵送化", 2, "郵送化"),
        ("1.5倍", None, "1.5倍"),
        ("被保険者数", None, "被保険者数"),
        ("❶生活習慣病", 1, "生活習慣病"),
        ("➁事業者健診", 2, "事業者健診"),
        ("➌被扶養者", 3, "被扶養者"),
        ("⓵郵送化", 1, "郵送化"),
        ("㉑回収", 21, "回収"),
        ("ⓐ回収", None, "ⓐ回収"),
        ("㈱協会", None, "㈱協会"),
    ],
)
def test_enumerators(text: str, number: int | None, rest: str) -> None:
    assert split_enumerator(text) == (number, rest)


@pytest.mark.parametrize(("named", "meant"), [("‧", "・"), ("⋯", "…"), ("‒", "-"), ("∼", "～")])
def test_characters_that_share_one_glyph_of_a_font_are_one(named: str, meant: str) -> None:
    """Chromium names a glyph of Noto Sans CJK or IPAexGothic by the first of the characters that it draws."""
    assert canonical(f"組織{named}運営") == canonical(f"組織{meant}運営")


def test_a_middle_dot_is_printed_as_it_is_meant() -> None:
    assert restore("組織‧運営⋯") == "組織・運営…"


def test_footnote_marks_are_dropped_before_anything_folds_them() -> None:
    assert [strip_marks(t) for t in ("82.1①", "1,234²", "9.9%※1", "5（注1）")] == ["82.1", "1,234", "9.9%", "5"]


def test_lines_are_joined_as_a_person_would_write_them() -> None:
    assert (
        join_lines(["①サービススタンダードの達成状況を100％", "とする"])
        == "①サービススタンダードの達成状況を100％とする"
    )
    assert join_lines(["査定率（※）とする", "※査定率＝額"]) == "査定率（※）とする\n※査定率＝額"
    assert join_lines(["DPC", "data"]) == "DPC data"


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@pytest.mark.parametrize(
    ("text", "known", "stands"),
    [
        ("郵送化率を96%以上とする", "郵送化率", True),
        ("郵送化𠮟を96%以上とする", "郵送化率", True),
        ("𠮟郵送化率", "郵送化率", True),
        ("郵送化比を96%以上とする", "郵送化率", False),
        ("郵送𠮟", "郵送化率", False),
        ("", "郵送化率", False),
    ],
)
def test_a_character_outside_the_basic_plane_may_be_any_one(text: str, known: str, stands: bool) -> None:
    assert holds(text, known) is stands
    assert reads_as("提出𠮟", "提出率")
    assert not reads_as("提出𠮟", "提出率等")
