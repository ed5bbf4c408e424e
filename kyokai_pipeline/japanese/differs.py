"""How two texts differ, for a reader to see at once: which characters only the one has, and which only the other.

Belongs here: marking a difference. Does not belong here: which texts are compared.
"""

from __future__ import annotations

import difflib

ONLY_HERE, ONLY_THERE = "〔+{}〕", "〔-{}〕"
"""How characters are marked that only the second text has, and those that only the first has."""
_SPECK = 1
"""Characters: what two texts share by chance between two differences is no more than this."""


def marked(known: str, printed: str) -> str:
    """The second text, with what it has more 〔+…〕 and what it lacks 〔-…〕 of the first.

    ``特定保健指導の実施率`` and ``特定保健指導実施率`` -> ``特定保健指導〔-の〕実施率``.
    """
    steps = difflib.SequenceMatcher(None, known, printed, autojunk=False).get_opcodes()
    parts: list[list[str]] = []  # shared, only known, only printed
    for what, a, b, c, d in steps:
        shared = printed[c:d] if what == "equal" else ""
        lone = len(shared) <= _SPECK and parts and not parts[-1][0] and (b, d) != (len(known), len(printed))
        if what == "equal" and not lone:
            parts.append([shared, "", ""])
        elif parts and not parts[-1][0]:
            parts[-1][1] += known[a:b]
            parts[-1][2] += printed[c:d]
        else:
            parts.append(["", known[a:b], printed[c:d]])
    return "".join(_written(*part) for part in parts)


def _written(shared: str, less: str, more: str) -> str:
    return shared + (ONLY_THERE.format(less) if less else "") + (ONLY_HERE.format(more) if more else "")
