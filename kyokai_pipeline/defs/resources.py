"""The two folders as a Dagster resource, so that a run's page shows where it read and wrote."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from kyokai_pipeline.editions import places


class Folders(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Empty means: ``KYOKAI_RAW`` and ``KYOKAI_WAREHOUSE``, or the project's own folders."""

    raw: str = ""
    warehouse: str = ""

    @property
    def raw_dir(self) -> Path:
        """Where the PDFs lie."""
        return Path(self.raw).absolute() if self.raw else places.raw_dir()

    @property
    def warehouse_dir(self) -> Path:
        """Where the warehouse goes."""
        return Path(self.warehouse).absolute() if self.warehouse else places.warehouse_dir()
