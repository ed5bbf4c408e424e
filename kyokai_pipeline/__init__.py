"""kyokai_pipeline: the annual report of 協会けんぽ as a warehouse that can be queried, cited and trusted.

``read_report`` is the whole reader; importing this package loads no PDF, data frame or Dagster library
until it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from kyokai_pipeline.report.model import Report

__version__ = "0.1.0"
__all__ = ["ReportError", "ReportRefused", "read_report"]


def read_report(path: str | PathLike[str], *, absent: Mapping[str, str] | None = None) -> Report:
    """Read one edition of the report from its PDF.

    Args:
        path: A PDF of the summary version (概要版) of the annual business report.
        absent: Tables that this edition has none of -> why, e.g. ``{"training": "…"}``; any other must be there.

    Returns:
        The edition, its tables (name -> DataFrame), every figure with page and box, and warnings.

    Raises:
        ReportRefused: The file is not such a report or some value cannot be read with certainty;
            ``.problems`` lists every reason with page, box, printed text and what would mend it.
    """
    from kyokai_pipeline.report.reader import read

    return read(path, absent)
