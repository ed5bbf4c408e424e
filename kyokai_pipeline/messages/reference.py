"""Every refusal on one page, for docs/refusals.md: what is said, in both languages, and what to do.

Belongs here: reading texts without filling them. Does not belong here: showing one to a reader (catalogue.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.messages.catalogue import source
from kyokai_pipeline.messages.language import LANGUAGES

if TYPE_CHECKING:
    from fluent.syntax import ast

_HEAD = """\
# What can be refused, and what to do

Written by `make docs` from `kyokai_pipeline/messages/`; do not edit by hand. A word in ‹angle brackets› is filled in;
where a text has several forms they are divided by a slash. The code is what `--json` gives as `code`.

`make docs` が `kyokai_pipeline/messages/` から生成します（手では編集しません）。
‹ ›内は実際の語句に置き換わります。
"""


@dataclass(frozen=True)
class Entry:
    """One message of the catalogue in one language, as written.

    Attributes:
        code: Its name.
        room: The file that holds it.
        text: With placeholders as ‹name›.
        remedy: The same; None for a notice.
        words: Placeholders in text and remedy.
    """

    code: str
    room: str
    text: str
    remedy: str | None
    words: frozenset[str]


def entries(tongue: str) -> dict[str, Entry]:
    """Code -> message, for one language.

    Raises:
        ValueError: A file is not Fluent, a code stands twice, or a term is missing.
    """
    from fluent.syntax import FluentParser, ast

    found: dict[str, Entry] = {}
    parsed = {room: FluentParser().parse(text).body for room, text in source(tongue).items()}
    shared = _terms(parsed.get("shared", []))
    for room, body in parsed.items():
        terms = {**shared, **_terms(body)}
        for part in body:
            if isinstance(part, ast.Junk):
                raise ValueError(f"{tongue}/{room}.ftl: {part.annotations[0].message}: {(part.content or '')[:60]}")
            if not isinstance(part, ast.Message) or part.value is None:
                continue
            if part.id.name in found:
                raise ValueError(f"{tongue}/{room}.ftl: {part.id.name} is also in {found[part.id.name].room}.ftl")
            found[part.id.name] = _entry(part, part.value, room, terms)
    return found


def refusals_markdown() -> str:
    """The page."""
    by_language = {tongue: entries(tongue) for tongue in LANGUAGES}
    english = [entry for entry in by_language["en"].values() if entry.remedy is not None]
    blocks = [_HEAD]
    for room in dict.fromkeys(entry.room for entry in english):
        blocks.append(f"## {room}\n")
        blocks += [_block(entry, by_language["ja"][entry.code]) for entry in english if entry.room == room]
    return "\n".join(blocks)


def _block(english: Entry, japanese: Entry) -> str:
    lines = [f"### `{english.code}`", "", english.text, f"**→** {english.remedy}", ""]
    return "\n".join([*lines, japanese.text, f"**→** {japanese.remedy}", ""])


def _terms(body: list[ast.EntryType]) -> dict[str, ast.Pattern]:
    from fluent.syntax import ast

    return {part.id.name: part.value for part in body if isinstance(part, ast.Term)}


def _entry(message: ast.Message, value: ast.Pattern, room: str, terms: dict[str, ast.Pattern]) -> Entry:
    words: set[str] = set()
    remedy = next((part.value for part in message.attributes if part.id.name == "remedy"), None)
    return Entry(
        message.id.name,
        room,
        _written(value, terms, words),
        _written(remedy, terms, words) if remedy else None,
        frozenset(words),
    )


def _written(pattern: ast.Pattern, terms: dict[str, ast.Pattern], words: set[str]) -> str:
    from fluent.syntax import ast

    parts = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append(element.value)
        else:
            parts.append(_placed(element.expression, terms, words))
    return "".join(parts)


def _placed(expression: object, terms: dict[str, ast.Pattern], words: set[str]) -> str:
    from fluent.syntax import ast

    if isinstance(expression, ast.VariableReference):
        words.add(expression.id.name)
        return f"‹{expression.id.name}›"
    if isinstance(expression, ast.TermReference):
        if expression.id.name not in terms:
            raise ValueError(f"there is no term -{expression.id.name}")
        return _written(terms[expression.id.name], terms, words)
    if isinstance(expression, ast.SelectExpression):
        _placed(expression.selector, terms, words)
        return " / ".join(_written(variant.value, terms, words) for variant in expression.variants)
    if isinstance(expression, ast.FunctionReference):
        return "".join(_placed(argument, terms, words) for argument in expression.arguments.positional)
    if isinstance(expression, ast.StringLiteral):
        return expression.value
    raise ValueError(f"a kind of placeholder that the catalogue does not use: {type(expression).__name__}")
