"""kyokai_pipeline: the annual report of 協会けんぽ as a warehouse that can be queried, cited and trusted.

Two doors. ``open_warehouse`` is for analysis: all published editions, checked, joined and named. ``read_report`` is for
one PDF that is not published: what it says, and where. Importing this package loads no PDF, data frame or Dagster
library until one of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from kyokai_pipeline.report.model import Report
    from kyokai_pipeline.schemas.frames import Decimals
    from kyokai_pipeline.warehouse.reader import OpenWarehouse

__version__ = "0.1.0"
__all__ = ["ReportError", "ReportRefused", "open_warehouse", "read_report"]


def read_report(
    path: str | PathLike[str], *, absent: Mapping[str, str] | None = None, decimals: Decimals = "float"
) -> Report:
    """Read one PDF that is not published; for published editions ``open_warehouse`` has more: names, marts, all years.

    Args:
        path: A PDF of the summary version (概要版) of the annual business report.
        absent: Tables that this edition has none of -> why, e.g. ``{"training": "…"}``; any other must be there.
        decimals: ``float`` to plot and calculate, ``exact`` for the printed ``Decimal`` values.

    Returns:
        The edition, its tables (name -> DataFrame in nullable types), every figure with page and box, and warnings.

    Raises:
        ReportRefused: The file is not such a report or some value cannot be read with certainty;
            ``.problems`` lists every reason with page, box, printed text and what helps.
    """
    from kyokai_pipeline.report import reader
    from kyokai_pipeline.schemas.frames import typed

    return typed(reader.read(path, absent), decimals)


def open_warehouse(database: str | PathLike[str] | None = None) -> OpenWarehouse:
    """Open the published file for pandas: all editions, checked, named and joined; ``read_report`` is for one new PDF.

    Args:
        database: A ``kyokai.duckdb`` or its folder; ``KYOKAI_WAREHOUSE`` or that of this project where left out.

    Returns:
        Its tables as data frames: ``open_warehouse().table("marts.membership_trend")``.

    Raises:
        FileNotFoundError: Nothing is published there.
    """
    from pathlib import Path

    from kyokai_pipeline import paths
    from kyokai_pipeline.messages import notice
    from kyokai_pipeline.warehouse.reader import OpenWarehouse

    place = Path(database) if database is not None else paths.warehouse_dir()
    file = paths.database(place) if place.suffix != ".duckdb" else place
    if not file.is_file():
        raise FileNotFoundError(notice("not_published_yet", path=str(file), command="kyokai"))
    return OpenWarehouse(file)
