"""Progress for two readers: the run's log in the UI, and the terminal while ``kyokai run`` works."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import dagster as dg

PROGRESS = logging.getLogger("kyokai_pipeline.progress")
"""Silent unless the terminal listens."""
PROGRESS.propagate = False
PROGRESS.addHandler(logging.NullHandler())


def report_progress(context: dg.AssetExecutionContext, text: str) -> None:
    """Write ``text`` to both."""
    context.log.info(text)
    PROGRESS.info(text)
