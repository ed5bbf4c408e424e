"""No function has more than 12 independent paths, as radon counts them: with the conditions of its comprehensions.

ruff's own count (C901) leaves comprehensions out, and functions inside of functions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from radon.complexity import cc_visit
from radon.visitors import Function

import kyokai_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 12
CODE = Path(kyokai_pipeline.__file__).parent
BRANCHES = "".join(f"        if n == {n}: return {n}\n" for n in range(MOST))


def too_complex(source: str) -> Iterator[str]:
    """Name and complexity of each function and method, also inside of functions, that has more."""
    functions = [block for block in cc_visit(source) if isinstance(block, Function)]
    for function in functions:
        functions += function.closures
        if function.complexity > MOST:
            yield f"{function.fullname} {function.complexity}"


def test_no_function_is_too_complex() -> None:
    sources = {file.relative_to(CODE).as_posix(): file.read_text(encoding="utf-8") for file in CODE.rglob("*.py")}
    assert len(sources) > 200
    assert [f"{name}: {told}" for name, source in sorted(sources.items()) for told in too_complex(source)] == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (f"def many(n):\n    if n:\n{BRANCHES}", "many 14"),
        (f"class Holder:\n    def many(self, n):\n{BRANCHES}", "Holder.many 13"),
        (f"def outer():\n    def many(n):\n{BRANCHES}", "many 13"),
        ("def many(n):\n    return [i for i in n if " + " and ".join("i" * MOST) + "]\n", "many 14"),
    ],
)
def test_a_function_that_is_too_complex_is_named(source: str, told: str) -> None:
    assert list(too_complex(source)) == [told]


def test_just_as_complex_as_allowed_is_good() -> None:
    assert not list(too_complex("def some(n):\n    return [i for i in n if " + " and ".join("i" * (MOST - 2)) + "]\n"))
