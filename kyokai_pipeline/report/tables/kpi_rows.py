"""The rows of one indicator table: which words are initiative, statement, target, result and verdict.

Belongs here: rows and merged labels of a table that kpi_layout.py has found. Does not belong here: what a
statement means; that is kpi.py.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import split_enumerator
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables import kpi_lines
from kyokai_pipeline.report.tables.kpi_columns import columns_of
from kyokai_pipeline.report.tables.kpi_initiatives import KpiRow, give_initiatives
from kyokai_pipeline.report.tables.kpi_numbered import as_one_row, shared_cells, split_shared, spread_numbered
from kyokai_pipeline.report.tables.kpi_symbols import check_explained, verdicts_in
from kyokai_pipeline.report.tables.kpi_verdicts import check_below, check_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.columns import Span
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.report.tables.kpi_layout import KpiTable
    from kyokai_pipeline.vocabulary import KpiWords

HEADS = {"statement": phrase("kpi_statement"), "target": phrase("kpi_target"), "result": phrase("kpi_result")}


def rows_of(table: KpiTable, vocabulary: KpiWords) -> list[KpiRow]:
    """Every row of a table, top to bottom.

    Raises:
        ReportError: Columns or rows that cannot be told apart, an initiative that no term explains.
    """
    page, status_head = table.page, table.heads["status"]
    reach = max(status_head.box[2] - status_head.box[0], 4 * status_head.words[0].size)
    near = [w for w in table.words if abs(w.x - status_head.x) <= reach]
    check_explained(table, near)
    found = verdicts_in(near, vocabulary, table.legend, page.rules)
    verdicts = [f for f in found if abs(f.x - status_head.x) <= reach]
    verdicts.sort(key=lambda f: f.y)
    body = _down_to_the_end(table, verdicts) if verdicts else []
    check_below(table, body, vocabulary)
    if not verdicts:
        return []
    columns = columns_of(table, body, verdicts, vocabulary)
    bands = _bands(table, verdicts)
    rows = [KpiRow(verdict) for verdict in verdicts]
    used = {w for f in verdicts for w in f.words}
    if bands is not None:
        for key in ("statement", "target", "result"):
            if len(set(bands)) < len(bands):
                spread_numbered(table, rows, key, columns[key], bands)
            else:
                _spread_by_rules(table, rows, key, columns[key], bands)
    else:
        _spread_by_place(table, rows, columns)
    stray = [w for w in columns["status"] if w not in used]
    if stray:
        raise problems.misread(page, phrase("no_verdict_text"), stray[0].box, stray[0].text)
    give_initiatives(table, rows, columns["initiative"], vocabulary)
    return rows


def _down_to_the_end(table: KpiTable, verdicts: Sequence[Found]) -> list[Word]:
    """Words of the table: down to the rule under its last verdict, or to the first wide gap after it."""
    last = verdicts[-1]
    under = table.page.rules.around(last.box).bottom
    sides = table.page.rules.around(last.box)
    if under is not None and sides.top is not None and sides.top > verdicts[0].box[1] - 4 * last.words[0].size:
        return [w for w in table.words if w.y < under]
    kept: list[Word] = []
    previous = last.box[3]
    for line in lines_of(table.words):
        if line.base > last.box[3] and line.box[1] - previous > 0.9 * line.size:
            break
        kept.extend(line.words)
        previous = max(previous, line.box[3])
    return kept


def _bands(table: KpiTable, verdicts: Sequence[Found]) -> list[Span] | None:
    """Top and bottom of each row by the rules around its verdict; None where they do not part the rows.

    Verdicts ①②③ in one cell have the same band.
    """
    bands: list[Span] = []
    for verdict in verdicts:
        around = table.page.rules.around(verdict.box)
        if around.top is None or around.bottom is None:
            return None
        bands.append((around.top, around.bottom))
    if not all(a[1] <= b[0] + 1 or a == b for a, b in itertools.pairwise(bands)):
        return None
    for band in set(bands):
        sharing = [verdict for verdict, own in zip(verdicts, bands, strict=True) if own == band]
        numbers = [split_enumerator(verdict.text)[0] for verdict in sharing]
        if len(sharing) > 1 and numbers != list(range(1, len(sharing) + 1)):
            return None  # no shared cell of ①②③, but rules that close no rows at all
    return bands


def _spread_by_rules(table: KpiTable, rows: list[KpiRow], key: str, words: list[Word], bands: Sequence[Span]) -> None:
    """Give the words of one column to the rows between whose rules they stand."""
    for line in lines_of(words):
        home = next((row for row, band in zip(rows, bands, strict=True) if band[0] <= line.y <= band[1]), None)
        if home is None:
            raise _stray(table, line)
        getattr(home, key).extend(line.words)


def _spread_by_place(table: KpiTable, rows: list[KpiRow], columns: dict[str, list[Word]]) -> None:
    """Give the words of all columns to the rows without rules; what is known of a row helps to find the rest."""
    cells = shared_cells(rows)
    wholes = [as_one_row(cell) for cell in cells]
    if len(cells) == len(rows):
        check_targets(table, rows, columns["target"])
    for key in ("target", "result", "statement"):
        lines = lines_of(columns[key])
        homes = kpi_lines.share_out(table, wholes, lines) if lines else None
        if homes is None:
            raise _unshared(table, wholes, key, lines)
        for line, home in zip(lines, homes, strict=True):
            getattr(wholes[home], key).extend(line.words)
    for cell, whole in zip(cells, wholes, strict=True):
        split_shared(table, cell, whole)


def _unshared(table: KpiTable, rows: list[KpiRow], key: str, lines: list[Line]) -> Exception:
    """Name the row without a line beside it, or the line without a verdict beside it."""
    for row in rows:
        span = row.span
        if not any(line.box[3] > span[0] and line.box[1] < span[1] for line in lines):
            size = row.status.words[0].size
            beside = [w for w in table.words if abs(w.y - row.status.y) < 1.5 * size and w.x < row.status.box[0]]
            return problems.misread(
                table.page,
                phrase("kpi_part_empty", part=HEADS[key]),
                box_around([*beside, *row.status.words]),
                "".join(line.text for line in lines_of([*beside, *row.status.words])),
            )
    alone = _without_verdict(rows, lines)
    return problems.misread(
        table.page,
        phrase("lines_without_verdict", part=HEADS[key]),
        alone.box if alone else (box_around(lines) if lines else None),
        alone.text if alone else None,
    )


def _without_verdict(rows: list[KpiRow], lines: list[Line]) -> Line | None:
    """The first line that stands level with no verdict."""
    return next(
        (ln for ln in lines if not any(abs(row.status.y - ln.y) < 1.2 * ln.size for row in rows)),
        None,
    )


def _stray(table: KpiTable, line: Line) -> Exception:
    return problems.misread(table.page, phrase("text_between_rows"), line.box, line.text)
