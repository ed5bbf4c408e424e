"""The dashboard of the shipped report, made once, and a real Chromium in front of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.dashboard.build import Written, write_dashboard
from kyokai_pipeline_tests.conftest import SHIPPED, Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def written(fy2023_warehouse: Warehouse) -> Written:
    """``dashboard/index.html`` beside the warehouse of FY2023."""
    return write_dashboard(SHIPPED.parent, fy2023_warehouse.folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium with a profile of its own, which goes with it.

    For one module only: Playwright keeps an event loop running, beside which Dagster can start none in this process.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt install chromium, to look at the dashboard with a real browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def look(browser: Browser, written: Written) -> Iterator[Callable[..., Page]]:
    """Opens the dashboard from disk in a fresh context; a request or a word on the console fails the test."""
    contexts, trouble = [], []

    def opened(language: str = "ja", theme: str = "light", width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(
            locale={"ja": "ja-JP", "en": "en-GB", "fr": "fr-FR"}[language],
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("request", lambda request: trouble.append(f"request: {request.url}") if not _own(request.url) else None)
        page.goto(written.path.as_uri())
        return page

    def _own(url: str) -> bool:
        return url.startswith(("data:", "blob:")) or url.split("#", maxsplit=1)[0] == written.path.as_uri()

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
