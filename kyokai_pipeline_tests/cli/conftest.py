from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app
from kyokai_pipeline_tests.reading_once import read_each_pdf_once

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


@dataclass
class Desk:
    """A reader's two folders, and the terminal in front of them."""

    raw: Path
    warehouse: Path

    @property
    def database(self) -> Path:
        return paths.database(self.warehouse)

    def kyokai(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def at_desk(folder: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The desk of a folder, which the terminal is told of; FY2023 is put on its shelf unless something lies there."""
    raw, warehouse = folder / "raw", folder / "warehouse"
    if not raw.is_dir():
        raw.mkdir()
        for path in (paths.project() / "raw").glob("kyokai_fy2023_summary.*"):
            shutil.copy(path, raw)
    patch.setenv("KYOKAI_RAW", str(raw))
    patch.setenv("KYOKAI_WAREHOUSE", str(warehouse))
    patch.setenv("DAGSTER_HOME", str(warehouse / ".dagster"))
    return Desk(raw, warehouse)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """FY2023 on the shelf, nothing published; the environment is put back afterwards."""
    return at_desk(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _quick_events(quick_events: None) -> None:
    """Every run of this room."""
