"""The columns of an indicator table, by rules or by gutters; a column that nobody knows is named.

Belongs here: which words stand under which head. Does not belong here: rows (kpi_rows.py), finding heads
(kpi_layout.py).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kyokai_pipeline.layout.columns import Span, gutters, ruled_sides, text_columns, widest_gaps
from kyokai_pipeline.layout.labels import Found, adornments
from kyokai_pipeline.layout.unsolved import Unsolved
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.report.tables.kpi_model import COLUMNS, KpiTable
from kyokai_pipeline.vocabulary import kpi_words, tables
from kyokai_pipeline.vocabulary.alike import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import KpiWords


HEAD_LINES = 0.7
"""A head of two lines reaches at most so many sizes over and under those of one line beside it."""


def columns_of(
    table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found], vocabulary: KpiWords
) -> dict[str, list[Word]]:
    """The words of each of the five columns.

    Raises:
        ReportError: A head that cannot be told from its neighbour, or a column that no term explains.
    """
    spans = _by_rules(table, body, verdicts)
    others = _other_columns(table, body, verdicts, vocabulary)
    if spans is None:
        spans = _by_gutters(table, body, others)
    return {key: [w for w in body if a <= w.x <= b] for key, (a, b) in spans.items()}


def _other_columns(
    table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found], vocabulary: KpiWords
) -> list[Span]:
    """Columns that are declared ignorable (備考欄); others over text are nobody's and cannot be left out.

    Raises:
        ReportError: There is one that is not declared.
    """
    level = [table.heads[key].box for key in ("result", "status")]
    beside = [word for word in table.beside if any(box[1] <= word.y <= box[3] for box in level)]
    heads = [word for word in beside if _heads_a_column(table, word, body, verdicts)]
    known = {*tables().ignored_columns.forms, *vocabulary.beside.forms}
    spans: dict[Span, None] = {}
    for word in heads:
        lines = _lines_of_head(table, word)
        if "".join(line.plain for line in lines) not in known:
            near = nearest("".join(line.text for line in lines), kpi_words().heads)
            raise kpi_problems.unknown_kpi_column(table.page, lines, near)
        low, _, high, _ = box_around(lines)
        ruled = ruled_sides([word.box], table.page.rules)
        spans[ruled[0] if ruled else (low, high)] = None
    return list(spans)


def _lines_of_head(table: KpiTable, word: Word) -> list[Word]:
    """The lines of a head that is broken in its narrow column, top to bottom: 対計画 over 値."""
    low, high = _region(table, word)
    tops, bottoms = zip(*((head.box[1], head.box[3]) for head in table.heads.values()), strict=True)
    reach = HEAD_LINES * word.size
    return sorted(
        (
            other
            for other in table.page.words
            if low <= other.x <= high and min(tops) - reach <= other.y <= max(bottoms) + reach
        ),
        key=lambda other: (other.base, other.x0),
    )


def _heads_a_column(table: KpiTable, word: Word, body: Sequence[Word], verdicts: Sequence[Found]) -> bool:
    """Whether something stands under a word beside most verdicts, and no known head explains it."""
    low, high = _region(table, word)
    spanned = any(low < head.x < high or head.box[0] <= word.x <= head.box[2] for head in table.heads.values())
    if spanned or adornments(word.plain) is not None or _under_kpi(table, word):
        return False
    under = [other for other in body if low <= other.x <= high]
    filled = [v for v in verdicts if any(abs(other.y - v.y) < 2 * other.size for other in under)]
    return 2 * len(filled) >= len(verdicts)


def _under_kpi(table: KpiTable, word: Word) -> bool:
    """Whether a word names a part of what KPI stands over (指標 beside 目標値)."""
    kpi, result, initiative = table.heads["statement"], table.heads["result"], table.heads.get("initiative")
    left = initiative.box[2] if initiative else table.left
    return kpi.box[3] <= word.top + 1 and left < word.x < result.box[0]


def _region(table: KpiTable, head: Word) -> Span:
    """Left and right side of the column under a head: its rules, or the head itself."""
    ruled = ruled_sides([head.box], table.page.rules)
    return ruled[0] if ruled else (head.x0, head.x1)


def _by_rules(table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found]) -> dict[str, Span] | None:
    """Left and right side of the five columns by the rules around their heads; None where these do not part them."""
    sides = ruled_sides([head.box for head in table.heads.values()], table.page.rules)
    if sides is None:
        return None
    spans = dict(zip(table.heads, sides, strict=True))
    low, high = spans["statement"]
    spans.setdefault("initiative", (table.left, low))
    if "target" not in spans:
        wall = _wall_inside(table, body, verdicts, (low, high))
        if wall is not None:
            spans["statement"], spans["target"] = (low, wall), (wall, high)
    elif low < table.heads["target"].x < high:  # KPI stands over both
        spans["statement"] = (low, spans["target"][0])
    return spans if len(spans) == len(COLUMNS) == len(set(spans.values())) else None


def _wall_inside(table: KpiTable, body: Sequence[Word], verdicts: Sequence[Found], across: Span) -> float | None:
    """What parts statements from targets under one head: the last rule there, or the widest gutter."""
    low, high = across
    walls = table.page.rules.upright_crossing(low + 2, high - 2, verdicts[0].box[1], verdicts[-1].box[3])
    walls = walls or widest_gaps(gutters([w for w in body if low <= w.x <= high]))
    return max(walls, default=None)


def _by_gutters(table: KpiTable, body: Sequence[Word], others: Sequence[Span]) -> dict[str, Span]:
    """Five columns, parted by gutters; a target may have no head, nor may initiatives.

    Args:
        table: The table.
        body: Its words.
        others: Left and right side of the heads of columns to be left out.
    """
    heads = sorted([*_heads(table), *((side, [""]) for side in others)])
    try:
        spans = text_columns([side for side, _ in heads], [len(keys) for _, keys in heads], body)
    except Unsolved as unsolved:
        head = table.heads[heads[unsolved.details["at"]][1][0] or "status"]
        raise problems.misread(table.page, phrase("kpi_column_unsure", head=head.text), head.box, head.text) from None
    columns = itertools.chain(*(keys for _, keys in heads))
    return {key: span for key, span in zip(columns, spans, strict=True) if key}


def _heads(table: KpiTable) -> list[tuple[Span, list[str]]]:
    """Left and right side of each head with the columns under it."""
    under = {key: [key] for key in table.heads}
    if "target" not in under:
        under["statement"] = ["statement", "target"]
    heads = [((table.heads[key].box[0], table.heads[key].box[2]), keys) for key, keys in under.items()]
    return heads if "initiative" in under else [((table.left, table.left), ["initiative"]), *heads]
