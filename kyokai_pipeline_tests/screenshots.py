"""What the makers of pictures for README and docs share: a real Chromium, and a screen kept as WebP."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.dashboard.conftest import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed at the end; only where one is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def keep(page: Page, target: Path) -> None:
    """Write what the browser shows as WebP, and say where."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").save(target, "WEBP", quality=80, method=6)
    print(target)


def make(pictures: Callable[[Path], None], folder: Path) -> int:
    """Let the pictures of a folder be made; the exit code, 2 where no browser is installed."""
    if CHROMIUM is None:
        print("no Chromium on this machine: apt install chromium", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    pictures(folder)
    return 0
