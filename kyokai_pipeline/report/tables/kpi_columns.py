"""The columns of an indicator table, by rules or by gutters; a column that nobody knows is named.

Belongs here: which words stand under which head. Does not belong here: rows (kpi_rows.py), finding heads
(kpi_layout.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.columns import Span, gutters
from kyokai_pipeline.layout.labels import Found, adornments
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.report.tables.kpi_layout import COLUMNS, KpiTable
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.vocabulary.alike import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import KpiWords


def columns_of(
    table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found], vocabulary: KpiWords
) -> dict[str, list[Word]]:
    """The words of each of the five columns.

    Raises:
        ReportError: A head that cannot be told from its neighbour, or a column that no term explains.
    """
    spans = _by_rules(table, body, verdicts)
    others = [_region(table, word) for word in _other_heads(table, body, verdicts, vocabulary)]
    if spans is None:
        spans = _by_gutters(table, body, others)
    return {key: [w for w in body if a <= w.x <= b] for key, (a, b) in spans.items()}


def _other_heads(table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found], vocabulary: KpiWords) -> list[Word]:
    """Heads of columns that are declared ignorable (備考欄); others over text are nobody's and cannot be left out."""
    heads = list(table.heads.values())
    level = [table.heads[key] for key in ("result", "status")]
    ignored: list[Word] = []
    for word in table.beside:
        beside = any(head.box[1] <= word.y <= head.box[3] for head in level)
        if not beside or adornments(word.plain) is not None or _under_kpi(table, word):
            continue
        low, high = _region(table, word)
        spanned = any(low < head.x < high or head.box[0] <= word.x <= head.box[2] for head in heads)
        under = [other for other in body if low <= other.x <= high]
        filled = [v for v in verdicts if any(abs(other.y - v.y) < 2 * other.size for other in under)]
        if spanned or 2 * len(filled) < len(verdicts):
            continue
        if word.plain not in tables().ignored_columns.forms:
            near = nearest(word.text, vocabulary.heads)
            raise kpi_problems.unknown_kpi_column(table.page, word, near)
        ignored.append(word)
    return ignored


def _under_kpi(table: KpiTable, word: Word) -> bool:
    """Whether a word names a part of what KPI stands over (指標 beside 目標値)."""
    kpi, result, initiative = table.heads["statement"], table.heads["result"], table.heads.get("initiative")
    left = initiative.box[2] if initiative else table.left
    return kpi.box[3] <= word.top + 1 and left < word.x < result.box[0]


def _region(table: KpiTable, head: Word) -> Span:
    """Left and right side of the column under a head: its rules, or the head itself."""
    around = table.page.rules.around(head.box)
    ruled = around.left is not None and around.right is not None
    return (around.left or 0.0, around.right or 0.0) if ruled else (head.x0, head.x1)


def _by_rules(table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found]) -> dict[str, Span] | None:
    """Left and right side of the five columns by the rules around their heads; None where these do not part them."""
    ruled = {key: table.page.rules.around(found.box) for key, found in table.heads.items()}
    if not all(a.left is not None and a.right is not None for a in ruled.values()):
        return None
    spans = {key: (a.left or 0.0, a.right or 0.0) for key, a in ruled.items()}
    if "initiative" not in spans:
        spans["initiative"] = (table.left, spans["statement"][0])
    if "target" in spans and spans["statement"][0] < table.heads["target"].x < spans["statement"][1]:
        spans["statement"] = (spans["statement"][0], spans["target"][0])  # KPI stands over both
    if "target" not in spans:
        low, high = spans["statement"]
        top, bottom = verdicts[0].box[1], verdicts[-1].box[3]
        walls = table.page.rules.upright_crossing(low + 2, high - 2, top, bottom)
        wall = max(walls) if walls else _widest_gutter([w for w in body if low <= w.x <= high])
        if wall is not None:
            spans["statement"], spans["target"] = (low, wall), (wall, high)
    return spans if len(spans) == len(COLUMNS) == len(set(spans.values())) else None


def _widest_gutter(words: Sequence[Word]) -> float | None:
    gaps = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in itertools.pairwise(gutters(words))]
    return max(gaps)[1] if gaps else None


def _by_gutters(table: KpiTable, body: Sequence[Word], others: Sequence[Span]) -> dict[str, Span]:
    """Five columns, parted by the widest gutter between each head and the next; a target may have no head.

    Args:
        table: The table.
        body: Its words.
        others: Left and right side of the heads of columns to be left out.
    """
    spans = gutters(body, least=0.2)
    gaps = [(b[0] - a[1], (a[1] + b[0]) / 2) for a, b in itertools.pairwise(spans)]
    heads: list[tuple[str, Box]] = [(key, table.heads[key].box) for key in COLUMNS if key in table.heads]
    if heads[0][0] != COLUMNS[0]:
        heads.insert(0, (COLUMNS[0], (table.left, 0.0, table.left, 0.0)))
    heads = sorted([*heads, *(("", (low, 0.0, high, 0.0)) for low, high in others)], key=lambda head: head[1][0])
    walls: list[float] = []
    keys: list[str] = []
    for (key, head), (following, box) in itertools.pairwise(heads):
        headless = key == "statement" and "target" not in table.heads
        after = max([head[0], *walls])
        between = sorted((gap for gap in gaps if after < gap[1] < box[2]), reverse=True)[: 1 + headless]
        if len(between) < 1 + headless:
            found = table.heads[following if following else "status"]
            why = phrase("kpi_column_unsure", head=found.text)
            raise problems.misread(table.page, why, found.box, found.text)
        walls += sorted(at for _, at in between)
        keys += [key, *(["target"] if headless else [])]
    keys.append(heads[-1][0])
    edges = [float("-inf"), *walls, float("inf")]
    inside = [[s for s in spans if low < s[0] and s[1] < high] for low, high in itertools.pairwise(edges)]
    return {key: (part[0][0], part[-1][1]) for key, part in zip(keys, inside, strict=True) if key}
