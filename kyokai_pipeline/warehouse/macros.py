"""The macros of the published file: macros.sql, each with a comment in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kyokai_pipeline.schemas import literal

if TYPE_CHECKING:
    import duckdb

_MACRO = re.compile(
    r"^-- ja: (?P<ja>.+)\n-- en: (?P<en>.+)\n-- example: (?P<example>.+)\n"
    r"(?P<sql>CREATE MACRO w\.(?P<name>[\w.]+)\((?P<arguments>.*)\) [^;]+);",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Macro:
    """One table macro; ``arguments`` as written."""

    name: str
    arguments: str
    ja: str
    en: str
    example: str
    sql: str


@cache
def macros() -> tuple[Macro, ...]:
    """Every macro, in the order of the file."""
    text = files(__package__).joinpath("macros.sql").read_text(encoding="utf-8")
    return tuple(
        Macro(
            found["name"].removeprefix("main."), found["arguments"], found["ja"], found["en"], found["example"],
            found["sql"],
        )
        for found in _MACRO.finditer(text)
    )  # fmt: skip


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro in the attached file ``w``."""
    for macro in macros():
        connection.execute(macro.sql)
        connection.execute(f"COMMENT ON MACRO TABLE {macro.name} IS {literal(f'{macro.ja} / {macro.en}')}")
