"""A picture of a place for which a file is refused: the paper around it, boxed, what is read there, and the reason.

Belongs here: what such a picture holds; it is drawn in a process of its own. Does not belong here: which refusals get
one and where it goes (refresh/).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.inspection.drawn import REFUSED, places_of
from kyokai_pipeline.inspection.look import fitting
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.draw import Mark, as_file, cropped, draw, page_picture, stacked
from kyokai_pipeline.pdf.lettering import lettering, showable, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL.Image import Image

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.messages import Phrase

    Rendered = tuple[Image, float]

AROUND = (230.0, 55.0)
"""Points of paper shown beside a place, and over and under it."""
LINE = 2.0
"""Points of the line around a place, and of the paper between: the letters beside it stay legible."""
MOST_PLACES = 4
"""Places of one problem that are shown; a total that is contradicted names a dozen."""
SHARP, SHOWN = 3.0, 2.0
"""Pixels a point at which a page is rendered, once for all its places, and at which a place is shown."""
LARGE = 72
"""Pixels of the letters where what is drawn and what is read stand side by side."""
WIDE = 1000
"""Pixels of the widest of these pairs."""
INK, SOFT = "#17212b", "#4d5b69"


def pictures(path: Path, problems: Sequence[ReportError]) -> list[bytes]:
    """A PNG for each problem that names a page; nothing where that page cannot be drawn.

    Args:
        path: The PDF.
        problems: Each with a page at least; where it has no box, the page is shown as a whole.

    Raises:
        ReportRefused: The file cannot be opened.
    """
    from kyokai_pipeline.pdf.document import open_document

    with open_document(path, readable=False) as document:

        @lru_cache(maxsize=2)
        def rendered(number: int) -> Rendered:
            page = document.page(number)
            scale = fitting(page.width, page.height, SHARP)
            page.release()
            return page_picture(document, number, scale=scale), scale

        return [_drawn(rendered, problem) for problem in problems]


def _drawn(rendered: Callable[[int], Rendered], problem: ReportError) -> bytes:
    try:
        return as_file(_picture(rendered, problem))
    except ReportRefused:
        return b""


def _picture(rendered: Callable[[int], Rendered], problem: ReportError) -> Image:
    places = places_of(problem)
    boxes = [(number, box) for number, here in places.items() for box in here]
    shown = boxes[:MOST_PLACES]
    parts = []
    for number in dict(shown):
        crop = _crop(rendered(number), [box for page, box in shown if page == number])
        parts += [_text([phrase("inspect_page", page=number).text()], crop.width), crop]
    if not boxes and problem.page is not None:
        page, scale = rendered(problem.page)
        whole = _scaled(page, min(SHOWN / scale, WIDE / page.width))
        parts = [_text([phrase("inspect_page", page=problem.page).text()], whole.width), whole]
    if boxes and (readings := _readings(problem)):
        number, box = boxes[0]
        parts.append(_pair(rendered(number), box, readings))
    width = max(640, *(part.width for part in parts))
    lines = ReportError.block(problem).removeprefix("✗ ").splitlines()
    if len(boxes) > len(shown):
        lines.insert(1, f"… +{len(boxes) - len(shown)}")
    return stacked([*parts, _text(lines, width)])


def _crop(rendered: Rendered, boxes: Sequence[Box]) -> Image:
    """The part of a page that holds some places, each boxed."""
    page, scale = rendered
    marked = page.copy()
    draw(marked, [Mark(box, REFUSED.colour, LINE, LINE) for box in boxes], scale)
    around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    return _scaled(cropped(marked, around, AROUND, scale), SHOWN / scale)


def _scaled(picture: Image, factor: float) -> Image:
    return picture.resize((max(1, round(picture.width * factor)), max(1, round(picture.height * factor))))


def _readings(problem: ReportError) -> list[tuple[Phrase, str]]:
    """What was read at a place where the page may show something else; nothing where only the meaning is unclear."""
    if problem.code == "engines_disagree":
        seen = problem.words["seen"]
        return [
            (phrase("picture_first"), str(problem.words["text"] if seen else "—")),
            (phrase("picture_second"), str(seen or problem.words["text"])),
        ]
    if problem.code in _UNLIKE and problem.printed:
        return [(phrase("picture_text"), problem.printed)]
    return []


_UNLIKE = {
    "annotated_fact",
    "another_character",
    "covered_fact",
    "cut_number",
    "drawn_digit",
    "hole_in_text",
    "unread_character",
}
"""Refusals of a place that looks different from what its text layer says."""


def _pair(rendered: Rendered, box: Box, readings: Sequence[tuple[Phrase, str]]) -> Image:
    """What the page shows, enlarged, beside what is read there in the same size."""
    from PIL import Image as Pillow

    page, scale = rendered
    wide, high = max(1.0, box[2] - box[0]), max(1.0, box[3] - box[1])
    enlarged = min(LARGE / high, 0.6 * WIDE / wide)
    crop = _scaled(cropped(page, box, (0.5 * high, 0.15 * high), scale), enlarged / scale)
    panes = [stacked([_text([phrase("picture_page").text()], crop.width), crop], gap=0)]
    for name, said in readings:
        letters = _text([said], WIDE, size=max(24, min(LARGE, round(enlarged * high))))
        panes.append(stacked([_text([name.text()], letters.width), letters], gap=0))
    whole = Pillow.new("RGB", (sum(p.width + 24 for p in panes), max(p.height for p in panes)), "white")
    x = 12
    for pane in panes:
        whole.paste(pane, (x, 0))
        x += pane.width + 24
    return whole


def _text(lines: Sequence[str], width: int, size: int = 20) -> Image:
    """Lines of text on white, as wide as they need, at most ``width`` unless their first word is wider."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    font, is_japanese = lettering(size)
    broken = [part for line in lines for part in wrapped(showable(line, is_japanese=is_japanese), font, width - 16)]
    broken = broken or [" "]
    step = round(1.35 * size)
    wide = max(round(max(font.getlength(line) for line in broken)) + 16, min(width, 160))
    strip = Pillow.new("RGB", (wide, step * len(broken) + 10), "white")
    pen = ImageDraw.Draw(strip)
    for at, line in enumerate(broken):
        pen.text((8, 4 + at * step), line, fill=INK if at == 0 else SOFT, font=font)
    return strip
