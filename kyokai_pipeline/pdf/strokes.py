"""Straight strokes drawn on a page: lines, sides of boxes, thin filled boxes and pictures, also inside form objects.

Belongs here: which objects draw a stroke. Does not belong here: what is a rule; that is rules.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.matrix import Matrix, Point, moved
from kyokai_pipeline.pdf.page_objects import (
    UNIT,
    draw_mode,
    edges_of,
    fill_colour,
    objects_on,
    outside_clip,
    stroke_colour,
)
from kyokai_pipeline.pdf.painted_over import Stroke, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.page_objects import Edge, PageObject

SIDES = 4
"""A box; one of its sides may be left to the viewer to close."""
THIN = 2.5
"""A box thinner than this, in points, is a line drawn with fill."""
WHITE = 250
"""Of 255: a fill whose every component is at least this is white."""
PALE = 200
"""A fill whose every component is at least this is the ground of a cell, or what is left of one."""


class Strokes(list[Stroke]):
    """The strokes of one object.

    Attributes:
        pale: They are paint of a pale colour without an outline.
    """

    pale: bool = False


def strokes_of(page: pypdfium2.PdfPage) -> Iterator[Strokes]:
    """Every visible straight stroke, in PDF user space; what one object draws stays together.

    What is painted over or clipped away is not seen.
    """
    from pypdfium2 import raw

    grounds: list[Box] = []
    covers: list[tuple[int, Box]] = []
    drawn: list[tuple[int, Strokes]] = []
    path, picture = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
    for order, found in enumerate(objects_on(page)):
        if found.kind == path:
            mode = draw_mode(found)
            pieces = Strokes(_path(found) if any(mode) else ())
            if not pieces or outside_clip(found, box := _around_all(pieces)):
                continue
            if _is_visible(found, mode, pieces, box, grounds):
                drawn.append((order, pieces))
            if mode[0] and _is_opaque_box(found, pieces):
                covers.append((order, box))
        elif found.kind == picture:
            grounds.append(_around([moved(corner, found.matrix) for corner in UNIT]))
            drawn.append((order, Strokes(_picture(found.matrix))))
            if not raw.FPDFPageObj_HasTransparency(found.item):
                covers.append((order, grounds[-1]))
    yield from _uncovered(drawn, covers)


def _uncovered(drawn: list[tuple[int, Strokes]], covers: list[tuple[int, Box]]) -> Iterator[Strokes]:
    left = iter(shown([(order, piece) for order, pieces in drawn for piece in pieces], covers) if covers else ())
    for _, pieces in drawn:
        if covers:
            seen = Strokes(part for _ in pieces for part in next(left))
            seen.pale = pieces.pale
            yield seen
        else:
            yield pieces


def _around_all(pieces: Strokes) -> Box:
    return _around([point for piece in pieces for point in piece])


def _is_opaque_box(path: PageObject, pieces: Strokes) -> bool:
    """Whether a filled path is a box that hides what was drawn before it."""
    from pypdfium2 import raw

    if not SIDES - 1 <= len(pieces) <= SIDES:
        return False
    level = all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < THIN / 2 for a, b in pieces)
    return level and not raw.FPDFPageObj_HasTransparency(path.item)


def _is_visible(path: PageObject, mode: tuple[bool, bool], pieces: Strokes, box: Box, grounds: list[Box]) -> bool:
    """Whether a path shows: white does so only on what was painted before it (``grounds``).

    Says of the pieces whether they are pale.

    Args:
        path: The path.
        mode: Whether it is filled, and whether it is stroked.
        pieces: Its strokes.
        box: Around them.
        grounds: Places that are painted; its own is added.
    """
    filled, stroked = mode
    shades = fill_colour(path) if filled and not stroked else stroke_colour(path) if not filled else None
    if shades is None:
        return True
    pieces.pale = filled and min(shades) >= PALE
    if min(shades) >= WHITE:
        return any(_overlap(box, ground) for ground in grounds)
    if filled and min(box[2] - box[0], box[3] - box[1]) > THIN:
        grounds.append(box)
    return True


def _around(points: list[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _picture(matrix: Matrix) -> list[Stroke]:
    """A thin picture is a rule; any other rules nothing."""
    corners = [moved(corner, matrix) for corner in UNIT]
    thin = min(max(side) - min(side) for side in zip(*corners, strict=True)) <= THIN
    return _straightened(list(zip(corners, corners[1:] + corners[:1], strict=True))) if thin else []


def _path(path: PageObject) -> list[Stroke]:
    return _straightened([(edge.start, edge.end) for edge in edges_of(path) if _is_straight(edge)])


def _is_straight(edge: Edge) -> bool:
    """Whether a curve, or a line, is a level or upright stroke to the eye."""
    points = (edge.start, *edge.bend, edge.end)
    return not edge.bend or any(max(places) - min(places) <= THIN / 2 for places in zip(*points, strict=True))


def _straightened(pieces: list[Stroke]) -> list[Stroke]:
    """The pieces of one path; a path that is nothing but a thin box is its own centre line, a dot both of them."""
    if len(pieces) < SIDES - 1:
        return pieces
    xs = [point[0] for piece in pieces for point in piece]
    ys = [point[1] for piece in pieces for point in piece]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    width, height = high[0] - low[0], high[1] - low[1]
    if len(pieces) > SIDES or min(width, height) > THIN:
        return pieces
    x, y = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    level, upright = ((low[0], y), (high[0], y)), ((x, low[1]), (x, high[1]))
    if max(width, height) <= THIN:
        return [level, upright]
    return [level] if width > height else [upright]
