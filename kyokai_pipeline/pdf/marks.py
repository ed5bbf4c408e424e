"""Marks beside a number: ※1, *, 1), (注), r, p, 速, raised or not. They are kept with the number, never read as digits.

Belongs here: which word is the mark of which number, and where a word ends in a mark. Does not belong here: what a mark
says; that stands in a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN, NotANumber, parse_number
from kyokai_pipeline.japanese.text import SUPERSCRIPTS, fold_char
from kyokai_pipeline.pdf.words import FOOTNOTE, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.glyphs import Glyph

BESIDE = 0.35
"""A mark stands within this share of the size beside its number."""
SPACE = 0.75
"""… or within this share behind it, where a space was set between them."""
LEADING = 1.6
"""A mark that had no room behind its number stands within so many sizes under it."""
SMALLER, RAISED = 0.95, 0.2
"""Digits smaller than the first share of a number's size and raised by the second are no digits of it: HTML's sup."""
NEIGHBOURS = 3
"""So many numbers of a row and a column say how precise their numbers are."""
_SIGNED = r"※\d{0,2}|[*†‡]{1,3}\d?|[(]?注\d{0,2}[)]?|[rp速]"
"""Marks that no digit of a number can be taken for."""
_MARK = re.compile(_SIGNED)
_SMALL_MARK = re.compile(rf"{_SIGNED}|[{SUPERSCRIPTS}]+|[(]?\d{{1,2}}[)]?")
_UNDER = re.compile(r"※\d{0,2}|[(]注\d{0,2}[)]|注\d{1,2}")
_RAISED = f"[{SUPERSCRIPTS}]+"
_BEHIND = re.compile(rf"(?P<value>.*[\d%人名円件社所部関ト回万億千)])(?P<mark>{_RAISED}|{_SIGNED})")
_BEFORE = re.compile(rf"(?P<mark>{_RAISED}|[rp速]|[(]注\d{{0,2}}[)])(?P<value>[(]?[▲△▼+-]?\d.*)")
_GROUPED = re.compile(r"(?P<value>[▲△▼+-]?\d{1,3}(?:,\d{3})+(?:%|[人名円件社回])?)(?P<mark>[(][1-9]\d?[)])")
"""A grouped number ends where its last three digits end."""
_LISTED = re.compile(r"(?P<value>.*\d(?:%|[人名円件社回])?)(?P<mark>\d{1,2}[)])")
_NUMBERED = re.compile(r"(?P<sign>※|[*†‡]{1,3})(?P<digits>[(]?[▲△▼+-]?\d.*)")
_DECIMALS = re.compile(r"[▲△▼+-]?[\d,]+\.(\d+)(?:%|[人名円件社回])?")


def with_marks(words: Sequence[Word]) -> list[Word]:
    """The words of a page, each mark beside a number joined to it; see ``Word.marks``."""
    split = [_split(word, words) for word in words]
    marks = [word for word in split if _SMALL_MARK.fullmatch(word.folded)]
    owned = _owned(marks, split) if marks else {}
    if not owned:
        return split
    taken = {mark for own in owned.values() for mark in own}
    return [
        Word(word.glyphs, (*word.marks, *owned[word])) if word in owned else word for word in split if word not in taken
    ]


def _owned(marks: Sequence[Word], words: Sequence[Word]) -> dict[Word, list[Word]]:
    """The words that have marks, each with its own."""
    is_mark = set(marks)
    values = [word for word in words if word not in is_mark and is_value(word.folded)]
    texts = [word for word in words if word not in is_mark and any(map(str.isdigit, word.folded))]
    owned: dict[Word, list[Word]] = {}
    for mark in marks:
        owner = _owner(mark, values) or _behind_a_space(mark, values, words)
        owner = owner or _text_around(mark, texts) or _over(mark, values, words)
        if owner is not None:
            owned.setdefault(owner, []).append(mark)
    return owned


def is_value(folded: str) -> bool:
    """Whether folded text is one number, as a cell prints it, perhaps in brackets."""
    text = folded.removeprefix("(").removesuffix(")")
    if not any(map(str.isdigit, text)):
        return False
    try:
        parse_number(text)
    except NotANumber:
        return False
    return True


def _owner(mark: Word, values: Sequence[Word]) -> Word | None:
    """The number right before a mark, or else right behind it."""
    near = [v for v in values if v.top - 0.3 * v.size <= mark.y <= v.bottom and _may_mark(mark, v)]
    behind = [v for v in near if -0.1 * v.size <= mark.x0 - v.x1 <= BESIDE * v.size]
    before = [v for v in near if -0.1 * v.size <= v.x0 - mark.x1 <= BESIDE * v.size]
    return min(behind or before, key=lambda v: min(abs(mark.x0 - v.x1), abs(v.x0 - mark.x1)), default=None)


def _behind_a_space(mark: Word, values: Sequence[Word], words: Sequence[Word]) -> Word | None:
    """The number before a mark that a space parts from it; what has text close behind it opens a note instead."""
    if not _MARK.fullmatch(mark.folded):
        return None
    level = [word for word in words if word is not mark and abs(word.base - mark.base) < mark.size / 2]
    if any(-1 < word.x0 - mark.x1 < mark.size for word in level):
        return None
    near = [v for v in values if v in level and BESIDE * v.size < mark.x0 - v.x1 <= SPACE * v.size]
    return near[0] if len(near) == 1 else None


def _text_around(mark: Word, texts: Sequence[Word]) -> Word | None:
    """The word of running text in which a small mark stands right behind or right before a number."""
    for word in texts:
        if mark.size >= FOOTNOTE * word.size or not word.top - 0.3 * word.size <= mark.y <= word.bottom:
            continue
        if any(beside(mark, found) for found in _numbers_in(word)):
            return word
    return None


def _over(mark: Word, values: Sequence[Word], words: Sequence[Word]) -> Word | None:
    """The number over a mark that had no room on its line; a mark with text behind it opens a note instead."""
    if not _UNDER.fullmatch(mark.folded):
        return None
    behind = 2 * mark.size
    if any(-1 < word.x0 - mark.x1 < behind and abs(word.base - mark.base) < mark.size / 2 for word in words):
        return None
    near = [v for v in values if v.x0 - behind < mark.x < v.x1 + behind and 0 < mark.base - v.base < LEADING * v.size]
    return near[0] if len(near) == 1 else None


def _numbers_in(word: Word) -> list[list[Glyph]]:
    owner = [glyph for glyph in word.glyphs for _ in glyph.folded]
    return [owner[found.start() : found.end()] for found in NUMBER_PATTERN.finditer(word.folded)]


def beside(mark: Word, number: Sequence[Glyph]) -> bool:
    """Whether a mark stands right behind or right before the glyphs of a number, on their line."""
    first, last = number[0], number[-1]
    gaps = ((mark.x0 - last.x1, last.size), (first.x0 - mark.x1, first.size))
    level = first.top - 0.3 * first.size <= mark.y <= first.bottom
    return level and any(-0.1 * size <= gap <= BESIDE * size for gap, size in gaps)


def _may_mark(mark: Word, value: Word) -> bool:
    """Digits are a mark where they are small, or smaller and raised; a sign is one at any size."""
    raised = mark.size < SMALLER * value.size and value.base - mark.base >= RAISED * value.size
    return raised or mark.size < FOOTNOTE * value.size or _MARK.fullmatch(mark.folded) is not None


def _split(word: Word, words: Sequence[Word]) -> Word:
    """A word that is a number and a mark, as both; any other word as it is."""
    folded = word.folded
    if not any(map(str.isdigit, folded)) or _MARK.fullmatch(folded):
        return word
    if is_value_alone(folded):
        return _split_before_bracket(word, words) or word
    for pattern in (_BEHIND, _BEFORE, _GROUPED):
        found = pattern.fullmatch(folded)
        if found and is_value(found["value"]) and not found["value"].endswith(tuple(SUPERSCRIPTS)):
            return _parted(word, *found.span("value"))
    return _split_at_number(word, words) or _split_before_bracket(word, words) or word


def _split_at_number(word: Word, words: Sequence[Word]) -> Word | None:
    """※39,457 is 39,457 with the mark ※; a note ※3 on the page leaves a doubt: it may be 9,457 with that mark."""
    found = _NUMBERED.fullmatch(word.folded)
    if not found or not is_value(found["digits"]):
        return None
    digits, sign = found["digits"], found["sign"]
    numbered = [at for at in (1, 2) if digits[:at].isdigit() and is_value(digits[at:])]
    if any(_has_note(sign + digits[:at], words) for at in numbered):
        return None
    return _parted(word, *found.span("digits"))


def _split_before_bracket(word: Word, words: Sequence[Word]) -> Word | None:
    """A number with the mark 1): only its grouping, or the page's notes and its neighbours, say where it ends.

    5451) is 545 with the mark 1), or 54 with 51); 134.41) is 134.4 with the mark 1), or 134.41 and a stray bracket.
    """
    folded = word.folded
    if "(" in folded or not _LISTED.fullmatch(folded):
        return None
    ends = _ends_before_bracket(folded)
    if len(ends) == 1 and not is_value(folded[:-1]):
        return _parted(word, 0, ends[0])
    noted = [at for at in ends if _has_note(folded[at:], words)]
    if len(noted) == 1 and _is_as_precise(folded[: noted[0]], word, words):
        return _parted(word, 0, noted[0])
    return None


def _ends_before_bracket(folded: str) -> list[int]:
    """Where a number may end that has 1) or 12) behind it."""
    ends = (len(folded) - 2, len(folded) - 3)
    return [at for at in ends if at > 0 and folded[at:-1].isdigit() and is_value(folded[:at])]


def _has_note(mark: str, words: Sequence[Word]) -> bool:
    """Whether a note on the page begins with a mark."""
    return any(re.match(rf"{re.escape(mark)}(?![\d,.])", other.folded) for other in words)


def _is_as_precise(number: str, word: Word, words: Sequence[Word]) -> bool:
    """Whether all numbers in the row and in the column of a word have as many decimals as it would have."""
    near = [w for w in words if w is not word and (abs(w.base - word.base) < 1 or abs(w.x1 - word.x1) < word.size)]
    decimals = [len(found[1]) for other in near if (found := _DECIMALS.fullmatch(other.folded))]
    own = _DECIMALS.fullmatch(number)
    return own is not None and len(decimals) >= NEIGHBOURS and all(len(own[1]) == count for count in decimals)


def is_value_alone(folded: str) -> bool:
    """Whether a text is a number without any mark."""
    return is_value(folded) and not _MARK.search(folded) and not set(folded) & set(SUPERSCRIPTS)


def _parted(word: Word, start: int, end: int) -> Word:
    """The glyphs of a stretch of the folded text, with the others as marks."""
    value: list[Glyph] = []
    before: list[Glyph] = []
    behind: list[Glyph] = []
    at = 0
    for glyph in word.glyphs:
        (before if at < start else value if at < end else behind).append(glyph)
        at += len(fold_char(glyph.char))
    return Word(tuple(value), tuple(Word(tuple(part)) for part in (before, behind) if part))
