"""Rows without rules: the cells of each column follow the labels in order.

A bare number opens a cell, its rate or its unit continues it. The place of each row beside its label is then
checked: order alone never decides. Does not belong here: rules (row_bands.py).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.grid import Span
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.heads import Head
from kyokai_pipeline.report.tables.row_bands import Row, bare_numbers, middle_of, only_rates, unlabelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.body import Body
    from kyokai_pipeline.vocabulary import TableSpec

Column = tuple[Head, Span]


def rows_by_columns(
    page: PdfPage, body: Body, spec: TableSpec, columns: Sequence[Column], rates: set[int]
) -> list[Row]:
    """Rows without rules: the n-th cell of every column belongs to the n-th row."""
    labels = sorted(body.labels, key=lambda f: f.y)
    unlabelled = max(0, len(spec.groups) - sum(f.key == spec.blank for f in labels)) if spec.blank else 0
    count = len(labels) + unlabelled
    stacks = [_stack([w for w in body.words if span[0] <= w.x <= span[1]], rates) for _, span in columns]
    _check_counts(page, body, spec, columns, stacks, count)
    cells = [[stack[i] for stack in stacks] for i in range(count)]
    middles = [median(middle_of(words) for words in row) for row in cells]
    _check_level(page, spec, cells, middles)
    rows: list[Row] = []
    for row, middle, label in zip(cells, middles, _align(middles, labels), strict=True):
        words = [word for cell in row for word in cell]
        if label is None:
            rows.append(Row(str(spec.blank), None, None, words))
            continue
        box, size = box_around(words), words[0].size
        low, high = min(box[1], middle) - 0.9 * size, max(box[3], middle) + 0.9 * size
        if not any(low <= y <= high for y in (label.y, label.words[0].y, label.words[-1].y)):
            raise problems.misread(
                page,
                f"The label 「{label.text}」 stands beside no row of numbers.",
                f"行見出し「{label.text}」の横に数値の行がありません。",
                label.box,
                label.text,
            )
        rows.append(Row(label.key, None, label, words))
    return rows


def _stack(words: list[Word], rates: set[int]) -> list[list[Word]]:
    """The cells of one column: a line with a bare number opens one, its rate or unit continues it."""
    cells: list[list[Word]] = []
    for line in lines_of(words):
        if cells and _continues(line, rates):
            cells[-1].extend(line.words)
        else:
            cells.append(list(line.words))
    return cells


def _check_counts(
    page: PdfPage,
    body: Body,
    spec: TableSpec,
    columns: Sequence[Column],
    stacks: list[list[list[Word]]],
    count: int,
) -> None:
    """Every column has one cell a row; say which cell is too many or missing."""
    full = next((stack for stack in stacks if len(stack) == count), None)
    most = max(stacks, key=len)
    if full is None and len(most) > count:
        raise unlabelled(page, spec, _farthest(most, body.labels))
    labels = _align([middle_of(cell) for cell in full], sorted(body.labels, key=lambda f: f.y)) if full else []
    for (head, span), stack in zip(columns, stacks, strict=True):
        if len(stack) == count:
            continue
        taken = {_nearest([middle_of(c) for c in full], middle_of(cell)) for cell in stack} if full else set()
        lost = next((i for i in range(len(labels)) if i not in taken), None)
        label = labels[lost] if lost is not None else None
        words = [word for cell in stack for word in cell]
        name = f"{label.text if label else '?'} / {head.found.text}"
        raise problems.bad_cell(
            page,
            spec,
            name,
            words,
            (span[0], label.box[1], span[1], label.box[3]) if label else box_around(words or body.words),
            f"the column holds {len(stack)} numbers for {count} rows",
            f"{count}行に対し、この列の数値は{len(stack)}個です",
        )


def _nearest(middles: Sequence[float], y: float) -> int:
    return min(range(len(middles)), key=lambda i: abs(middles[i] - y))


def _check_level(page: PdfPage, spec: TableSpec, cells: list[list[list[Word]]], middles: list[float]) -> None:
    """The cells of one row stand level with each other, not with those of another row."""
    for index, row in enumerate(cells):
        for words in row:
            if _nearest(middles, middle_of(words)) != index:
                raise problems.misread(
                    page,
                    f"A number of table {spec.table_id} stands level with another row than its place in the column.",
                    f"表「{spec.label_ja}」で、列の中の順と行の位置が食い違う数値があります。",
                    box_around(words),
                    " ".join(word.text for word in words),
                )


def _continues(line: Line, rates: set[int]) -> bool:
    """A line of rates, of bracketed figures or of units belongs to the numbers above it."""
    return only_rates(line, rates) or not bare_numbers(line)


def _align(middles: Sequence[float], labels: Sequence[Found]) -> list[Found | None]:
    """Labels to rows, both in order, each label to a row of its own, as near as they can be."""
    best: dict[tuple[int, int], tuple[float, list[Found | None]]] = {(0, 0): (0.0, [])}
    for i, middle in enumerate(middles):
        for used in range(len(labels) + 1):
            state = best.get((i, used))
            if state is None:
                continue
            options: list[tuple[int, float, Found | None]] = [(used, 0.0, None)]
            if used < len(labels):
                options.append((used + 1, abs(labels[used].y - middle), labels[used]))
            for after, cost, choice in options:
                total = (state[0] + cost, [*state[1], choice])
                if (i + 1, after) not in best or total[0] < best[(i + 1, after)][0]:
                    best[(i + 1, after)] = total
    return best[(len(middles), len(labels))][1]


def _farthest(blocks: Sequence[list[Word]], labels: Sequence[Found]) -> list[Word]:
    """The row of numbers that is farthest from any label."""
    return max(blocks, key=lambda b: min((abs(f.y - sum(box_around(b)[1::2]) / 2) for f in labels), default=0.0))
