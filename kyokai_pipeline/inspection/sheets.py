"""A page's picture with boxes burnt in, and under it what they mean and why the file is refused there.

Belongs here: drawing. Does not belong here: which boxes (drawn.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.inspection.drawn import REFUSED
from kyokai_pipeline.pdf.draw import Mark, draw, stacked
from kyokai_pipeline.pdf.lettering import lettering, showable, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from kyokai_pipeline.inspection.drawn import Drawn, Kind

LETTERS = 20
"""Pixels of the letters under a picture."""
MOST_REASONS = 4
"""Reasons written under one page; the others are numbered boxes, and stand in the HTML file."""


def marked(picture: Image, boxes: Sequence[Drawn], kinds: Sequence[Kind], scale: float) -> Image:
    """The picture with its boxes, over its legend and the first reasons for which the page is refused."""
    draw(picture, [Mark(one.box, one.kind.colour, one.kind.width, one.kind.room) for one in boxes], scale)
    for one in boxes:
        if one.number is not None:
            _badge(picture, one, scale)
    reasons = {one.number: one.text for one in boxes if one.number is not None}
    under = [_legend(picture.width, kinds)]
    if reasons:
        under.append(_reasons(picture.width, reasons))
    return stacked([picture, *under], gap=0)


def _badge(picture: Image, one: Drawn, scale: float) -> None:
    """The number of the problem at the upper left corner of its box."""
    from PIL import ImageDraw

    font, _ = lettering(LETTERS)
    text = str(one.number)
    wide, high = font.getlength(text) + 10, LETTERS + 6
    room = one.kind.room + one.kind.width
    x = max(0.0, min((one.box[0] - room) * scale - wide / 2, picture.width - wide))
    y = max(0.0, (one.box[1] - room) * scale - high)
    pen = ImageDraw.Draw(picture)
    pen.rectangle([x, y, x + wide, y + high], fill=one.kind.colour)
    pen.text((x + 5, y + 1), text, fill="white", font=font)


def _legend(width: int, kinds: Sequence[Kind]) -> Image:
    from PIL import Image as Pillow
    from PIL import ImageDraw

    font, is_japanese = lettering(LETTERS)
    names = [kind.name.text() if is_japanese else kind.name.text("en") for kind in kinds]
    places, x, line, swatch, step = [], 10.0, 0, 2 * LETTERS, LETTERS + 14
    for name in names:
        wide = swatch + 8 + font.getlength(name) + 24
        if x + wide > width and x > 10:
            x, line = 10.0, line + 1
        places.append((x, line * step + 7))
        x += wide
    strip = Pillow.new("RGB", (width, (line + 1) * step + 4), "white")
    pen = ImageDraw.Draw(strip)
    for kind, name, (x, y) in zip(kinds, names, places, strict=True):
        pen.rectangle(
            [x, y + 2, x + swatch, y + LETTERS], outline=kind.colour, width=max(1, round(2 * kind.width)), fill="white"
        )
        pen.text((x + swatch + 8, y - 1), name, fill="#17212b", font=font)
    return strip


def _reasons(width: int, reasons: dict[int, str]) -> Image:
    from PIL import Image as Pillow
    from PIL import ImageDraw

    font, is_japanese = lettering(LETTERS)
    lines = [
        (number if at == 0 else None, line)
        for number, text in list(reasons.items())[:MOST_REASONS]
        for at, line in enumerate(wrapped(showable(text, is_japanese=is_japanese), font, width - 60))
    ]
    if len(reasons) > MOST_REASONS:
        lines.append((None, f"… +{len(reasons) - MOST_REASONS}"))
    step = LETTERS + 8
    strip = Pillow.new("RGB", (width, len(lines) * step + 12), "white")
    pen = ImageDraw.Draw(strip)
    for at, (number, line) in enumerate(lines):
        if number is not None:
            pen.text((10, at * step + 4), f"{number}.", fill=REFUSED.colour, font=font)
        pen.text((46, at * step + 4), line, fill="#17212b", font=font)
    return strip
