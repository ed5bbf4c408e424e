"""A message before it is put into words: its code and the words that differ. Loads no catalogue until it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Word = Any
"""What fills a placeholder: text, number, path, None, another ``Phrase`` (shown in the same language), or a list."""


@dataclass(frozen=True)
class Phrase:
    """What is to be said, in no language yet.

    Attributes:
        code: Of a message in the catalogue.
        words: Placeholder -> ``str``, ``int``, ``bool``, ``None``, ``Phrase``, or a tuple of these.
    """

    code: str
    words: Mapping[str, Word] = field(default_factory=dict)

    def text(self, language: str | None = None) -> str:
        """The text in ``language``, or in the reader's."""
        from kyokai_pipeline.messages.catalogue import text

        return text(self, language)

    def both(self) -> str:
        """Japanese and English, for a medium that cannot switch."""
        return f"{self.text('ja')} / {self.text('en')}"

    def remedy(self, language: str | None = None) -> str:
        """What helps, in ``language`` or in the reader's; empty for a notice."""
        from kyokai_pipeline.messages.catalogue import remedy

        return remedy(self, language)


class FaultyEntry(ValueError):
    """What is wrong with a value, said by code that does not know where the value stands."""

    def __init__(self, code: str, **words: Word) -> None:
        super().__init__(code)
        self.why = phrase(code, **words)


def phrase(code: str, **words: Word) -> Phrase:
    """A message, or a part of one that differs from language to language."""
    return Phrase(code, {name: _word(value) for name, value in words.items()})


def to_plain(word: Word) -> Any:
    """A word as JSON can keep it; ``from_plain`` reads it back."""
    if isinstance(word, Phrase):
        return {"code": word.code, "words": {name: to_plain(value) for name, value in word.words.items()}}
    return [to_plain(part) for part in word] if isinstance(word, tuple) else word


def from_plain(plain: Any) -> Word:
    """A word as it was before ``to_plain``.

    Raises:
        KeyError: It is no word that was kept.
    """
    if isinstance(plain, dict):
        return Phrase(plain["code"], {name: from_plain(value) for name, value in plain["words"].items()})
    return tuple(from_plain(part) for part in plain) if isinstance(plain, list) else plain


def _word(value: Word) -> Word:
    """Only what JSON can keep: a number with decimals becomes its text, any sequence a tuple."""
    if value is None or isinstance(value, str | int | Phrase):
        return value
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, PurePath | BaseException):
        return str(value)
    return tuple(_word(part) for part in value)
