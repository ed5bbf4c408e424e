"""Slices of pies, pieces of rings and circles: paths with an arc, and the middle that the arc is drawn about.

Producers draw arcs with Bézier curves or with many short lines, and flatten whole pies in perspective. Does not belong
here: which of them make up one pie (pies.py).
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.matrix import Point
    from kyokai_pipeline.pdf.page_objects import Edge

Colour = tuple[int, int, int]
WHOLE = math.radians(345)
"""A shape that goes around its middle by more is a circle."""
EVEN = 0.04
"""The points of an arc lie at one distance from its middle, up to this share."""
STRAIGHT = 0.002
"""A curve that bends by less than this share of its length is a straight side; the arc of a hundredth bends by more."""
LINES = 4
"""An arc that is drawn with lines has at least so many."""
MOST_LINES = 2000
"""A path of more edges is a map or a drawing."""
LONGER = 2.5
"""A side from the middle to the rim is so many times as long as the lines of which an arc is drawn."""
SIDES = 2
"""A slice, or a piece of a ring, has two straight sides; a circle has none."""
MET = 0.5
"""Ends of edges nearer than this, in points, are one point."""
FLAT = 1e-6
"""Three points that span a smaller triangle lie on one line."""
RING = 0.2
"""The inner arc of a ring lies nearer to its middle than the outer one by at least this share."""


class Wedge(NamedTuple):
    """A shape with an arc.

    Attributes:
        middle: What the arc is drawn about.
        sweep: How far it goes around it, in radians.
        points: On its arcs.
        colour: That it is filled with, where it is.
    """

    middle: Point
    sweep: float
    points: tuple[Point, ...]
    colour: Colour | None

    @property
    def is_whole(self) -> bool:
        """Whether it is a circle."""
        return self.sweep >= WHOLE

    @property
    def reach(self) -> float:
        """How far it goes from its middle."""
        return max(math.dist(self.middle, point) for point in self.points)


def wedge_of(edges: Sequence[Edge], colour: Colour | None) -> Wedge | None:
    """The slice, piece of a ring or circle that a path draws; None for any other path."""
    if len(edges) > MOST_LINES:
        return None
    drawn = [edge for edge in edges if math.dist(edge.start, edge.end) > MET / 5]
    sides, arcs = _parted(drawn)
    if not arcs or len(sides) > SIDES:
        return None
    points = _points_on(arcs)
    tip = _meeting(sides)
    middle = tip or _middle_of(arcs, points)
    if middle is None:
        return None
    outer = arcs if tip else [edge for edge in arcs if _is_outer(middle, edge, points)]
    return Wedge(middle, sum(_sweep(middle, edge) for edge in outer), points, colour)


def around(points: Iterable[Point]) -> Box:
    """The smallest box around points (at least one)."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def half_way(edge: Edge) -> Point:
    """The point half way along an edge."""
    (ax, ay), (dx, dy) = edge.start, edge.end
    if not edge.bend:
        return (ax + dx) / 2, (ay + dy) / 2
    (bx, by), (cx, cy) = edge.bend
    return (ax + 3 * bx + 3 * cx + dx) / 8, (ay + 3 * by + 3 * cy + dy) / 8


def _parted(edges: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Straight sides, and what arcs are drawn with: curves, or lines where there are many short ones."""
    lengths = [math.dist(edge.start, edge.end) for edge in edges]
    is_curved = [
        any(_off(edge, point) > STRAIGHT * n for point in edge.bend) for edge, n in zip(edges, lengths, strict=True)
    ]
    in_lines = not any(is_curved) and len(edges) > LINES
    long = LONGER * median(lengths) if in_lines else 0.0
    is_side = [not curved and length >= long for curved, length in zip(is_curved, lengths, strict=True)]
    sides = [edge for edge, side in zip(edges, is_side, strict=True) if side]
    return sides, [edge for edge, side in zip(edges, is_side, strict=True) if not side]


def _off(edge: Edge, point: Point) -> float:
    """How far a point lies off the straight line between the ends of an edge."""
    (x0, y0), (x1, y1), (x, y) = edge.start, edge.end, point
    return abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / math.dist(edge.start, edge.end)


def _meeting(sides: Sequence[Edge]) -> Point | None:
    """Where the two straight sides of a slice meet."""
    if len(sides) != SIDES:
        return None
    one, other = sides
    ends = [(a, b) for a in (one.start, one.end) for b in (other.start, other.end)]
    return next((a for a, b in ends if math.dist(a, b) < MET), None)


def _middle_of(arcs: Sequence[Edge], points: Sequence[Point]) -> Point | None:
    """The middle of the circle that arcs lie on; those of a piece of a ring lie on two."""
    outer = points[: len(points) // 2] if len(arcs) > 1 else points
    middle = _through(outer[0], outer[len(outer) // 2], outer[-1])
    if middle is not None:
        far = [math.dist(middle, point) for point in outer]
        if max(far) - min(far) <= EVEN * max(far):
            return middle
    return _of_circle(points)


def _of_circle(points: Sequence[Point]) -> Point | None:
    """The middle of a whole circle, which may be flattened."""
    x0, top, x1, bottom = around(points)
    if math.dist(points[0], points[-1]) > MET or min(x1 - x0, bottom - top) < MET:
        return None
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    far = [math.hypot((px - x) / (x1 - x), (py - y) / (bottom - y)) for px, py in points]
    return (x, y) if all(abs(share - 1) < EVEN for share in far) else None


def _through(a: Point, b: Point, c: Point) -> Point | None:
    """The middle of the circle through three points."""
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(d) < FLAT * max(1.0, math.dist(a, c)):
        return None
    squares = [x * x + y * y for x, y in (a, b, c)]
    x = sum(s * step for s, step in zip(squares, (b[1] - c[1], c[1] - a[1], a[1] - b[1]), strict=True)) / d
    y = sum(s * step for s, step in zip(squares, (c[0] - b[0], a[0] - c[0], b[0] - a[0]), strict=True)) / d
    return x, y


def _is_outer(middle: Point, edge: Edge, points: Sequence[Point]) -> bool:
    """Whether an arc is the outer one of its shape: a piece of a ring has an inner one too."""
    inner, outer = (pick(math.dist(middle, point) for point in points) for pick in (min, max))
    return outer - inner < RING * outer or math.dist(middle, half_way(edge)) > (inner + outer) / 2


def _points_on(arcs: Sequence[Edge]) -> tuple[Point, ...]:
    return tuple(point for edge in arcs for point in (edge.start, half_way(edge), edge.end))


def _sweep(middle: Point, edge: Edge) -> float:
    """How far an edge goes around the middle, in radians."""
    half = half_way(edge)
    return abs(_turn(middle, edge.start, half)) + abs(_turn(middle, half, edge.end))


def _turn(middle: Point, a: Point, b: Point) -> float:
    """The angle from one point to another, seen from the middle."""
    turn = math.atan2(b[1] - middle[1], b[0] - middle[0]) - math.atan2(a[1] - middle[1], a[0] - middle[0])
    return (turn + math.pi) % math.tau - math.pi
