"""``make screenshots``: the picture of docs/repair-a-layout.md, from its own example in a real Chromium.

``python -m kyokai_pipeline_tests.inspection.screenshots docs/images``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kyokai_pipeline.refresh.inspect_file import inspect_file
from kyokai_pipeline_tests.dashboard.conftest import ARGUMENTS, CHROMIUM
from kyokai_pipeline_tests.dashboard.screenshots import WIDTH, _save
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

PAGE, HEIGHT = 9, 430
"""Of the example: where its procurement table stands, and how much of the page shows it."""


def main(folder: Path) -> int:
    """Write one WebP; the exit code."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("no Chromium on this machine: apt install chromium", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        pdf = typeset(Style(), Path(place) / "new-edition.pdf", FY2023.relabelled(single_bid_contracts="一者応札の数"))
        (written,) = inspect_file(pdf, Path(place), layout=True).written
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"{written.as_uri()}#p{PAGE}")
        _save(page, folder / "inspect-layout.webp")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
