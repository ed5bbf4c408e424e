"""Pictures of pages with boxes drawn on them.

Belongs here: rendering. Does not belong here: which boxes, or what their colours mean.
"""

from __future__ import annotations

import io
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL.Image import Image

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import Document

SCALE = 2.0
"""Pixels a point: small print stays legible."""


@dataclass(frozen=True)
class Mark:
    """A box to draw.

    Attributes:
        box: What is boxed, in points of the visible page.
        colour: ``#rrggbb``.
        width: Of the line, in points.
        room: Paper between what is boxed and the line, in points.
    """

    box: Box
    colour: str
    width: float = 1.0
    room: float = 1.0


def page_picture(document: Document, number: int, marks: Sequence[Mark] = (), scale: float = SCALE) -> Image:
    """A page as it is seen, with boxes around places.

    Args:
        document: The open PDF.
        number: Page, counted from 1.
        marks: What to draw on it.
        scale: Pixels a point.

    Raises:
        ReportRefused: The file names the page but does not hold it, or it holds too many objects.
    """
    page = document.load(number)
    with closing(page.render(scale=scale * document.user_unit(number))) as bitmap:
        picture: Image = bitmap.to_pil().convert("RGB").copy()
    draw(picture, marks, scale)
    return picture


def draw(picture: Image, marks: Sequence[Mark], scale: float = SCALE) -> None:
    """Draw boxes on a page's picture."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for mark in marks:
        room = mark.room + mark.width  # the line is drawn from its outer side inwards
        x0, top, x1, bottom = mark.box
        pen.rectangle(
            [(x0 - room) * scale, (top - room) * scale, (x1 + room) * scale, (bottom + room) * scale],
            outline=mark.colour,
            width=max(1, round(mark.width * scale)),
        )


COLOURS = 16
"""Colours that a compact picture keeps: enough for black and red print on tinted cells, with smooth edges."""


def compact_pictures(document: Document, scales: Mapping[int, float]) -> dict[int, bytes]:
    """Pages as small WebPs without loss but for their colours; the same bytes every time.

    Packing a picture takes longer than drawing it, and needs neither the document nor Python's lock: other processors
    do it while the next page is drawn.

    Args:
        document: The open PDF.
        scales: Page, counted from 1 -> pixels a point.

    Raises:
        ReportRefused: The file names a page but does not hold it, or it holds too many objects.
    """
    packers = os.cpu_count() or 1
    found: dict[int, Future[bytes]] = {}
    with ThreadPoolExecutor(packers) as pool:
        for at, (number, scale) in enumerate(scales.items()):
            if at >= 2 * packers:  # however many pages there are, few are kept unpacked
                list(found.values())[at - 2 * packers].result()
            found[number] = pool.submit(_compact, page_picture(document, number, scale=scale))
    return {number: picture.result() for number, picture in found.items()}


def _compact(picture: Image) -> bytes:
    from PIL import Image as Pillow

    few = picture.quantize(COLOURS, method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE).convert("RGB")
    buffer = io.BytesIO()
    few.save(buffer, "WEBP", lossless=True, quality=20, method=1)
    return buffer.getvalue()


def cropped(picture: Image, box: Box, margin: tuple[float, float], scale: float = SCALE) -> Image:
    """The part of a page's picture around a box; ``margin``: points beside it, points over and under it."""
    x0, top, x1, bottom = box
    beside, over = margin
    left, right = _within(x0 - beside, x1 + beside, picture.width, scale)
    upper, lower = _within(top - over, bottom + over, picture.height, scale)
    return picture.crop((left, upper, right, lower))


def _within(low: float, high: float, size: int, scale: float) -> tuple[int, int]:
    """Pixels from and to, on the picture; one of its edge where the place lies off the page."""
    first = min(max(0, int(low * scale)), size - 1)
    return first, max(first + 1, min(size, int(high * scale)))


def stacked(pictures: Sequence[Image], gap: int = 8) -> Image:
    """Pictures below each other (at least one), ``gap`` pixels apart."""
    from PIL import Image as Pillow

    height = sum(picture.height for picture in pictures) + gap * (len(pictures) - 1)
    whole = Pillow.new("RGB", (max(picture.width for picture in pictures), height), "white")
    at = 0
    for picture in pictures:
        whole.paste(picture, (0, at))
        at += picture.height + gap
    return whole


def as_file(picture: Image, form: str = "PNG", **options: int) -> bytes:
    """The bytes of a picture file, ``PNG``, ``JPEG`` or ``WEBP``; ``options`` as Pillow knows them."""
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
