"""Which language the reader gets: ``KYOKAI_LANG``, else the locale, else English."""

from __future__ import annotations

import os

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
