"""Whether an initiative that stands under another pillar than before has moved there, or a heading was missed.

Belongs here: what tells the two apart. Does not belong here: finding headings (kpi_layout.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.report.tables import kpi_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.vocabulary import KpiWords

Row = tuple[int, "Box", str, str]
"""Page, place, pillar and initiative of an indicator."""


def check_pillars(rows: Sequence[Row], vocabulary: KpiWords) -> None:
    """Every initiative stands under its pillar, or has surely moved.

    A heading that was missed leaves all rows under it with the pillar before, and no row with its own pillar. So an
    initiative has moved where a row that is at home there stands below it under the same heading, and its former pillar
    has a heading over rows of its own.

    Args:
        rows: Of all indicators, in the order of the document.
        vocabulary: To which pillar each initiative is known to belong.

    Raises:
        ReportError: One stands under another pillar, and a heading may have been missed.
    """
    known = vocabulary.pillar_of
    settled = {pillar for _, _, pillar, initiative in rows if known.get(initiative) == pillar}
    for _, group in itertools.groupby(rows, key=lambda row: row[2]):
        under = list(group)
        last = max((at for at, row in enumerate(under) if known.get(row[3]) == row[2]), default=-1)
        for at, (page, box, pillar, initiative) in enumerate(under):
            before = known.get(initiative, pillar)
            if before != pillar and (at > last or before not in settled):
                raise kpi_problems.moved_initiative(page, initiative, pillar, vocabulary, box)
