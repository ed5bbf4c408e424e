"""What no table of such a report prints: checks that need no second number, so sure that they refuse.

Belongs here: what the printed text and its place in the table give away (half a person, two scales in one row, months
out of order). Does not belong here: what the values say together (vocabulary/identities.yml, group doubt).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.calendar import MONTHS
from kyokai_pipeline.japanese.numbers import COUNTED
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.layout.cell_text import pieces_of
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.models import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.layout.part import Part
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.layout.table_model import Key
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import TableSpec

_PLAIN = re.compile(r"[^0-9]*[0-9][0-9,.]*([百千万億兆]*)[^0-9百千万億兆]+")
"""A number with its unit right behind it: 78,264千人; the group is the scale. 3,955万9千人 is none."""
_RATES = ("%", "ポイント")


def check_whole(page: PdfPage, reading: Reading, text: str) -> None:
    """Persons, cases and branches are counted: none of them is printed in parts.

    Raises:
        ReportError: The number is not whole in its base unit, as 6.045名 is not.
    """
    printed = reading.printed
    if printed.unit in COUNTED and printed.value != printed.value.to_integral_value():
        where = Where(page=page.number, box=reading.box, printed=text)
        raise refuse("not_whole", where, unit=printed.unit, value=str(printed.value))


def check_table(table: Table, spec: TableSpec) -> None:
    """The years or months of a table stand in their order, and each of its measures is printed in one unit.

    Raises:
        ReportError: One does not, or is not.
    """
    check_order(table, spec)
    for cells in table.series():
        pieces = [piece for cell in cells for piece in pieces_of(cell.words) if not piece.bracketed]
        counts = [(squeeze(piece.text), piece.box) for piece in pieces if not squeeze(piece.text).endswith(_RATES)]
        check_one_scale(cells[0].part.page, counts)


def check_one_scale(page: PdfPage, printed: Sequence[tuple[str, Box]]) -> None:
    """The numbers of one measure are printed in one unit: 78,264千人 beside 71,350人 is one character too many.

    Args:
        page: Where they stand.
        printed: Text and box of each; nothing is said where some of them name no unit.

    Raises:
        ReportError: They are not.
    """
    found = [(match[1], text, box) for text, box in printed if (match := _PLAIN.fullmatch(squeeze(text)))]
    scales = [scale for scale, _, _ in found]
    if len(found) < len(printed) or len(set(scales)) <= 1:
        return
    odd = min(scales, key=scales.count)
    _, text, box = next(entry for entry in found if entry[0] == odd)
    _, other, _ = next(entry for entry in found if entry[0] != odd)
    raise refuse("two_scales", Where(page=page.number, box=box, printed=text), other=other)


def check_order(table: Table, spec: TableSpec) -> None:
    """Years and months run forwards, or all of them backwards; two years say nothing of their order.

    Raises:
        ReportError: One stands out of order, as where two heads have changed places.
    """
    for part in table.parts:
        printed = [(when, label) for label in _labels(part) if (when := _when(label.key)) is not None]
        dates = [when for when, _ in printed]
        if dates in (sorted(dates), sorted(dates, reverse=True)):
            continue
        box = box_around([word for _, label in printed for word in label.words])
        text = " ".join(label.text for _, label in printed)
        why = phrase("out_of_order", table_en=spec.table_id, table_ja=spec.label_ja)
        raise problems.misread(part.page, why, box, text)


def _labels(part: Part) -> Sequence[Found]:
    """The labels that may say years or months, in the order in which they are printed."""
    if part.turned:
        return sorted(part.body.labels, key=lambda label: label.y)
    return sorted(part.heads.columns, key=lambda head: head.x)


def _when(key: Key) -> int | None:
    """A number that grows with time; None for a total and for whatever is no date."""
    if isinstance(key, Period):
        return key.fiscal_year
    if not isinstance(key, int):
        return None
    return MONTHS.index(key) if key in MONTHS else key
