"""Which known word is most like a printed one, for whoever has to decide whether they mean the same.

Belongs here: likeness of spelling. Does not belong here: deciding; and how two texts differ (japanese/differs.py).
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline.layout.terms import Term

_NEAR = 0.3
"""Share of characters in common from which on a word is worth naming."""


def nearest(printed: str, terms: Iterable[Term]) -> str | None:
    """The known form most like a printed label, or None where nothing is near."""
    return next(iter(nearest_of(printed, [form for term in terms for form in term.forms], 1)), None)


def nearest_of(printed: str, forms: Iterable[str], most: int) -> list[str]:
    """The known texts most like a printed one, the nearest first; none where nothing is near."""
    return difflib.get_close_matches(canonical(printed), list(dict.fromkeys(forms)), n=most, cutoff=_NEAR)
