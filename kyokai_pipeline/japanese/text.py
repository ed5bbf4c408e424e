"""Characters as printed, folded so that the same words compare equal.

Belongs here: width, look-alike radicals, enumerators, footnote marks, joining of broken lines.
Does not belong here: what any word of the report means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cjkfold import fold as fold_radicals

_ENCLOSED = ((0x2460, 0x2500), (0x2776, 0x2794), (0x3251, 0x3260), (0x32B1, 0x32C0))
CIRCLED = "".join(chr(code) for first, end in _ENCLOSED for code in range(first, end))
"""Enclosed numbers (①, ⑴, ❶, ㉑): NFKC would glue their digit to the next number (``①88.8%`` -> ``188.8%``)."""
BULLETS = "・･‧•‣●○■□◆◇◎▶▷➢*-"
"""Printed before an item of a list."""
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁽⁾₍₎"
"""Small raised or lowered digits and their brackets mark something; NFKC would glue them to a number."""
MINUS_SIGNS = "▲△▼▽−‐‑‒–—-－ー"
"""Printed before a number, each means minus; ー (long vowel) only ever stands there by mistake of a typist."""

_COMMON = 0xFFFF
"""The last character of the basic plane."""
_MARKS = str.maketrans("", "", SUPERSCRIPTS + CIRCLED)
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""Zero-width characters, soft hyphens, directions and variation selectors: they choose a glyph or leave no ink."""
_SEPARATING = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""Spaces that a typist sets on purpose, also between the thousands of a number."""
_VOICED = "\uff9e\uff9f"
_BRACKETS = str.maketrans(
    {"〔": "(", "〕": ")", "［": "[", "］": "]", "〜": "~", "～": "~", "‐": "-", "−": "-", "–": "-"}
)
_TWINS = str.maketrans(
    {"〜": "~", "∼": "~", "−": "-", "‐": "-", "‑": "-", "‒": "-", "‧": "・", "⋯": "...", "ʻ": "‘", "ʼ": "’"}
)
"""To a reader each pair is one character: Japanese character maps disagree on wave dash and minus, and a font that
draws two characters alike has one glyph for both, of which a browser names the one that comes first (‧ for ・)."""
_PRINTED = str.maketrans({"〜": "～", "−": "－", "‧": "・", "⋯": "…"})
_RADICAL = re.compile("[⺀-⿟]")
_FOOTNOTE = re.compile(r"[(（]?(?:※|＊|\*|注)\s*[0-9０-９]{0,2}[)）]?$")
_ENUMERATOR = re.compile(
    rf"^\s*(?:[{re.escape(BULLETS)}]\s*(?=[(（\d{CIRCLED}]))?(?:([{CIRCLED}])|[(（]\s*([0-9０-９]{{1,2}})\s*[)）]|([0-9０-９]{{1,2}})\s*[)）.．](?![0-9０-９]))\s*"
)


@lru_cache(maxsize=8192)
def fold_char(char: str) -> str:
    """One printed character in its plain form; enclosed numbers and superscripts stay what they are.

    ``⻑`` -> ``長``, ``⽀`` -> ``支``, ``％`` -> ``%``, ``①`` -> ``①``. White space folds to nothing.
    """
    if char in CIRCLED or char in SUPERSCRIPTS:
        return char
    seen = _UNSEEN.sub("", char)
    folded: str = _SPACE.sub("", unicodedata.normalize("NFKC", fold_radicals(seen)))
    return folded.translate(_TWINS)


def is_combining(char: str) -> bool:
    """Whether a character stands on the one before it: ゙ of か゛ typed as two, half-width ﾞ, accents."""
    return char in _VOICED or unicodedata.combining(char[0]) != 0


def is_separating_space(char: str) -> bool:
    """Whether a character is a space other than the ones that part words (U+0020, U+3000)."""
    return char in _SEPARATING


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """The text without white space, folded as a whole: for comparing and for regular expressions.

    Characters that only together are one (か and ゙, ｶ and ﾞ) become one; enclosed numbers and superscripts stay.
    """
    if text.isascii():
        return _SPACE.sub("", text)
    folded = "".join(map(fold_char, text))
    return folded if unicodedata.is_normalized("NFC", folded) else unicodedata.normalize("NFC", folded)


def reads_as(text: str, known: str) -> bool:
    """Whether a text is a known word, but for characters outside the basic plane, which no word of a report holds.

    Fonts whose character map is at fault name such a character (提出𠮟) where the page shows a common one (提出率).
    """
    pairs = zip(text, known, strict=False)
    return len(text) == len(known) and all(one == other or ord(one) > _COMMON for one, other in pairs)


def holds(text: str, known: str) -> bool:
    """Whether a known word stands in a text; characters as in ``reads_as``."""
    if known in text or not text or ord(max(text)) <= _COMMON:
        return known in text
    return any(reads_as(text[at : at + len(known)], known) for at in range(len(text) - len(known) + 1))


@lru_cache(maxsize=1 << 14)
def canonical(text: str) -> str:
    """``squeeze`` with brackets, tildes and dashes unified: equal for two spellings of the same label."""
    return squeeze(text).translate(_BRACKETS).replace("ヶ", "か").replace("ヵ", "か")


def strip_marks(text: str) -> str:
    """Remove footnote marks (※1, superscripts, enclosed numbers), before anything folds them into digits."""
    return _FOOTNOTE.sub("", text.strip().translate(_MARKS).strip())


def split_enumerator(text: str) -> tuple[int | None, str]:
    """Split a leading ①, (1), （１） or 1) from the text.

    Returns:
        The number, or None where the text starts without one, and the rest.
    """
    found = _ENUMERATOR.match(text)
    if not found:
        return None, text
    circled, bracketed, plain = found.groups()
    number = unicodedata.numeric(circled, None) if circled else int(bracketed or plain)
    return (None, text) if number is None else (int(number), text[found.end() :])


def restore(text: str) -> str:
    """The text with look-alike glyphs replaced by the characters they stand for; width is kept as printed."""
    folded: str = fold_radicals(_RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text))
    return folded.translate(_PRINTED)


def join_lines(lines: list[str]) -> str:
    """Join the lines of one paragraph as a person would write it: no space, except between Latin words.

    A line that opens with a note mark (※) starts on a line of its own.
    """
    joined = ""
    for line in (restore(line).strip() for line in lines):
        if joined and line.startswith("※") and not _open_bracket(joined):
            joined += "\n"
        elif joined and _latin(joined[-1]) and line and _latin(line[0]):
            joined += " "
        joined += line
    return joined


def _open_bracket(text: str) -> bool:
    """Whether a bracket is still open, as in 査定率（ before ※）."""
    return sum(text.count(c) for c in "(（") > sum(text.count(c) for c in ")）")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
