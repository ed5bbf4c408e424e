from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import dagster as dg
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.edition_events import NOT_REACHED
from kyokai_pipeline.refresh.follow import renew
from kyokai_pipeline.refresh.publish import release
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.workers import made_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITION = "FY2023-draft"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass
class Shop:
    """Two folders and a Dagster instance, as a user's project has them."""

    raw: Path
    warehouse: Path
    instance: dg.DagsterInstance

    @property
    def database(self) -> Path:
        return paths.database(self.warehouse)

    @property
    def config(self) -> dict[str, Any]:
        """What the launchpad sends: these folders."""
        folders = {"raw": str(self.raw), "warehouse": str(self.warehouse)}
        return {**QUIET, "resources": {"folders": {"config": folders}}}

    def refresh(self, edition: str | None = EDITION, select: list[str] | None = None) -> dg.ExecuteInProcessResult:
        keys = [dg.AssetKey(name.split(".")) for name in select] if select else None
        if edition is not None:
            self.instance.add_dynamic_partitions("editions", [edition])
        return defs.resolve_job_def("refresh").execute_in_process(
            run_config=self.config,
            instance=self.instance,
            partition_key=edition,
            asset_selection=keys,
            raise_on_error=False,
        )


def answers(result: dg.ExecuteInProcessResult) -> list[dg.AssetCheckEvaluation]:
    """The results of checks, without those that say only that an edition was refused before them."""
    return [one for one in result.get_asset_check_evaluations() if NOT_REACHED not in one.metadata]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """Folders with the FY2023 report on the shelf, nothing published."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for path in (paths.project() / "raw").glob("kyokai_fy2023_summary.*"):
        shutil.copy(path, raw)
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    monkeypatch.setenv("KYOKAI_RAW", str(raw))
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path / "warehouse"))
    with dg.DagsterInstance.ephemeral() as instance:
        yield Shop(raw, tmp_path / "warehouse", instance)


@pytest.fixture(scope="session")
def published_once(by_workers: Path) -> Path:
    """The warehouse folder of what lies on the shelf, published once with all that shows it. Copy it."""

    def make(folder: Path) -> None:
        (folder / "raw").mkdir()
        for path in (paths.project() / "raw").glob("kyokai_fy2023_summary.*"):
            shutil.copy(path, folder / "raw")
        with pytest.MonkeyPatch.context() as patch:
            read_each_pdf_once(patch)
            take_in(folder / "raw", folder / "warehouse", EDITION, lambda _: None)
            release(folder / "raw", folder / "warehouse")
            assert renew(folder / "raw", folder / "warehouse") == []

    return made_once(by_workers, "published", make) / "warehouse"


@pytest.fixture
def published(shop: Shop, published_once: Path) -> Shop:
    """The same folders with all of it published, as a run before left it; Dagster has heard nothing of it."""
    shutil.copytree(published_once, shop.warehouse, dirs_exist_ok=True)
    return shop


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _quick_events(quick_events: None) -> None:
    """Every run of this room."""
