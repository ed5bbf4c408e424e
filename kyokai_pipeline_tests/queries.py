"""docs/queries.md: its questions, their SQL and the output shown; ``python -m kyokai_pipeline_tests.queries WAREHOUSE``
writes the outputs anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app

PAGE = paths.project() / "docs" / "queries.md"
READMES = tuple(paths.project() / name for name in ("README.md", "README.ja.md"))
_COMMAND = re.compile(r'kyokai sql "([^"]+)"')
_BLOCK = re.compile(r"^(## .+\n(?:(?!## |```).*\n)*?)```sql\n((?:.*\n)*?)```\n\n```text\n((?:.*\n)*?)```", re.MULTILINE)


def questions(page: str) -> list[tuple[str, str, str]]:
    """Title, SQL and shown output of every question."""
    return [(found[1].splitlines()[0], found[2], found[3]) for found in _BLOCK.finditer(page)]


def in_commands(page: str) -> list[str]:
    """The SQL of every ``kyokai sql`` on a page, wherever it stands."""
    return [sql for sql in _COMMAND.findall(page) if sql != "…"]


def answered(sql: str, warehouse: Path) -> str:
    """What ``kyokai sql`` prints, without white space at the ends of lines."""
    result = CliRunner().invoke(
        app, ["sql", sql, "--warehouse", str(warehouse)], catch_exceptions=False, env={"KYOKAI_LANG": "en"}
    )
    assert result.exit_code == 0, f"{sql}\n{result.output}"
    return "".join(f"{line.rstrip()}\n" for line in result.output.rstrip().splitlines())


def renewed(page: str, warehouse: Path) -> str:
    """The page with every output as it is now."""
    return _BLOCK.sub(
        lambda found: f"{found[1]}```sql\n{found[2]}```\n\n```text\n{answered(found[2], warehouse)}```", page
    )


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
