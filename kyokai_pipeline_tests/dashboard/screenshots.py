"""``make screenshots``: the pictures of README and docs, from the shipped report in a real Chromium.

``python -m kyokai_pipeline_tests.dashboard.screenshots docs/images``
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.dashboard.build import write_dashboard
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.dashboard.conftest import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 1280, 800


def main(folder: Path) -> int:
    """Write one WebP a view and language; the exit code."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("no Chromium on this machine: apt install chromium", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        address = _published(Path(place)).as_uri()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language in ("ja", "en"):
            _pictures(browser, address, folder, language)
        browser.close()
    return 0


def _published(warehouse: Path) -> Path:
    from kyokai_pipeline.warehouse.swap import refresh
    from kyokai_pipeline_tests.staged import stage

    stage(read_report(SHIPPED), paths.staging_dir(warehouse), source_url=None, fingerprint="f" * 64)
    refresh(paths.staging_dir(warehouse), paths.database(warehouse))
    return write_dashboard(SHIPPED.parent, warehouse).path


def _pictures(browser: Browser, address: str, folder: Path, language: str) -> None:
    locale = {"ja": "ja-JP", "en": "en-GB"}[language]
    page = browser.new_page(locale=locale, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    page.goto(address)
    _save(page, folder / f"dashboard.{language}.webp")
    page.locator(".tile .big .n").first.click()
    page.wait_for_function("document.querySelector('dialog canvas').dataset.at")
    _save(page, folder / f"dashboard-paper.{language}.webp")
    page.keyboard.press("Escape")
    page.locator("#s4").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('s4').scrollIntoView({behavior: 'instant'})")
    _save(page, folder / f"dashboard-indicators.{language}.webp")
    page.close()


def _save(page: Page, target: Path) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(target, "WEBP", quality=80, method=6)
    print(target)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
