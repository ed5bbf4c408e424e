"""The table of group trainings (集合研修): a category, its courses as text, the number of participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Unit
from kyokai_pipeline.japanese.text import restore
from kyokai_pipeline.layout.cell_text import Reading, pieces_of
from kyokai_pipeline.layout.grid import column_spans, span_of
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.row_partition import Column, share, share_by_gaps
from kyokai_pipeline.pdf.words import Line, Word, lines_of, within
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.body import Body
from kyokai_pipeline.report.tables.heads import Head, find_heads
from kyokai_pipeline.report.tables.matrix import check_columns
from kyokai_pipeline.vocabulary import TableSpec, measure, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import Tables


@dataclass(frozen=True)
class Course:
    """One category of trainings."""

    page: int
    category: str
    content: str
    participants: Reading


def read_training(pages: Sequence[PdfPage], spec: TableSpec, tables: Tables) -> list[Course]:
    """All categories, top to bottom.

    Raises:
        ReportError: The table is nowhere, a category is unknown, or a row has not exactly one number.
    """
    for page in pages:
        for heads in find_heads(page, spec.columns):
            if len(heads) == len(spec.columns.words):
                labels = _labels(page, heads, spec)
                if labels:
                    body = Body(labels=labels, lines=[Line(f.words) for f in labels])
                    check_columns(page, heads, body, spec, tables)
                    return _courses(page, heads, labels, spec)
    raise problems.missing_table(spec)


def _labels(page: PdfPage, heads: list[Head], spec: TableSpec) -> list[Found]:
    first, second = heads[0].found, heads[1].found
    under = [w for w in page.words if w.y > first.box[3] and w.x < (first.x + second.x) / 2]
    found = find_terms(under, spec.rows, page.rules)
    return sorted({f.key: f for f in reversed(found)}.values(), key=lambda f: f.y)


def _courses(page: PdfPage, heads: list[Head], labels: list[Found], spec: TableSpec) -> list[Course]:
    words = _body(page, heads, labels)
    spans = column_spans([head.found.box for head in heads], words, page.rules)
    if spans is None:
        raise problems.misread(
            page, "The heads of two columns overlap.", "列見出しが重なっています。", heads[0].found.box
        )
    columns = {head.key: [w for w in words if a <= w.x <= b] for head, (a, b) in zip(heads, spans, strict=True)}
    used = {id(w) for f in labels for w in f.words}
    for word in columns["category"]:
        if id(word) not in used:
            raise problems.unknown_label(page, spec, word, nearest(word.text, spec.rows), "row")
    for term in spec.rows:
        if term.key not in {f.key for f in labels}:
            raise problems.missing_row(page, spec, term.forms[0])
    numbers = lines_of(columns["training_participants"])
    if len(numbers) != len(labels):
        raise problems.misread(
            page, f"{len(labels)} categories of training have {len(numbers)} numbers of participants.",
            f"研修区分{len(labels)}に対し実施人数が{len(numbers)}あります。", heads[-1].found.box,
        )  # fmt: skip
    contents = _contents(page, lines_of(columns["content"]), labels, numbers)
    return [
        Course(
            page.number,
            restore(label.text),
            _items(content),
            _participants(page, spec, label, number, heads[-1].found.unit),
        )
        for label, number, content in zip(labels, numbers, contents, strict=True)
    ]


def _body(page: PdfPage, heads: list[Head], labels: list[Found]) -> list[Word]:
    """Words under the heads, down to the rule under the last row or to the first wide gap after it."""
    top = max(head.found.box[3] for head in heads)
    pitch = heads[-1].found.x - heads[-2].found.x
    left = min(*(f.box[0] for f in labels), heads[0].found.box[0]) - 1
    right = page.rules.around(heads[-1].found.box).right or heads[-1].found.x + 0.6 * pitch
    outer = page.rules.around(heads[0].found.box).left
    left = outer if outer is not None and outer < left + 2 else left
    region = [w for w in page.words if w.y > top and left <= w.x <= right]
    last = labels[-1]
    floor = _floor(page, last)
    kept: list[Word] = []
    previous = top
    for line in lines_of(region):
        beyond = line.box[1] > last.box[3]
        if (floor is not None and line.y > floor) or (beyond and line.box[1] - previous > 1.2 * line.size):
            break
        kept.extend(line.words)
        previous = line.box[3]
    return kept


def _floor(page: PdfPage, last: Found) -> float | None:
    """The rule under the last row: under the last known label, or under cells with text right below it."""
    around = page.rules.around(last.box)
    floor = around.bottom
    while floor is not None and around.left is not None and around.right is not None:
        beneath = page.rules.around((around.left + 1, floor + 2, around.right - 1, floor + 4))
        if beneath.bottom is None or (beneath.left, beneath.right) != (around.left, around.right):
            break
        inside = (around.left, floor, around.right, beneath.bottom)
        if not within(page.words, inside):
            break
        floor = beneath.bottom
    return floor


def _contents(page: PdfPage, lines: list[Line], labels: list[Found], numbers: list[Line]) -> list[list[Line]]:
    walls: list[float] = []
    if lines:
        walls = page.rules.level_between(lines[0].box[1], lines[-1].box[3], lines[0].box[0], lines[0].box[2])
    items = [(ln.box[1], ln.box[3]) for ln in lines]
    others = [[span_of(f.words), (n.box[1], n.box[3])] for f, n in zip(labels, numbers, strict=True)]
    homes = (share_by_gaps(items, others, walls) or share(Column(items), others, walls)) if lines else None
    if homes is None:
        raise problems.misread(
            page, "The contents of the trainings cannot be shared among their categories.",
            "研修内容を区分に割り当てられません。", labels[0].box,
        )  # fmt: skip
    return [[line for line, home in zip(lines, homes, strict=True) if home == i] for i in range(len(labels))]


def _items(lines: list[Line]) -> str:
    """One course a line, bullets left out; words keep the visible gap between them (グループ長研修 等)."""
    items: list[str] = []
    for line in lines:
        text = " ".join(restore(word.text) for word in line.words)
        if text.startswith(("・", "･", "●", "○")) or not items:
            items.append(text.lstrip("・･●○ "))
        else:
            items[-1] += text
    return "\n".join(items)


def _participants(page: PdfPage, spec: TableSpec, label: Found, line: Line, unit: Unit | None) -> Reading:
    pieces = [p for p in pieces_of(line.words) if not p.bracketed]
    try:
        if len(pieces) != 1:
            raise NotANumber(line.text)
        reading = pieces[0].number(unit)
    except NotANumber:
        raise problems.bad_cell(
            page,
            spec,
            label.text,
            line.words,
            line.box,
            "not exactly one number stands there",
            "数値がちょうど一つではありません",
        ) from None
    if reading.printed.unit != measure("training_participants").unit:
        raise problems.no_unit(page, spec, label.text, line.box, line.text)
    return reading
