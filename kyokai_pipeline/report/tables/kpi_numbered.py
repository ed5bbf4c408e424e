"""Several indicators in one cell, told apart by the ①②③ before each statement, target, result and verdict.

Belongs here: finding and splitting such cells, with rules around them or without. Does not belong here: everything else
about the rows (kpi_rows.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import CIRCLED, split_enumerator
from kyokai_pipeline.layout.labels import Found
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.kpi_initiatives import KpiRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.columns import Span
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable


def shared_cells(rows: Sequence[KpiRow], bands: Sequence[Span] | None) -> list[list[KpiRow]]:
    """Rows whose verdicts are numbered ①, ②, ③ one after the other share their cells; any other row has its own.

    Args:
        rows: Of one table, top to bottom.
        bands: Top and bottom of the cell of each row's verdict, where rules close it: rows of one cell have the same.
    """
    cells: list[list[KpiRow]] = []
    for at, row in enumerate(rows):
        number = _number(row.status.text[:1])
        together = bands is None or (at > 0 and bands[at] == bands[at - 1])
        if cells and together and number == len(cells[-1]) + 1 and _number(cells[-1][0].status.text[:1]) == 1:
            cells[-1].append(row)
        else:
            cells.append([row])
    return cells


def as_one_row(cell: Sequence[KpiRow]) -> KpiRow:
    """The row that a shared cell makes; a row with cells of its own is itself."""
    if len(cell) == 1:
        return cell[0]
    return KpiRow(Found(cell[0].status.key, tuple(word for row in cell for word in row.status.words)))


def split_shared(table: KpiTable, cell: Sequence[KpiRow], whole: KpiRow) -> None:
    """Give the words of a shared row to the rows that share it.

    Raises:
        ReportError: Its parts are not numbered ① to the last in every column.
    """
    for key in ("statement", "target", "result") if len(cell) > 1 else ():
        words = getattr(whole, key)
        parts = _parts(words)
        if len(parts) != len(cell):
            raise unlike(table, words or cell[0].status.words)
        for row, part in zip(cell, parts, strict=True):
            getattr(row, key).extend(part)


def unlike(table: KpiTable, words: Sequence[Word]) -> ReportError:
    """Some parts of a shared cell are not numbered as its others."""
    return problems.misread(table.page, phrase("numbers_unlike"), box_around(words), "".join(w.text for w in words))


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    """The runs that begin with ①, ②, ③ …, each number one higher; none where the first word is not numbered."""
    parts: list[list[Word]] = []
    for line in lines_of(words):
        for word in line.words:
            start = 0
            for at, glyph in enumerate(word.glyphs):
                before = word.glyphs[at - 1].char if at else ""
                if _number(glyph.char) == len(parts) + 1 and before not in tuple("（(～~・、"):
                    if at > start and parts:
                        parts[-1].append(Word(word.glyphs[start:at]))
                    parts.append([])
                    start = at
            if not parts:
                return []
            parts[-1].append(Word(word.glyphs[start:]))
    return parts


def _number(char: str) -> int | None:
    return split_enumerator(char)[0] if char in CIRCLED else None
