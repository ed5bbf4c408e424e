"""The heads of tables: rows of years, of months, of known words.

Belongs here: finding where a table may begin. Does not belong here: its body.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, fiscal_year_of, month, year_month
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.labels import Found, find_read, find_terms
from kyokai_pipeline.layout.terms import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import Columns

_OF_MONTH = re.compile(r"(.+月)(診療分|末時点|時点|末|分)?")


@dataclass(frozen=True)
class Period:
    """A column of a result table: what is printed over it, and the fiscal year it belongs to."""

    label: str
    fiscal_year: int


UNIT = "unit"
IGNORED = "ignored"
"""A column that vocabulary/tables.yml declares ignorable, e.g. 対計画値."""
_UNIT_HEAD = Term(UNIT, ("単位",))
Key = int | str | Period | NotADate


@dataclass(frozen=True, eq=False)
class Head:
    """The head of one column."""

    key: Key
    found: Found


def read_fiscal_year(text: str) -> Key | None:
    """A fiscal year, or the reason why what looks like one cannot be."""
    try:
        return fiscal_year(text)
    except NotADate as error:
        return error


def read_period(text: str) -> Key | None:
    """2022年度, 2023年3月診療分 …."""
    try:
        year = fiscal_year(text)
        if year is not None:
            return Period(text, year)
        found = _OF_MONTH.fullmatch(text)
        of_year = year_month(found[1]) if found else None
        return Period(text, fiscal_year_of(*of_year)) if of_year else None
    except NotADate as error:
        return error


def find_heads(page: PdfPage, columns: Columns, ignored: Term | None = None) -> list[list[Head]]:
    """Every row of heads on a page that could begin a table of this kind, left to right each.

    Args:
        page: The page.
        columns: What heads the columns.
        ignored: Words over columns of numbers that are none of the table's facts.
    """
    if columns.kind == "words":
        found = [Head(f.key, f) for f in find_terms(page.words, columns.words, page.rules)]
    else:
        read: list[tuple[Key, Found]] = find_read(page.words, _reader(columns), page.rules)
        found = [Head(key, f) for key, f in read]
    enough = max(2, columns.at_least // 2)
    rows = [row for row in _rows(found) if len({_same(head.key) for head in row}) >= enough]
    if columns.kind == "fiscal_year" and not rows:
        rows = _rows_of_bare_years(page, columns.at_least)
    units = [Head(UNIT, f) for f in find_terms(page.words, [_UNIT_HEAD], page.rules)] if rows else []
    rows = [_with_unit_column(row, units) for row in rows]
    return [_with_ignored_columns(page, row, ignored) for row in rows] if ignored else rows


def _rows_of_bare_years(page: PdfPage, enough: int) -> list[list[Head]]:
    """2014 2015 2016 … beside the word 年度, or under it: year follows on year, so that they are no values."""
    spelled = [word for word in page.words if word.plain.strip("()") == "年度"]
    if not spelled:
        return []
    found = [Head(key, f) for key, f in find_read(page.words, read_bare_year, page.rules)]
    rows = [row for row in _rows(found) if len(row) >= enough and follow_on([head.key for head in row])]
    return [row for row in rows if any(_names(word, row) for word in spelled)]


def _names(word: Word, row: list[Head]) -> bool:
    """Whether a word stands beside a row of heads or on the line over it."""
    top, bottom = min(head.found.box[1] for head in row), max(head.found.box[3] for head in row)
    return top - 2.2 * word.size <= word.y <= bottom


def follow_on(years: Sequence[object]) -> bool:
    """Whether each year is the one after, or each the one before, its neighbour on the left."""
    steps = {b - a for a, b in itertools.pairwise(years) if isinstance(a, int) and isinstance(b, int)}
    return len(years) > 1 and steps in ({1}, {-1}) and all(isinstance(year, int) for year in years)


def read_bare_year(text: str) -> int | None:
    """2014, 平成26, 2014（平成26）; None for a year that says 年度 by itself, and for any other text."""
    try:
        return None if "年" in text else fiscal_year(f"{text}年度")
    except NotADate:
        return None


def _with_ignored_columns(page: PdfPage, row: list[Head], ignored: Term) -> list[Head]:
    """Columns to be left out stand to the right of the first column of numbers."""
    pitch = (row[-1].found.x - row[0].found.x) / (len(row) - 1)
    free = [w for w in words_beside(page, row) if row[0].found.x < w.x < row[-1].found.x + 1.8 * pitch]
    found = [f for f in find_terms(free, [Term(IGNORED, ignored.forms)], page.rules) if _beside(row[0].found, f)]
    return sorted([*row, *(Head(IGNORED, f) for f in found)], key=lambda head: head.found.x)


def _with_unit_column(row: list[Head], units: list[Head]) -> list[Head]:
    """A column headed 単位 right beside the others says the unit of each row."""
    pitch = (row[-1].found.x - row[0].found.x) / (len(row) - 1)
    near = [
        unit
        for unit in units
        if _beside(row[0].found, unit.found)
        and row[0].found.x - 1.8 * pitch < unit.found.x < row[-1].found.x + 1.8 * pitch
    ]
    return sorted([*row, *near[:1]], key=lambda head: head.found.x)


def _reader(columns: Columns) -> Callable[[str], Key | None]:
    if columns.kind == "fiscal_year":
        return read_fiscal_year
    if columns.kind == "period":
        return read_period
    total = columns.total.forms if columns.total else ()

    def read_month(text: str) -> Key | None:
        if canonical(text) in total:
            return "total"
        try:
            of_year = year_month(text)
        except NotADate as error:
            return error
        return of_year[1] if of_year else month(text)

    return read_month


def _same(key: Key) -> object:
    return str(key) if isinstance(key, NotADate) else key


def _rows(heads: list[Head]) -> list[list[Head]]:
    """Heads that stand side by side; a key that comes again begins the next table."""
    rows: list[list[Head]] = []
    for head in sorted(heads, key=lambda h: h.found.y):
        home = next((row for row in rows if _level(row, head)), None)
        if home is None:
            rows.append([head])
        else:
            home.append(head)
    tables: list[list[Head]] = []
    for row in rows:
        tables.append([])
        for head in sorted(row, key=lambda h: h.found.x):
            if any(_same(head.key) == _same(other.key) for other in tables[-1]):
                tables.append([])
            tables[-1].append(head)
    return tables


def _beside(one: Found, other: Found) -> bool:
    low, high = max(one.box[1], other.box[1]), min(one.box[3], other.box[3])
    return high - low >= 0.3 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _level(row: list[Head], head: Head) -> bool:
    """Beside a head of the row; or a little lower over a column of its own, as heads of one and two lines stand."""
    if any(_beside(other.found, head.found) for other in row):
        return True
    near = min(row, key=lambda other: abs(other.found.x - head.found.x)).found
    size = head.found.words[0].size
    apart = near.box[2] <= head.found.box[0] or head.found.box[2] <= near.box[0]
    return apart and abs(near.y - head.found.y) < size


def words_beside(page: PdfPage, heads: list[Head]) -> list[Word]:
    """Other words on the heads' line or lines."""
    used = {id(word) for head in heads for word in head.found.words}
    top = min(head.found.box[1] for head in heads)
    bottom = max(head.found.box[3] for head in heads)
    return [word for word in page.words if id(word) not in used and top <= word.y <= bottom]
