"""Covers as publishers word them: which edition it is, and what a cover lacks that is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.pdf.aside import Aside
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline_tests.report.handmade import HandmadePage

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.document import Document

ERA = "事業期間：2023（令和5）年4月1日～2024（令和6）年3月31日"


class Pages:
    """As much of a document as the cover's reader asks for."""

    def __init__(self, *pages: list[str]) -> None:
        self.page_count = len(pages)
        self._pages = pages
        self.stamp = ""

    def page(self, number: int) -> HandmadePage:
        across = (Aside(self.stamp, (0.0, 0.0, 1.0, 1.0), "watermark", ()),) if self.stamp else ()
        page = HandmadePage(number=number, asides=across)
        for row, text in enumerate(self._pages[number - 1]):
            page.write(text, base=60.0 + 40 * row, size=20)
        return page

    def load(self, number: int) -> None:
        raise AssertionError(f"page {number} is read at once")

    @property
    def document(self) -> Document:
        return cast("Document", self)


@pytest.mark.parametrize(
    ("cover", "edition_id"),
    [
        (["令和５年度事業報告書（案）", "（協会けんぽ2023）", "【概要版】", ERA], "FY2023-draft"),
        (["令和５年度　事業報告書", "【概要版】", "全国健康保険協会", ERA], "FY2023"),
        (["2023年度", "事業報告書", "概要", "自2023年4月1日至2024年3月31日"], "FY2023"),
        (["2023（令和5）年度の事業報告書", "概要版（案）", "2023年4月1日から2024年3月31日まで"], "FY2023-draft"),
        (["2023年度（令和5年度）事業報告書", "（協会けんぽ2023）", ERA], "FY2023"),
        (["R5事業報告書", "概要", "協会けんぽ", "期間：R5年4月1日～R6年3月31日"], "FY2023"),
        (["事業報告書", "R5年度", "概要版", "対象期間：令和5年4月1日～令和6年3月31日"], "FY2023"),
        (["全国健康保険協会", "事業報告書", "（協会けんぽ2023）", "概要", ERA], "FY2023"),
        (["令和元年度事業報告書", "協会けんぽ2019", "自平成31年4月1日", "至令和2年3月31日"], "FY2019"),
    ],
)
def test_a_cover_in_any_wording_names_its_edition(cover: list[str], edition_id: str) -> None:
    edition = read_edition(Pages(cover, ["協会けんぽの加入者数"]).document)
    assert edition.edition_id == edition_id
    assert "事業報告書" in edition.title


FINAL = ["令和５年度事業報告書", "【概要版】", "協会けんぽ", ERA]


@pytest.mark.parametrize(
    ("title", "edition_id"),
    [
        ("令和５年度事業報告書（最終案）", "FY2023-draft"),
        ("令和５年度事業報告書（素案）", "FY2023-draft"),
        ("令和５年度事業報告書　案", "FY2023-draft"),
        ("令和５年度事業報告書【案】", "FY2023-draft"),
        ("令和５年度事業報告書（未定稿）", "FY2023-draft"),
        ("令和５年度事業報告書（たたき台）", "FY2023-draft"),
        ("令和５年度事業報告書（修正案）", "FY2023-draft-r2"),
        ("令和５年度事業報告書（案）（第２版）", "FY2023-draft-r2"),
        ("令和５年度事業報告書（案第2版）", "FY2023-draft-r2"),
        ("令和５年度事業報告書（確定版）", "FY2023"),
        ("令和５年度事業報告書（提案）", "FY2023"),
        ("令和５年度事業報告書（訂正版）", "FY2023-r2"),
        ("令和５年度事業報告書（改訂版）", "FY2023-r2"),
        ("令和５年度事業報告書（第二版）", "FY2023-r2"),
        ("令和５年度事業報告書（再訂正版）", "FY2023-r3"),
        ("令和５年度事業報告書（第2次訂正）", "FY2023-r3"),
        ("令和５年度事業報告書（令和6年10月15日訂正）", "FY2023-r2"),
        ("令和５年度事業報告書（2024.10.15訂正）", "FY2023-r2"),
    ],
)
def test_a_draft_and_a_correction_are_known_by_any_of_their_words(title: str, edition_id: str) -> None:
    assert read_edition(Pages([title, *FINAL[1:]]).document).edition_id == edition_id


def test_a_draft_is_known_by_a_stamp_on_a_line_of_its_own_or_across_its_cover() -> None:
    assert read_edition(Pages([*FINAL, "案"]).document).edition_id == "FY2023-draft"
    stamped = Pages(FINAL)
    stamped.stamp = "案"
    assert read_edition(stamped.document).edition_id == "FY2023-draft"


@pytest.mark.parametrize(
    ("cover", "has", "lacks"),
    [
        (["事業報告書", "【概要版】"], ["title (事業報告書)"], ["fiscal year", "period"]),
        (["2023年度事業報告書", "概要版"], ["title (事業報告書)", "fiscal year"], ["period"]),
        (["事業報告書", ERA], ["title (事業報告書)", "period"], ["fiscal year"]),
        (["令和7年度都道府県単位保険料率"], [], ["title (事業報告書)", "fiscal year", "period"]),
    ],
)
def test_a_refusal_says_what_the_cover_has_and_what_it_lacks(
    cover: list[str], has: list[str], lacks: list[str]
) -> None:
    with pytest.raises(ReportError) as refused:
        read_edition(Pages(cover, ["全国健康保険協会"]).document)
    error = refused.value
    assert (error.code, error.details) == ("another_document", {"found": has, "missing": lacks})
    assert all(part in error.what for part in has)
    assert all(part in error.what for part in lacks) == bool(has)


def test_a_year_of_an_era_that_nobody_knows_yet_is_refused_by_its_name() -> None:
    days = "事業期間：2031（光文元）年4月1日～2032（光文2）年3月31日"
    for title in ("光文元年度事業報告書", "2031（光文元）年度事業報告書（案）"):
        with pytest.raises(ReportError, match="the era 光文, which is none"):
            read_edition(Pages([title, "（協会けんぽ2031）", days]).document)


def test_the_same_report_of_another_body_is_another_document() -> None:
    with pytest.raises(ReportError, match="No page names the association"):
        read_edition(Pages(["2023年度事業報告書", ERA], ["国民健康保険"]).document)


@pytest.mark.parametrize(
    "cover",
    [
        ["令和5年度事業報告書", "協会けんぽ2022", ERA],
        ["2023年度事業報告書", "協会けんぽ", "事業期間：2022年4月1日～2023年3月31日"],
        ["2023（令和4）年度事業報告書", "協会けんぽ", ERA],
    ],
)
def test_a_cover_that_contradicts_itself_is_refused_as_such(cover: list[str]) -> None:
    with pytest.raises(ReportError) as refused:
        read_edition(Pages(cover).document)
    assert refused.value.code == "bad_cover"
