"""Text over other text at the same place: which of the two a person sees.

Two texts of a page that overlap share their ink, so each is rendered apart: once alone, for what it would draw, and
once the page without it, for what it adds to what is seen.
"""

from __future__ import annotations

import ctypes
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.pdf.ink import DAMAGED, HIDDEN, PARTLY, core_box, drawn_finely, ink_of, inner_box
from kyokai_pipeline.pdf.page_objects import address_of, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pypdfium2

    from kyokai_pipeline.pdf.frame import Frame
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.pdf.ink import PageInk

Share = float | None
"""Which share of a glyph's ink is hidden; None where it has no ink."""
Shares = tuple[Share, Share]
"""The share on the page as it is, and where no other text is drawn."""
OVERLAP = 0.8
"""Glyphs whose centres lie nearer than this share of where they would touch share their ink."""
LEADING = 0.75
"""… and whose baselines lie nearer than this share of the smaller one's size."""
DOUBLED = 0.3
"""The same character nearer than this share of its width is one text drawn twice, for boldness or as a shadow."""
_BAND = 12.0
"""Height of the bands in which glyphs are compared, in points."""
_NEAR = 6
"""How many neighbours each glyph is compared with; more texts than that on one place are nothing a person reads."""
_SAME = 0.1
"""Two readings of the same glyph's place differ by less, in points."""
GONE = 0.97
"""A digit of whose ink less than this share is hidden still shows: beside other digits it is missed."""
BESIDE = 0.3
"""Digits of one number stand nearer than this share of their size."""
MOST_LAYERS = 6
"""More texts than this on one place are told apart no further; what they claim to draw is looked at as one."""


Pairs = list[tuple["Glyph", "Glyph"]]


def overlaid(glyphs: Sequence[Glyph]) -> tuple[Pairs, Pairs]:
    """Glyphs that share a place.

    Returns:
        Pairs of glyphs that overlap; and pairs that stand almost on each other, so that they are one text.
    """
    import numpy as np

    pairs: dict[tuple[int, int], bool] = {}
    if len(glyphs) > 1:
        x0, x1, base, size = (np.array([glyph[at] for glyph in glyphs]) for at in (1, 2, 3, 4))
        centre, width, code = (x0 + x1) / 2, x1 - x0, np.array([hash(glyph.char) for glyph in glyphs])
        for shift in (0.0, 0.5):  # a line of text lies whole in a band of one of the two partings
            band = np.floor(base / _BAND + shift)
            order = np.lexsort((centre, band))
            for step in range(1, _NEAR + 1):
                a, b = order[:-step], order[step:]
                apart, beside = np.abs(centre[a] - centre[b]), (width[a] + width[b]) / 2
                same = (band[a] == band[b]) & (apart < OVERLAP * beside)
                same &= np.abs(base[a] - base[b]) < LEADING * np.minimum(size[a], size[b])
                twice = (code[a] == code[b]) & (apart <= DOUBLED * beside)
                pairs.update({(int(i), int(j)): bool(t) for i, j, t in zip(a[same], b[same], twice[same], strict=True)})
    overlap = [(glyphs[i], glyphs[j]) for (i, j), twice in pairs.items() if not twice]
    return overlap, [(glyphs[i], glyphs[j]) for (i, j), twice in pairs.items() if twice]


def hidden_in_part(shares: Mapping[Glyph, Share]) -> dict[Glyph, float]:
    """Glyphs of whose ink something is hidden, or all of it."""
    return {glyph: share for glyph, share in shares.items() if share is not None and share > PARTLY}


def told_apart(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, shares: Mapping[Glyph, Share]
) -> dict[Glyph, Share]:
    """Which share of its own ink is hidden, for each glyph that shares its place with another text object's.

    Args:
        page: pdfium's page.
        frame: The visible page.
        whole: The page rendered as a whole.
        shares: All its glyphs, each with what is hidden of the ink at its place, whosever it is.
    """
    pairs, doubled = overlaid(list(shares))
    hidden = hidden_in_part(shares)
    covered = [pair for pair in doubled if not hidden.keys().isdisjoint(pair)]
    if not pairs and not covered:
        return {}
    twins = {glyph for pair in doubled for glyph in pair}
    owner = owners_of(page, frame, twins.union(*pairs))
    texts = _each_alone(page, frame, whole, owner, _layers((*pairs, *covered), owner))
    judged = {glyph: share for text in texts.values() for glyph, share in _of_one_text(text, twins).items()}
    alone = {g: texts[owner[g]][g][1] for pair in covered for g in pair if owner.get(g) in texts}
    return judged | alone | _left_out(covered, owner, {**shares, **alone})


def _each_alone(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, owner: Mapping[Glyph, int], layers: Mapping[int, int]
) -> dict[int, dict[Glyph, Shares]]:
    """Text objects that overlap others, each with what is hidden of its glyphs; one rendering a layer."""
    texts: dict[int, dict[Glyph, Shares]] = defaultdict(dict)
    for layer in sorted(set(layers.values())):
        own = [item for item in objects_of(page)[0] if layers.get(address_of(item)) == layer]
        mine = {glyph: address for glyph, address in owner.items() if layers.get(address) == layer}
        for glyph, both in _own_shares(page, frame, whole, own, list(mine)).items():
            texts[mine[glyph]][glyph] = both
    return texts


def _left_out(doubled: Pairs, owner: Mapping[Glyph, int], shares: Mapping[Glyph, Share]) -> dict[Glyph, Share]:
    """Glyphs that only the other engine finds, where pdfium leaves a text out that is drawn twice: as their twins."""
    found: dict[Glyph, float] = {}
    for glyph, twin in (pair for both in doubled for pair in (both, both[::-1])):
        share = shares[twin]
        if glyph not in owner and share is not None:
            found[glyph] = min(share, found.get(glyph, share))
    return dict(found)


def _of_one_text(text: dict[Glyph, Shares], twins: set[Glyph]) -> dict[Glyph, Share]:
    """What is hidden of each glyph of one text object.

    Whether one of two equal glyphs hides the other cannot be seen; what hides the rest of their text hides them. Text
    in the colour of its background shows where it crosses other text, and is not read there either.
    """
    plain = {glyph: _hidden_share(*both) for glyph, both in text.items()}
    judged = {glyph: share for glyph, share in plain.items() if glyph not in twins}
    unseen = sum(share is None or share >= HIDDEN for share in judged.values())
    if not unseen:
        return judged | {glyph: None for glyph, share in plain.items() if share is None}
    if 2 * unseen > len(judged):
        return {glyph: _most_hidden(*both) for glyph, both in text.items()}
    return judged


def _most_hidden(within: Share, alone: Share) -> Share:
    return None if within is None or alone is None else max(within, alone)


def _hidden_share(within: Share, alone: Share) -> Share:
    """Text that is hidden on the page, or partly, and altogether where no other text is drawn: it has no colour."""
    if within is None or alone is None or within < PARTLY:
        return within
    return max(within, alone)


def _own_shares(
    page: pypdfium2.PdfPage, frame: Frame, whole: PageInk, own: Sequence[Any], glyphs: Sequence[Glyph]
) -> dict[Glyph, Shares]:
    """What is hidden of the ink of some text objects, on the page as it is, and where they are its only text."""
    within, alone = (ink_of(whole, page, frame.size, own, alone=alone) for alone in (False, True))
    boxes = {glyph: inner_box(glyph) for glyph in glyphs}
    shares = {glyph: (within.hidden_share(box), alone.hidden_share(box)) for glyph, box in boxes.items()}
    inkless = {glyph for glyph, both in shares.items() if None in both}
    mine = {address_of(item) for item in own}
    absent = [item for item in itertools.chain(*objects_of(page)) if address_of(item) not in mine]
    return shares | dict.fromkeys(drawn_finely(whole, page, frame.size, inkless, absent), (0.0, 0.0))


def _layers(pairs: Iterable[tuple[Glyph, Glyph]], owner: Mapping[Glyph, int]) -> dict[int, int]:
    """Objects that overlap others -> layers in which none overlaps another, as far as there are layers enough."""
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in ((owner[a], owner[b]) for a, b in pairs if a in owner and b in owner):
        if one != other:
            neighbours[one].add(other)
            neighbours[other].add(one)
    layers: dict[int, int] = {}
    for address, near in neighbours.items():
        taken = {layers[other] for other in near if other in layers}
        layers[address] = next((layer for layer in range(MOST_LAYERS) if layer not in taken), MOST_LAYERS)
    return layers


def owners_of(page: pypdfium2.PdfPage, frame: Frame, glyphs: Iterable[Glyph]) -> dict[Glyph, int]:
    """Which text object draws each glyph: the address of pdfium's object."""
    return {glyph: address_of(item) for glyph, item in _text_objects(page, frame, glyphs)}


def unseen_texts(page: pypdfium2.PdfPage, frame: Frame, unseen: Sequence[Glyph], seen: Sequence[Glyph]) -> set[int]:
    """Text objects that nobody sees, such as an old number under a white box: their addresses.

    Args:
        page: pdfium's page.
        frame: The visible page.
        unseen: Glyphs that nobody sees.
        seen: Glyphs whose objects are none of these in any case.
    """
    hidden = set(owners_of(page, frame, unseen).values()) if unseen else set()
    return hidden - set(owners_of(page, frame, seen).values()) if hidden else hidden


def fonts_of(page: pypdfium2.PdfPage, frame: Frame, glyphs: Iterable[Glyph]) -> dict[Glyph, tuple[bytes, bool]]:
    """The name of the font that each glyph is set in, and whether the file holds that font."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(256)
    fonts: dict[Glyph, tuple[bytes, bool]] = {}
    for glyph, item in _text_objects(page, frame, glyphs):
        font = raw.FPDFTextObj_GetFont(item)
        raw.FPDFFont_GetBaseFontName(font, name, 256)
        fonts[glyph] = name.value, raw.FPDFFont_GetIsEmbedded(font) == 1
    return fonts


def _text_objects(page: pypdfium2.PdfPage, frame: Frame, glyphs: Iterable[Glyph]) -> Iterator[tuple[Glyph, Any]]:
    from pypdfium2 import raw

    wanted: dict[str, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        wanted[glyph.char].append(glyph)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    text_page = page.get_textpage()
    try:
        for index in range(raw.FPDFText_CountChars(text_page)):
            asked = wanted.get(chr(raw.FPDFText_GetUnicode(text_page, index)))
            if not asked:
                continue
            raw.FPDFText_GetLooseCharBox(text_page, index, box)
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            left = min(frame.seen(box.left, box.bottom)[0], frame.seen(box.right, box.top)[0])
            base = frame.seen(x.value, y.value)[1]
            for glyph in asked:
                if abs(glyph.x0 - left) < _SAME and abs(glyph.base - base) < _SAME:
                    yield glyph, raw.FPDFText_GetTextObject(text_page, index)
    finally:
        text_page.close()


def half_shown(shares: Mapping[Glyph, float | None]) -> dict[Glyph, float]:
    """Digits of which a good part is seen beside others that are seen whole: they are read, and refused as doubtful.

    The left half of a 0 that is covered leaves 8) of 80: nobody reads that as 8.
    """
    halves = {g: share for g, share in shares.items() if share and HIDDEN <= share < GONE and g.folded.isdigit()}
    whole = [glyph for glyph, share in shares.items() if share == 0.0 and glyph.folded.isdigit()] if halves else []
    return {glyph: DAMAGED for glyph in halves if any(_stand_together(glyph, other) for other in whole)}


def around_holes(seen: Sequence[Glyph], unseen: Sequence[Glyph], ink: PageInk) -> set[Glyph]:
    """Digits on both sides of a digit that nobody sees, and in whose place nothing is seen: 3 ,559 is not 3,559."""
    holes = [glyph for glyph in unseen if glyph.folded.isdigit() and not ink.is_marked(core_box(glyph))]
    found: set[Glyph] = set()
    for base in {glyph.base for glyph in holes}:
        level = [glyph for glyph in seen if abs(glyph.base - base) < BESIDE * glyph.size]
        empty = {glyph for glyph in unseen if glyph.base == base and not _is_over(glyph, level)}
        row = filter(_is_of_number, (*level, *empty))
        found |= _beside_gaps(sorted(row, key=lambda glyph: glyph.x0), empty)
    return found


def _is_over(glyph: Glyph, others: Sequence[Glyph]) -> bool:
    """Whether one of some glyphs stands where this one does."""
    return any(other.x0 < (glyph.x0 + glyph.x1) / 2 < other.x1 for other in others)


def _beside_gaps(row: Sequence[Glyph], empty: set[Glyph]) -> set[Glyph]:
    """The seen digits of a line that empty places of digits part, where all stand as one number."""
    found: set[Glyph] = set()
    before: Glyph | None = None
    gap: list[Glyph] = []
    for last, glyph in itertools.pairwise(row):
        if not _stand_together(last, glyph):
            before, gap = None, []
        elif glyph in empty:
            before, gap = (before if last in empty else last), [*gap, glyph]
        else:
            if before is not None and any(hole.folded.isdigit() for hole in gap):
                found |= {before, glyph}
            before, gap = None, []
    return {glyph for glyph in found if glyph.folded.isdigit()}


def _is_of_number(glyph: Glyph) -> bool:
    return glyph.folded.isdigit() or glyph.folded in (",", ".")


def _stand_together(one: Glyph, other: Glyph) -> bool:
    """Whether two digits stand side by side in one number."""
    near = BESIDE * one.size
    apart = max(other.x0 - one.x1, one.x0 - other.x1)
    return max(abs(other.base - one.base), apart, abs(other.size - one.size)) < near
