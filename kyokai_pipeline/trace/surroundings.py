"""What to show of a page beside a figure: its row with the label, its column with the head, or the lines around it.

A table is found by its rules, or by the words around its figures where nothing is ruled. Nothing is read here: the
values and their places come from the warehouse.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rule, Rules
    from kyokai_pipeline.pdf.words import Word

TOUCH = 3.0
"""Rules that end this near to another one meet it, in points."""
ROOM = 3.0
"""Paper left around what is shown, in points."""
BOX = 4.5
"""Paper that a box around a figure needs below it, in points."""
HEAD_REACH = 36.0
"""How far over the first figures the heads of a table without rules are looked for, in points: three lines."""
CLOSE = 1.5
"""A bracket this near to a figure is boxed with it, in points: there is no room for a line between the two."""
LINES_AROUND = 2.2
"""Heights of a figure of the running text shown over and under it."""
TALL_GROUP = 5
"""A group of rows under one label is shown whole up to this many times the height of the row itself."""


@dataclass(frozen=True)
class Surroundings:
    """Parts of a page, in points: rows from ``top`` to ``bottom``, labels from ``x0`` to ``numbers_x``, under ``head``.

    Attributes:
        x0: Left side of the labels.
        numbers_x: Where labels end and numbers begin; ``x0`` where there is no label.
        x1: Right side of the table.
        head: Upper and lower side of the column heads; None where there are none.
        top: Upper side of the row, or of the group of rows that one label stands for.
        bottom: Lower side.
    """

    x0: float
    numbers_x: float
    x1: float
    head: tuple[float, float] | None
    top: float
    bottom: float


def printed_table(core_table: str | None) -> str | None:
    """Under which name the printed table of a figure goes; None for figures that stand in a line of text."""
    return None if core_table in _NO_TABLE else _SAME_TABLE.get(core_table or "", core_table)


_SAME_TABLE = {"annual_flow": "monthly_flow"}
_NO_TABLE = (None, "prose_figure", "kpi_count")


class PageTables:
    """The ruled tables of one page, worked out once for all its figures."""

    def __init__(self, page: PdfPage) -> None:
        self.page = page
        self.tables = _connected(page.rules)

    def around(self, figure: Box, peers: Sequence[Box]) -> Surroundings:
        """What to show with a figure.

        Args:
            figure: Its box.
            peers: The boxes of all figures of the same table on this page; empty for a figure of the running text.
        """
        if not peers:
            return self._lines(figure)
        table = self._table_of(figure)
        inside = [peer for peer in peers if table is None or _holds(table, peer)]
        if table is None or not _is_table(self.page.rules.around(figure).top, table):
            return self._unruled(figure, inside or [figure])
        return self._ruled(figure, inside, table)

    def in_brackets(self, figure: Box) -> Box:
        """A figure together with the brackets close beside it."""
        x0, top, x1, bottom = figure
        for glyph in self.page.glyphs:
            if not glyph.box[1] < (top + bottom) / 2 < glyph.box[3]:
                continue
            if glyph.folded == "(" and abs(figure[0] - glyph.x1) <= CLOSE:
                x0 = glyph.x0
            elif glyph.folded == ")" and abs(glyph.x0 - figure[2]) <= CLOSE:
                x1 = glyph.x1
        return x0, top, x1, bottom

    def free(self, figure: Box) -> Box:
        """How far the nearest characters are at its left, over it, at its right and under it, in points."""
        x0, top, x1, bottom = figure
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        free = [math.inf] * 4
        for glyph in self.page.glyphs:
            at_x, at_y = (glyph.x0 + glyph.x1) / 2, (glyph.box[1] + glyph.box[3]) / 2
            if x0 <= at_x <= x1 and top <= at_y <= bottom:
                continue
            if glyph.box[1] < bottom and glyph.box[3] > top:
                side, gap = (0, x0 - glyph.x1) if at_x < x else (2, glyph.x0 - x1)
                free[side] = min(free[side], gap)
            if glyph.x0 < x1 and glyph.x1 > x0:
                side, gap = (1, top - glyph.box[3]) if at_y < y else (3, glyph.box[1] - bottom)
                free[side] = min(free[side], gap)
        return free[0], free[1], free[2], free[3]

    def frames(self, peers: Sequence[Box]) -> list[Box]:
        """One frame around each printed table that holds some figures of one table, with its heads and labels.

        Args:
            peers: The boxes of all figures of the same table on this page.
        """
        frames: dict[Box | None, list[Box]] = defaultdict(list)
        for peer in peers:
            table = self._table_of(peer)
            is_ruled = table is not None and _is_table(self.page.rules.around(peer).top, table)
            frames[table if is_ruled else None].append(peer)
        loose = frames.pop(None, [])
        found = [table for table in frames if table is not None]
        return [*found, self._frame_without_rules(loose)] if loose else found

    def _frame_without_rules(self, peers: Sequence[Box]) -> Box:
        parts = [self._unruled(peer, peers) for peer in peers]
        tops = [part.head[0] if part.head else part.top for part in parts]
        sides = min(part.x0 for part in parts), max(part.x1 for part in parts)
        return sides[0], min(tops), sides[1], max(part.bottom for part in parts)

    def _table_of(self, figure: Box) -> Box | None:
        holding = [table for table in self.tables if _holds(table, figure)]
        return min(holding, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), default=None)

    def _ruled(self, figure: Box, peers: Sequence[Box], table: Box) -> Surroundings:
        rules = self.page.rules
        first_column, first_row = min(peers, key=lambda box: box[0]), min(peers, key=lambda box: box[1])
        numbers_x = rules.around(first_column).left
        head_bottom = rules.around(first_row).top
        numbers_x = table[0] if numbers_x is None else max(table[0], numbers_x)
        head_bottom = table[1] if head_bottom is None else max(table[1], head_bottom)
        row = rules.around(figure)
        top, bottom = row.top or figure[1] - ROOM, row.bottom or figure[3] + ROOM
        y = (figure[1] + figure[3]) / 2
        group = rules.around((table[0] + 1, y, table[0] + 2 * TOUCH, y))
        if group.top is not None and group.bottom is not None and head_bottom - TOUCH <= group.top:
            whole = min(top, group.top), max(bottom, group.bottom)
            if whole[1] - whole[0] <= TALL_GROUP * (bottom - top):
                top, bottom = whole
        head = (table[1] - 1, head_bottom) if head_bottom - table[1] > TOUCH else None
        bottom = max(bottom, figure[3] + BOX)
        return Surroundings(table[0] - 1, numbers_x, table[2] + 1, head, top, bottom)

    def _unruled(self, figure: Box, peers: Sequence[Box]) -> Surroundings:
        """Labels are the words left of the figures on their lines, heads the words not far over the first of them."""
        left, right = min(peer[0] for peer in peers), max(peer[2] for peer in peers)
        first = min(peer[1] for peer in peers)
        labels = [w.x0 for w in self.page.words if w.x1 <= left and any(_beside(w, peer) for peer in peers)]
        heads = self._words_over(first, left, right)
        x0 = min(labels, default=left) - ROOM
        head = (min(w.top for w in heads) - ROOM, first - 1) if heads else None
        top, bottom = figure[1] - 2 * ROOM, figure[3] + 2 * ROOM
        return Surroundings(x0, left - ROOM if labels else x0, right + ROOM, head, top, bottom)

    def _words_over(self, first: float, left: float, right: float) -> list[Word]:
        """The words not far over a height, between two sides."""
        low, high = left - ROOM, right + ROOM
        over = [w for w in self.page.words if first - HEAD_REACH <= w.top and w.bottom <= first + 1]
        return [w for w in over if low < w.x < high]

    def _lines(self, figure: Box) -> Surroundings:
        """The lines of running text around a figure, as wide as its own line goes on without a gap."""
        height = figure[3] - figure[1]
        line = [w for w in self.page.words if _beside(w, figure)]
        x0, x1 = _reached(line, figure, 1.5 * height)
        if x1 - x0 < figure[2] - figure[0] + height:
            x0, x1 = _reached(line, figure, 6 * height)
        margin = LINES_AROUND * height
        x0 = max(0.0, x0 - 2 * ROOM)
        return Surroundings(x0, x0, x1 + 2 * ROOM, None, max(0.0, figure[1] - margin), figure[3] + margin)


def _is_table(rule_over: float | None, table: Box) -> bool:
    return rule_over is not None and rule_over >= table[1] - TOUCH


def _beside(word: Word, box: Box) -> bool:
    """Whether a word stands on the line of a box."""
    return min(word.bottom, box[3]) - max(word.top, box[1]) > 0.4 * min(word.bottom - word.top, box[3] - box[1])


def _reached(line: Sequence[Word], figure: Box, reach: float) -> tuple[float, float]:
    """How far a line goes on from a figure, over gaps of at most ``reach``."""
    x0, x1 = figure[0], figure[2]
    for word in sorted(line, key=lambda w: w.x0):
        if word.x0 <= x1 + reach and word.x1 >= x0:
            x1 = max(x1, word.x1)
    for word in sorted(line, key=lambda w: -w.x1):
        if word.x1 >= x0 - reach and word.x0 <= x1:
            x0 = min(x0, word.x0)
    return x0, x1


def _holds(table: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]


def _connected(rules: Rules) -> list[Box]:
    """The extents of rules that meet each other, level and upright."""
    parent = list(range(len(rules.level) + len(rules.upright)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for i, level in enumerate(rules.level):
        for j, upright in enumerate(rules.upright):
            if _meet(level, upright):
                parent[root(i)] = root(len(rules.level) + j)
    groups: dict[int, list[tuple[Rule, bool]]] = defaultdict(list)
    for i, rule in enumerate((*rules.level, *rules.upright)):
        groups[root(i)].append((rule, i < len(rules.level)))
    return [_extent(group) for group in groups.values() if {is_level for _, is_level in group} == {True, False}]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - TOUCH <= upright.at <= level.end + TOUCH
        and upright.start - TOUCH <= level.at <= upright.end + TOUCH
    )


def _extent(group: Sequence[tuple[Rule, bool]]) -> Box:
    xs = [x for rule, is_level in group for x in ((rule.start, rule.end) if is_level else (rule.at,))]
    ys = [y for rule, is_level in group for y in ((rule.at,) if is_level else (rule.start, rule.end))]
    return min(xs), min(ys), max(xs), max(ys)
