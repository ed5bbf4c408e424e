"""What a reader sees of how two texts differ."""

from __future__ import annotations

import re

import pytest

from kyokai_pipeline.japanese.differs import marked


@pytest.mark.parametrize(
    ("known", "printed", "shown"),
    [
        ("特定保健指導の実施率", "特定保健指導実施率", "特定保健指導〔-の〕実施率"),
        ("勧奨後3か月以内に", "勧奨後10か月以内に", "勧奨後〔-3〕〔+10〕か月以内に"),
        ("加入者数", "加入者数", "加入者数"),
        ("加入者数", "うち加入者数", "〔+うち〕加入者数"),
        ("加入者数", "", "〔-加入者数〕"),
        ("", "", ""),
    ],
)
def test_the_difference_is_marked(known: str, printed: str, shown: str) -> None:
    assert marked(known, printed) == shown


def test_a_character_shared_by_chance_parts_no_difference() -> None:
    assert marked("健康宣言の事業所数", "電子申請の利用率") == "〔-健康宣言の事業所数〕〔+電子申請の利用率〕"


@pytest.mark.parametrize(
    ("known", "printed"), [("被扶養者の健診実施率", "被扶養者及び被保険者の健診の受診割合"), ("あいう", "いあえう")]
)
def test_both_texts_can_be_read_back(known: str, printed: str) -> None:
    shown = marked(known, printed)
    assert re.sub(r"〔\+(.*?)〕", r"\1", re.sub("〔-.*?〕", "", shown)) == printed
    assert re.sub("〔-(.*?)〕", r"\1", re.sub(r"〔\+.*?〕", "", shown)) == known
