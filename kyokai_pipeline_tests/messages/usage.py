"""Where the code names a message, and with which words: read from the source, without running it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "kyokai_pipeline"

_NOTICES = ("phrase", "notice", "both", "coded", "advised", "FaultyEntry")
_CALLS = {"refuse": True, **dict.fromkeys(_NOTICES, False)}
"""Function or method -> whether its message must have a remedy."""
_NO_WORDS = {"details"}
_MECHANISM = ("errors.py", "messages/__init__.py")
"""Where the code of a message is an argument."""


@dataclass(frozen=True)
class Use:
    """One call that names a message.

    Attributes:
        code: None where it is no literal, so that no test can look it up.
        words: None where they are not written out.
    """

    place: str
    code: str | None
    words: frozenset[str] | None
    is_refusal: bool


@cache
def uses() -> list[Use]:
    """Every use in the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        found += uses_in(path.read_text("utf-8"), name, mechanism=name in _MECHANISM)
    return found


def uses_in(source: str, name: str, *, mechanism: bool = False) -> list[Use]:
    """Every use in one module."""
    tree = ast.parse(source)
    imported = {alias.asname or alias.name for node in ast.walk(tree) for alias in _imported(node)}
    found = []
    for node in ast.walk(tree):
        function = _called(node, imported)
        if function is None or not isinstance(node, ast.Call):
            continue
        use = _use(node, f"{name}:{node.lineno}", is_refusal=_CALLS[function])
        if use.code is not None or not mechanism:
            found.append(use)
    return found


def _imported(node: ast.AST) -> list[ast.alias]:
    if isinstance(node, ast.ImportFrom) and node.module in {"kyokai_pipeline.errors", "kyokai_pipeline.messages"}:
        return node.names
    return []


def _called(node: ast.AST, imported: set[str]) -> str | None:
    """The function or method that is called, where it takes the code of a message."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in imported & _CALLS.keys():
        return node.func.id
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "advised":
        return "advised"
    return None


def _use(node: ast.Call, place: str, *, is_refusal: bool) -> Use:
    first = node.args[0] if node.args else None
    code = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    names = [keyword.arg for keyword in node.keywords]
    words = None if None in names else frozenset(name for name in names if name) - _NO_WORDS
    return Use(place, code, words, is_refusal)
