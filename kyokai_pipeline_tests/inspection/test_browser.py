"""The page of ``kyokai inspect`` in a real browser: it fits, filters, explains, and asks no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.refresh.inspect_file import inspect_file
from kyokai_pipeline_tests.dashboard.conftest import ARGUMENTS, CHROMIUM
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = "Array.from(document.querySelectorAll('.page')).filter(one => one.checkVisibility()).map(one => one.id)"


def test_the_page_of_a_refused_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium, to look at the page with a real browser")
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("KYOKAI_LANG", "ja")
    pdf = typeset(Style(), tmp_path / "broken.pdf", FY2023.edited({"membership/insured/2019": "24,8O5\n(4.4%)"}))
    (html,) = inspect_file(pdf, tmp_path).written
    trouble: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width, theme in ((1440, "light"), (390, "dark")):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light"
            )
            page = context.new_page()
            page.on("console", lambda message: trouble.append(message.text))
            page.on(
                "request", lambda asked: None if asked.url.startswith(("data:", "file:")) else trouble.append(asked.url)
            )
            page.goto(html.as_uri())
            assert page.locator("html").get_attribute("lang") == "ja"
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page).response["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
            page.locator("#only").check()
            assert page.evaluate(SHOWN) == ["p2"]
            page.locator("nav li.bad a").click()
            page.locator("#show-unexplained").uncheck()
            assert page.locator(".box.unexplained").first.is_hidden()
            box = page.locator(".box.refused")
            assert page.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)", box.element_handle()) >= 3
            box.click()
            assert "24,8O5" in page.locator("#said p").inner_text()
            page.keyboard.press("Escape")
            assert page.locator("#said").is_hidden()
            page.locator("#p2 .larger input").check()
            assert page.locator("#p2 img").evaluate("one => one.getBoundingClientRect().width") > 1000
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            context.close()
        browser.close()
    assert trouble == []
