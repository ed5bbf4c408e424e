"""What a table's labels may say, given by whoever looks for a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """Something that a document names: its key and every known way to print it (canonical form)."""

    key: str
    forms: tuple[str, ...]
