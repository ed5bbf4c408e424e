"""The rows of one indicator table: which words are initiative, statement, target, result and verdict.

Several indicators may share a cell, told apart by the ①②③ before each statement, target, result and verdict.
Belongs here: rows of a table that kpi_layout.py has found. Does not belong here: finding verdicts (kpi_verdicts.py),
what a cell says (kpi.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import CIRCLED, split_enumerator
from kyokai_pipeline.layout.columns import ruled_sides, span_of
from kyokai_pipeline.layout.extent import down_to_the_end
from kyokai_pipeline.layout.labels import Found
from kyokai_pipeline.layout.text_rows import bands_of, in_band, rows_of_lines
from kyokai_pipeline.layout.tolerances import TEXTS
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.kpi_columns import columns_of
from kyokai_pipeline.report.tables.kpi_initiatives import give_initiatives
from kyokai_pipeline.report.tables.kpi_model import KpiRow
from kyokai_pipeline.report.tables.kpi_verdicts import check_bands, check_below, check_targets, verdicts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.columns import Span
    from kyokai_pipeline.report.tables.kpi_model import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

HEADS = {"statement": phrase("kpi_statement"), "target": phrase("kpi_target"), "result": phrase("kpi_result")}


def rows_of(table: KpiTable, vocabulary: KpiWords) -> list[KpiRow]:
    """Every row of a table, top to bottom.

    Raises:
        ReportError: Columns or rows that cannot be told apart, an initiative that no term explains.
    """
    verdicts = verdicts_of(table, vocabulary)
    body = _body(table, verdicts)
    check_below(table, body, vocabulary)
    if not verdicts:
        return []
    columns = columns_of(table, body, verdicts, vocabulary)
    rows = [KpiRow(verdict) for verdict in verdicts]
    bands = bands_of([verdict.box for verdict in verdicts], table.page.rules, shared=True)
    if bands:
        rows, bands = _by_results(table, rows, bands)
    cells = _shared_cells(rows, bands)
    if bands and len(cells) > len(set(bands)):  # no shared cells of ①②③, but rules that close no rows at all
        bands, cells = None, _shared_cells(rows, None)
    wholes = [_as_one_row(cell) for cell in cells]
    if bands:
        if len(wholes) == len(rows):
            check_bands(table, columns["target"], bands)
        _spread_by_rules(table, wholes, columns, list(dict.fromkeys(bands)), shared=len(wholes) < len(rows))
    else:
        if len(wholes) == len(rows):
            check_targets(table, rows, columns["target"])
        _spread_by_place(table, wholes, columns)
    for cell, whole in zip(cells, wholes, strict=True):
        _split_shared(table, cell, whole)
    _check_verdicts(table, verdicts, columns["status"])
    give_initiatives(table, rows, columns["initiative"], vocabulary)
    return rows


def _body(table: KpiTable, verdicts: Sequence[Found]) -> list[Word]:
    """The words of the table down to its end; none where it has no verdict."""
    if not verdicts:
        return []
    first, last = verdicts[0], verdicts[-1]
    ceiling = first.box[1] - 4 * last.words[0].size
    return down_to_the_end(table.page, table.words, last.box, TEXTS.row_sizes, ceiling)


def _check_verdicts(table: KpiTable, verdicts: Sequence[Found], words: Sequence[Word]) -> None:
    """Nothing but verdicts stands in their column."""
    used = {w for f in verdicts for w in f.words}
    stray = next((w for w in words if w not in used), None)
    if stray is not None:
        raise problems.misread(table.page, phrase("no_verdict_text"), stray.box, stray.text)


def _spread_by_rules(
    table: KpiTable, rows: Sequence[KpiRow], columns: dict[str, list[Word]], bands: Sequence[Span], *, shared: bool
) -> None:
    """Give the words of all columns to the rows between whose rules they stand."""
    for key in HEADS:
        loose: list[Word] = []
        for line in lines_of(columns[key]):
            home = in_band(line.y, bands)
            (loose if home is None else getattr(rows[home], key)).extend(line.words)
        if loose and shared:
            raise _unlike(table, loose)
        if loose:
            first = lines_of(loose)[0]
            raise problems.misread(table.page, phrase("text_between_rows"), first.box, first.text)


def _spread_by_place(table: KpiTable, rows: Sequence[KpiRow], columns: dict[str, list[Word]]) -> None:
    """Give the words of all columns to the rows without rules; what is known of a row helps to find the rest."""
    for key in ("target", "result", "statement"):
        lines = lines_of(columns[key])
        others = [[span_of(words) for words in (row.status.words, row.target, row.result) if words] for row in rows]
        homes = rows_of_lines(table.page, lines, others, table.walls) if lines else None
        if homes is None:
            raise _unshared(table, rows, key, lines)
        for line, home in zip(lines, homes, strict=True):
            getattr(rows[home], key).extend(line.words)


def _unshared(table: KpiTable, rows: Sequence[KpiRow], key: str, lines: Sequence[Line]) -> ReportError:
    """Name the row without a line beside it, or the line without a verdict beside it."""
    for row in rows:
        top, bottom = row.span
        if not any(line.box[3] > top and line.box[1] < bottom for line in lines):
            return _empty(table, row, key)
    alone = next((ln for ln in lines if all(abs(row.status.y - ln.y) >= 1.2 * ln.size for row in rows)), None)
    box = alone.box if alone else (box_around(lines) if lines else None)
    why = phrase("lines_without_verdict", part=HEADS[key])
    return problems.misread(table.page, why, box, alone.text if alone else None)


def _empty(table: KpiTable, row: KpiRow, key: str) -> ReportError:
    near = 1.5 * row.status.words[0].size
    beside = [w for w in table.words if abs(w.y - row.status.y) < near and w.x < row.status.box[0]]
    words = [*beside, *row.status.words]
    printed = "".join(line.text for line in lines_of(words))
    return problems.misread(table.page, phrase("kpi_part_empty", part=HEADS[key]), box_around(words), printed)


def _shared_cells(rows: Sequence[KpiRow], bands: Sequence[Span] | None) -> list[list[KpiRow]]:
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


def _by_results(table: KpiTable, rows: Sequence[KpiRow], bands: Sequence[Span]) -> tuple[list[KpiRow], list[Span]]:
    """A row for each result, where one verdict in a merged cell stands beside several: rules part the results alone."""
    head = table.heads["result"]
    (left, right), *_ = ruled_sides([head.box], table.page.rules) or [(0.0, 0.0)]
    line = TEXTS.row_sizes * head.words[0].size
    parted: list[KpiRow] = []
    parts: list[Span] = []
    for row, (top, bottom) in zip(rows, bands, strict=True):
        alone = right > left and list(bands).count((top, bottom)) == 1
        walls = table.page.rules.level_between(top + line, bottom - line, left, right) if alone else []
        edges = [top, *walls, bottom]
        parts += itertools.pairwise(edges)
        parted += [row, *(KpiRow(row.status) for _ in walls)]
    return parted, parts


def _as_one_row(cell: Sequence[KpiRow]) -> KpiRow:
    """The row that a shared cell makes; a row with cells of its own is itself."""
    if len(cell) == 1:
        return cell[0]
    return KpiRow(Found(cell[0].status.key, tuple(word for row in cell for word in row.status.words)))


def _split_shared(table: KpiTable, cell: Sequence[KpiRow], whole: KpiRow) -> None:
    """Give the words of a shared row to the rows that share it.

    Raises:
        ReportError: Its parts are not numbered ① to the last in every column.
    """
    for key in ("statement", "target", "result") if len(cell) > 1 else ():
        words = getattr(whole, key)
        parts = _parts(words)
        if len(parts) != len(cell):
            raise _unlike(table, words or cell[0].status.words)
        for row, part in zip(cell, parts, strict=True):
            getattr(row, key).extend(part)


def _unlike(table: KpiTable, words: Sequence[Word]) -> ReportError:
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
