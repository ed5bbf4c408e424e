"""A table with rows that its model does not know: solved with their labels as printed, or not at all.

Belongs here: where the label of an unknown row begins and ends, and whether the row stands among the others. The
table is then solved again as if its model knew those labels, so that every word of it is accounted for as ever. Does
not belong here: whether such a row means anything (report/tables/new_rows.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.labels import adornments
from kyokai_pipeline.layout.solve import Table, solve
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.layout.tolerances import NEW_ROWS
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.pdf.words import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kyokai_pipeline.layout.part import Cell, Part
    from kyokai_pipeline.layout.table_model import Key, TableModel
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rules
    from kyokai_pipeline.pdf.words import Word


@dataclass(frozen=True)
class NewRow:
    """A row that the model does not know.

    Attributes:
        key: What it was given as its key.
        text: Its label in canonical spelling, without marks and units.
        cells: In the order of the columns.
    """

    key: Key
    text: str
    cells: list[Cell]


def solve_with_new_rows(
    pages: Sequence[PdfPage], model: TableModel, name: Callable[[str], Key]
) -> tuple[Table, list[NewRow]]:
    """Solve a table; where rows stand in it that nobody knows, with those rows.

    Args:
        pages: As for ``solve``.
        model: As for ``solve``.
        name: A label in canonical spelling -> the key that its row gets.

    Raises:
        Unsolved: As ``solve`` says. An unknown label whose row is not certain leaves the table as unsolved as before.
    """
    try:
        return solve(pages, model), []
    except Unsolved as unsolved:
        for labels in _ways(unsolved):
            terms = tuple(Term(name(text), (text,)) for text in labels)
            if len({term.key for term in terms}) < len(terms) or not all(labels):
                continue
            try:
                table = solve(pages, replace(model, rows=replace(model.rows, optional=(*model.rows.optional, *terms))))
            except Unsolved:
                continue
            found = [_row(table, term) for term in terms]
            if all(row.cells and _among_others(table, row, found) for row in found):
                return replace(table, model=model), found
        raise


def unknown_labels(unsolved: Unsolved) -> list[str]:
    """All labels beside the rows that nobody knows, as far as they can be told apart; none where all are known."""
    return next(_ways(unsolved), [])


def _ways(unsolved: Unsolved) -> Iterator[list[str]]:
    """How the unknown words beside the rows may be labels: as the rules part them, joined lines, or each line."""
    words: list[Word] = unsolved.details.get("stray", [])
    part: Part | None = unsolved.details.get("part")
    if part is None or part.turned or not words:
        return
    ways = [in_cells(words, part.page.rules), joined_lines(words, NEW_ROWS.label_sizes), joined_lines(words, 0.0)]
    for at, way in enumerate(ways):
        if way and way not in ways[:at]:
            yield [plain_label("".join(line.text for line in lines_of(label))) for label in way]


def in_cells(words: Sequence[Word], rules: Rules) -> list[list[Word]]:
    """Words as the rules over and under them part them; none where some word has no such rules."""
    cells: dict[tuple[float | None, float | None], list[Word]] = {}
    for word in words:
        around = rules.around(word.box)
        cells.setdefault((around.top, around.bottom), []).append(word)
    return [] if any(None in cell for cell in cells) else list(cells.values())


def joined_lines(words: Sequence[Word], sizes: float, pitches: float = float("inf")) -> list[list[Word]]:
    """Lines that stand close enough to be one label.

    Args:
        words: Of all labels, at least one.
        sizes: Lines farther apart than this share of their size are two labels, and so are
        pitches: those farther apart than so many times the closest lines.
    """
    lines = lines_of(words)
    steps = [below.base - above.base for above, below in itertools.pairwise(lines)]
    labels = [[*lines[0].words]]
    for step, line in zip(steps, lines[1:], strict=True):
        if step > sizes * line.size or step > pitches * min(steps):
            labels.append([])
        labels[-1].extend(line.words)
    return labels


def plain_label(printed: str) -> str:
    """A label in canonical spelling without the marks and the unit behind it, which the solver finds by itself."""
    text = canonical(printed)
    for at in range(1, len(text)):
        if text[at] in "([※*注" and adornments(text[at:]) is not None:
            return text[:at]
    return text


def _row(table: Table, term: Term) -> NewRow:
    cells = [cell for (row, _), cell in table.cells.items() if row[1] == term.key]
    return NewRow(term.key, term.forms[0], cells)


def _among_others(table: Table, row: NewRow, new: Sequence[NewRow]) -> bool:
    """Whether a row stands as near to its neighbours as the known rows do to theirs: else it may be another table's."""
    keys = {other.key for other in new}
    page = row.cells[0].part.page
    spans: dict[Key, tuple[float, float]] = {}
    for (place, _), cell in table.cells.items():
        if cell.part.page is page and cell.part is row.cells[0].part:
            top, bottom = spans.get(place, (cell.box[1], cell.box[3]))
            spans[place] = min(top, cell.box[1]), max(bottom, cell.box[3])
    order = sorted(spans.items(), key=lambda item: item[1])
    gaps = [(a[0][1], b[0][1], b[1][0] - a[1][1]) for a, b in itertools.pairwise(order)]
    usual = max((gap for a, b, gap in gaps if not {a, b} & keys), default=0.0)
    size = row.cells[0].words[0].size if row.cells[0].words else 0.0
    mine = [gap for a, b, gap in gaps if row.key in (a, b)]
    return bool(mine) and max(mine) <= NEW_ROWS.gaps * max(usual, 0.0) + NEW_ROWS.gap_sizes * size
