"""The indicator tables of a page: their heads, their extent, the pillars over them, the counts of verdicts.

Belongs here: geometry of the KPI pages down to whole tables. Does not belong here: their rows (kpi_rows.py).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.columns import column_spans, gutters
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline.pdf.words import Word
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.report.tables.kpi_symbols import Legend, legend_on, verdicts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import KpiWords


HEAD_ROWS_GAP = 2.6
"""The two rows of a head that is divided (KPI over 指標 and 目標値) stand at most this many sizes apart."""
UPRIGHT_WORDS = 3
"""A label that is set downwards has at least so many characters, each a word."""
UPRIGHT = 1.5
"""A label that is set downwards, one character a line, is at most this many sizes wide."""
COLUMNS = ("initiative", "statement", "target", "result", "status")
_NEEDED = {"statement", "result", "status"}
_COUNT = re.compile(r"[(]?[0-9]{1,3}(?:件|項目)?[)]?")


@dataclass
class KpiTable:
    """One table: its heads by key, and everything under them down to the next thing on the page.

    Attributes:
        walls: Heights of pillar labels inside the table, which no row crosses.
        beside: Words level with the heads that are no heads, pillars or counts.
        side_pillars: Pillar labels in a column of their own at the left, each beside its rows.
        legend: Symbols that stand for verdicts, where a legend says so.
    """

    page: PdfPage
    heads: dict[str, Found]
    left: float
    right: float
    words: list[Word]
    walls: list[float]
    beside: list[Word]
    side_pillars: list[Found] = field(default_factory=list)
    legend: Legend = field(default_factory=dict)


@dataclass
class KpiPage:
    """All tables of a page with the pillar labels, the counted verdicts around them, and what symbols mean there."""

    tables: list[KpiTable]
    pillars: list[Found]
    counts: list[tuple[Found, Word]]
    legend: Legend = field(default_factory=dict)


def read_kpi_page(page: PdfPage, vocabulary: KpiWords, before: Legend | None = None) -> KpiPage:
    """Find the indicator tables of one page (none on most pages); ``before`` is the legend of the pages before."""
    groups = _head_groups(find_terms(page.words, vocabulary.heads, page.rules))
    pillars = find_terms(page.words, vocabulary.pillars, page.rules)
    counts = counted_verdicts(page, vocabulary)
    own, explained = legend_on(page, vocabulary)
    legend = own or before or {}
    if not groups:
        return KpiPage([], pillars, counts, legend)
    labels = [*pillars, *(f for f, _ in counts), *(f for group in groups for f in group.values())]
    named = [*(w for f in labels for w in f.words), *(number for _, number in counts)]
    named += [*explained, *(word for line in page_number_lines(page) for word in line.words)]
    aside = {glyph for word in named for glyph in word.glyphs}
    free = [word for word in page.words if aside.isdisjoint(word.glyphs)]
    tables = [_table(page, group, groups, free, pillars) for group in groups]
    for table in tables:
        table.legend = legend
    return KpiPage(tables, pillars, counts, legend)


def _head_groups(found: Sequence[Found]) -> list[dict[str, Found]]:
    """Heads side by side that make up one table; the next 具体的施策 begins the next table."""
    rows: list[list[Found]] = []
    for head in sorted(found, key=lambda f: f.y):
        beside = [row for row in rows if any(_level(other, head) for other in row)]
        rows = [row for row in rows if row not in beside]
        rows.append([*itertools.chain(*beside), head])
    rows.sort(key=lambda row: min(f.box[1] for f in row))
    upper = 0
    while upper + 1 < len(rows):
        if _divided(rows[upper], rows[upper + 1]):
            rows[upper : upper + 2] = [[*rows[upper], *rows[upper + 1]]]
        else:
            upper += 1
    return [group for row in rows for group in _groups(row) if group.keys() >= _NEEDED]


def _groups(row: Sequence[Found]) -> list[dict[str, Found]]:
    """The heads of each table in a row: a key that comes again begins the next."""
    groups: list[dict[str, Found]] = [{}]
    for head in sorted(row, key=lambda f: f.x):
        if head.key in groups[-1]:
            groups.append({})
        groups[-1][head.key] = head
    return groups


def _level(one: Found, other: Found) -> bool:
    """Whether two heads stand side by side: on one line, or one of them broken over lines beside the other."""
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return shared > 0.5 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _divided(upper: Sequence[Found], lower: Sequence[Found]) -> bool:
    """Whether two rows are the heads of the same tables, KPI standing over 指標 and 目標値.

    They are close, neither says what the other says, and only together are the heads in their order.
    """
    gap = min(f.box[1] for f in lower) - max(f.box[3] for f in upper)
    keys = [{f.key for f in row} for row in (upper, lower)]
    if gap > HEAD_ROWS_GAP * lower[0].words[0].size or keys[0] & keys[1]:
        return False
    if all(group.keys() >= _NEEDED for group in _groups(upper)) and keys[1] != {"target"}:
        return False
    if any(f.unit is None and "(" in canonical(f.text) for f in lower):
        return False  # 目標（①②の合計） is the rest of a statement
    groups = _groups([*upper, *lower])
    return all(group.keys() >= _NEEDED and list(group) == [k for k in COLUMNS if k in group] for group in groups)


def counted_verdicts(page: PdfPage, vocabulary: KpiWords) -> list[tuple[Found, Word]]:
    """Verdicts with their counts: 達成 7 概ね達成 3 未達成 10 in one line, one a line, or as heads over the counts."""
    glued = _glued(page, vocabulary)
    if len({v.key for v, _ in glued}) == len(glued) == len(vocabulary.statuses):
        return glued
    verdicts = find_terms(page.words, vocabulary.statuses, page.rules)
    beside = [(v, n) for v in verdicts if (n := _count_beside(page, v)) is not None]
    if len({v.key for v, _ in beside}) == len(vocabulary.statuses):
        return beside
    for first in verdicts:
        line = sorted((v for v in verdicts if abs(v.y - first.y) < 0.6 * v.words[0].size), key=lambda f: f.x)
        for at in range(len(line) - len(vocabulary.statuses) + 1):
            heads = line[at : at + len(vocabulary.statuses)]
            under = _counts_under(page, heads) if len({v.key for v in heads}) == len(heads) else []
            if under:
                return under
    return beside


def _glued(page: PdfPage, vocabulary: KpiWords) -> list[tuple[Found, Word]]:
    """Verdicts set so close to their counts that both are one word: 達成7, ○達成7件, 【達成（7）、概ね達成（3）…】."""
    keys = {form: term.key for term in vocabulary.statuses for form in term.forms}
    longest_first = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    pair = re.compile(rf"({longest_first})[:(]?([0-9]{{1,3}})(?![0-9.,%])(?:件|項目)?")
    return [
        (Found(keys[found[1]], (Word(word.glyphs[slice(*found.span(1))]),)), Word(word.glyphs[slice(*found.span(2))]))
        for word in page.words
        if len(word.folded) == len(word.glyphs)
        for found in pair.finditer(word.folded)
    ]


def _is_count(word: Word) -> bool:
    return _COUNT.fullmatch(word.folded) is not None


def _count_beside(page: PdfPage, verdict: Found) -> Word | None:
    """The next word to the right of a verdict, if it is a whole number and no second number stands close behind it."""
    size = verdict.words[-1].size
    right = [w for w in page.words if abs(w.y - verdict.y) < 0.6 * size and w.x0 > verdict.box[2] - 0.2 * size]
    right.sort(key=lambda w: w.x0)
    if not right or not _is_count(right[0]):
        return None
    second = right[1] if len(right) > 1 and right[1].x0 - right[0].x1 < size else None
    return None if second is not None and second.folded.lstrip("([")[:1].isdigit() else right[0]


def _counts_under(page: PdfPage, line: list[Found]) -> list[tuple[Found, Word]]:
    size = line[0].words[0].size
    bottom = max(v.box[3] for v in line)
    under = [w for w in page.words if bottom - 1 < w.y < bottom + 3 * size and _is_count(w)]
    spans = column_spans([v.box for v in line], under, page.rules)
    pairs = [
        (verdict, word)
        for verdict, (x0, x1) in zip(line, spans or [], strict=False)
        for word in under
        if x0 - 1 <= word.x <= x1 + 1
    ]
    return pairs if [v for v, _ in pairs] == line else []


def _table(
    page: PdfPage, heads: dict[str, Found], groups: list[dict[str, Found]], free: list[Word], pillars: list[Found]
) -> KpiTable:
    top = max(head.box[3] for head in heads.values())
    left, right = _sides(page, heads, groups, free)
    others = [f for group in groups for f in group.values()]
    bottom = min((f.box[1] for f in others if f.box[1] > top and left < f.x < right), default=page.height)
    across = [w for w in free if left <= w.x <= right]
    inside = [f for f in pillars if left <= f.x <= right and top < f.y < bottom]
    side = [f for f in inside if at_the_side(page, f, heads)]
    level = [(head.box[1], head.box[3]) for head in heads.values()]
    return KpiTable(
        page, heads, left, right,
        words=[w for w in across if top - 1 < w.y < bottom],
        walls=[f.y for f in inside if f not in side],
        beside=[w for w in across if any(a <= w.y <= b for a, b in level)],
        side_pillars=side,
    )  # fmt: skip


def _sides(
    page: PdfPage, heads: dict[str, Found], groups: list[dict[str, Found]], free: list[Word]
) -> tuple[float, float]:
    """How far a table reaches to both sides: half way to the tables beside it, or to the edges of the page."""
    first, status = min(heads.values(), key=lambda f: f.x), heads["status"]
    beside = [g for g in groups if g is not heads and abs(g["status"].y - status.y) < 3 * g["status"].words[0].size]
    before = [_between(page, g["status"], first, free) for g in beside if g["status"].x < first.x]
    firsts = [min(g.values(), key=lambda f: f.x) for g in beside]
    after = [_between(page, status, f, free) for f in firsts if f.x > status.x]
    return max(before, default=0.0), min(after, default=page.width)


def at_the_side(page: PdfPage, pillar: Found, heads: dict[str, Found]) -> bool:
    """Whether a pillar's label stands in a column of its own before the first head: set downwards, or ruled apart."""
    first = min(heads.values(), key=lambda f: f.x)
    ruled = page.rules.around(first.box).left
    upright = len(pillar.words) >= UPRIGHT_WORDS and pillar.box[2] - pillar.box[0] < UPRIGHT * pillar.words[0].size
    return (ruled is not None and pillar.box[2] <= ruled + 1) or (upright and pillar.box[2] < first.x)


def _between(page: PdfPage, one: Found, other: Found, words: list[Word]) -> float:
    """The gutter between two tables: half way between the end of one and the begin of the other."""
    low, high = one.x, other.x
    ruled = page.rules.around(one.box).right
    if ruled is not None and ruled < high:
        return ruled + 0.5
    spans = gutters([w for w in words if w.x1 > low and w.x0 < high])
    gaps = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in itertools.pairwise(spans)]
    return max(gaps)[1] if gaps else (one.box[2] + other.box[0]) / 2


def check_continued(layout: KpiPage, page: PdfPage, vocabulary: KpiWords) -> None:
    """A table may run on over the page only with its heads repeated; rows without them would be lost silently.

    Raises:
        ReportError: Verdicts with numbers beside them stand over the first heads of a page that follows a table.
    """
    ceiling = min((f.box[1] for t in layout.tables for f in t.heads.values()), default=page.height)
    counted = {w.glyphs[0] for f, _ in layout.counts for w in f.words}
    for verdict in verdicts_in(page.words, vocabulary, layout.legend, page.rules):
        size = verdict.words[0].size
        if verdict.y >= ceiling or verdict.words[0].glyphs[0] in counted:
            continue
        beside = [w for w in page.words if abs(w.y - verdict.y) < 2 * size and w.x1 < verdict.box[0]]
        if any(c.isdigit() for w in beside for c in w.folded):
            raise kpi_problems.headless(page, "".join(w.text for w in beside) + verdict.text, verdict.box)
