"""The Dagster instance of a warehouse folder: made on first use, with telemetry and pop-ups off."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline import paths

if TYPE_CHECKING:
    from pathlib import Path


def prepare_home(warehouse: Path) -> Path:
    """Make ``DAGSTER_HOME`` and its ``dagster.yaml``; an existing one is left as it is."""
    home = paths.dagster_home(warehouse)
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.exists():
        with as_file(files("kyokai_pipeline.defs") / "dagster.yaml") as template:
            shutil.copyfile(template, settings)
    return home


def open_instance(warehouse: Path) -> dg.DagsterInstance:
    """The instance in ``DAGSTER_HOME``; use it in a ``with`` block."""
    return dg.DagsterInstance.from_config(str(prepare_home(warehouse)))
