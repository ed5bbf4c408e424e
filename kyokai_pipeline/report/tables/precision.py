"""How precisely a row of numbers was printed, where the digits alone do not say it.

39,559,000人 in a row whose every number ends in 000 was rounded to thousands and filled up with zeros. That five or
more independent numbers all end in a zero by chance happens once in 100,000 rows, so the zeros are read as filling.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.cell_text import Reading

ENOUGH = 5
"""Fewer numbers may all end in zeros by chance."""


def zero_filled(readings: Sequence[Reading]) -> list[Reading]:
    """The same readings with the quantum that their common zeros tell.

    Args:
        readings: The numbers of one row, same unit.
    """
    numbers = [reading.printed for reading in readings]
    counted = all(number.unit != "%" and number.quantum >= 1 for number in numbers)
    if len(numbers) < ENOUGH or not counted or not any(number.value for number in numbers):
        return list(readings)
    common = max(number.quantum for number in numbers)
    while all(number.value % (common * 10) == 0 for number in numbers):
        common *= Decimal(10)
    return [
        replace(reading, printed=replace(reading.printed, quantum=max(common, reading.printed.quantum)))
        for reading in readings
    ]
