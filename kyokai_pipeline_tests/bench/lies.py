"""A page that shows something else than its text: one digit of one fact hidden, covered, replaced or redrawn.

Every change is made to the shipped report with pdfium, as an editor or a careless tool would make it, and the file is
read, looked at, compared and checked as a refresh does. Counted is what would be published although the page does not
show it any more.
"""

from __future__ import annotations

import ctypes
import random
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.raw_folder.shelf import Paper
from kyokai_pipeline.raw_folder.sidecar import Sidecar
from kyokai_pipeline.refresh.read_edition import look_through
from kyokai_pipeline.refresh.reading import Refusal
from kyokai_pipeline.report.reader import read as read_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.report.model import Report

WAYS = 200


@dataclass(frozen=True)
class Target:
    """One digit of a fact.

    Attributes:
        figure_id: The fact.
        printed: As it was printed before.
        digit: The one that is changed.
        other: The one that is drawn in its place, where one is.
        at: Which character of the printed text it is.
        box: Of the digit, on the visible page.
        height: Of the page.
    """

    figure_id: str
    page: int
    printed: str
    digit: str
    other: str
    at: int
    box: Box
    height: float

    def shown(self, instead: str) -> str:
        """The digits that the page shows after a change."""
        other = self.other if instead == "other" else instead
        return _digits(self.printed[: self.at] + other + self.printed[self.at + 1 :])

    @property
    def size(self) -> float:
        """Font size."""
        return self.box[3] - self.box[1]

    @property
    def start(self) -> tuple[float, float]:
        """Where it stands on its baseline, in user space."""
        return self.box[0], self.height - (self.box[1] + 0.88 * self.size)


def _rectangle(page: Any, target: Target, share: Box = (0, 0, 1, 1), shade: int = 255) -> None:
    """A box over a part of the digit's place: left, top, right, bottom as shares of it."""
    x0, top, x1, bottom = target.box
    width, height = x1 - x0, bottom - top
    left, lower = x0 + share[0] * width, target.height - (top + share[3] * height)
    item = raw.FPDFPageObj_CreateNewRect(left, lower, (share[2] - share[0]) * width, (share[3] - share[1]) * height)
    raw.FPDFPageObj_SetFillColor(item, shade, shade, shade, 255)
    raw.FPDFPath_SetDrawMode(item, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPage_InsertObject(page, item)


def _text(document: Any, page: Any, target: Target, *, mode: int = raw.FPDF_TEXTRENDERMODE_FILL) -> None:
    """Another digit as text."""
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    item = raw.FPDFPageObj_CreateTextObj(document, font, ctypes.c_float(target.size))
    text = ctypes.create_string_buffer(f"{target.other}\0".encode("utf-16-le"))
    raw.FPDFText_SetText(item, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFTextObj_SetTextRenderMode(item, mode)
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, *target.start)
    raw.FPDFPage_InsertObject(page, item)


def draw(document: Any, page: Any, target: Target) -> None:
    """Another digit as a vector drawing."""
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    outline = raw.FPDFFont_GetGlyphPath(font, ord(target.other), ctypes.c_float(target.size))
    x, y, path = ctypes.c_float(), ctypes.c_float(), raw.FPDFPageObj_CreateNewPath(0, 0)
    points: list[float] = []
    heights: list[float] = []
    for index in range(raw.FPDFGlyphPath_CountGlyphSegments(outline)):
        segment = raw.FPDFGlyphPath_GetGlyphPathSegment(outline, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        heights.append(y.value)
        kind, place = raw.FPDFPathSegment_GetType(segment), (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            raw.FPDFPath_MoveTo(path, *place)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            raw.FPDFPath_LineTo(path, *place)
        else:
            points += place
            if len(points) == 6:
                raw.FPDFPath_BezierTo(path, *points)
                points = []
        if raw.FPDFPathSegment_GetClose(segment):
            raw.FPDFPath_Close(path)
    raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPageObj_SetFillColor(path, 0, 0, 0, 255)
    scale = 0.7 * target.size / (max(heights) - min(heights))  # pdfium gives outlines in a scale of its own
    raw.FPDFPageObj_Transform(path, scale, 0, 0, scale, *target.start)
    raw.FPDFPage_InsertObject(page, path)


def _annotation(page: Any, target: Target, kind: int) -> None:
    x0, top, x1, bottom = target.box
    item = raw.FPDFPage_CreateAnnot(page, kind)
    raw.FPDFAnnot_SetRect(item, raw.FS_RECTF(x0, target.height - top, x1, target.height - bottom))
    raw.FPDFPage_CloseAnnot(item)


def cover(_: Any, page: Any, target: Target) -> None:
    """A white box over the digit."""
    _rectangle(page, target)


def cover_left(_: Any, page: Any, target: Target) -> None:
    """A white box over its left half."""
    _rectangle(page, target, (0, 0, 0.5, 1))


def cover_upper(_: Any, page: Any, target: Target) -> None:
    """A white box over its upper half."""
    _rectangle(page, target, (0, 0, 1, 0.55))


def strike(_: Any, page: Any, target: Target) -> None:
    """A black bar through it."""
    _rectangle(page, target, (0, 0.45, 1, 0.6), 0)


def retype(document: Any, page: Any, target: Target) -> None:
    """A white box, and another digit typed over it."""
    _rectangle(page, target)
    _text(document, page, target)


def retype_without_cover(document: Any, page: Any, target: Target) -> None:
    """Another digit typed over it."""
    _text(document, page, target)


def add_invisible(document: Any, page: Any, target: Target) -> None:
    """A white box, and another digit that nobody sees."""
    _rectangle(page, target)
    _text(document, page, target, mode=raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def redraw(document: Any, page: Any, target: Target) -> None:
    """A white box, and another digit drawn on it."""
    _rectangle(page, target)
    draw(document, page, target)


def redraw_without_cover(document: Any, page: Any, target: Target) -> None:
    """Another digit drawn over it."""
    draw(document, page, target)


def annotate(_: Any, page: Any, target: Target) -> None:
    """A reviewer's text over it."""
    _annotation(page, target, raw.FPDF_ANNOT_FREETEXT)


def strike_out(_: Any, page: Any, target: Target) -> None:
    """A reviewer's stroke over it."""
    _annotation(page, target, raw.FPDF_ANNOT_STRIKEOUT)


CHANGES: dict[Callable[[Any, Any, Target], None], str | None] = {
    cover: "", cover_left: None, cover_upper: None, strike: None, retype: "other", retype_without_cover: None,
    add_invisible: "", redraw: "other", redraw_without_cover: None, annotate: None, strike_out: None,
}  # fmt: skip
"""Each change -> what the page shows in place of the digit: nothing, the other one, or what may be read so or so
(None), of which nothing may be published."""


def targets(report: Report, heights: dict[int, float], chance: random.Random) -> list[Target]:
    """A digit of every fact, in random order."""
    found = []
    for figure in report.figures[report.figures["role"] == "fact"].to_dict("records"):
        boxes, printed = report.glyph_boxes[figure["figure_id"]], figure["printed"]
        digits = [at for at, char in enumerate(printed) if char.isdigit() and char.isascii()]
        if len(boxes) == len(printed) and digits:
            at = chance.choice(digits)
            other = chance.choice([d for d in "0123456789" if d != printed[at]])
            page = int(figure["page"])
            found.append(Target(figure["figure_id"], page, printed, printed[at], other, at, boxes[at], heights[page]))
    chance.shuffle(found)
    return found


def changed(pdf: Path, change: Callable[[Any, Any, Target], None], target: Target, to: Path) -> Path:
    """The report with one digit changed."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[target.page - 1]
        change(document, page, target)
        raw.FPDFPage_GenerateContent(page)
        document.save(to)
    return to


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def outcome(path: Path, target: Target, instead: str | None, warehouse: Path) -> str:
    """``refused``, ``published`` (what the page shows now), or ``lie``: what it does not show."""
    from kyokai_pipeline.pdf.document import open_document

    with open_document(path) as document:
        sha256 = document.sha256
    paper = Paper(path, sha256, Sidecar(), sha256)
    try:
        report, problems = look_through(paper, warehouse)
    except (Refusal, ReportError):
        return "refused"
    if problems:
        return "refused"
    x = (target.box[0] + target.box[2]) / 2
    facts = report.figures[(report.figures["role"] == "fact") & (report.figures["page"] == target.page)]
    near = facts[
        (facts["x0"] - target.size <= x)
        & (x <= facts["x1"] + target.size)
        & (facts["top"] < target.box[3])
        & (facts["bottom"] > target.box[1])
    ]
    shown = None if instead is None else target.shown(instead)
    return "lie" if any(_digits(printed) != shown for printed in near["printed"]) else "published"


def measure(pdf: Path, ways: int = WAYS, seed: int = 0) -> dict[str, Counter[str]]:
    """Change -> how often it ended how."""
    chance = random.Random(seed)
    report = read_report(pdf)
    heights = dict(zip(report.pages["page"], report.pages["height"], strict=True))
    found: dict[str, Counter[str]] = {change.__name__: Counter() for change in CHANGES}
    with tempfile.TemporaryDirectory() as folder:
        for number, target in enumerate(targets(report, heights, chance)[:ways]):
            change, instead = list(CHANGES.items())[number % len(CHANGES)]
            ended = outcome(changed(pdf, change, target, Path(folder) / "report.pdf"), target, instead, Path(folder))
            found[change.__name__][ended] += 1
            if ended != "refused":
                now = f"「{target.printed}」 {target.digit} → {target.other}"
                print(f"  {ended}: {change.__name__} {target.figure_id} {now}", flush=True)
    return found


def print_lies(pdf: Path) -> bool:
    """Print what became of each change; whether nothing was published that the page does not show."""
    found = measure(pdf)
    print(f"\n{'one digit changed on the page':32}{'refused':>9}{'published':>11}{'lies':>7}")
    for name, ended in found.items():
        print(f"{name.replace('_', ' '):32}{ended['refused']:9}{ended['published']:11}{ended['lie']:7}")
    return not any(ended["lie"] for ended in found.values())
