"""Writing the dashboard beside the published file: at once, whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.dashboard.paper import not_drawn

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.dashboard.paper import Drawn


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        path: The page.
        size: In bytes.
    """

    path: Path
    size: int


def write_dashboard(raw: Path, warehouse: Path, drawn: Drawn = not_drawn) -> Written:
    """Write ``<warehouse>/dashboard/index.html`` from the published file and the PDFs it was read from.

    Args:
        raw: Where the PDFs lie.
        warehouse: Where the published file is.
        drawn: Pages that are drawn already.

    Raises:
        ReportError: A PDF is not in ``raw``, or is another file than the one that was read.
    """
    import duckdb

    from kyokai_pipeline.dashboard.page import render

    target = paths.dashboard(warehouse)
    with duckdb.connect(str(paths.database(warehouse)), read_only=True) as connection:
        content = render(connection, raw, drawn).encode("utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(content)
    beside.replace(target)
    return Written(target, len(content))
