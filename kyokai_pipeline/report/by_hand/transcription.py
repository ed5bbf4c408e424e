"""What somebody entered for one table, and who it was.

Belongs here: the plain data that the folder's side hands to the reader. Does not belong here: what the text means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Transcription:
    """One table entered by hand.

    Attributes:
        table: Of vocabulary/tables.yml, or ``kpi``.
        file: Name of the CSV beside the PDF.
        by: Who entered it.
        at: The day.
        text: The content of the CSV.
    """

    table: str
    file: str
    by: str
    at: date
    text: str = ""
