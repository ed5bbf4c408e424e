"""Pie and ring charts, by what is drawn: wedges around one middle, or a circle with spokes; and the keys of a legend.

Belongs here: which shapes make up one pie. Does not belong here: one shape alone (wedges.py), which words belong to a
pie (charts.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.page_objects import PageObject, draw_mode, edges_of, fill_colour, objects_on
from kyokai_pipeline.pdf.wedges import around, wedge_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.matrix import Point
    from kyokai_pipeline.pdf.page_objects import Edge
    from kyokai_pipeline.pdf.wedges import Colour, Wedge

    Line = tuple[Point, Point]

SMALLEST = 40.0
"""Anything smaller, in points, is a bullet or the key of a legend."""
SMALLEST_KEY, LARGEST_KEY = 2.0, 14.0
"""A key of a legend is a small box or dot, in points."""
AROUND = math.radians(300)
"""Wedges that go around by at least so much are a pie; one slice may be left out or pulled away."""
PULLED = 0.25
"""A slice may be pulled away from the middle by this share of the pie's radius."""
AT = 0.05
"""What lies nearer to the middle, or to the rim, than this share of the radius lies on it."""
FROM, TO = (0.5, 1.2), 2.5
"""A line leads from a wedge to its label where it begins between these shares of the radius and ends beyond, before the
last."""
CURVED, MANY = 5, 8
"""A path with a curve has at least so many points, an arc drawn with lines more than a box."""
SHORT = 3
"""A line to a label has at most this many pieces."""


@dataclass(frozen=True)
class Pie:
    """A pie or a ring.

    Attributes:
        box: Around its wedges, on the visible page.
        leaders: Ends of lines that lead from a wedge to its label, on the visible page.
        keys: The boxes of its legend: small ones in the colours of its wedges.
    """

    box: Box
    leaders: tuple[Point, ...] = ()
    keys: tuple[Box, ...] = ()

    @property
    def middle(self) -> Point:
        """Where its wedges meet."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    def away(self, point: Point) -> float:
        """How far from its middle a point lies, as a share of the way to the rim; a pie may be flattened."""
        x, y = self.middle
        across, down = (self.box[2] - self.box[0]) / 2, (self.box[3] - self.box[1]) / 2
        return math.hypot((point[0] - x) / across, (point[1] - y) / down)


def pies_on(page: pypdfium2.PdfPage, frame: Frame) -> list[Pie]:
    """Every pie of a page, largest first."""
    from pypdfium2 import raw

    kind = raw.FPDF_PAGEOBJ_PATH
    paths = [found for found in objects_on(page) if found.kind == kind]
    wedges = list(_wedges(paths, frame))
    if not wedges:
        return []
    drawn = [(path, edges) for path in paths if any(draw_mode(path)) and (edges := _edges(path, frame))]
    lines = [line for _, edges in drawn if len(edges) <= SHORT for line in _lines(edges)]
    return [
        Pie(pie.box, tuple(_leaders(pie, lines)), tuple(_keys(drawn, colours))) for pie, colours in _pies(wedges, lines)
    ]


def _wedges(paths: Iterable[PageObject], frame: Frame) -> Iterator[Wedge]:
    """The slices and circles among some paths that are large enough to be a pie's."""
    for path in paths:
        if _may_be_round(path) and any(draw_mode(path)):
            wedge = wedge_of(_edges(path, frame), _colour(path))
            if wedge is not None and wedge.reach >= SMALLEST / 2:
                yield wedge


def _keys(drawn: Iterable[tuple[PageObject, Sequence[Edge]]], colours: Collection[Colour]) -> Iterator[Box]:
    """The keys of the legend of a pie: small boxes in the colours of its wedges."""
    for path, edges in drawn:
        box = _key(edges)
        if box is not None and _colour(path) in colours:
            yield box


def _may_be_round(path: PageObject) -> bool:
    """Whether a path has a curve, or more points than a box."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(path.item)
    if not CURVED <= count < MANY:
        return bool(count >= MANY)
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path.item, at)) for at in range(count))
    return raw.FPDF_SEGMENT_BEZIERTO in kinds


def _edges(path: PageObject, frame: Frame) -> list[Edge]:
    return [
        edge._replace(
            start=frame.seen(*edge.start), bend=tuple(frame.seen(*p) for p in edge.bend), end=frame.seen(*edge.end)
        )
        for edge in edges_of(path)
    ]


def _colour(path: PageObject) -> Colour | None:
    return fill_colour(path) if draw_mode(path)[0] else None


def _lines(edges: Sequence[Edge]) -> list[Line]:
    """The pieces of a line both ways, and the line as a whole."""
    found = [(edge.start, edge.end) for edge in edges] + [(edges[0].start, edges[-1].end)]
    return [*found, *((b, a) for a, b in found)]


def _key(edges: Sequence[Edge]) -> Box | None:
    """The place of a path as small as the key of a legend."""
    box = around(point for edge in edges for point in (edge.start, edge.end))
    sides = box[2] - box[0], box[3] - box[1]
    return box if min(sides) >= SMALLEST_KEY and max(sides) <= LARGEST_KEY else None


def _pies(wedges: Sequence[Wedge], lines: Sequence[Line]) -> Iterator[tuple[Pie, frozenset[Colour]]]:
    """Wedges about one middle that go all around it, and circles that lines divide; with their colours."""
    left = sorted(wedges, key=lambda wedge: -wedge.reach)
    while left:
        first = left[0]
        most = max(2.0, PULLED * first.reach)
        own = [wedge for wedge in left if math.dist(wedge.middle, first.middle) <= most]
        left = [wedge for wedge in left if wedge not in own]
        pie = Pie(around(point for wedge in own for point in wedge.points))
        if min(pie.box[2] - pie.box[0], pie.box[3] - pie.box[1]) >= SMALLEST and _is_divided(own, pie, lines):
            yield pie, frozenset(wedge.colour for wedge in own if wedge.colour is not None)


def _is_divided(own: Sequence[Wedge], pie: Pie, lines: Sequence[Line]) -> bool:
    """Whether shapes about one middle are the parts of a whole: a target or a seal is not."""
    slices = [wedge for wedge in own if not wedge.is_whole]
    if len(slices) < len(own):
        return bool(slices) or sum(pie.away(a) < AT and abs(pie.away(b) - 1) < AT for a, b in lines) > 1
    return len(slices) > 1 and sum(wedge.sweep for wedge in slices) >= AROUND


def _leaders(pie: Pie, lines: Sequence[Line]) -> Iterator[Point]:
    """Where lines end that lead from a wedge to its label."""
    low, high = FROM
    yield from dict.fromkeys(b for a, b in lines if low <= pie.away(a) <= high < pie.away(b) < TO)
