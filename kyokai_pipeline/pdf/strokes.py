"""Straight strokes drawn on a page: lines, sides of boxes, thin filled boxes and pictures, also inside form objects.

Belongs here: pdfium's page objects. Does not belong here: what is a rule; that is rules.py.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.text_objects import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

    from kyokai_pipeline.errors import Box

Point = tuple[float, float]
Stroke = tuple[Point, Point]
Matrix = tuple[float, float, float, float, float, float]
CONTROLS = 2
"""A Bézier curve has two control points before its end."""
SIDES = 4
"""A box; one of its sides may be left to the viewer to close."""
THIN = 2.5
"""A box thinner than this, in points, is a line drawn with fill."""
WHITE = 250
"""Of 255: a fill whose every component is at least this is white."""
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def strokes_of(page: pypdfium2.PdfPage) -> Iterator[list[Stroke]]:
    """Every visible straight stroke, in PDF user space; what one object draws stays together."""
    from pypdfium2 import raw

    grounds: list[Box] = []
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _strokes(raw, raw.FPDFPage_GetObject(page, index), _IDENTITY, 0, grounds)


def _strokes(raw: Any, item: Any, outer: Matrix, depth: int, grounds: list[Box]) -> Iterator[list[Stroke]]:
    """Those of one object; ``grounds``: what was painted before it, on which white shows."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        pieces = _path(raw, item, matrix)
        if _is_visible(raw, item, pieces, grounds):
            yield pieces
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        grounds.append(_around([_seen(corner, matrix) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]))
        yield _picture(matrix)
    elif depth < DEEPEST:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _strokes(raw, raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1, grounds)


def _is_visible(raw: Any, item: Any, pieces: list[Stroke], grounds: list[Box]) -> bool:
    """Whether a path shows: white paint without an outline does so only on what was painted before."""
    fill, stroke, shades = ctypes.c_int(), ctypes.c_int(), [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if stroke.value or not fill.value or not pieces or not raw.FPDFPageObj_GetFillColor(item, *shades):
        return True
    box = _around([point for piece in pieces for point in piece])
    if min(shade.value for shade in shades[:3]) >= WHITE:
        return any(_overlap(box, ground) for ground in grounds)
    if min(box[2] - box[0], box[3] - box[1]) > THIN:
        grounds.append(box)
    return True


def _around(points: list[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _picture(matrix: Matrix) -> list[Stroke]:
    """A thin picture is a rule; any other rules nothing."""
    corners = [_seen(corner, matrix) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
    thin = min(max(side) - min(side) for side in zip(*corners, strict=True)) <= THIN
    return _straightened(list(zip(corners, corners[1:] + corners[:1], strict=True))) if thin else []


def _path(raw: Any, item: Any, matrix: Matrix) -> list[Stroke]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point | None = None
    here: Point | None = None
    bend: list[Point] = []
    pieces: list[Stroke] = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _seen((x.value, y.value), matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO and here is not None and len(bend) < CONTROLS:
            bend.append(point)
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif here is not None and _is_straight(here, bend, point):
            pieces.append((here, point))
        here, bend = point, []
        if raw.FPDFPathSegment_GetClose(segment) and start is not None and start != point:
            pieces.append((point, start))
            here = start
    return _straightened(pieces)


def _is_straight(start: Point, bend: list[Point], end: Point) -> bool:
    """Whether a curve (two control points), or a line (none), is a level or upright stroke to the eye."""
    return not bend or any(max(points) - min(points) <= THIN / 2 for points in zip(start, *bend, end, strict=True))


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


def _seen(point: Point, m: Matrix) -> Point:
    return (m[0] * point[0] + m[2] * point[1] + m[4], m[1] * point[0] + m[3] * point[1] + m[5])


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip
