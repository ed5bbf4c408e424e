"""Pages that the process which read an edition goes on to draw, while this one publishes it.

Belongs here: which process draws which PDF; one at most. Does not belong here: reading (``reading``), drawing
(``dashboard``).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError

if TYPE_CHECKING:
    from kyokai_pipeline.confined import Confined
    from kyokai_pipeline.dashboard.sheets import Sheets

_at_work: dict[str, Confined] = {}


def keep(sha256: str, at_work: Confined) -> None:
    """A process whose next result is the sheets of a PDF, until somebody asks for them or another one draws."""
    while _at_work:
        _at_work.popitem()[1].close()
    _at_work[sha256] = at_work


def taken(sha256: str) -> Sheets | None:
    """The sheets of a PDF, once they are drawn; None where nobody draws it, or it met a limit: draw it here."""
    at_work = _at_work.pop(sha256, None)
    if at_work is None:
        return None
    with at_work, suppress(ReportError):
        sheets: Sheets = at_work.next()
        return sheets
    return None
