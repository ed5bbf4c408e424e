"""What reviewers and forms lay over a page: annotations that a viewer shows.

Belongs here: which annotations may say something else than the page. Does not belong here: what lies under them.
"""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.matrix import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame

_HIDDEN = 0x02 | 0x20
"""Flags of an annotation that a viewer does not show: Hidden, NoView."""


@dataclass(frozen=True)
class Annotation:
    """Something laid over the page.

    Attributes:
        kind: As PDF calls it, e.g. ``FreeText``.
        box: Its place on the visible page.
    """

    kind: str
    box: Box


def annotations_on(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Annotation]:
    """Annotations that are shown and may cover, strike out or replace what is printed under them.

    A highlight or an underline says nothing against its text, a link and a note's icon nothing of it.
    """
    from pypdfium2 import raw

    kinds = {
        raw.FPDF_ANNOT_FREETEXT: "FreeText", raw.FPDF_ANNOT_LINE: "Line", raw.FPDF_ANNOT_SQUARE: "Square",
        raw.FPDF_ANNOT_CIRCLE: "Circle", raw.FPDF_ANNOT_POLYGON: "Polygon", raw.FPDF_ANNOT_POLYLINE: "PolyLine",
        raw.FPDF_ANNOT_STRIKEOUT: "StrikeOut", raw.FPDF_ANNOT_STAMP: "Stamp", raw.FPDF_ANNOT_CARET: "Caret",
        raw.FPDF_ANNOT_INK: "Ink", raw.FPDF_ANNOT_REDACT: "Redact", raw.FPDF_ANNOT_WIDGET: "Widget",
        raw.FPDF_ANNOT_WATERMARK: "Watermark",
    }  # fmt: skip
    rectangle = raw.FS_RECTF()
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            kind = kinds.get(raw.FPDFAnnot_GetSubtype(annotation))
            if kind is None or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                continue
            if raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
                yield Annotation(kind, _box(rectangle, frame))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _box(rectangle: Any, frame: Frame) -> Box:
    """A rectangle of user space on the visible page set straight."""
    corners = itertools.product((rectangle.left, rectangle.right), (rectangle.bottom, rectangle.top))
    xs, ys = zip(*(frame.seen(*moved(corner, frame.straightening)) for corner in corners), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
