"""Where a copy of a report came from: columns of core.edition that the report itself cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Provenance:
    """None where it is not known. The attributes are columns of core.edition and, but for the first, sidecar keys."""

    source_url: str | None = None
    archived_url: str | None = None
    published_on: date | None = None
    retrieved_at: date | None = None
    terms: str | None = None
    note: str | None = None
