"""``make screenshots``: the picture of docs/repair-a-layout.md, from its own example in a real Chromium.

``python -m kyokai_pipeline_tests.inspection.screenshots docs/images``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kyokai_pipeline.refresh.inspect_file import inspect_file
from kyokai_pipeline_tests.screenshots import chromium, keep, make
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

PAGE, WIDTH, HEIGHT = 9, 1280, 430
"""Of the example: where its procurement table stands, and how much of the page shows it."""


def pictures(folder: Path) -> None:
    """Write one WebP."""
    with tempfile.TemporaryDirectory() as place, chromium() as browser:
        pdf = typeset(Style(), Path(place) / "new-edition.pdf", FY2023.relabelled(single_bid_contracts="一者応札の数"))
        (written,) = inspect_file(pdf, Path(place), layout=True).written
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"{written.as_uri()}#p{PAGE}")
        keep(page, folder / "inspect-layout.webp")


if __name__ == "__main__":
    sys.exit(make(pictures, Path(sys.argv[1])))
