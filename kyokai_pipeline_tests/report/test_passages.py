"""What kind of text each passage is, what a page is called, and what stands under no pillar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pandas as pd

    from kyokai_pipeline.report.model import Report


@pytest.fixture
def passages(fy2023: Report) -> pd.DataFrame:
    return fy2023.tables["passage"]


def kinds_of(passages: pd.DataFrame, page: int, text: str) -> set[str]:
    found = passages[(passages["page"] == page) & (passages["text"] == text)]
    assert len(found), text
    return set(found["kind"])


@pytest.mark.parametrize(
    ("page", "text", "kind"),
    [
        (2, "加入者数、事業所数、医療費等の動向", "heading"),
        (5, "（３）限度額適用認定証の利用促進 （報告書p.43）", "heading"),
        (10, "①支部保険者機能強化予算の拡充", "heading"),
        (13, "基盤的保険者機能関係", "heading"),
        (2, "（うち任意継続被保険者数：22万1千人（1万8千人減少））", "paragraph"),
        (7, "（3）ジェネリック医薬品の使用促進", "paragraph"),
        (1, "資料１－６", "paragraph"),
        (13, "※医科、DPC、調剤、歯科", "note"),
        (2, "2014年度", "cell"),
        (2, "（単位：万人）", "cell"),
        (7, "生活習慣病予防健診の受診者数", "cell"),
        (13, "ジェネリック医薬品の使用促進", "cell"),
        (13, "①生活習慣病予防健診実施率を63.9％以上とする", "cell"),
        (13, "概ね達成", "cell"),
        (11, "103件 589件 692件", "cell"),
        (4, "医療費総額", "legend"),
        (4, "164,967", "legend"),
        (5, "5", "page_number"),
    ],
)
def test_kinds(page: int, text: str, kind: str, passages: pd.DataFrame) -> None:
    assert kinds_of(passages, page, text) == {kind}


def test_every_sentence_is_a_paragraph_a_note_or_a_cell(passages: pd.DataFrame) -> None:
    sentences = passages[passages["text"].str.endswith("。")]
    assert len(sentences) > 50
    assert set(sentences["kind"]) <= {"paragraph", "note", "cell"}
    assert set(passages[passages["text"].str.startswith("※")]["kind"]) == {"note"}


def test_a_page_is_called_by_one_heading(fy2023: Report) -> None:
    titles = dict(zip(fy2023.pages["page"], fy2023.pages["title"], strict=True))
    assert titles[2] == "加入者数、事業所数、医療費等の動向"
    assert titles[5] == "基盤的保険者機能関係"
    assert not [title for title in titles.values() if "【" in title]


def test_the_box_that_counts_verdicts_stands_under_no_pillar(passages: pd.DataFrame) -> None:
    page = passages[passages["page"] == 13].reset_index(drop=True)
    (at,) = page.index[page["text"] == "7"]
    box = page.loc[at - 1 : at + 4]
    assert list(box["text"]) == ["達成", "7", "概ね達成", "3", "未達成", "10"]
    assert box["pillar"].isna().all()
    assert box["section"].isna().all()
    assert page.loc[at - 2, "pillar"] == "foundation"
    assert page.loc[at + 5, "pillar"] == "strategy"


def test_the_number_of_a_document_is_no_number(fy2023: Report) -> None:
    """資料１－６ is no minus six."""
    marks = fy2023.figures[fy2023.figures["role"] == "document_number"]
    assert list(marks["printed"]) == ["１", "－６"]
    assert marks["value"].isna().all()
    assert marks["quantum"].isna().all()


def test_an_approximate_number_has_the_precision_of_its_digits(fy2023: Report) -> None:
    about = fy2023.tables["prose_figure"].query("is_approximate").set_index("fact_id")
    assert (about.at["checkup_copayment", "value"], about.at["checkup_copayment", "quantum"]) == (-2000, 1000)
