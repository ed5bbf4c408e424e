"""Which language the reader gets (``KYOKAI_LANG``, else the locale, else English), and its half of a text in both."""

from __future__ import annotations

import os
import re

LANGUAGES = ("ja", "en")

VARIABLE = "KYOKAI_LANG"


def language() -> str:
    """``ja`` or ``en``.

    A value of ``KYOKAI_LANG`` that is neither counts as not set; the terminal refuses it (``is_known``).
    """
    asked = os.environ.get(VARIABLE, "").strip().lower()
    if asked in LANGUAGES:
        return asked
    # The order in which POSIX lets these overrule each other; an empty one counts as not set.
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ja" if locale.lower().startswith("ja") else "en"


def is_known() -> bool:
    """Whether ``KYOKAI_LANG`` is not set, or names a language that the catalogue has."""
    return os.environ.get(VARIABLE, "").strip().lower() in {"", *LANGUAGES}


def two_languages(text: str | None) -> tuple[str, str]:
    """A text that holds both languages, as Japanese and English; the whole of it twice where they cannot be told apart.

    Args:
        text: ``日本語 / English``, several of those with ``; `` between them, or English sentences before Japanese.
    """
    whole = (text or "").strip()
    for parts in (whole.split("; "), [whole]):
        halves = [part.partition(" / ") for part in parts]
        # What somebody wrote by hand may hold the sign for another purpose.
        if all(_JAPANESE.search(ja) and en and not _JAPANESE.search(en) for ja, _, en in halves):
            return "; ".join(ja.strip() for ja, _, _ in halves), "; ".join(en.strip() for _, _, en in halves)
    if found := _ENGLISH_FIRST.fullmatch(whole):
        return found["ja"].strip(), found["en"].strip()
    return whole, whole


_JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
_ENGLISH_FIRST = re.compile(rf"(?P<en>[^{_JAPANESE.pattern[1:-1]}]*[.!?])\s*(?P<ja>.*{_JAPANESE.pattern}.*)", re.DOTALL)
