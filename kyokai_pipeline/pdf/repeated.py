"""Text that pdfium leaves out of its text page because it repeats the text before it, a little aside.

Bold by PowerPoint or Word, shadows, a page laid over itself: where a box parts the two drawings, the one that is read
may lie under it and the other on it. Belongs here: such text objects, and whether they are seen. Does not belong here:
text drawn twice that pdfium reads twice (overlaid.py).
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.pdf.ink import ink_of, inner_box
from kyokai_pipeline.pdf.overlaid import hidden_in_part, owners_of
from kyokai_pipeline.pdf.page_objects import address_of, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pypdfium2

    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import PageInk
    from kyokai_pipeline.pdf.overlaid import Share

_BACK = 5
"""pdfium compares a text with so many before it."""


class Repeat(NamedTuple):
    """A text object that is left out.

    Attributes:
        item: pdfium's object.
        aside: How far it is drawn to the right of and below the one that is read, in points.
    """

    item: Any
    aside: tuple[float, float]


def seen_in_repeats(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, shares: Mapping[Glyph, Share]
) -> dict[Glyph, Share]:
    """Which share of its ink is hidden, for glyphs of a text that is drawn again where it is hidden less.

    Args:
        page: pdfium's page.
        frame: The visible page.
        whole: The page rendered as a whole.
        shares: All its glyphs, each with what is hidden of the ink at its place.
    """
    hidden = hidden_in_part(shares)
    repeats = _repeats(page, frame) if hidden else {}
    if not repeats:
        return {}
    found: dict[Glyph, Share] = {}
    owner = {glyph: address for glyph, address in owners_of(page, frame, hidden).items() if address in repeats}
    for drawn in _turns({address: repeats[address] for address in owner.values()}):
        ink = ink_of(whole, page, frame.size, [repeat.item for repeat in drawn.values()], alone=True)
        for glyph, address in owner.items():
            if address in drawn:
                share = ink.hidden_share(inner_box(_moved(glyph, drawn[address].aside)))
                found[glyph] = hidden[glyph] = hidden[glyph] if share is None else min(hidden[glyph], share)
    return found


def _turns(repeats: Mapping[int, Sequence[Repeat]]) -> Iterator[dict[int, Repeat]]:
    """What repeats each text first, then what repeats it second, and so on."""
    for several in zip_longest(*repeats.values()):
        yield {address: repeat for address, repeat in zip(repeats, several, strict=True) if repeat is not None}


def _moved(glyph: Glyph, aside: tuple[float, float]) -> Glyph:
    return glyph._replace(x0=glyph.x0 + aside[0], x1=glyph.x1 + aside[0], base=glyph.base + aside[1])


def _repeats(page: pypdfium2.PdfPage, frame: Frame) -> dict[int, list[Repeat]]:
    """Address of a text object that is read -> those right behind it that repeat it and are left out."""
    read = _read_objects(page)
    texts = [(address_of(item), item, _bounds(item)) for item in objects_of(page)[0]]
    repeats: dict[int, list[Repeat]] = defaultdict(list)
    for index, (address, item, bounds) in enumerate(texts):
        if address in read or bounds is None:
            continue
        for before, _, other in reversed(texts[max(0, index - _BACK) : index]):
            if before in read and other is not None and _overlap(bounds, other):
                start, moved = frame.seen(*other[:2]), frame.seen(*bounds[:2])
                repeats[before].append(Repeat(item, (moved[0] - start[0], moved[1] - start[1])))
                break
    return repeats


def _read_objects(page: pypdfium2.PdfPage) -> set[int]:
    """Addresses of the text objects of which pdfium reads something."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page)
        return {address_of(raw.FPDFText_GetTextObject(text_page, index)) for index in range(count)}
    finally:
        text_page.close()


def _bounds(item: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of what an object draws."""
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes lie on each other and are alike."""
    width, height = other[2] - other[0], other[3] - other[1]
    alike = abs(one[2] - one[0] - width) <= 0.1 * width and abs(one[3] - one[1] - height) <= 0.1 * height
    return alike and abs(one[0] - other[0]) < width and abs(one[1] - other[1]) < height
