"""One glyph for one character that a reader sees, whatever the producer wrote: the same for both engines.

Belongs here: text drawn twice, marks that are characters of their own (か and ゙), spaces that part thousands, characters
that nobody sees. Does not belong here: what is a word, or whether a glyph leaves ink.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from kyokai_pipeline.japanese.text import is_combining, is_separating_space
from kyokai_pipeline.pdf.glyphs import SOFT_HYPHEN, Drawn, Glyph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

T = TypeVar("T")

DOUBLE = 2.0
"""Points that the second drawing of a text may lie away from the first: bold by PowerPoint or Word, shadows."""
BESIDE = 0.35
"""A combining mark begins within this share of the size behind the end of its character."""
TOUCHING = 0.15
"""A space that parts the digits of one number fills the gap between them, up to this share of the size."""
THIN = 0.25
"""A blank no wider than this share of the size is a thin space that its font names a blank; a wider one parts words."""
GROUP = 3
"""Digits between the separators of one number."""
SOFT_HYPHEN_CHAR = chr(SOFT_HYPHEN)


def cleaned(drawn: Drawn, unseen: Collection[Glyph] = ()) -> Drawn:
    """The glyphs of a page, each character once.

    Args:
        drawn: What an engine finds.
        unseen: Upright glyphs to leave out, because nobody sees them.
    """
    turned = _undoubled(drawn.turned, lambda item: item.glyph)
    upright = [glyph for glyph in drawn.upright if glyph not in unseen] if unseen else drawn.upright
    return Drawn(_characters(_undoubled(upright, lambda glyph: glyph)), turned)


def _undoubled(items: Sequence[T], glyph_of: Callable[[T], Glyph]) -> list[T]:
    """Glyphs, or what has one, without those that repeat one of the same character and size next to them.

    A glyph repeats another one that it overlaps by at least a tenth of its width; digits set close overlap less.
    """
    seen: dict[str, dict[int, list[Glyph]]] = defaultdict(dict)
    kept: list[T] = []
    for item in items:
        glyph = glyph_of(item)
        row = int(glyph.base // DOUBLE)
        rows = seen[glyph.char]
        near = [other for at in (row - 1, row, row + 1) if at in rows for other in rows[at]] if rows else []
        if near and any(_repeats(other, glyph) for other in near):
            continue
        rows.setdefault(row, []).append(glyph)
        kept.append(item)
    return kept


def _reach(glyph: Glyph) -> float:
    """How far to the side a second drawing of the same glyph may lie."""
    width = max(0.1, glyph.x1 - glyph.x0)
    return min(0.9 * width, max(0.5 * width, 0.25 * glyph.size, DOUBLE))


def _repeats(first: Glyph, second: Glyph) -> bool:
    apart = abs(first.x0 - second.x0)
    return (
        apart < second.x1 - second.x0 + 0.1
        and apart < _reach(second)
        and abs(first.base - second.base) <= min(DOUBLE, 0.4 * second.size)
        and abs(first.size - second.size) < 0.1 * second.size
    )


def _characters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Combining marks joined to their character, spaces inside numbers closed, what nobody sees left out."""
    found: list[Glyph] = []
    by_line = cache(partial(_by_line, glyphs))
    for index, glyph in enumerate(glyphs):
        if glyph.char == " " or is_separating_space(glyph.char):
            if found and _parts_thousands(glyphs, index):
                found[-1] = found[-1]._replace(x1=max(found[-1].x1, glyphs[index + 1].x0))
        elif glyph.char == SOFT_HYPHEN_CHAR:
            if _has_a_place(glyphs, index):
                found.append(glyph._replace(char="-"))
        elif is_combining(glyph.char):
            at = _bearer(glyph, found, by_line)
            if at is not None:
                found[at] = _joined(found[at], glyph)
            else:
                found.append(glyph)
        else:
            found.append(glyph)
    return found


def _bearer(mark: Glyph, found: Sequence[Glyph], by_line: Callable[[], Mapping[int, Sequence[Glyph]]]) -> int | None:
    """Which character carries a combining mark: the one found last, or else the one that it lies most on."""
    if found and _carries(found[-1], mark):
        return len(found) - 1
    near = [glyph for glyph in by_line().get(round(mark.base), ()) if _carries(glyph, mark)]
    base = max(near, key=lambda other: min(other.x1, mark.x1) - max(other.x0, mark.x0), default=None)
    return found.index(base) if base in found else None


def _by_line(glyphs: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[round(glyph.base)].append(glyph)
    return lines


def _carries(base: Glyph, mark: Glyph) -> bool:
    """Whether a combining mark stands on or right behind a character that it can combine with."""
    near = base.x0 - 0.1 * base.size <= mark.x0 <= base.x1 + BESIDE * base.size
    on_line = abs(base.base - mark.base) <= 0.3 * base.size
    return near and on_line and _composes(base.char + mark.char)


def _composes(text: str) -> bool:
    """Whether two characters are one in canonical spelling, or the second is seen only on the first."""
    return len(unicodedata.normalize("NFKC", text)) == 1 or unicodedata.category(text[-1]) == "Mn"


def _joined(base: Glyph, mark: Glyph) -> Glyph:
    char = unicodedata.normalize("NFC", base.char + mark.char)
    return base._replace(char=char, x0=min(base.x0, mark.x0), x1=max(base.x1, mark.x1))


def _is_digit(glyph: Glyph) -> bool:
    return glyph.folded in set("0123456789")


def _parts_thousands(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether a space stands between digits grouped by three, and fills the gap between them."""
    if index + 1 >= len(glyphs) or index == 0 or not _fills_gap(*glyphs[index - 1 : index + 2]):
        return False
    left = _digit_run(glyphs, range(index - 1, -1, -1))
    right = _digit_run(glyphs, range(index + 1, len(glyphs)))
    start = index - left - 1
    grouped = (
        start > 0
        and (glyphs[start].char == " " or is_separating_space(glyphs[start].char))
        and _is_digit(glyphs[start - 1])
    )
    return right == GROUP and (left == GROUP if grouped else 1 <= left <= GROUP)


def _fills_gap(before: Glyph, space: Glyph, after: Glyph) -> bool:
    """Whether a space reaches from one glyph to the other on their line; a blank parts digits only where it is thin."""
    if space.char == " " and after.x0 - before.x1 > THIN * before.size:
        return False
    slack = TOUCHING * before.size
    touches = abs(space.x0 - before.x1) <= slack and abs(after.x0 - space.x1) <= slack
    return touches and abs(before.base - after.base) <= slack


def _digit_run(glyphs: Sequence[Glyph], indices: range) -> int:
    """How many digits touch each other, at most four: more are no group of thousands."""
    count = last = 0
    for index in indices:
        if count > GROUP or not _is_digit(glyphs[index]) or (count and not _touch(glyphs[index], glyphs[last])):
            break
        count, last = count + 1, index
    return count


def _touch(one: Glyph, other: Glyph) -> bool:
    """Whether two glyphs stand side by side on one baseline."""
    slack = TOUCHING * one.size
    apart = min(abs(one.x0 - other.x1), abs(other.x0 - one.x1))
    return apart <= slack and abs(one.base - other.base) <= slack


def _has_a_place(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether a soft hyphen is drawn for itself: it is not the second character that one glyph stands for."""
    hyphen = glyphs[index]
    beside = (*glyphs[max(0, index - 1) : index], *glyphs[index + 1 : index + 2])
    return hyphen.x1 > hyphen.x0 and all(other.box != hyphen.box for other in beside)
