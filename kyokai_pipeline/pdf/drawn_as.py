"""What is drawn against what the text layer claims: a 9 whose font draws a 6, a comma that is a point.

Every look of every character in a document is compared once: with the standard fonts, and with how the document's other
characters look that the standard fonts confirm. Refused is only what looks clearly like another character; a typeface
that looks like none is no lie. Belongs here: this judgement. Does not belong here: bitmaps (shapes.py), which
characters belong to a fact (report/).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.pdf.glyphs import DESCENT
from kyokai_pipeline.pdf.shapes import (
    DOWN,
    INK,
    SCALE,
    SCALE_WORDS,
    TALL_CHARACTERS,
    UP,
    Shape,
    references,
    scale_words,
    shape_of,
)
from kyokai_pipeline.pdf.signs import PLUS, SIGNS, TRIANGLE, sign_drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import Pixels
    from kyokai_pipeline.pdf.shapes import Vector

ALIKE = 0.25
"""A shape is another character only where it is no more unlike it than this (one minus the correlation) …"""
ALIKE_IF_CUT = 0.12
"""… or than this, where a slanted character is cut off, or a neighbour's ink may reach into it …"""
CLEARLY = 1.4
"""… and where it is so many times less like the character that is claimed …"""
APART = 0.05
"""… and at least so much."""
ALIKE_WORD = 0.52
"""The first of these for the words that multiply a number (万): gothic or mincho, light or bold, small or large, each
is unlike itself by at most 0.52, and unlike the others by at least 0.56."""
CONFIRMED, LIKELY = 0.3, 0.5
"""A shape is what is claimed where nothing else is more like it, and it is no more unlike it than the first of these.
Or than the second, where everything else is clearly more unlike it."""
SAME = 0.01
"""Shapes that differ by less are one look."""
MOST_LOOKS = 40
"""So many looks of one character in one document are enough to compare with."""
LOW = 0.35
"""A mark (comma, point, minus) is lower than this share of the size, every digit higher."""
TALL = 0.55
"""Ink higher than this share of the size is no mark."""
DIGIT_HEIGHT, DIGIT_DEPTH = 0.9, 0.1
"""No digit is higher than the first share of the size, nor hangs deeper under the line than the second."""
DIGIT_WIDTH = 0.5
"""A digit that advances by a smaller share of the size is condensed (長体)."""
DASHED, DASH = 1.3, 0.15
"""The next dash of a rule is looked for so many sizes up and down, and at least so much of it is seen."""
STROKE_BASE = 0.1
"""A minus stands at least so far over the line, a share of the size."""
COMMA_BASE, COMMA_HEIGHT = -0.08, 0.15
"""A comma reaches at least so far under the line, and is at least so high."""
POINT_BASE = (-0.03, 0.06)
"""A point stands on the line: from and to where its lower side may lie."""
SHARP = 16.0
"""In print smaller than this, in pixels, a comma and a point are a pixel or two, and look alike."""
MARKS = ",.-"
MINUS = "-"
CHECKED = SIGNS.union(TALL_CHARACTERS, SCALE_WORDS, MARKS)


class Opinion(NamedTuple):
    """What is drawn where a character is claimed.

    Attributes:
        drawn: Another character that it clearly is; None where it is not.
        confirmed: Whether it is what is claimed.
    """

    drawn: str | None
    confirmed: bool


class Looks:
    """Every look of the characters of a document."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes], int] = {}
        self._shapes: list[tuple[str, Shape]] = []

    def add(self, text: Pixels, glyph: Glyph) -> int | None:
        """A glyph of a page; None where it draws nothing or is none of the characters that are checked.

        Args:
            text: The page's text alone, at ``shapes.SCALE``.
            glyph: The place, and what is claimed to be there.
        """
        char = glyph.folded
        if char not in CHECKED:
            return None
        upper, lower = round((glyph.base - UP * glyph.size) * SCALE), round((glyph.base + DOWN * glyph.size) * SCALE)
        left, right = round(glyph.x0 * SCALE), round(glyph.x1 * SCALE)
        pixels = text[max(0, upper) : max(0, lower), max(0, left) : max(0, right)]
        key = char, pixels.tobytes()
        if key not in self._known:
            shape = shape_of(pixels, glyph.size, min(1.0, (glyph.x1 - glyph.x0) / (DIGIT_WIDTH * glyph.size)))
            if shape is None:
                return None
            self._known[key] = len(self._shapes)
            self._shapes.append((char, shape))
        return self._known[key]

    def opinions(self) -> list[Opinion]:
        """What is to be said of each look, by the numbers that ``add`` gave out."""
        first = [_unlike(shape, _standard(char)) for char, shape in self._shapes]
        own: dict[str, list[Vector]] = defaultdict(list)
        for (char, shape), unlike in zip(self._shapes, first, strict=True):
            is_sure = char in unlike and _is_confirmed(char, unlike) and len(own[char]) < MOST_LOOKS
            if is_sure and all(1 - float(look @ shape.vector) > SAME for look in own[char]):
                own[char].append(shape.vector)
        tall, words = _joined(references(), own), _joined(scale_words(), own)
        kinds = ((char, shape, words if char in SCALE_WORDS else tall) for char, shape in self._shapes)
        return [_opinion(char, shape, _unlike(shape, kind)) for char, shape, kind in kinds]


def digit_drawn_in(drawings: Pixels, box: Box) -> str | None:
    """The digit that a drawing, no text, shows beside a number; None where there is none.

    Args:
        drawings: The page without its text, at ``shapes.SCALE``.
        box: The em box in which a digit would stand: x0, top, x1, bottom in points.
    """
    import numpy as np

    x0, top, x1, bottom = box
    size = bottom - top
    base = bottom - DESCENT * size
    upper, lower = round((base - UP * size) * SCALE), round((base + DOWN * size) * SCALE)
    part = drawings[max(0, upper) : max(0, lower), max(0, round(x0 * SCALE)) : max(0, round(x1 * SCALE))]
    if not part.size or int(part.max()) - int(part.min()) < INK:
        return None
    ground = np.full_like(part, np.median(part))
    ink = np.maximum(part, ground) - np.minimum(part, ground)
    if max(int(ink[0].max()), int(ink[-1].max())) >= INK:
        return None  # the side of a frame goes on over or under the line
    shape = shape_of(ink, size)
    if shape is None or not LOW < shape.height <= DIGIT_HEIGHT or shape.bottom < -DIGIT_DEPTH:
        return None
    char, least = min(_unlike(shape, references()).items(), key=lambda found: found[1])
    if least > ALIKE or _is_dash(drawings, (max(0, round(x0 * SCALE)), upper, round(x1 * SCALE), lower), size):
        return None
    return char


def _is_dash(drawings: Pixels, window: tuple[int, int, int, int], size: float) -> bool:
    """Whether what looks like a 1 is one of many: the same plain bar stands over it and under it, as in a dashed rule.

    Args:
        drawings: The page without its text.
        window: Where it was found, in pixels: left, upper, right, lower.
        size: Of the print beside it, in points.
    """
    import numpy as np

    left, upper, right, lower = window
    reach, least = round(DASHED * size * SCALE), round(DASH * size * SCALE)
    start = max(0, upper - reach)
    part = drawings[start : lower + reach, left:right].astype(np.int16)
    inked = np.abs(part - np.median(part)) >= INK
    own = inked[upper - start : lower - start]
    columns = np.flatnonzero(own.any(axis=0))
    wide = np.zeros(inked.shape[1], dtype=bool)
    wide[columns.min() : columns.max() + 1] = True
    soft = 2  # one pixel at each side of a bar may be too pale
    bars = ~(inked & ~wide).any(axis=1) & (inked.sum(axis=1) >= max(1, int(wide.sum()) - soft))
    above, below = bars[: upper - start], bars[lower - start :]
    is_plain = bool(bars[upper - start : lower - start][own.any(axis=1)].all())
    return is_plain and min(int(above.sum()), int(below.sum())) >= least


def _standard(char: str) -> Mapping[str, Vector]:
    """What a character is compared with: its own kind."""
    return scale_words() if char in SCALE_WORDS else references()


def _joined(standard: Mapping[str, Vector], own: Mapping[str, list[Vector]]) -> dict[str, Vector]:
    import numpy as np

    return {char: np.vstack([known, *own[char]]) if own.get(char) else known for char, known in standard.items()}


def _unlike(shape: Shape, known: Mapping[str, Vector]) -> dict[str, float]:
    """How unlike each character a shape is: one minus the best correlation."""
    return {char: 1 - float((vectors @ shape.vector).max()) for char, vectors in known.items()}


def _is_confirmed(char: str, unlike: Mapping[str, float]) -> bool:
    claimed, other = unlike[char], min(much for c, much in unlike.items() if c != char)
    return claimed <= other and (claimed <= CONFIRMED or (claimed <= LIKELY and other >= CLEARLY * claimed))


def _opinion(char: str, shape: Shape, unlike: Mapping[str, float]) -> Opinion:
    if char in MARKS:
        return _opinion_of_mark(char, shape, unlike)
    if char in SIGNS:
        return _opinion_of_sign(char, shape)
    if shape.height < LOW:
        return Opinion(_mark(shape), confirmed=False)
    other, least = min(((c, much) for c, much in unlike.items() if c != char), key=lambda found: found[1])
    claimed = unlike[char]
    alike, clearly = (ALIKE_IF_CUT, 2 * CLEARLY) if shape.is_cut else (ALIKE, CLEARLY)
    if char in SCALE_WORDS:  # as wide as its place, it always reaches the sides
        alike, clearly = ALIKE_WORD, CLEARLY
    is_other = least <= alike and claimed >= clearly * least and claimed - least >= APART
    return Opinion(other if is_other else None, _is_confirmed(char, unlike))


def _opinion_of_mark(char: str, shape: Shape, unlike: Mapping[str, float]) -> Opinion:
    if shape.em < SHARP:
        return Opinion(None, confirmed=False)
    sign = sign_drawn(shape)
    if sign is None and shape.height >= TALL:
        other, least = min(unlike.items(), key=lambda found: found[1])
        return Opinion(other if least <= ALIKE / 2 else None, confirmed=False)
    drawn = sign or _mark(shape)
    says_the_same = drawn == char or (char == MINUS and drawn == TRIANGLE)
    return Opinion(None if says_the_same or shape.is_cut else drawn, drawn == char)


def _opinion_of_sign(char: str, shape: Shape) -> Opinion:
    """A plus that is a stroke or a triangle, or a triangle that is a plus: each turns the number round."""
    drawn = _mark(shape) if shape.height < LOW else sign_drawn(shape)
    turns = drawn in (MINUS, TRIANGLE) if char == PLUS else drawn == PLUS
    return Opinion(drawn if turns and not shape.is_cut and shape.em >= SHARP else None, confirmed=False)


def _mark(shape: Shape) -> str | None:
    """Which mark a low shape clearly is: a stroke, a comma that hangs under the line, a point that stands on it."""
    if shape.width >= 1.8 * shape.height and shape.bottom >= STROKE_BASE:
        return "-"
    if shape.height >= 1.4 * shape.width and shape.bottom <= COMMA_BASE and shape.height >= COMMA_HEIGHT:
        return ","
    low, high = POINT_BASE
    if shape.height <= 1.2 * shape.width and shape.width <= 1.6 * shape.height and low <= shape.bottom <= high:
        return "."
    return None
