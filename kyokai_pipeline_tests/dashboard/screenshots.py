"""``make screenshots``: the pictures of README and docs, from the shipped report in a real Chromium.

``python -m kyokai_pipeline_tests.dashboard.screenshots docs/images``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.dashboard.build import write_dashboard
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.screenshots import chromium, keep, make

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH, HEIGHT = 1280, 800


def pictures(folder: Path) -> None:
    """Write one WebP a view and language."""
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        address = _published(Path(place)).as_uri()
        for language in ("ja", "en"):
            _pictures(browser, address, folder, language)


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
    keep(page, folder / f"dashboard.{language}.webp")
    page.locator(".tile .big .n").first.click()
    page.wait_for_function("document.querySelector('dialog canvas').dataset.at")
    keep(page, folder / f"dashboard-paper.{language}.webp")
    page.keyboard.press("Escape")
    page.locator("#s4").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('s4').scrollIntoView({behavior: 'instant'})")
    keep(page, folder / f"dashboard-indicators.{language}.webp")
    page.close()


if __name__ == "__main__":
    sys.exit(make(pictures, Path(sys.argv[1])))
