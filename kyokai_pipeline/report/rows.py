"""Which cells belong to which row label.

With rules, a row is what lies between the rules around its label. Without, lines of cells form blocks (a line that
begins with a bare number opens one, its rate or its unit continues it) and blocks follow labels in order; the place
of each block beside its label is then checked. Order alone never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kyokai_pipeline.errors import Box
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.pdf.document import PdfPage
from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.body import Body
from kyokai_pipeline.report.labels import Found
from kyokai_pipeline.vocabulary import Tables, TableSpec, nearest


@dataclass
class Row:
    """One row of cells.

    Attributes:
        key: The row term's key.
        group: Key of the group label that spans it, if the table has such.
        label: Where its label stands; None for the row of a group that carries none.
        words: All words of its cells.
        rate_words: Words of its cells that stand on a line labelled as rate of change.
    """

    key: str
    group: str | None
    label: Found | None
    words: list[Word] = field(default_factory=list)
    rate_words: set[int] = field(default_factory=set)

    @property
    def box(self) -> Box:
        """Around its cells."""
        return box_around(self.words)


def assign_rows(page: PdfPage, body: Body, spec: TableSpec, tables: Tables) -> list[Row]:
    """Rows of the table, top to bottom.

    Raises:
        ReportError: A row of numbers without a known label, a label without numbers, a label far from its numbers.
    """
    rate_lines = _labelled_rates(body)
    rows = _by_rules(page, body, spec, rate_lines) or _by_blocks(page, body, spec, rate_lines)
    for row in rows:
        row.rate_words = {id(w) for w in row.words if id(w) in rate_lines}
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
    if not bands or any(b[0] < a[1] - 1 for a, b in zip(bands, bands[1:], strict=False)):
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


def _by_blocks(page: PdfPage, body: Body, spec: TableSpec, rates: set[int]) -> list[Row]:
    blocks: list[list[Word]] = []
    for line in body.lines:
        if blocks and _continues(line, rates):
            blocks[-1].extend(line.words)
        else:
            blocks.append(list(line.words))
    labels = sorted(body.labels, key=lambda f: f.y)
    spare = len(blocks) - len(labels)
    if spare < 0:
        raise problems.misread(
            page, f"Table {spec.table_id} has {len(labels)} row labels for {len(blocks)} rows of numbers.",
            f"表「{spec.label_ja}」の行見出し{len(labels)}に対し、数値の行が{len(blocks)}しかありません。", box_around(body.words),
        )  # fmt: skip
    if spare and not spec.blank:
        raise _unlabelled(page, spec, _farthest(blocks, labels))
    pairs = _align(blocks, labels)
    rows: list[Row] = []
    for block, label in zip(blocks, pairs, strict=True):
        if label is None:
            rows.append(Row(str(spec.blank), None, None, block))
            continue
        box, size = box_around(block), block[0].size
        if not box[1] - 0.9 * size <= label.y <= box[3] + 0.9 * size:
            raise problems.misread(
                page, f"The label 「{label.text}」 stands beside no row of numbers.",
                f"行見出し「{label.text}」の横に数値の行がありません。", label.box, label.text,
            )  # fmt: skip
        rows.append(Row(label.key, None, label, block))
    return rows


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
    return bool(text) and (text[0].isdigit() or text[0] in "約▲△-▼…—―") or text.strip("【】[]") == "新設"


def _align(blocks: Sequence[list[Word]], labels: Sequence[Found]) -> list[Found | None]:
    """Labels to blocks, both in order, each label to a block of its own, as near as they can be."""
    middles = [sum(box_around(block)[1::2]) / 2 for block in blocks]
    best: dict[tuple[int, int], tuple[float, list[Found | None]]] = {(0, 0): (0.0, [])}
    for i in range(len(blocks)):
        for used in range(len(labels) + 1):
            state = best.get((i, used))
            if state is None:
                continue
            options: list[tuple[int, float, Found | None]] = [(used, 0.0, None)]
            if used < len(labels):
                options.append((used + 1, abs(labels[used].y - middles[i]), labels[used]))
            for after, cost, choice in options:
                total = (state[0] + cost, [*state[1], choice])
                if (i + 1, after) not in best or total[0] < best[(i + 1, after)][0]:
                    best[(i + 1, after)] = total
    return best[(len(blocks), len(labels))][1]


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
            page, f"{len(rows)} rows cannot be shared by {len(labels)} group labels in table {spec.table_id}.",
            f"表「{spec.label_ja}」の{len(rows)}行を{len(labels)}つの区分に分けられません。", box_around(body.words),
        )  # fmt: skip
    for index, label in enumerate(labels):
        run = rows[index * share : (index + 1) * share]
        box = box_around([word for row in run for word in row.words])
        slack = label.words[0].size
        if not box[1] - slack <= label.y <= box[3] + slack:
            raise problems.misread(
                page, f"The label 「{label.text}」 stands beside none of its rows.",
                f"区分「{label.text}」が対応する行の横にありません。", label.box, label.text,
            )  # fmt: skip
        for row in run:
            row.group = label.key


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
                page, f"The row {row.key} stands twice in table {spec.table_id}.",
                f"表「{spec.label_ja}」に同じ行が二度あります。", row.box, row.label.text if row.label else None,
            )  # fmt: skip
