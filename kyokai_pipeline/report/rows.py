"""Which cells belong to which row label.

With rules, a row is what lies between the rules around its label. Without, the cells of each column (a bare number
opens one, its rate or its unit continues it) follow the labels in order, and the place of each row beside its label
is then checked. Order alone never decides.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.vocabulary import TableSpec, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.grid import Span
    from kyokai_pipeline.report.body import Body
    from kyokai_pipeline.report.heads import Head
    from kyokai_pipeline.report.labels import Found

    Column = tuple[Head, Span]


@dataclass
class Row:
    """One row of cells.

    Attributes:
        key: The row term's key.
        group: Key of the group label that spans it, if the table has such.
        label: Where its label stands; None for the row of a group that carries none.
        words: All words of its cells.
        group_label: Where the group's label stands.
        rate_words: Words of its cells that stand on a line labelled as rate of change.
    """

    key: str
    group: str | None
    label: Found | None
    words: list[Word] = field(default_factory=list)
    group_label: Found | None = None
    rate_words: set[int] = field(default_factory=set)

    @property
    def box(self) -> Box:
        """Around its cells."""
        return box_around(self.words)


def assign_rows(page: PdfPage, body: Body, spec: TableSpec, columns: Sequence[Column]) -> list[Row]:
    """Rows of the table, top to bottom.

    Args:
        page: The page.
        body: Labels and cells.
        spec: What rows there must be.
        columns: Head and span of each column of numbers (a column of units is none).

    Raises:
        ReportError: A row of numbers without a known label, a label without numbers, a label far from its numbers.
    """
    rate_lines = _labelled_rates(body)
    units = [w for w in body.words if not any(span[0] <= w.x <= span[1] for _, span in columns)]
    rows = _by_rules(page, body, spec, rate_lines) or _by_columns(page, body, spec, columns, rate_lines)
    for row in rows:
        row.rate_words = {id(w) for w in row.words if id(w) in rate_lines}
    for word in units:
        nearest_row = min(rows, key=lambda row: abs(_middle(row.words) - word.y))
        if word not in nearest_row.words:
            nearest_row.words.append(word)
    if spec.groups:
        _give_groups(page, body, spec, rows)
    _check_complete(page, spec, rows)
    return rows


def _labelled_rates(body: Body) -> set[int]:
    """Words on a line whose label says that it holds rates."""
    ids: set[int] = set()
    for rate in body.rates:
        line = min(body.lines, key=lambda line: abs(line.y - rate.y), default=None)
        if line is not None and abs(line.y - rate.y) < line.size:
            ids.update(id(word) for word in line.words)
    return ids


def _by_rules(page: PdfPage, body: Body, spec: TableSpec, rates: set[int]) -> list[Row] | None:
    """Rows by the rules around their labels; None where rules do not close every label's row."""
    bands: list[tuple[float, float, Found]] = []
    for label in body.labels:
        around = page.rules.around(label.box)
        if around.top is None or around.bottom is None:
            return None
        bands.append((around.top, around.bottom, label))
    bands.sort(key=lambda b: b[0])
    if not bands or any(b[0] < a[1] - 1 for a, b in itertools.pairwise(bands)):
        return None
    rows = [Row(label.key, None, label) for _, _, label in bands]
    loose: list[Word] = []
    for word in body.words:
        home = next((row for row, (top, bottom, _) in zip(rows, bands, strict=True) if top <= word.y <= bottom), None)
        (home.words if home else loose).append(word)
    if any(not row.words for row in rows):
        return None
    for line in lines_of(loose):
        above = max((row for row in rows if row.box[1] < line.y), key=lambda row: row.box[1], default=None)
        if above is not None and _only_rates(line, rates) and spec.rate:
            above.words.extend(line.words)
        elif spec.blank:
            rows.append(Row(spec.blank, None, None, list(line.words)))
        else:
            raise _unlabelled(page, spec, line.words)
    return sorted(rows, key=lambda row: row.box[1])


def _by_columns(page: PdfPage, body: Body, spec: TableSpec, columns: Sequence[Column], rates: set[int]) -> list[Row]:
    """Rows without rules: the n-th cell of every column belongs to the n-th row."""
    labels = sorted(body.labels, key=lambda f: f.y)
    unlabelled = max(0, len(spec.groups) - sum(f.key == spec.blank for f in labels)) if spec.blank else 0
    count = len(labels) + unlabelled
    stacks = [_stack([w for w in body.words if span[0] <= w.x <= span[1]], rates) for _, span in columns]
    _check_counts(page, body, spec, columns, stacks, count)
    cells = [[stack[i] for stack in stacks] for i in range(count)]
    middles = [median(_middle(words) for words in row) for row in cells]
    _check_level(page, spec, cells, middles)
    rows: list[Row] = []
    for row, middle, label in zip(cells, middles, _align(middles, labels), strict=True):
        words = [word for cell in row for word in cell]
        if label is None:
            rows.append(Row(str(spec.blank), None, None, words))
            continue
        box, size = box_around(words), words[0].size
        if not min(box[1], middle) - 0.9 * size <= label.y <= max(box[3], middle) + 0.9 * size:
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


def _middle(words: Sequence[Word]) -> float:
    box = box_around(words)
    return (box[1] + box[3]) / 2


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
        raise _unlabelled(page, spec, _farthest(most, body.labels))
    labels = _align([_middle(cell) for cell in full], sorted(body.labels, key=lambda f: f.y)) if full else []
    for (head, span), stack in zip(columns, stacks, strict=True):
        if len(stack) == count:
            continue
        taken = {_nearest([_middle(c) for c in full], _middle(cell)) for cell in stack} if full else set()
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
            if _nearest(middles, _middle(words)) != index:
                raise problems.misread(
                    page,
                    f"A number of table {spec.table_id} stands level with another row than its place in the column.",
                    f"表「{spec.label_ja}」で、列の中の順と行の位置が食い違う数値があります。",
                    box_around(words),
                    " ".join(word.text for word in words),
                )


def _continues(line: Line, rates: set[int]) -> bool:
    """A line of rates, of bracketed figures or of units belongs to the numbers above it."""
    return _only_rates(line, rates) or not any(_bare_number(word) for word in line.words)


def _only_rates(line: Line, rates: set[int]) -> bool:
    if all(id(word) in rates for word in line.words):
        return True
    return all(word.plain[:1] in "([" or not _bare_number(word) for word in line.words) and any(
        c.isdigit() for word in line.words for c in word.folded
    )


def _bare_number(word: Word) -> bool:
    text = word.plain
    return (bool(text) and (text[0].isdigit() or text[0] in "約▲△-▼…—―")) or text.strip("【】[]") == "新設"


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


def _unlabelled(page: PdfPage, spec: TableSpec, words: Sequence[Word]) -> Exception:
    near = nearest("".join(w.text for w in words), spec.rows)
    return problems.unknown_label(page, spec, Word(tuple(g for w in words for g in w.glyphs)), near, "row")


def _give_groups(page: PdfPage, body: Body, spec: TableSpec, rows: list[Row]) -> None:
    """Every group label spans an equal run of rows; each run must hold its own label and every row once."""
    labels = sorted(body.groups, key=lambda f: f.y)
    share, rest = divmod(len(rows), len(labels))
    if rest or not share:
        raise problems.misread(
            page,
            f"{len(rows)} rows cannot be shared by {len(labels)} group labels in table {spec.table_id}.",
            f"表「{spec.label_ja}」の{len(rows)}行を{len(labels)}つの区分に分けられません。",
            box_around(body.words),
        )
    for index, label in enumerate(labels):
        run = rows[index * share : (index + 1) * share]
        box = box_around([word for row in run for word in row.words])
        slack = label.words[0].size
        if not box[1] - slack <= label.y <= box[3] + slack:
            raise problems.misread(
                page,
                f"The label 「{label.text}」 stands beside none of its rows.",
                f"区分「{label.text}」が対応する行の横にありません。",
                label.box,
                label.text,
            )
        for row in run:
            row.group, row.group_label = label.key, label


def _check_complete(page: PdfPage, spec: TableSpec, rows: list[Row]) -> None:
    """Each row of the table is there exactly once (in each group)."""
    seen = [(row.group, row.key) for row in rows]
    groups: list[str | None] = [term.key for term in spec.groups] or [None]
    for group in groups:
        for term in spec.rows:
            if (group, term.key) not in seen:
                raise problems.missing_row(page, spec, term.forms[0])
    for row in rows:
        if seen.count((row.group, row.key)) > 1:
            raise problems.misread(
                page,
                f"The row {row.key} stands twice in table {spec.table_id}.",
                f"表「{spec.label_ja}」に同じ行が二度あります。",
                row.box,
                row.label.text if row.label else None,
            )
