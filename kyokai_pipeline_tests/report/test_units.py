"""Which caption speaks for a table when two stand near it."""

from __future__ import annotations

import pytest

from kyokai_pipeline.japanese.numbers import Unit
from kyokai_pipeline.report.tables.units import Caption, unit_for
from kyokai_pipeline.vocabulary import measure

THOUSAND, TEN_THOUSAND = Unit("人", 3), Unit("人", 4)
ENROLLEES = measure("enrollees")


@pytest.mark.parametrize(
    ("captions", "unit"),
    [
        ([Caption("", TEN_THOUSAND, 2.0)], TEN_THOUSAND),
        ([Caption("加入者数などの人数", THOUSAND, 40.0), Caption("", TEN_THOUSAND, 2.0)], TEN_THOUSAND),
        ([Caption("加入者数などの人数", THOUSAND, 4.0), Caption("", TEN_THOUSAND, 2.0)], None),
        ([Caption("加入者数などの人数", THOUSAND, 2.0), Caption("その他", TEN_THOUSAND, 2.0)], THOUSAND),
        ([Caption("平均標準報酬月額", Unit("円"), 2.0)], None),
    ],
    ids=["alone", "the other table's is farther", "two as near that disagree", "named on one line", "other kind"],
)
def test_the_nearest_caption_speaks_for_a_table(captions: list[Caption], unit: Unit | None) -> None:
    assert unit_for(ENROLLEES, captions, ENROLLEES.term.forms) == unit
