"""The words of the page in both languages, and how they are put into HTML."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup, escape

from kyokai_pipeline.vocabulary.keys import packaged


@cache
def words() -> dict[str, dict[str, str]]:
    """Key -> ``ja`` and ``en`` of ``words.yml``."""
    loaded: dict[str, dict[str, str]] = _yaml("words.yml")
    return loaded


@cache
def events() -> list[dict[str, Any]]:
    """What happened when, of ``events.yml``: a mark on the charts where the report itself speaks of it."""
    loaded: list[dict[str, Any]] = _yaml("events.yml")
    return loaded


def _yaml(name: str) -> Any:
    return packaged(name, __package__)


def both(ja: object, en: object) -> Markup:
    """A text in two languages, of which the style sheet shows one."""
    if str(ja) == str(en):
        return Markup(escape(ja))
    return Markup('<span class="ja" lang="ja">{}</span><span class="en" lang="en">{}</span>').format(ja, en)


def say(key: str, **parts: object) -> Markup:
    """A text of ``words.yml``; ``parts`` fill its braces."""
    text = words()[key]
    return both(_filled(text["ja"], parts), _filled(text["en"], parts))


def label(key: str, **parts: object) -> Markup:
    """The same as attributes: an accessible name that the script turns when the language is switched."""
    text = words()[key]
    ja, en = _filled(text["ja"], parts), _filled(text["en"], parts)
    return Markup('aria-label="{}" data-ja="{}" data-en="{}"').format(ja, ja, en)


def _filled(text: str, parts: dict[str, object]) -> Markup:
    return Markup(escape(text)).format(**parts) if parts else Markup(escape(text))
