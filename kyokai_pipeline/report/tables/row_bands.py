"""Rows that rules close: what lies between the rules around a label is that label's row.

Belongs here: a row, and finding rows by rules. Does not belong here: tables without rules (row_stacks.py).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.words import Line, Word, box_around, lines_of
from kyokai_pipeline.report import problems
from kyokai_pipeline.vocabulary import TableSpec, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.labels import Found
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.tables.body import Body


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


def rows_by_rules(page: PdfPage, body: Body, spec: TableSpec, rates: set[int]) -> list[Row] | None:
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
        if above is not None and only_rates(line, rates) and spec.rate:
            above.words.extend(line.words)
        elif spec.blank:
            rows.append(Row(spec.blank, None, None, list(line.words)))
        else:
            raise unlabelled(page, spec, line.words)
    return sorted(rows, key=lambda row: row.box[1])


def middle_of(words: Sequence[Word]) -> float:
    """Vertical centre of some words."""
    box = box_around(words)
    return (box[1] + box[3]) / 2


def only_rates(line: Line, rates: set[int]) -> bool:
    """Whether a line holds rates of change or bracketed figures and no number of its own."""
    if all(id(word) in rates for word in line.words):
        return True
    return not bare_numbers(line) and any(c.isdigit() for word in line.words for c in word.folded)


def bare_numbers(line: Line) -> list[Word]:
    """The words of a line that open a cell: a number outside brackets, or what is printed in place of one.

    A bracket may hold more than one word: （▲ 2.0%) with a visible gap after the sign.
    """
    found: list[Word] = []
    inside = False
    for word in line.words:
        text = word.plain
        if not inside and (text[:1].isdigit() or text[:1] in tuple("約▲△-▼…—―") or text.strip("【】[]") == "新設"):
            found.append(word)
        for char in text:
            inside = char in "([" or (inside and char not in ")]")
    return found


def unlabelled(page: PdfPage, spec: TableSpec, words: Sequence[Word]) -> Exception:
    """A row of numbers beside which no known label stands."""
    near = nearest("".join(w.text for w in words), spec.rows)
    return problems.unknown_label(page, spec, Word(tuple(g for w in words for g in w.glyphs)), near, "row")
