"""Every sentence this project says to a reader, under a code, in Japanese and in English.

The texts are Fluent files (https://projectfluent.org): ``en/ROOM.ftl`` and ``ja/ROOM.ftl`` hold what the code of that
room says. A refusal has a text and a ``.remedy``; a notice has a text only. Code names the code and gives the words
that differ; which language is shown is decided where it is shown.

Belongs here: the texts, and putting words into them. Does not belong here: what is wrong, and where (errors.py).
"""

from kyokai_pipeline.messages.language import LANGUAGES, is_known, language, two_languages
from kyokai_pipeline.messages.phrase import FaultyEntry, Phrase, Word, from_plain, phrase, to_plain

__all__ = [
    "LANGUAGES",
    "FaultyEntry",
    "Phrase",
    "Word",
    "both",
    "coded",
    "from_plain",
    "is_known",
    "language",
    "notice",
    "phrase",
    "to_plain",
    "two_languages",
]


def notice(code: str, **words: Word) -> str:
    """A text in the reader's language.

    Args:
        code: Of a message in the catalogue.
        words: What is put into its placeholders.
    """
    return phrase(code, **words).text()


def coded(code: str) -> str:
    """The code itself, where its text is looked up later by whoever shows it; marks the use of a message."""
    return code


def both(code: str, **words: Word) -> str:
    """A text in Japanese and English, for a medium that cannot switch: Dagster's descriptions and metadata."""
    return phrase(code, **words).both()
