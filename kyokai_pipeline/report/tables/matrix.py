"""Number tables: every cell given to exactly one row and one column.

Belongs here: rows, columns and cells of any table in vocabulary/tables.yml whose cells are numbers.
Does not belong here: what becomes of the cells in the warehouse; that is tables.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.calendar import NotADate
from kyokai_pipeline.layout.cell_text import looks_numeric
from kyokai_pipeline.layout.grid import Span, column_spans
from kyokai_pipeline.layout.labels import adornments
from kyokai_pipeline.pdf.words import Word, box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.body import Body, find_body, under_unit_head
from kyokai_pipeline.report.tables.heads import IGNORED, UNIT, Head, find_heads, words_beside
from kyokai_pipeline.report.tables.rows import Row, assign_rows
from kyokai_pipeline.vocabulary import Tables, TableSpec, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage


@dataclass
class Matrix:
    """A located table.

    Attributes:
        cells: (group key or None, row key, position of the column) -> the words of that cell.
    """

    spec: TableSpec
    page: PdfPage
    heads: list[Head]
    body: Body
    rows: list[Row]
    cells: dict[tuple[str | None, str, int], list[Word]]

    @property
    def numbers(self) -> list[int]:
        """Positions of the columns of facts (not of units, not of what is declared ignorable)."""
        return [i for i, head in enumerate(self.heads) if head.key not in (UNIT, IGNORED)]

    @property
    def unit_column(self) -> int | None:
        """Position of the column that says the unit of each row."""
        return next((i for i, head in enumerate(self.heads) if head.key == UNIT), None)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The box around heads, labels and cells."""
        words = [*self.body.words, *(w for h in self.heads for w in h.found.words)]
        return box_around([*words, *(w for f in (*self.body.labels, *self.body.groups) for w in f.words)])


@dataclass
class Candidate:
    """Heads on a page with the rows found under them."""

    page: PdfPage
    heads: list[Head]
    body: Body

    def share(self, spec: TableSpec) -> float:
        """How many of the table's rows stand here, from 0 to 1."""
        keys = {f.key for f in self.body.labels}
        wanted = {term.key for term in spec.rows} - {spec.blank}
        return len(keys & wanted) / len(wanted)


def candidates(page: PdfPage, spec: TableSpec, tables: Tables) -> list[Candidate]:
    """Every place on a page that could be this table."""
    every = find_heads(page, spec.columns, tables.ignored_columns)
    found = [Candidate(page, heads, find_body(page, heads, spec, tables)) for heads in every]
    need = 0.5 if len(spec.rows) > 2 or spec.columns.kind == "words" else 0.4
    return [c for c in found if c.share(spec) >= need and _groups_present(c, spec)]


def _groups_present(candidate: Candidate, spec: TableSpec) -> bool:
    return not spec.groups or bool(candidate.body.groups)


def read_matrix(candidate: Candidate, spec: TableSpec, tables: Tables) -> Matrix:
    """Give every word of a located table to its cell.

    Raises:
        ReportError: An unknown label, a column or row missing or twice, a number outside every cell.
    """
    page, heads, body = candidate.page, candidate.heads, candidate.body
    check_columns(page, heads, body, spec, tables)
    _check_heads(page, heads, spec)
    _check_strangers(page, body, spec)
    spans = _spans(page, heads, body)
    if spans is None:
        raise problems.misread(
            page, "The heads of two columns overlap.", "列見出しが重なっています。", heads[0].found.box
        )
    numbers = [None if head.key in (UNIT, IGNORED) else span for head, span in zip(heads, spans, strict=True)]
    rows = assign_rows(page, body, spec, [(h, span) for h, span in zip(heads, numbers, strict=True) if span])
    cells: dict[tuple[str | None, str, int], list[Word]] = {}
    for row in rows:
        for word in row.words:
            column = next((i for i, (x0, x1) in enumerate(spans) if x0 <= word.x <= x1), None)
            if column is None:
                raise problems.misread(
                    page,
                    "A number stands outside every column.",
                    "どの列にも属さない数値があります。",
                    word.box,
                    word.text,
                )
            cells.setdefault((row.group, row.key, column), []).append(word)
    return Matrix(spec, page, heads, body, rows, cells)


def _spans(page: PdfPage, heads: Sequence[Head], body: Body) -> list[Span] | None:
    """Left and right side of every column; a column of units is set apart, as its gutters are its own."""
    spans = column_spans([head.found.box for head in heads], body.words, page.rules)
    at = next((i for i, head in enumerate(heads) if head.key == UNIT), None)
    if at is None or spans is None or page.rules.around(heads[at].found.box).right is not None:
        return spans
    units = [word for word in body.words if under_unit_head(word, heads)]
    others = [word for word in body.words if word not in units]
    numbers = column_spans([h.found.box for i, h in enumerate(heads) if i != at], others, page.rules)
    if not units or numbers is None:
        return spans
    box = box_around([*units, *heads[at].found.words])
    return [*numbers[:at], (box[0], box[2]), *numbers[at:]]


def _check_heads(page: PdfPage, heads: Sequence[Head], spec: TableSpec) -> None:
    for head in heads:
        if isinstance(head.key, NotADate):
            raise problems.bad_date(page, str(head.key), head.found)
    if sum(head.key not in (UNIT, IGNORED) for head in heads) >= spec.columns.at_least + (
        1 if spec.columns.total else 0
    ):
        return
    wanted = [term.key for term in spec.columns.words]
    if spec.columns.kind == "month":
        wanted = [f"{n}月" for n in range(1, 13)] + ["計"]
    present = {f"{h.key}月" if isinstance(h.key, int) else "計" if h.key == "total" else str(h.key) for h in heads}
    lacking = [name for name in wanted if name not in present] or [f"{spec.columns.at_least - len(heads)} more"]
    raise problems.missing_column(page, spec, lacking, heads)


def _check_strangers(page: PdfPage, body: Body, spec: TableSpec) -> None:
    for word in body.strangers:
        raise problems.unknown_label(page, spec, word, nearest(word.text, [*spec.rows, *spec.groups]), "row")
    keys = {f.key for f in body.labels}
    for term in spec.rows:
        if term.key not in keys and term.key != spec.blank:
            raise problems.missing_row(page, spec, term.forms[0])
    for term in spec.groups:
        if term.key not in {f.key for f in body.groups}:
            raise problems.missing_row(page, spec, term.forms[0])


def check_columns(page: PdfPage, heads: list[Head], body: Body, spec: TableSpec, tables: Tables) -> None:
    """Words beside the heads with numbers under them are columns, and columns must be known."""
    label_right = max((f.box[2] for f in body.labels), default=0.0)
    pitch = (heads[-1].found.x - heads[0].found.x) / max(1, len(heads) - 1)
    for word in words_beside(page, heads):
        text = word.plain
        if word.x0 < label_right - 0.5 * word.size or word.x > heads[-1].found.x + 1.6 * pitch:
            continue
        if text in tables.ignored_columns.forms or adornments(text) is not None:
            continue
        under = _numbers_under(page, word, pitch, body, tables.placeholders)
        if word.x < heads[-1].found.x or under >= max(2, len(body.labels) / 2):
            terms = [*spec.columns.words, *([spec.columns.total] if spec.columns.total else [])]
            raise problems.unknown_label(page, spec, word, nearest(word.text, terms), "column")


def _numbers_under(page: PdfPage, head: Word, pitch: float, body: Body, placeholders: frozenset[str]) -> int:
    """How many lines of the table have a number under a head: right under it, or beside the table's own numbers."""
    own = {id(word) for word in body.words}
    under = [
        word
        for word in page.words
        if looks_numeric(word, placeholders)
        and (
            (word.x0 < head.x1 and word.x1 > head.x0)
            or (id(word) not in own and head.x0 - 0.3 * pitch < word.x < head.x1 + 0.9 * pitch)
        )
    ]
    return sum(any(abs(word.base - line.base) < word.size / 2 for word in under) for line in body.lines)


def locate(pages: Sequence[PdfPage], spec: TableSpec, tables: Tables) -> Candidate:
    """The one place in the document where this table stands.

    Raises:
        ReportError: It stands nowhere, or the best match is not the only one.
    """
    found = [candidate for page in pages for candidate in candidates(page, spec, tables)]
    if not found:
        raise problems.missing_table(spec)
    best = max(candidate.share(spec) for candidate in found)
    chosen = [candidate for candidate in found if candidate.share(spec) == best]
    if len(chosen) > 1:
        raise problems.ambiguous_table(spec, [c.page.number for c in chosen])
    return chosen[0]


__all__ = ["Candidate", "Matrix", "ReportError", "candidates", "locate", "read_matrix"]
