"""What many tests look at and nobody changes: the shipped report, read once, and the warehouse built from it, once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import confined, paths
from kyokai_pipeline.collecting import seldom
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline_tests import at_once
from kyokai_pipeline_tests.workers import copied_once, kept_once, shared_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb
    import pandas as pd

    from kyokai_pipeline.report.model import Report

SHIPPED = paths.project() / "raw" / "kyokai_fy2023_summary.pdf"


def pytest_configure() -> None:
    """The tests keep the pace of the command: what a worker has loaded is not looked through again and again."""
    seldom()


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: many tests wait for a server, a browser or a process of their own."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a server for minutes begins first: at the end, the other workers would wait for it."""
    items.sort(key=lambda item: not item.nodeid.startswith("kyokai_pipeline_tests/defs/test_service"))


@pytest.fixture(autouse=True, scope="session")
def language() -> Iterator[None]:
    """The tests read English, wherever they run; what is said in Japanese is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KYOKAI_LANG", "en")
        yield


@pytest.fixture(autouse=True, scope="session")
def same_process() -> Iterator[None]:
    """PDFs are read in the tests' own process; ``confined/`` tests the others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "start", at_once.start)
        yield


@pytest.fixture(scope="session")
def quick_events() -> Iterator[None]:
    """Runs in the tests' own process spend half as long in Dagster; see ``quick_events.py``."""
    from kyokai_pipeline_tests.quick_events import store_events_quickly

    with pytest.MonkeyPatch.context() as patch:
        store_events_quickly(patch)
        yield


@dataclass(frozen=True)
class Warehouse:
    """A warehouse folder after a refresh."""

    folder: Path

    @property
    def staging(self) -> Path:
        return paths.staging_dir(self.folder)

    @property
    def database(self) -> Path:
        return paths.database(self.folder)


@pytest.fixture(scope="session")
def by_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what one worker makes for all; see ``workers.py``."""
    return shared_root(tmp_path_factory)


@pytest.fixture(scope="session")
def fy2023(by_workers: Path) -> Report:
    """The shipped PDF, read once. Copy what you change."""
    return kept_once(by_workers, "fy2023", lambda: read_report(SHIPPED))


@pytest.fixture(scope="session")
def frames(fy2023: Report) -> dict[str, pd.DataFrame]:
    """``schema.table`` -> its checked frame. Copy what you change."""
    return validate_report(fy2023)


@pytest.fixture(scope="session")
def fy2023_warehouse(fy2023: Report, by_workers: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Staged and published from the shipped PDF, once. Read it; build another one to change it."""
    from kyokai_pipeline.warehouse.swap import refresh
    from kyokai_pipeline_tests.staged import stage

    def make(folder: Path) -> None:
        warehouse = Warehouse(folder)
        stage(fy2023, warehouse.staging, source_url=None, fingerprint="f" * 64)
        refresh(warehouse.staging, warehouse.database)

    return Warehouse(copied_once(by_workers, "warehouse", make, tmp_path_factory.mktemp("fy2023")))


@pytest.fixture(scope="session")
def five_editions(
    fy2023: Report, fy2023_warehouse: Warehouse, by_workers: Path, tmp_path_factory: pytest.TempPathFactory
) -> Warehouse:
    """The shipped draft, its final report, its erratum and two later years, all with its values. Read it only."""
    import shutil

    from kyokai_pipeline.warehouse.build import build
    from kyokai_pipeline_tests.warehouse.other_editions import as_edition, next_edition, stage_as_it_is

    def make(folder: Path) -> None:
        warehouse = Warehouse(folder)
        shutil.copytree(fy2023_warehouse.staging, warehouse.staging)
        copies = [as_edition(fy2023, edition_id) for edition_id in ("FY2023", "FY2023-r2")]
        for report in (*copies, *(next_edition(fy2023, f"FY{2023 + years}", years=years) for years in (1, 2))):
            stage_as_it_is(report, warehouse.staging, "test")
        build(warehouse.staging, warehouse.database)

    return Warehouse(copied_once(by_workers, "five", make, tmp_path_factory.mktemp("five")))


@pytest.fixture(scope="session")
def published(
    fy2023_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a copy of its file: DuckDB opens one file with one configuration in one process."""
    import shutil

    import duckdb

    copied = shutil.copy(fy2023_warehouse.database, tmp_path_factory.mktemp("published"))
    with duckdb.connect(str(copied), read_only=True) as connection:
        yield connection
