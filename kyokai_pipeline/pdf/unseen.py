"""Glyphs that leave no ink a person sees, and pages that are pictures with such text over them.

Belongs here: which glyphs of a page are read as print. Does not belong here: rendering (ink.py); whether what is drawn
is what the layer says (the room ``seen``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.pdf.backdrop import without_backdrop
from kyokai_pipeline.pdf.glyphs import SOFT_HYPHEN
from kyokai_pipeline.pdf.ink import (
    DAMAGED,
    HIDDEN,
    LETTERS,
    PageInk,
    core_box,
    drawn_finely,
    drawn_in_black,
    in_colour,
    inner_box,
    opacity,
    page_ink,
    scale_for,
)
from kyokai_pipeline.pdf.outlined import seen_through_outlines
from kyokai_pipeline.pdf.overlaid import around_holes, fonts_of, half_shown, hidden_in_part, owners_of, told_apart
from kyokai_pipeline.pdf.page_objects import objects_of
from kyokai_pipeline.pdf.repeated import seen_in_repeats
from kyokai_pipeline.pdf.rules import SNAP, rules_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pypdfium2

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.rules import Rule

NEAR = 0.3
"""Two engines place one glyph nearer than this share of its size."""
AT_SIDE = 0.35
"""The side of a frame may lie on a digit up to this share of its width …"""
LONG = 1.8
"""… where it is at least so many sizes long: a shorter stroke may make another digit of it."""
HALF_A_RULE = 1.5
"""A rule reaches at most so many points to each side."""
SCANNED = 20
"""From so many unseen glyphs over a picture on, the picture is the page and the text a reading of it."""


BUILT_IN = (b"Helvetica", b"Arial", b"Times", b"Courier")
"""Beginnings of the names of fonts that every viewer has for Latin text, pdfium too (ISO 32000-1, 9.6.2.2)."""


class Verdict(NamedTuple):
    """What the rendered page says of its text layer.

    Attributes:
        unseen: Glyphs that nobody sees; they are not read.
        doubtful: Digits of which a part is covered, or under which something else is drawn.
    """

    unseen: tuple[Glyph, ...]
    doubtful: tuple[Glyph, ...]


@dataclass(frozen=True)
class Sorted:
    """The glyphs of a page, parted by whether a person sees them.

    Attributes:
        ink: The page, rendered.
        seen: Read as print.
        unseen: Not read.
        partly: Of those that are read: what is covered in part, and what stands beside a digit that is.
        outlined: Of those that are read: what strokes along its own outline are drawn over.
        inkless: Of those that are not read: what draws nothing at all.
    """

    ink: PageInk
    seen: tuple[Glyph, ...]
    unseen: tuple[Glyph, ...]
    partly: frozenset[Glyph]
    outlined: frozenset[Glyph]
    inkless: frozenset[Glyph]


def verdict(page: pypdfium2.PdfPage, frame: Frame, glyphs: Sequence[Glyph], number: int, *, drawn: bool) -> Verdict:
    """Look at every glyph of a page, which is rendered for it.

    Args:
        page: pdfium's page.
        frame: The visible page.
        glyphs: All its glyphs.
        number: The page's number, for errors.
        drawn: As in ``sort_glyphs``.

    Raises:
        ReportError: The page is a picture with text over it.
    """
    found = sort_glyphs(page, frame, glyphs, drawn=drawn)
    require_print(found, page, frame, number)
    require_whole(found, page, frame, number)
    digits = [glyph for glyph in found.seen if glyph.folded.isdigit()]
    marked = {glyph for glyph in digits if glyph not in found.partly and _is_marked(glyph, found)}
    if marked:
        uprights = rules_of(page, frame).upright
        marked = {g for g in marked if found.ink.is_marked(_between(uprights, g))}
    return Verdict(found.unseen, tuple(glyph for glyph in digits if glyph in found.partly or glyph in marked))


def also_unseen(glyphs: Sequence[Glyph], unseen: Sequence[Glyph]) -> set[Glyph]:
    """Another engine's glyphs that nobody sees: for each of the first engine's the nearest of the same character."""
    places: dict[str, list[Glyph]] = defaultdict(list)
    if unseen:
        for glyph in glyphs:
            places[glyph.folded].append(glyph)
    gone: set[Glyph] = set()
    for hidden in unseen:
        near = [glyph for glyph in places[hidden.folded] if glyph not in gone and _apart(glyph, hidden) < NEAR]
        if near:
            gone.add(min(near, key=lambda glyph: _apart(glyph, hidden)))
    return gone


def _apart(a: Glyph, b: Glyph) -> float:
    """How far two glyphs stand apart, as a share of their size."""
    return max(abs(a.x0 + a.x1 - b.x0 - b.x1) / 2, abs(a.base - b.base)) / max(0.1, b.size)


def sort_glyphs(page: pypdfium2.PdfPage, frame: Frame, glyphs: Sequence[Glyph], *, drawn: bool) -> Sorted:
    """Part the glyphs of a page by whether a person sees them.

    Args:
        page: pdfium's page.
        frame: The visible page.
        glyphs: All its glyphs.
        drawn: Whether the renderer has every font; where it lacks one, a glyph that it does not draw may well be seen.
    """
    ink, shares = _rendered(page, frame, glyphs)
    shares |= seen_in_repeats(page, frame, ink, shares)
    apart = told_apart(page, frame, ink, shares)
    shares |= apart
    outlined = seen_through_outlines(page, frame, ink, shares)
    shares |= outlined
    _judge_whole_texts(page, frame, shares)
    shares |= half_shown(shares)
    inkless = _inkless(shares)
    small = {glyph for glyph in inkless if glyph not in apart and _leaves_ink(glyph.char)}
    inkless -= drawn_finely(ink, page, frame.size, small, objects_of(page)[1])
    if inkless and not drawn:
        inkless = _drawable(page, frame, ink, glyphs, inkless)
    gone = {glyph for glyph in _hidden(shares) | inkless if _leaves_ink(glyph.char)}
    seen, unseen = _sorted(glyphs, gone)
    partly = frozenset(glyph for glyph in seen if (shares.get(glyph) or 0.0) >= DAMAGED)
    partly |= around_holes(seen, unseen, ink)
    return Sorted(ink, seen, unseen, partly, frozenset(outlined), frozenset(inkless & gone))


def _rendered(
    page: pypdfium2.PdfPage, frame: Frame, glyphs: Sequence[Glyph]
) -> tuple[PageInk, dict[Glyph, float | None]]:
    """The page's ink and what is hidden of its glyphs; in colours only where anything is."""
    ink = page_ink(page, frame.size)
    shares = _hidden_shares(ink, glyphs)
    if hidden_in_part(shares):
        ink = in_colour(ink, page, frame.size)
        shares = _hidden_shares(ink, glyphs)
        ink, shares = without_backdrop(page, frame, ink, shares)
    return ink, shares


def _hidden(shares: Mapping[Glyph, float | None]) -> set[Glyph]:
    return {glyph for glyph, share in hidden_in_part(shares).items() if share >= HIDDEN}


def _inkless(shares: Mapping[Glyph, float | None]) -> set[Glyph]:
    return {glyph for glyph, share in shares.items() if share is None}


def _sorted(glyphs: Sequence[Glyph], gone: Collection[Glyph]) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
    return tuple(g for g in glyphs if g not in gone), tuple(g for g in glyphs if g in gone)


def _is_marked(glyph: Glyph, among: Sorted) -> bool:
    """Whether something that is neither text nor the outline of text is drawn where a digit stands."""
    return glyph not in among.outlined and among.ink.is_marked(core_box(glyph))


def _between(uprights: Sequence[Rule], glyph: Glyph) -> Box:
    """The middle of a digit without what the side of a frame or a table's rule that touches it covers."""
    x0, top, x1, bottom = core_box(glyph)
    most = AT_SIDE * (glyph.x1 - glyph.x0)
    for rule in uprights:
        if rule.end - rule.start < LONG * glyph.size or rule.start > top or rule.end < bottom:
            continue
        if glyph.x0 - SNAP < rule.at < glyph.x0 + most:
            x0 = max(x0, min(rule.at + HALF_A_RULE, glyph.x0 + most))
        elif glyph.x1 - most < rule.at < glyph.x1 + SNAP:
            x1 = min(x1, max(rule.at - HALF_A_RULE, glyph.x1 - most))
    return x0, top, x1, bottom


def _drawable(
    page: pypdfium2.PdfPage, frame: Frame, ink: PageInk, glyphs: Sequence[Glyph], inkless: set[Glyph]
) -> set[Glyph]:
    """Those of some glyphs without ink whose font the renderer has: it draws them in black, or others of the font."""
    texts, others = objects_of(page)
    with drawn_in_black(texts):
        black = replace(ink, text=opacity(page, others, scale_for(frame.size)))
    chars = {glyph.char for glyph in inkless}
    fonts = fonts_of(page, frame, [glyph for glyph in glyphs if glyph.char in chars])
    known = {(font, glyph.char) for glyph, font in fonts.items() if glyph not in inkless or font[1]}
    return {
        glyph
        for glyph in inkless
        if black.hidden_share(inner_box(glyph)) is not None
        or (fonts.get(glyph), glyph.char) in known
        or (glyph.char.isascii() and fonts.get(glyph, (b"", False))[0].startswith(BUILT_IN))
    }


def _judge_whole_texts(page: pypdfium2.PdfPage, frame: Frame, shares: dict[Glyph, float | None]) -> None:
    """What is hidden in part goes with the rest of its text: white digits of which one crosses a rule."""
    hidden = _hidden(shares)
    partly = hidden_in_part(shares).keys() - hidden
    if not hidden or not partly:
        return
    owner = owners_of(page, frame, hidden | partly)
    count = Counter(owner[glyph] for glyph in hidden if glyph in owner)
    count.subtract(owner[glyph] for glyph in partly if glyph in owner)
    for glyph in partly:
        if glyph in owner and count[owner[glyph]] > 0:
            shares[glyph] = 1.0


def _hidden_shares(ink: PageInk, glyphs: Sequence[Glyph]) -> dict[Glyph, float | None]:
    return {glyph: ink.hidden_share(inner_box(glyph)) for glyph in glyphs if glyph.x1 > glyph.x0}


def _leaves_ink(char: str) -> bool:
    """Whether a character is one that is drawn at all: no space, no joiner, no variation selector."""
    category = unicodedata.category(char)
    return ord(char) == SOFT_HYPHEN or (category[0] not in "ZC" and category != "Mn")


def require_whole(glyphs: Sorted, page: pypdfium2.PdfPage, frame: Frame, number: int) -> None:
    """Check that no text is drawn with a hole: a letter that draws nothing in a text whose other letters are drawn.

    Raises:
        ReportError: A font is damaged, or a text is cut off; what is read of it would not be what the file means.
    """
    lost = {glyph for glyph in glyphs.inkless if unicodedata.category(glyph.char) in LETTERS}
    if not lost:
        return
    owner = owners_of(page, frame, [*glyphs.seen, *lost])
    drawn = {owner[glyph] for glyph in glyphs.seen if glyph in owner}
    holes = sorted((g for g in lost if g in owner and owner[g] in drawn), key=lambda g: (g.base, g.x0))
    if holes:
        first = holes[0]
        box = (first.x0, first.top, first.x1, first.bottom)
        raise refuse("hole_in_text", Where(page=number, box=box, printed=first.char), count=len(holes))


def _are_many(over: Sequence[Glyph], glyphs: Sorted) -> bool:
    return len(over) >= SCANNED and 2 * len(over) >= len(glyphs.unseen)


def require_print(glyphs: Sorted, page: pypdfium2.PdfPage, frame: Frame, number: int) -> None:
    """Check that unseen text is not a reading of what the page shows as a picture; a rule through it is no picture.

    Raises:
        ReportError: The page is a scan with a text layer over it.
    """
    over = [glyph for glyph in glyphs.unseen if glyphs.ink.is_marked(inner_box(glyph))]
    if not _are_many(over, glyphs):
        return
    rules = rules_of(page, frame)
    over = [glyph for glyph in over if not rules.cross(inner_box(glyph))]
    if not _are_many(over, glyphs):
        return
    first = over[0]
    box = (first.x0, first.top, first.x1, first.bottom)
    raise refuse(
        "scan_with_ocr",
        Where(page=number, box=box, printed="".join(glyph.char for glyph in glyphs.unseen[:40])),
        count=len(over),
    )
