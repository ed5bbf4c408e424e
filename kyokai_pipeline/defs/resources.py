"""The two folders as a Dagster resource, so that a run's page shows where it read and wrote."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
from pydantic import Field

from kyokai_pipeline import paths
from kyokai_pipeline.settings import Settings, load_settings


class Folders(dg.ConfigurableResource):  # type: ignore[type-arg]
    """raw/ と warehouse/ の場所。 The two folders in use: ``KYOKAI_RAW``, ``KYOKAI_WAREHOUSE`` or the project's."""

    raw: str = Field(default="", description="PDFの場所 Where the PDFs lie; empty: KYOKAI_RAW")
    warehouse: str = Field(default="", description="公開先 Where the warehouse goes; empty: KYOKAI_WAREHOUSE")

    @classmethod
    def in_use(cls) -> Folders:
        """Written out, so that the screen shows them."""
        return cls(raw=str(paths.raw_dir()), warehouse=str(paths.warehouse_dir()))

    @property
    def raw_dir(self) -> Path:
        """Where the PDFs lie."""
        return Path(self.raw).absolute() if self.raw else paths.raw_dir()

    @property
    def warehouse_dir(self) -> Path:
        """Where the warehouse goes."""
        return Path(self.warehouse).absolute() if self.warehouse else paths.warehouse_dir()


def settings() -> Settings:
    """The settings of this project; read anew each time, so that a change needs no restart where Dagster allows it.

    Raises:
        ReportError: They cannot be used.
    """
    return load_settings(paths.project())
