"""Commands shown in a document with their output, and whether that is what they print."""

from __future__ import annotations

import re
import shlex

from typer.testing import CliRunner

from kyokai_pipeline.cli.app import app

_BLOCK = re.compile(r"```console\n\$ \.venv/bin/kyokai (.+)\n((?:.*\n)*?)```")


def commands(document: str) -> list[tuple[str, str]]:
    """Every shown command, without the program's name, and its shown output."""
    return _BLOCK.findall(document)


def kyokai(line: str, *more: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    result = CliRunner().invoke(app, [*shlex.split(line), *more], catch_exceptions=False)
    return result.exit_code, result.output


def lines(text: str) -> list[str]:
    """Lines without white space at their ends."""
    return [line.rstrip() for line in text.splitlines()]


def masked(printed: list[str]) -> list[str]:
    """Lines without what differs between two versions: counts, sizes, seconds, the width of columns."""
    return [re.sub(r"\s+", " ", re.sub(r"\d[\d,.]*", "#", line)) for line in printed]


def shown_in(shown: list[str], printed: list[str]) -> bool:
    """Whether the shown lines stand in the printed ones; ``…`` leaves any number of them out."""
    if not shown:
        return not any(printed)
    if shown[0] == "…":
        return any(shown_in(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and shown_in(shown[1:], printed[1:])
