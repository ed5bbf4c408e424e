"""``make screenshots``: Dagster's own screens of this project, from a real server in a real Chromium.

``python -m kyokai_pipeline_tests.defs.screenshots docs/images``
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.defs.service import KYOKAI, serving
from kyokai_pipeline_tests.screenshots import chromium, keep, make
from kyokai_pipeline_tests.spoiled import CORRECTS_NOTHING
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1440, 900
_EDITIONS = ("FY2023-draft", "FY2023", "FY2023-r2")


def pictures(folder: Path) -> None:
    """Write one WebP a screen."""
    with tempfile.TemporaryDirectory() as place:
        environment = _project(Path(place))
        subprocess.run([*KYOKAI, "run"], env=environment, check=True)
        # Afterwards the last of the three is refused: its sidecar corrects a value that the report does not print.
        (Path(place) / "raw" / "r5-errata.yml").write_text(CORRECTS_NOTHING, "utf-8")
        with serving(environment) as service:
            nodes = service.ask("{ assetNodes { assetKey { path } isPartitioned } }")
            tables = [node["assetKey"]["path"] for node in nodes if node["isPartitioned"]]
            backfill = service.backfill(tables, list(_EDITIONS))
            service.backfill_ended(backfill)
            _pictures(service.address, backfill, folder)


def _project(place: Path) -> dict[str, str]:
    """Three editions of one report, and the environment that points at them."""
    raw, warehouse = place / "raw", place / "warehouse"
    raw.mkdir()
    for path in (SHIPPED, SHIPPED.with_suffix(".yml")):
        shutil.copy(path, raw)
    for name, erratum in (("r5", False), ("r5-errata", True)):
        typeset(Style(), raw / f"{name}.pdf", final(FY2023, erratum=erratum))
        shutil.copy(SHIPPED.with_suffix(".yml"), raw / f"{name}.yml")
        said = (raw / f"{name}.yml").read_text("utf-8").splitlines(keepends=True)
        (raw / f"{name}.yml").write_text("".join(line for line in said if not line.startswith("sha256")), "utf-8")
    own = {"KYOKAI_RAW": str(raw), "KYOKAI_WAREHOUSE": str(warehouse), "DAGSTER_HOME": str(warehouse / ".dagster")}
    return {**os.environ, **own, "KYOKAI_LANG": "en", "NO_PROXY": "127.0.0.1"}


def _pictures(address: str, backfill: str, folder: Path) -> None:
    asset = f"{address}/assets/source/edition_pdf"
    with chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB")
        page.set_default_timeout(60_000)
        _shot(page, f"{address}/overview/activity/timeline", "kyokai_pipeline", folder / "dagster-home.webp")
        _shot(page, f"{address}/asset-groups", "warehouse", folder / "dagster-lineage.webp")
        page.goto(asset)
        page.get_by_text("Plots", exact=True).first.click()
        page.get_by_text("identities", exact=True).first.wait_for()
        page.get_by_text("facts", exact=True).first.scroll_into_view_if_needed()
        _save(page, folder / "dagster-asset.webp")
        check = f"{asset}?view=checks&checkDetail=readable"
        _shot(page, check, "Latest execution", folder / "dagster-failed-check.webp")
        _shot(page, f"{address}/runs/b/{backfill}?tab=overview", "membership", folder / "dagster-backfill.webp")


def _shot(page: Page, address: str, shows: str, target: Path) -> None:
    page.goto(address)
    page.get_by_text(shows).first.wait_for()
    _save(page, target)


def _save(page: Page, target: Path) -> None:
    page.wait_for_timeout(2500)  # the screen draws its plots and lines after its words
    keep(page, target)


if __name__ == "__main__":
    sys.exit(make(pictures, Path(sys.argv[1])))
