"""Ruling lines of a page, whatever the producer drew them with: lines, edges of boxes, thin rectangles, segments.

Belongs here: making them one kind of thing and asking what lies around a place on the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.pdf.decorations import Lettering
from kyokai_pipeline.pdf.once import once
from kyokai_pipeline.pdf.strokes import THIN, strokes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.painted_over import Stroke

SNAP = 2.0
"""Rules closer than this are one rule: the two sides of a thick line, the borders of neighbouring cells."""
GAP = 4.0
"""Segments of one rule may leave this much between them."""
PAIR = 2
"""Level sides of a frame, and upright ones."""
SEVERAL = 4
"""Dark rules of one length are the rules of a table from so many on."""
LOOSE = 8.0
"""A rule of a table ends at most this far from the side of a cell."""
SHORTEST = 4.0
"""Anything shorter is a glyph drawn as a path or a tick mark, not a rule."""


class Rule(NamedTuple):
    """A straight rule: ``at`` is its fixed coordinate, ``start`` to ``end`` its extent."""

    at: float
    start: float
    end: float

    @property
    def in_points(self) -> Rule:
        """The same in whole points, to compare it with those of other pages."""
        return Rule(round(self.at), round(self.start), round(self.end))


@dataclass(frozen=True)
class Around:
    """The nearest rules around a place; None where none is in the way to the edge of the page."""

    left: float | None
    top: float | None
    right: float | None
    bottom: float | None

    @property
    def closed(self) -> bool:
        """Rules on all four sides: a cell."""
        return None not in (self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True)
class Rules:
    """All rules of a page, sorted by position."""

    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()

    def without(self, running: frozenset[Rule]) -> Rules:
        """All but some level rules, which are given in whole points."""
        if not running:
            return self
        return Rules(tuple(rule for rule in self.level if rule.in_points not in running), self.upright)

    def upright_between(self, x0: float, x1: float, y: float) -> bool:
        """Whether an upright rule stands between two places on one line."""
        low, high = (x0 - 0.5, x1 + 0.5) if x0 <= x1 else (x1 - 0.5, x0 + 0.5)
        first, end = bisect_left(self._upright_at, low), bisect_right(self._upright_at, high)
        return first < end and any(rule.start - 1 <= y <= rule.end + 1 for rule in self.upright[first:end])

    @once
    def _upright_at(self) -> list[float]:
        return [rule.at for rule in self.upright]

    def level_between(self, top: float, bottom: float, x0: float, x1: float) -> list[float]:
        """The y of every level rule between two heights that crosses most of x0..x1."""
        return _crossing(self.level, top, bottom, x0, x1)

    def upright_crossing(self, x0: float, x1: float, top: float, bottom: float) -> list[float]:
        """The x of every upright rule between two places that crosses most of top..bottom."""
        return _crossing(self.upright, x0, x1, top, bottom)

    def cross(self, box: Box) -> bool:
        """Whether a rule runs through a box."""
        x0, top, x1, bottom = box
        level = any(top < rule.at < bottom and rule.start < x1 and rule.end > x0 for rule in self.level)
        return level or any(x0 < rule.at < x1 and rule.start < bottom and rule.end > top for rule in self.upright)

    def around(self, box: Box) -> Around:
        """The rules that enclose a box, each crossing the middle of the side that it faces."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        top, bottom = _beside(y, [rule.at for rule in self.level if rule.start - 1 <= x <= rule.end + 1])
        left, right = _beside(x, [rule.at for rule in self.upright if rule.start - 1 <= y <= rule.end + 1])
        return Around(left, top, right, bottom)


def _beside(place: float, rules: Sequence[float]) -> tuple[float | None, float | None]:
    """The last of some sorted positions before a place, or at it, and the first behind it."""
    at = bisect_right(rules, place)
    return rules[at - 1] if at else None, rules[at] if at < len(rules) else None


def _crossing(rules: Sequence[Rule], low: float, high: float, start: float, end: float) -> list[float]:
    need = 0.6 * max(end - start, 0.1)
    return [r.at for r in rules if low < r.at < high and min(r.end, end) - max(r.start, start) >= need]


def rules_of(page: pypdfium2.PdfPage, frame: Frame, glyphs: Iterable[Glyph] = ()) -> Rules:
    """All rules of a page, on its visible frame.

    Args:
        page: The page.
        frame: Its visible part.
        glyphs: Its letters: what only underlines or frames them is no rule.
    """
    letters = Lettering(glyphs)
    level: list[Rule] = []
    upright: list[Rule] = []
    pale: list[Rule] = []
    for strokes in strokes_of(page):
        lying, standing = _rules(strokes, frame)
        if len(lying) == len(standing) == PAIR and letters.framed(_box(lying, standing)):
            continue
        if letters.outlined(_pieces(lying, standing)):
            continue
        (pale if strokes.pale else level).extend(lying)
        upright += standing
    ends = Rules((), tuple(merge(upright)))
    level += _ruling(merge(pale), merge(level), ends.upright)
    ruling = (
        r
        for r in merge(level)
        if not (ends_in_cell(r, ends.upright) or _underlines(r, letters, ends) or letters.crossed(r.at, r.start, r.end))
    )
    return Rules(tuple(ruling), ends.upright)


def _rules(strokes: Iterable[Stroke], frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """Level and upright strokes on the visible frame."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for stroke in strokes:
        (x0, top), (x1, bottom) = frame.seen(*stroke[0]), frame.seen(*stroke[1])
        x0, x1 = sorted((x0, x1))
        top, bottom = sorted((top, bottom))
        if bottom - top <= THIN and x1 - x0 > bottom - top:
            level.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            upright.append(Rule((x0 + x1) / 2, top, bottom))
    return level, upright


def _box(level: Sequence[Rule], upright: Sequence[Rule]) -> Box:
    """The box of two level and two upright sides."""
    xs, ys = [rule.at for rule in upright], [rule.at for rule in level]
    return (min(xs), min(ys), max(xs), max(ys))


def _pieces(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Box]:
    """Each stroke as a box without area."""
    lying = [(rule.start, rule.at, rule.end, rule.at) for rule in level]
    return [*lying, *((rule.at, rule.start, rule.at, rule.end) for rule in upright)]


def _underlines(rule: Rule, letters: Lettering, sides: Rules) -> bool:
    """Whether a level rule follows letters only, and meets no upright rule as the rules of a table do."""
    if not letters.underlined(rule.at, rule.start, rule.end):
        return False
    return not any(sides.upright_between(end - SNAP, end + SNAP, rule.at) for end in (rule.start, rule.end))


def ends_in_cell(level: Rule, uprights: Sequence[Rule]) -> bool:
    """Whether a stroke begins and ends inside one cell: it underlines a text and rules nothing."""
    crossed = [rule.at for rule in uprights if rule.start - SNAP <= level.at <= rule.end + SNAP]
    inside = not any(level.start - GAP <= at <= level.end + GAP for at in crossed)
    return inside and any(at < level.start for at in crossed) and any(at > level.end for at in crossed)


def ends_anywhere(level: Rule, uprights: Sequence[Rule]) -> bool:
    """Whether a pale stroke runs through the sides of cells and ends at none: paint, and no rule of theirs."""
    sides = [rule.at for rule in uprights if rule.start - SNAP <= level.at <= rule.end + SNAP]
    through = any(level.start + LOOSE < at < level.end - LOOSE for at in sides)
    return through and any(all(abs(end - at) > LOOSE for at in sides) for end in (level.start, level.end))


def _ruling(pale: Sequence[Rule], dark: Sequence[Rule], uprights: Sequence[Rule]) -> list[Rule]:
    """Those of some pale strokes that rule a table."""
    return [rule for rule in pale if not (ends_anywhere(rule, uprights) or is_stray(rule, dark, pale))]


def is_stray(paint: Rule, dark: Sequence[Rule], pale: Sequence[Rule]) -> bool:
    """Whether a pale stroke lies in a table whose rules are dark: several are as long as it is, more than pale ones."""
    among = sum(map(partial(_as_long, paint), dark))
    return among >= SEVERAL and among > sum(map(partial(_as_long, paint), pale))


def _as_long(one: Rule, other: Rule) -> bool:
    return max(abs(one.start - other.start), abs(one.end - other.end)) < LOOSE


def merge(rules: Iterable[Rule]) -> list[Rule]:
    """Join segments of the same rule; drop what is too short to rule anything."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.start)):
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [rule for group in groups for rule in _joined(group) if rule.end - rule.start >= SHORTEST]


def _joined(group: Sequence[Rule]) -> Iterator[Rule]:
    """Segments at one place as one rule, or as several where they leave a gap."""
    at = sum(rule.at for rule in group) / len(group)
    first, *others = sorted(group, key=lambda rule: rule.start)
    start, end = first.start, first.end
    for rule in others:
        if rule.start - end > GAP:
            yield Rule(at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    yield Rule(at, start, end)
