"""Numbers beside a table's values that follow from them: 増減, 前年度差, 前年度比.

A column that is left out is explained where each of its numbers is the change or the ratio of the newest year on the
year before, of the same row, as far as the printed digits go; any other number there stays unexplained, and is said.
Does not belong here: which heads are left out (vocabulary/tables.yml).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import COUNTED, NotANumber, Printed, Unit
from kyokai_pipeline.layout.cell_text import pieces_of
from kyokai_pipeline.report.tables.models import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from kyokai_pipeline.layout.cell_text import Piece
    from kyokai_pipeline.layout.part import Cell
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.layout.table_model import Key, Place
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.report.ledger.ledger import Claim

PERCENT, POINT = "%", "ポイント"


def explain_what_follows(table: Table, claims: Iterable[Claim]) -> None:
    """Tell each newest value of a table by years which of the numbers left out beside it follow from its row.

    Args:
        table: The table; its columns are years.
        claims: The facts that were read from it.
    """
    of_glyph = {glyph: claim for claim in claims for glyph in claim.reading.glyphs}
    for row, columns in _beside(table):
        now, before = _two_years(table, row, of_glyph)
        if now is not None and before is not None:
            now.follow = tuple(
                glyph for words in columns for glyph in _following(words, now.reading.printed, before.reading.printed)
            )


def _beside(table: Table) -> list[tuple[Place, Sequence[Sequence[Word]]]]:
    return [found for part in table.parts if not part.turned for found in part.beside.items() if found[1]]


def _two_years(table: Table, row: Place, of_glyph: dict[Glyph, Claim]) -> tuple[Claim | None, Claim | None]:
    """The facts of the newest year of a row and of the year before it."""
    years = {year: table.cells.get((row, place)) for place in table.columns if (year := _year(place[1])) is not None}
    last = max(years, default=0)
    return _fact(years.get(last), of_glyph), _fact(years.get(last - 1), of_glyph)


def _year(key: Key) -> int | None:
    if isinstance(key, Period):
        return key.fiscal_year
    return key if isinstance(key, int) else None


def _fact(cell: Cell | None, of_glyph: dict[Glyph, Claim]) -> Claim | None:
    """The first fact of a cell: its value, before a rate."""
    glyphs = (glyph for word in cell.words for glyph in word.glyphs) if cell else ()
    return next((of_glyph[glyph] for glyph in glyphs if glyph in of_glyph), None)


def _following(words: Sequence[Word], now: Printed, before: Printed) -> list[Glyph]:
    """The glyphs of a cell's numbers, if all of them follow."""
    pieces = pieces_of(words)
    return [g for piece in pieces for g in piece.glyphs] if all(_follows(p, now, before) for p in pieces) else []


def _follows(piece: Piece, now: Printed, before: Printed) -> bool:
    """Whether a number is now less before, or the ratio or the rate of the two in per cent."""
    change, share = _read(piece, now.unit), _read(piece, PERCENT)
    units = (POINT, PERCENT) if now.unit == PERCENT else (now.unit,)
    (least, most), (least_before, most_before) = _bounds(now), _bounds(before)
    if change and change.unit in units and _meets(change, least - most_before, most - least_before):
        return True
    if not share or share.unit != PERCENT or least_before <= 0 or least < 0:
        return False
    low, high = 100 * least / most_before, 100 * most / least_before
    return _meets(share, low, high) or _meets(share, low - 100, high - 100)


def _bounds(printed: Printed) -> tuple[Decimal, Decimal]:
    """The least and the most that a printed number can stand for; a count printed to the last one is what it says."""
    is_count = printed.unit in COUNTED and printed.quantum == 1
    return (printed.value, printed.value) if is_count else (printed.low, printed.high)


def _read(piece: Piece, unit: str | None) -> Printed | None:
    try:
        return piece.number(Unit(unit) if unit else None).printed
    except NotANumber:
        return None


def _meets(printed: Printed, low: Decimal, high: Decimal) -> bool:
    """Whether a printed number is one that values between two bounds would be printed as."""
    return printed.low <= high and low <= printed.high
