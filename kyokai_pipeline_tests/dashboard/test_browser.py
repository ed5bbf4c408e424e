"""The dashboard in a real browser: what a reader sees, presses, hears and prints."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageStat

from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.draw import SCALE, page_picture
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.dashboard.conftest import RESTATED_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb
    from playwright.sync_api import Page

    from kyokai_pipeline.dashboard.build import Written

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
KEEPING_MS = 500
"""The browser tells its other processes what a page remembers a little later: who reloads at once may find nothing."""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
NUMBERS = """() => Array.from(document.querySelectorAll('[data-q]')).map(one => [one.dataset.q,
    ...['ja', 'en'].map(language => (one.querySelector('.' + language) || one).textContent)])"""
VISIBLE_TEXTS = """() => {
    const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const of = walk.currentNode.parentElement;
        if (walk.currentNode.textContent.trim() && !of.closest('script, style, [lang=ja]:not(html), code')
            && of.checkVisibility()) found.push(walk.currentNode.textContent.trim());
    }
    return found;
}"""


def value_of(text: str) -> Decimal:
    """The number that a reader takes from a text of the page."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-").replace("+", "").replace("¥", "")
    if found := re.fullmatch(r"(-?)(\d+)万(?:(\d)千)?\D*", plain):
        whole = int(found[2]) * 10_000 + int(found[3] or 0) * 1000
        return Decimal(-whole if found[1] else whole)
    found = re.match(r"-?\d+(\.\d+)?", plain)
    assert found, text
    return Decimal(found[0]) * (1_000_000 if "million" in plain else 1)


def query_of(asked: str) -> tuple[str, list[str]]:
    table, column, key = asked.split("|")
    parts = [part.partition("=") for part in key.split("&")]
    where = " AND ".join(f"{name}::VARCHAR = ?" for name, _, _ in parts)
    return f"SELECT {column} FROM {table} WHERE {where}", [value for _, _, value in parts]


def test_every_number_is_the_warehouses_in_both_languages(
    look: Callable[..., Page], published: duckdb.DuckDBPyConnection
) -> None:
    numbers = look().evaluate(NUMBERS)
    assert len(numbers) > 350
    for asked, *texts in numbers:
        query, values = query_of(asked)
        (row,) = published.execute(query, values).fetchall()
        held = Decimal(str(row[0]).rstrip("%"))
        for text in texts:
            shown = value_of(text)
            digits = -int(shown.as_tuple().exponent) if "million" not in text else 0
            assert round(held, max(0, digits)) == shown, (asked, text, held)


def test_no_number_stands_outside_of_what_is_checked(look: Callable[..., Page]) -> None:
    """Figures of the report appear as cells only: every other text with a decimal point or a comma is known."""
    page = look("en")
    loose = page.evaluate(
        """() => Array.from(document.querySelectorAll('main td.num, .tile .big, .now')).filter(
            one => /[0-9]/.test(one.textContent) && !one.querySelector('[data-q]')
                && !one.closest('#s6')).map(one => one.textContent)"""
    )
    assert loose == []


def test_language_and_theme_follow_the_browser_and_are_remembered(look: Callable[..., Page]) -> None:
    for language, shown in (("ja", "ja"), ("en", "en"), ("fr", "en")):
        assert look(language).locator("html").get_attribute("lang") == shown
    page = look("ja", "dark")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(background)
    assert page.locator("h1").inner_text().startswith("協会けんぽ")
    page.locator("#language").click()
    page.locator("#theme").click()
    assert page.locator("h1").inner_text().startswith("Kyokai Kenpo")
    assert page.title().startswith("Kyokai Kenpo")
    light = page.evaluate(background)
    assert light != dark
    page.wait_for_timeout(KEEPING_MS)
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate(background) == light


def test_nothing_is_left_untranslated(look: Callable[..., Page]) -> None:
    page = look("en")
    page.evaluate(OPEN_ALL)
    page.locator("#words").fill("限度額")
    page.locator(".tile .big .n").first.click()
    quoted = [text for text in page.evaluate(VISIBLE_TEXTS) if JAPANESE.search(text)]
    assert [text for text in quoted if not re.search(r"全国健康保険協会|限度額|（参考）|計", text)] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_click_on_any_figure_shows_its_print(
    look: Callable[..., Page], published: duckdb.DuckDBPyConnection, width: int
) -> None:
    """One number of every kind: the boxed part of the picture is the place on the page, and its text stands there."""
    page = look(width=width)
    page.evaluate(OPEN_ALL)
    kinds: dict[str, int] = {}
    for at, (asked, *_) in enumerate(page.evaluate(NUMBERS)):
        kinds.setdefault("|".join(asked.split("|")[:2]), at)
    seen = 0
    with open_document(SHIPPED) as document:
        for at in kinds.values():
            page.evaluate(f"document.querySelectorAll('[data-q]')[{at}].click()")
            if not page.locator("dialog[open]").count():
                continue
            page.wait_for_function("document.querySelector('dialog canvas').dataset.at")
            figure_id, picture, place = page.evaluate(
                """() => { const canvas = document.querySelector('dialog canvas');
                    return [canvas.dataset.figure, canvas.toDataURL(), canvas.dataset.at.split(' ').map(Number)]; }"""
            )
            (row,) = published.execute(
                "SELECT page, x0, top, x1, bottom, printed FROM evidence.figure WHERE figure_id = ?", [figure_id]
            ).fetchall()
            number, *box, printed = row
            assert printed in page.locator("dialog figcaption").first.inner_text()
            shown = _patch(Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))), place, box)
            on_page = _patch(page_picture(document, number), [round(side, 1) * SCALE for side in box[:2]], box)
            difference = ImageStat.Stat(ImageChops.difference(shown, on_page)).mean[0]
            assert difference < 12, (figure_id, difference)
            text = document.load(number).get_textpage()
            words = text.get_text_bounded(box[0] - 1, 540 - box[3] - 1, box[2] + 1, 540 - box[1] + 1)
            text.close()
            folded = [unicodedata.normalize("NFKC", "".join(said.split())) for said in (printed, words)]
            assert folded[0] in folded[1], (figure_id, folded)
            page.keyboard.press("Escape")
            seen += 1
    assert seen >= 20


def _patch(picture: Image.Image, at: list[float], box: list[float]) -> Image.Image:
    x, y = round(at[0]), round(at[1])
    size = round((box[2] - box[0]) * SCALE), round((box[3] - box[1]) * SCALE)
    return picture.convert("L").crop((x, y, x + size[0], y + size[1]))


def test_the_whole_page_and_a_citation(look: Callable[..., Page]) -> None:
    page = look("en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".tile .big .n").first.click()
    page.get_by_role("button", name="Copy citation").click()
    page.wait_for_function("document.querySelector('dialog .buttons button').textContent === 'Copied'")
    cited = page.evaluate("navigator.clipboard.readText()")
    for part in ("p. 2", "39,559", SHIPPED.name, "618f92e6a0339bc4", "FY2023-draft:p02:0036"):
        assert part in cited
    page.get_by_role("button", name="Show the whole page").click()
    page.wait_for_function("document.querySelector('dialog canvas').width > 1500")
    assert "Page 2" in (page.locator("dialog canvas").get_attribute("aria-label") or "")


def test_by_keyboard_alone(look: Callable[..., Page]) -> None:
    page = look("en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.q").startswith("marts.membership_trend|value")
    page.keyboard.press("Enter")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.q").startswith("marts.membership_trend|value")


@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("ja", "dark"), ("en", "light"), ("en", "dark")])
def test_accessibility(look: Callable[..., Page], language: str, theme: str) -> None:
    """axe-core finds nothing, of WCAG 2.2 AA or of its best practices; on the page, and with the paper open."""
    from axe_playwright_python.sync_playwright import Axe

    page = look(language, theme, width=390 if theme == "dark" else 1280)
    page.evaluate(OPEN_ALL)
    rules: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=rules).response["violations"]
    page.locator(".tile .big .n").first.click()
    found += Axe().run(page, context="dialog", options=rules).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_width_cuts_or_overflows(look: Callable[..., Page], language: str) -> None:
    page = look(language)
    page.evaluate(OPEN_ALL)
    for width in (360, 390, 768, 1440, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        outside = page.evaluate(
            """() => Array.from(document.querySelectorAll('main :is(h1, h2, h3, p, td, th, .n)')).filter(
                one => one.checkVisibility() && !one.closest('.scroll, .hidden') &&
                    (one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0)
            ).map(one => one.textContent)"""
        )
        assert outside == [], width


def test_print_cuts_nothing(look: Callable[..., Page], tmp_path: Path) -> None:
    page = look("ja")
    wanted = page.evaluate(
        """() => Array.from(document.querySelectorAll(':is(.tile .big, .kpis td, .results td) .n .ja, .notes code'))
            .map(one => one.textContent)"""
    )
    target = tmp_path / "page.pdf"
    page.pdf(path=target, prefer_css_page_size=True, format="A4")
    with open_document(target, readable=False) as document:
        text = "".join(document.load(n).get_textpage().get_text_range() for n in range(1, document.page_count + 1))
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    missing = [one for one in wanted if unicodedata.normalize("NFKC", "".join(one.split())) not in plain]
    assert missing == []


def test_indicators_filter_and_sort(look: Callable[..., Page]) -> None:
    page = look("en")
    page.locator("#by-pillar").select_option("strategy")
    page.locator("#by-status").select_option("not_achieved")
    shown = page.locator("#kpis tbody tr:visible")
    assert shown.count() == 7
    assert page.locator("#kpi-count").inner_text() == "7 shown"
    page.locator("#by-order").select_option("sort_ratio")
    ratios = [float(row.get_attribute("data-ratio") or 0) for row in shown.all()]
    assert ratios == sorted(ratios)
    page.locator("#by-pillar").select_option("organisation")
    assert page.locator("#no-indicator").is_visible()


def test_search_finds_text_and_shows_its_page(look: Callable[..., Page]) -> None:
    page = look("ja")
    page.locator("#words").fill("ﾏｲﾅ保険証　推進")
    assert page.locator("#hits li").count() >= 2
    assert "オンライン資格確認" in page.locator("#hits").inner_text()
    page.locator("#hits button").first.click()
    page.wait_for_function("document.querySelector('dialog canvas').width > 300")
    assert "6ページ" in page.locator("dialog figcaption").inner_text()
    page.keyboard.press("Escape")
    page.locator("#words").fill("存在しない語")
    assert page.locator("#found").inner_text() == "0件"


def test_flow_shows_one_kind_of_member(look: Callable[..., Page]) -> None:
    page = look("en")
    page.locator("input[value=dependents]").check()
    assert page.locator(".panels:visible").count() == 1
    assert page.locator(".flow-dependents").is_visible()


def test_five_editions_are_as_clear_as_one(look: Callable[..., Page], five: Written) -> None:
    """Small enough, no wider, the first screen no longer; what changed is there, each side with its paper."""
    assert five.size < 8_000_000
    page = look("en", width=1440, of=five)
    assert page.locator("h1").inner_text() == "Kyokai Kenpo in FY2027"
    assert page.locator("#s1").bounding_box()["height"] < 900  # type: ignore[index]
    assert page.locator(".wrong .clash:visible").count() <= 2
    row = page.locator(".restated tbody tr").first
    assert "Enrollees" in row.inner_text()
    assert str(RESTATED_YEAR) in row.inner_text()
    for button, edition in zip(row.locator("button").all(), ("FY2026", "FY2027"), strict=True):
        button.click()
        page.wait_for_function("document.querySelector('dialog canvas').dataset.at")
        assert page.locator("dialog figcaption b").inner_text() == edition
        page.keyboard.press("Escape")
    past = page.locator("#kpis details.past").first
    past.locator("summary").click()
    assert past.locator("li").count() >= 5
    assert "All published editions" in page.locator("#search-note").inner_text()
    page.locator("#words").fill("マイナ保険証 推進")
    hit = page.locator("#hits li").nth(1)
    assert hit.locator("small").inner_text().startswith("FY2027")
    others = hit.locator(".also button")
    assert [text.split()[0] for text in others.all_inner_texts()] == ["FY2026", "FY2025", "FY2024", "FY2023-draft"]
    for button, edition in ((hit.locator("button").first, "FY2027"), (others.nth(3), "FY2023-draft")):
        button.click()
        page.wait_for_function("document.querySelector('dialog canvas').dataset.at")
        assert page.locator("dialog figcaption b").inner_text() == edition
        page.keyboard.press("Escape")
    page.evaluate(OPEN_ALL)
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    untranslated = [text for text in page.evaluate(VISIBLE_TEXTS) if re.search(r"\b[a-z]+_[a-z_]+\b", text)]
    assert [text for text in untranslated if not re.search(r"\.pdf|meta\.", text)] == []


def test_the_first_paint_comes_within_a_second(look: Callable[..., Page], written: Written) -> None:
    page = look("ja")
    painted = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()[0].startTime))
            .observe({type: 'paint', buffered: true}))"""
    )
    assert painted < 1000
