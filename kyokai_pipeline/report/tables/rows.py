"""Which cells belong to which row label, by rules where there are any and by place where there are none.

Belongs here: rows with their groups, each there exactly once. Does not belong here: the two ways of finding them
(row_bands.py, row_stacks.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.row_bands import Row, middle_of, rows_by_rules
from kyokai_pipeline.report.tables.row_stacks import Column, rows_by_columns
from kyokai_pipeline.vocabulary import IGNORED_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.body import Body
    from kyokai_pipeline.vocabulary import TableSpec

__all__ = ["Row", "assign_rows"]


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
    rows = rows_by_rules(page, body, spec, rate_lines) or rows_by_columns(page, body, spec, columns, rate_lines)
    for row in rows:
        row.rate_words = {id(w) for w in row.words if id(w) in rate_lines}
    for word in units:
        nearest_row = min(rows, key=lambda row: abs(middle_of(row.words) - word.y))
        if word not in nearest_row.words:
            nearest_row.words.append(word)
    rows = [row for row in rows if row.key != IGNORED_ROW]
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


def _give_groups(page: PdfPage, body: Body, spec: TableSpec, rows: list[Row]) -> None:
    """Every group label spans an equal run of rows, or stands on a line of its own right over it."""
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
        ceiling = rows[index * share - 1].box[3] if index else label.box[1]
        between = ceiling <= label.y < box[1] and box[1] - label.box[3] < 3 * slack
        if not (between or box[1] - slack <= label.y <= box[3] + slack):
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
