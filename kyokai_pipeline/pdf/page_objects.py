"""pdfium's page objects, also inside form objects, each with its matrix to user space; paths by their edges.

Does not belong here: what an object means (strokes.py, pies.py, skew.py, text_objects.py), switching it off (ink.py).
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from kyokai_pipeline.errors import refuse
from kyokai_pipeline.pdf.matrix import IDENTITY, Matrix, Point, moved, product
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame

DEEPEST = 8
"""Form objects may hold form objects; deeper than this is a damaged or hostile file."""
UNIT: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))
"""A picture fills the unit square of its own coordinates."""
CONTROLS = 2
"""A Bézier curve has two control points before its end."""


class PageObject(NamedTuple):
    """One object that draws something itself, in the order of painting.

    Attributes:
        item: pdfium's object.
        kind: ``FPDF_PAGEOBJ_TEXT``, ``…_PATH``, ``…_IMAGE`` or ``…_SHADING``; ``…_FORM`` of one that lies too deep.
        matrix: From its own coordinates to user space.
        held: A form object holds it.
        blended: That form, or one around it, is transparent or blends with what lies under it.
    """

    item: Any
    kind: int
    matrix: Matrix
    held: bool = False
    blended: bool = False


class Edge(NamedTuple):
    """A piece of a path: a line, or a Bézier curve with its two control points."""

    start: Point
    bend: tuple[Point, ...]
    end: Point


_kept: WeakKeyDictionary[pypdfium2.PdfPage, list[PageObject]] = WeakKeyDictionary()
"""The objects of pages that are open: many ask for them, and the walk through pdfium costs more than the answer."""
_MOST_KEPT = 20_000
"""Of a page with more objects they are asked for anew each time."""


def objects_on(page: pypdfium2.PdfPage) -> Iterable[PageObject]:
    """Every object of a page that draws something itself; of form objects what they hold, except for the deepest.

    Raises:
        ReportError: There are more than any real page has.
    """
    kept = _kept.get(page)
    return _walked(page) if kept is None else kept


def forget_objects(page: pypdfium2.PdfPage) -> None:
    """Objects of a page have been moved."""
    _kept.pop(page, None)


def count_kept(page: pypdfium2.PdfPage) -> int | None:
    """How many objects a page has that has been walked through; None where it was not, or where there are many."""
    kept = _kept.get(page)
    return None if kept is None else len(kept)


def _walked(page: pypdfium2.PdfPage) -> Iterator[PageObject]:
    from pypdfium2 import raw

    most, count = limits().objects, 0
    found: list[PageObject] = []
    held = _held(raw, page.raw, (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject), IDENTITY, 0, False)
    for count, one in enumerate(held, 1):
        if count > most:
            raise refuse("limit_objects", limit=most)
        if count <= _MOST_KEPT:
            found.append(one)
        yield one
    if count <= _MOST_KEPT:
        _kept[page] = found


def _held(
    raw: Any,
    holder: Any,
    reach: tuple[Callable[..., int], Callable[..., Any]],
    outer: Matrix,
    depth: int,
    blended: bool,
) -> Iterator[PageObject]:
    """Those of a page or of a form object; ``reach``: how many it holds, and the one at a place."""
    inner = (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
    count, get = reach
    own = raw.FS_MATRIX()
    get_matrix, get_type, is_form = raw.FPDFPageObj_GetMatrix, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_FORM
    for index in range(count(holder)):
        item = get(holder, index)
        get_matrix(item, own)
        stored = (own.a, own.b, own.c, own.d, own.e, own.f)
        matrix = stored if outer is IDENTITY else product(stored, outer)
        kind = get_type(item)
        if kind == is_form and depth < DEEPEST:
            veiled = blended or bool(raw.FPDFPageObj_HasTransparency(item))
            yield from _held(raw, item, inner, matrix, depth + 1, veiled)
        else:
            yield PageObject(item, kind, matrix, depth > 0, blended)


def objects_of(page: pypdfium2.PdfPage) -> tuple[list[Any], list[Any]]:
    """Objects of pdfium, as ``objects_on`` gives them: text, and everything else.

    Raises:
        ReportError: There are more than any real page has.
    """
    from pypdfium2 import raw

    texts: list[Any] = []
    others: list[Any] = []
    kind = raw.FPDF_PAGEOBJ_TEXT
    for found in objects_on(page):
        (texts if found.kind == kind else others).append(found.item)
    return texts, others


def has_blended_text(page: pypdfium2.PdfPage) -> bool:
    """Whether some text is transparent, or blends with what lies under it, by itself or with what holds it."""
    from pypdfium2 import raw

    texts = (found for found in objects_on(page) if found.kind == raw.FPDF_PAGEOBJ_TEXT)
    return any(found.blended or raw.FPDFPageObj_HasTransparency(found.item) for found in texts)


def address_of(item: Any) -> int:
    """What tells an object of pdfium from another."""
    return ctypes.addressof(item.contents) if item else 0


def pictures_on(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Box]:
    """The places of a page's pictures, x0, top, x1, bottom on its visible part."""
    from pypdfium2 import raw

    for found in objects_on(page):
        if found.kind == raw.FPDF_PAGEOBJ_IMAGE:
            xs, ys = zip(*(frame.seen(*moved(corner, found.matrix)) for corner in UNIT), strict=True)
            yield min(xs), min(ys), max(xs), max(ys)


def edges_of(path: PageObject) -> Iterator[Edge]:
    """The edges of a path in user space, also those that close it."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    start: Point | None = None
    here: Point | None = None
    bend: list[Point] = []
    item, matrix = path.item, path.matrix
    point_of, kind_of, closes = raw.FPDFPathSegment_GetPoint, raw.FPDFPathSegment_GetType, raw.FPDFPathSegment_GetClose
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        point_of(segment, x, y)
        point = moved((x.value, y.value), matrix)
        kind = kind_of(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO and here is not None and len(bend) < CONTROLS:
            bend.append(point)
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif here is not None:
            yield Edge(here, tuple(bend), point)
        here, bend = point, []
        if closes(segment) and start is not None and start != point:
            yield Edge(point, (), start)
            here = start


def draw_mode(path: PageObject) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.item, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def outside_clip(found: PageObject, box: Box) -> bool:
    """Whether nothing of a place in user space is left by what clips an object; asked only of what no form holds.

    The clip of a page's own object is in user space too; within a form it is in the form's.
    """
    from pypdfium2 import raw

    clip = None if found.held else raw.FPDFPageObj_GetClipPath(found.item)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    return any(not _overlap(box, _clip_box(clip, path)) for path in range(count))


def _clip_box(clip: Any, path: int) -> Box:
    """The box around one of the paths that clip an object; all of the plane where it has no points."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for index in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        xs.append(x.value)
        ys.append(y.value)
    far = float("inf")
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (-far, -far, far, far)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def fill_colour(path: PageObject) -> tuple[int, int, int] | None:
    """Red, green and blue, of 255, that a path is filled with; None where pdfium cannot say."""
    from pypdfium2 import raw

    return _colour(raw.FPDFPageObj_GetFillColor, path)


def stroke_colour(path: PageObject) -> tuple[int, int, int] | None:
    """Red, green and blue, of 255, that a path is drawn with; None where pdfium cannot say."""
    from pypdfium2 import raw

    return _colour(raw.FPDFPageObj_GetStrokeColor, path)


def _colour(ask: Callable[..., int], path: PageObject) -> tuple[int, int, int] | None:
    shades = [ctypes.c_uint() for _ in range(4)]
    if not ask(path.item, *shades):
        return None
    red, green, blue = (shade.value for shade in shades[:3])
    return red, green, blue
