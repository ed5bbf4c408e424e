"""The indicator tables of a page: their heads, their extent, the pillars over them, the counts of verdicts.

Belongs here: geometry of the KPI pages down to whole tables. Does not belong here: their rows (kpi_rows.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.columns import gutters, widest_gaps
from kyokai_pipeline.layout.heads import side_by_side, tables_in
from kyokai_pipeline.layout.labels import Found, find_terms
from kyokai_pipeline.layout.page_numbers import page_number_lines
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Word, within
from kyokai_pipeline.report.problems import misread
from kyokai_pipeline.report.tables.kpi_model import COLUMNS, KpiPage, KpiTable, Legend
from kyokai_pipeline.report.tables.kpi_verdicts import counted_verdicts, legend_on, verdicts_in

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
_NEEDED = {"statement", "result", "status"}


def read_kpi_page(page: PdfPage, vocabulary: KpiWords, before: Legend | None = None) -> KpiPage:
    """Find the indicator tables of one page (none on most pages); ``before`` is the legend of the pages before."""
    # The 結果 of 前年度結果 is no head: the longer name has its words.
    named = find_terms(page.words, [*vocabulary.heads, vocabulary.beside], page.rules)
    groups = _head_groups([found for found in named if found.key != vocabulary.beside.key])
    pillars = find_terms(page.words, vocabulary.pillars, page.rules)
    counts = counted_verdicts(page, vocabulary)
    own, explained = legend_on(page, vocabulary)
    layout = KpiPage([], pillars, counts, own or before or {})
    if groups:
        heads = itertools.chain(*(group.values() for group in groups))
        labels = [*pillars, *heads, *(verdict for verdict, _ in counts)]
        free = _free_words(page, labels, [*explained, *(number for _, number in counts)])
        layout.tables = [_table(page, group, groups, free, layout) for group in groups]
    return layout


def _free_words(page: PdfPage, labels: Sequence[Found], others: Sequence[Word]) -> list[Word]:
    """Words of a page that are neither in a label, nor some others, nor a page number."""
    named = itertools.chain(others, *(f.words for f in labels), *(line.words for line in page_number_lines(page)))
    aside = {glyph for word in named for glyph in word.glyphs}
    return [word for word in page.words if aside.isdisjoint(word.glyphs)]


def _head_groups(found: Sequence[Found]) -> list[dict[str, Found]]:
    """Heads side by side that make up one table; the next 具体的施策 begins the next table."""
    rows = sorted(side_by_side(found), key=lambda row: min(f.box[1] for f in row))
    upper = 0
    while upper + 1 < len(rows):
        if _divided(rows[upper], rows[upper + 1]):
            rows[upper : upper + 2] = [[*rows[upper], *rows[upper + 1]]]
        else:
            upper += 1
    return [group for row in rows for group in _groups(row) if _whole([group])]


def _groups(row: Sequence[Found]) -> list[dict[str, Found]]:
    """The heads of each table in a row, by key."""
    return [{head.key: head for head in table} for table in tables_in(row)]


def _divided(upper: Sequence[Found], lower: Sequence[Found]) -> bool:
    """Whether two rows are the heads of the same tables, KPI standing over 指標 and 目標値.

    They are close, neither says what the other says, and only together are the heads in their order.
    """
    gap = min(f.box[1] for f in lower) - max(f.box[3] for f in upper)
    above, below = {f.key for f in upper}, {f.key for f in lower}
    if gap > HEAD_ROWS_GAP * lower[0].words[0].size or above & below:
        return False
    if below != {"target"} and _whole(_groups(upper)):
        return False
    if any(map(_goes_on, lower)):
        return False
    groups = _groups([*upper, *lower])
    return _whole(groups) and all(list(group) == sorted(group, key=COLUMNS.index) for group in groups)


def _goes_on(head: Found) -> bool:
    """目標（①②の合計） is the rest of a statement, and no head."""
    return head.unit is None and "(" in canonical(head.text)


def _whole(groups: Sequence[dict[str, Found]]) -> bool:
    """Whether each of some tables has the heads that it needs."""
    return all(group.keys() >= _NEEDED for group in groups)


def _table(
    page: PdfPage, heads: dict[str, Found], groups: list[dict[str, Found]], free: list[Word], layout: KpiPage
) -> KpiTable:
    top = max(head.box[3] for head in heads.values())
    left, right = _sides(page, heads, groups, free)
    bottom = _bottom(page, (left, top, right), groups)
    across = within(free, (left, 0, right, page.height))
    inside = [f for f in layout.pillars if left <= f.x <= right and top < f.y < bottom]
    side = [f for f in inside if at_the_side(page, f, heads)]
    return KpiTable(
        page, heads, left, right,
        words=within(across, (left, top - 1, right, bottom)),
        walls=[f.y for f in inside if f not in side],
        beside=[w for w in across if _is_level(w, heads)],
        side_pillars=side,
        legend=layout.legend,
    )  # fmt: skip


def _bottom(page: PdfPage, sides: tuple[float, float, float], groups: list[dict[str, Found]]) -> float:
    """The heads of the next table under the heads of this one, or the end of the page."""
    left, top, right = sides
    heads = itertools.chain(*(group.values() for group in groups))
    return min((f.box[1] for f in heads if f.box[1] > top and left < f.x < right), default=page.height)


def _is_level(word: Word, heads: dict[str, Found]) -> bool:
    return any(head.box[1] <= word.y <= head.box[3] for head in heads.values())


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
    gaps = widest_gaps(gutters([w for w in words if w.x1 > low and w.x0 < high]))
    return gaps[0] if gaps else (one.box[2] + other.box[0]) / 2


def check_continued(layout: KpiPage, page: PdfPage, vocabulary: KpiWords) -> None:
    """A table may run on over the page only with its heads repeated; rows without them would be lost silently.

    Raises:
        ReportError: Verdicts with numbers beside them stand over the first heads of a page that follows a table.
    """
    ceiling = min((f.box[1] for t in layout.tables for f in t.heads.values()), default=page.height)
    counted = {glyph for f, _ in layout.counts for word in f.words for glyph in word.glyphs}
    for verdict in verdicts_in(page.words, vocabulary, layout.legend, page.rules):
        if verdict.y >= ceiling or verdict.words[0].glyphs[0] in counted:
            continue
        if any(map(str.isdigit, before := _text_before(page, verdict))):
            raise misread(page, phrase("kpi_headless"), verdict.box, before + verdict.text)


def _text_before(page: PdfPage, verdict: Found) -> str:
    """What stands level with a verdict, to its left."""
    reach = 2 * verdict.words[0].size
    return "".join(w.text for w in page.words if abs(w.y - verdict.y) < reach and w.x1 < verdict.box[0])
