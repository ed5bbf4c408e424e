"""The dashboard of the shipped report, made once, and a real Chromium in front of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.dashboard.build import Written, write_dashboard
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline_tests.conftest import SHIPPED, Warehouse
from kyokai_pipeline_tests.warehouse.other_editions import next_edition, stage_as_it_is
from kyokai_pipeline_tests.workers import made_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kyokai_pipeline.report.model import Report

RESTATED_YEAR = 2022
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
def written(fy2023_warehouse: Warehouse, by_workers: Path) -> Written:
    """``dashboard/index.html`` of the warehouse of FY2023."""

    def make(folder: Path) -> None:
        shutil.copy(fy2023_warehouse.database, folder)
        write_dashboard(SHIPPED.parent, folder)

    return _written(made_once(by_workers, "dashboard", make))


@pytest.fixture(scope="session")
def five(fy2023: Report, by_workers: Path) -> Written:
    """The dashboard of five editions, each as large as the shipped one; the last restates a value of the others."""

    def make(folder: Path) -> None:
        for later in range(5):
            report = next_edition(fy2023, f"FY{2023 + later}", years=later) if later else fy2023
            if later == 4:
                report = restated(report)
            (folder / report.source_file).symlink_to(SHIPPED)
            stage_as_it_is(report, folder / "staging", "f" * 64)
        build(folder / "staging", folder / "kyokai.duckdb")
        write_dashboard(folder, folder)

    return _written(made_once(by_workers, "dashboard-of-five", make))


def _written(folder: Path) -> Written:
    page = paths.dashboard(folder)
    return Written(page, page.stat().st_size)


def restated(report: Report) -> Report:
    """A copy that says of one year that there were a thousand more enrollees."""
    table = report.tables["membership"].copy()
    changed = (table["measure_id"] == "enrollees") & (table["fiscal_year"] == RESTATED_YEAR)
    table.loc[changed, "value"] += 1000
    return replace(report, tables={**report.tables, "membership": table})


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

    def opened(
        language: str = "ja", theme: str = "light", width: int = 1280, height: int = 900, of: Written = written
    ) -> Page:
        context = browser.new_context(
            locale={"ja": "ja-JP", "en": "en-GB", "fr": "fr-FR"}[language],
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        own = of.path.as_uri()
        page.on("request", lambda asked: None if _is(asked.url, own) else trouble.append(f"request: {asked.url}"))
        page.goto(own)
        return page

    def _is(url: str, own: str) -> bool:
        return url.startswith(("data:", "blob:")) or url.split("#", maxsplit=1)[0] == own

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
