"""How digits and the marks of numbers look: the ink of one character as a small bitmap, and how unlike two are.

Belongs here: bitmaps, and the characters as the fonts that every viewer has draw them. Does not belong here: what
follows where a character looks like another one (drawn_as.py).
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.pdf.ink import opacity, render, switched_off
from kyokai_pipeline.pdf.page_objects import address_of, objects_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

    from kyokai_pipeline.pdf.ink import Pixels

    Vector = NDArray[np.float32]

SCALE = 4.0
"""Pixels a point at which characters are looked at: the digits of seven-point print are twenty pixels high."""
ROWS, COLUMNS = 20, 14
"""A character's ink is stretched to this many pixels; narrow ones keep their proportion, so that 1 stays a stroke."""
NARROW = 0.5
"""Ink narrower than this share of its height is not stretched."""
INK = 64
"""Of 255: how dark a pixel has to be to count as ink."""
UP, DOWN = 0.95, 0.25
"""A character's ink is looked for from so many sizes over its baseline to so many under it."""
TALL_CHARACTERS = "0123456789%"
SCALE_WORDS = "百千万億兆"
"""They multiply a number. Not 十, which looks much like 千 and hardly stands behind digits."""
_FONTS = tuple(
    f"{family}-{cut}" if cut else family
    for family, cuts in (
        ("Helvetica", ("", "Bold", "Oblique", "BoldOblique")),
        ("Times", ("Roman", "Bold", "Italic", "BoldItalic")),
        ("Courier", ("", "Bold", "Oblique", "BoldOblique")),
    )
    for cut in cuts
)
"""Fonts that the PDF standard wants every viewer to have; pdfium brings them along."""
_SIZES = (8.0, 14.0)
_ROOM = 40.0


class Shape(NamedTuple):
    """The ink of one character.

    Attributes:
        vector: Its normalised bitmap, mean zero and length one.
        width: Of the ink, as a share of the font size; so are the others.
        height: Of the ink.
        bottom: How far the ink ends over the baseline; less than zero under it.
        em: The font size in pixels.
        is_cut: Whether the ink reaches the side of the character's place: a slanted character, or a neighbour's ink.
    """

    vector: Vector
    width: float
    height: float
    bottom: float
    em: float
    is_cut: bool


def text_alone(page: pypdfium2.PdfPage, scale: float, absent: Collection[int] = ()) -> Pixels:
    """How strongly the text of a page covers each pixel, whatever its colour and whatever else is drawn.

    Args:
        page: pdfium's page.
        scale: Pixels a point.
        absent: Addresses of text objects to leave out, because nobody sees them.
    """
    texts, others = objects_of(page)
    return opacity(page, [*others, *(item for item in texts if address_of(item) in absent)], scale)


def drawings_alone(page: pypdfium2.PdfPage, scale: float) -> Pixels:
    """A page without its text, grey."""
    with switched_off(objects_of(page)[0]):
        return render(page, scale)


def shape_of(pixels: Pixels, size: float, condensed: float = 1.0) -> Shape | None:
    """The shape of what a character draws; None where it draws nothing.

    Args:
        pixels: How strongly ink covers each pixel, from ``UP`` sizes over the baseline downwards, at ``SCALE``.
        size: Font size in points.
        condensed: How wide the character is set, as a share of what its kind is wide at least.
    """
    import numpy as np
    from PIL import Image

    most = int(pixels.max(initial=0))
    inked = pixels >= max(INK, most // 2)
    top, bottom = _own_rows(np.asarray(inked.any(axis=1)))
    if top == bottom:
        return None
    columns = np.flatnonzero(inked[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    height, width = bottom - top, right - left
    across = COLUMNS if width >= NARROW * condensed * height else max(2, round(width / condensed / height * ROWS))
    how = Image.Resampling.BILINEAR if height < ROWS else Image.Resampling.BOX
    small = Image.fromarray(np.ascontiguousarray(pixels[top:bottom, left:right])).resize((across, ROWS), how)
    plain = np.zeros((ROWS, COLUMNS), dtype=np.float32)
    begin = (COLUMNS - across) // 2
    plain[:, begin : begin + across] = np.asarray(small, dtype=np.float32)
    vector = (plain - plain.mean()).ravel()
    length = float(np.linalg.norm(vector))
    em = size * SCALE
    is_cut = bool(inked[top:bottom, 0].any() or inked[top:bottom, -1].any())
    return Shape(vector / (length or 1.0), width / em, height / em, (round(UP * em) - bottom) / em, em, is_cut)


def _own_rows(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """From where to where a character's ink reaches: what the lines over and under it leave at the sides is not its."""
    found = runs(inked)
    if len(found) > 1 and found[0][0] == 0:
        found = found[1:]
    if len(found) > 1 and found[-1][1] == len(inked):
        found = found[:-1]
    return (found[0][0], found[-1][1]) if found else (0, 0)


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Begin and end of every run of rows, or columns, that are set."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@cache
def references() -> dict[str, Vector]:
    """Each of the tall characters -> its bitmaps in the standard fonts, one a row."""
    import numpy as np

    found: dict[str, list[Vector]] = {char: [] for char in TALL_CHARACTERS}
    for char, shape in _standard_shapes():
        found[char].append(shape.vector)
    return {char: np.array(vectors) for char, vectors in found.items()}


@cache
def scale_words() -> dict[str, Vector]:
    """百, 千, 万, 億 and 兆 -> the bitmaps of scale_words.txt, one a row: a viewer need not have a font for them."""
    import numpy as np

    found: dict[str, list[Vector]] = {}
    text = resources.files("kyokai_pipeline.pdf").joinpath("scale_words.txt").read_text("utf-8")
    for line in text.splitlines():
        char, _, pixels = line.partition(" ")
        if char != "#":
            ink = np.array([int(pixel, 16) for pixel in pixels], dtype=np.float32)
            ink -= ink.mean()
            found.setdefault(char, []).append(ink / np.float32(np.linalg.norm(ink)))
    return {char: np.array(vectors) for char, vectors in found.items()}


def _standard_shapes() -> Iterator[tuple[str, Shape]]:
    """Every tall character as pdfium draws it in every standard font."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument.new()
    try:
        for name in _FONTS:
            font = raw.FPDFText_LoadStandardFont(document, name.encode())
            for size in _SIZES:
                page = document.new_page(_ROOM * len(TALL_CHARACTERS), _ROOM)
                for index, char in enumerate(TALL_CHARACTERS):
                    item = raw.FPDFPageObj_CreateTextObj(document, font, ctypes.c_float(size))
                    text = ctypes.create_string_buffer(f"{char}\0".encode("utf-16-le"))
                    raw.FPDFText_SetText(item, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
                    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, _ROOM * index + 8, _ROOM / 3)
                    raw.FPDFPage_InsertObject(page, item)
                raw.FPDFPage_GenerateContent(page)
                ink = 255 - page.render(scale=SCALE, grayscale=True).to_numpy()
                wide = round(_ROOM * SCALE)
                for index, char in enumerate(TALL_CHARACTERS):
                    shape = shape_of(ink[:, wide * index : wide * (index + 1)], size)
                    if shape is not None:
                        yield char, shape
                page.close()
    finally:
        document.close()
