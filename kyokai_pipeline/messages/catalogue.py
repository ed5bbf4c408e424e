"""The catalogue: Fluent files, read when the first text of a room is asked for.

Belongs here: finding a message and filling its placeholders. Does not belong here: the texts (``en/``, ``ja/``).

How words are filled in: a whole number as it is, without grouping (``NUMBER($n, useGrouping: 1)`` groups it);
``None`` as ``none`` and a truth as ``yes`` or ``no``, so that a text can select on them; a list with commas.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.messages.language import LANGUAGES, language
from kyokai_pipeline.messages.phrase import Phrase, Word

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

_LOCALES = {"ja": "ja-JP", "en": "en-GB"}
_COMMAS = {"ja": "、", "en": ", "}
_SHARED = "shared"
"""The file whose terms every other file may use."""
_MESSAGE = re.compile(r"^([a-z][a-z0-9_]*) *=", re.MULTILINE)


def text(said: Phrase, tongue: str | None = None) -> str:
    """The text of a message.

    A code that the catalogue does not know (kept by another version of this project) is shown with its words.
    """
    return _format(said, tongue or language(), None)


def remedy(said: Phrase, tongue: str | None = None) -> str:
    """What helps; empty where the message is no refusal."""
    return _format(said, tongue or language(), "remedy")


@cache
def source(tongue: str) -> dict[str, str]:
    """File name without suffix -> text of the file, for one language."""
    folder = resources.files("kyokai_pipeline.messages") / tongue
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(".ftl"): file.read_text("utf-8") for file in files if file.name.endswith(".ftl")}


@cache
def rooms(tongue: str) -> dict[str, str]:
    """Code -> the file that holds it."""
    return {code: room for room, written in source(tongue).items() for code in _MESSAGE.findall(written)}


@cache
def bundle(tongue: str, room: str) -> FluentBundle:
    """The messages of one file."""
    from fluent.runtime import FluentBundle, FluentResource

    # No marks of direction around what is filled in: the texts are read in terminals and compared by programs.
    made = FluentBundle([_LOCALES[tongue]], use_isolating=False)
    for name in dict.fromkeys((_SHARED, room)):
        made.add_resource(FluentResource(source(tongue).get(name, "")))
    return made


def _format(said: Phrase, tongue: str, attribute: str | None) -> str:
    if tongue not in LANGUAGES:
        raise ValueError(f"no such language: {tongue}")
    room = rooms(tongue).get(said.code)
    if room is None:
        told = ", ".join(f"{name}={_filled(word, tongue)}" for name, word in said.words.items())
        return "" if attribute else f"{said.code} ({told})" if told else said.code
    messages = bundle(tongue, room)
    message = messages.get_message(said.code)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        return ""
    words = {name: _filled(word, tongue) for name, word in said.words.items()}
    # A placeholder without a word shows its own name: a refusal must be told even where its text is faulty.
    return str(messages.format_pattern(pattern, words)[0])


def _filled(word: Word, tongue: str) -> Any:
    if isinstance(word, Phrase):
        return text(word, tongue)
    if isinstance(word, tuple):
        return _COMMAS[tongue].join(str(_filled(part, tongue)) for part in word)
    if isinstance(word, bool):
        return "yes" if word else "no"
    if isinstance(word, int):
        from fluent.runtime.types import fluent_number

        return fluent_number(word, useGrouping=False)
    return "none" if word is None else word
