"""Which link of a page is the report, and what is said where that is not certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyokai_pipeline.acquire.link_page import Page, choose, read_page
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.settings import Fetch

URL = "https://www.example.jp/about/report/index.html"
RULES = Fetch()


def html(*links: str, head: str = "") -> Page:
    return read_page(f"<html><head>{head}</head><body>{''.join(links)}</body></html>".encode(), URL, "utf-8")


def refused(page: Page, rules: Fetch = RULES) -> ReportError:
    with pytest.raises(ReportError) as error:
        choose(page, rules)
    return error.value


def test_the_newest_of_many_years() -> None:
    page = html(
        '<a href="/r4.pdf">令和４年度事業報告書（概要版）</a>',
        '<a href="r6.pdf#page=1">令和６年度事業報告書（概要版）<br>[PDF 3MB]</a>',
        '<a href="/h31.pdf">平成30年度事業報告書（概要版）</a>',
        '<a href="/r6full.pdf">令和６年度事業報告書（本編）</a>',
        '<a href="/r7plan.pdf">令和７年度事業計画（概要版）</a>',
    )
    chosen = choose(page, RULES)
    assert (chosen.url, chosen.year) == ("https://www.example.jp/about/report/r6.pdf", 2024)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年度 事業報告書 概要", 2023),
        ("2023（令和5）年度事業報告書概要", 2023),
        ("令和元年度事業報告書概要", 2019),
        ("Ｒ６年度事業報告書概要", 2024),
        ("２０２４年度事業報告書概要", 2024),
        ("事業報告書概要", None),
        ("令和5（2022）年度事業報告書概要", None),
    ],
)
def test_years_as_they_are_written(text: str, year: int | None) -> None:
    assert choose(html(f'<a href="/a.pdf">{text}</a>'), RULES).year == year


def test_the_heading_above_and_the_address_may_hold_the_words() -> None:
    page = html(
        "<h2>令和6年度 <span>事業報告書</span></h2>",
        '<a href="/files/%E6%A6%82%E8%A6%81.pdf"><img src="pdf.png" alt="PDF"></a>',
        "<h2>令和5年度 事業報告書</h2>",
        '<a href="/old.pdf">概要版</a>',
    )
    chosen = choose(page, RULES)
    assert (chosen.url, chosen.year) == ("https://www.example.jp/files/%E6%A6%82%E8%A6%81.pdf", 2024)


def test_a_page_that_has_changed_is_told_with_what_it_has_instead() -> None:
    page = html(
        '<a href="/a.pdf">令和6年度決算の概要</a><a href="/b.html">お問い合わせ</a><a href="mailto:x@example.jp">x</a>',
        head="<title>アーカイブ｜協会</title>",
    )
    error = refused(page)
    assert (error.code, error.file, error.printed) == ("page_changed", URL, "アーカイブ｜協会")
    assert error.details["found"] == ["令和6年度決算の概要  https://www.example.jp/a.pdf"]
    assert "https://www.example.jp/a.pdf" in error.block()
    assert "no PDF at all" in refused(html()).what


def test_the_pdf_may_stand_a_page_further() -> None:
    error = refused(html('<a href="/r6/">令和6年度事業報告書 概要</a>'))
    assert error.code == "page_changed"
    assert "(HTML)" in error.details["found"][0]


def test_two_candidates_are_both_named() -> None:
    links = [
        '<a href="/draft.pdf">令和6年度事業報告書（案）概要</a>',
        '<a href="/final.pdf">令和6年度事業報告書 概要</a>',
    ]
    error = refused(html(*links))
    assert error.code == "several_candidates"
    assert [line.split()[-1] for line in error.details["found"]] == [
        "https://www.example.jp/draft.pdf",
        "https://www.example.jp/final.pdf",
    ]
    chosen = choose(html(*links), Fetch(not_words=("（案）",)))
    assert chosen.url == "https://www.example.jp/final.pdf"


def test_the_same_address_twice_is_one() -> None:
    link = '<a href="/a.pdf">事業報告書概要</a>'
    assert choose(html(link, link), RULES).url == "https://www.example.jp/a.pdf"


def test_a_link_that_only_says_that_it_is_a_pdf() -> None:
    page = html('<a href="/download?id=7">事業報告書 概要（ＰＤＦ）</a>')
    assert choose(page, RULES).url == "https://www.example.jp/download?id=7"
    page = html('<a href="/download?id=8" type="application/pdf">事業報告書 概要</a>')
    assert choose(page, RULES).url == "https://www.example.jp/download?id=8"


@pytest.mark.parametrize(
    ("codec", "named", "meta"),
    [
        ("utf-8", None, ""),
        ("cp932", "Shift_JIS", ""),
        ("cp932", None, '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'),
        ("euc_jp", None, '<meta charset="EUC-JP">'),
        ("cp932", None, ""),
        ("cp932", "no-such-codec", ""),
    ],
)
def test_character_sets(codec: str, named: str | None, meta: str) -> None:
    text = f'<html><head>{meta}</head><a href="/a.pdf">令和６年度事業報告書 概要</a></html>'
    assert choose(read_page(text.encode(codec), URL, named), RULES).year == 2024


def test_base_and_broken_links() -> None:
    page = html(
        '<a href="http://[broken">事業報告書 概要 PDF</a>',
        '<a name="top">事業報告書 概要</a>',
        '<a href="a.pdf">事業報告書 概要',
        '<a href="b.html">other</a>',
        head='<base href="https://files.example.jp/x/">',
    )
    assert [link.url for link in page.links] == [
        "https://files.example.jp/x/a.pdf",
        "https://files.example.jp/x/b.html",
    ]
    assert choose(page, RULES).text == "事業報告書 概要"


def test_a_long_list_is_cut() -> None:
    error = refused(html(*(f'<a href="/{number}.pdf">決算 {number}</a>' for number in range(30))))
    assert len(error.details["found"]) == 13
    assert error.details["found"][-1] == "…(+18)"


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "shift_jis", "x"]))
def test_whatever_comes_is_a_page(content: bytes, charset: str | None) -> None:
    page = read_page(b"<a href='x.pdf'>" + content, URL, charset)
    assert page.url == URL
