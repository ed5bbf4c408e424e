"""Printing and the two folders, the same for every command."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kyokai_pipeline import paths
from kyokai_pipeline.cli.one_screen import Size
from kyokai_pipeline.cli.table import NARROWEST, folded, laid_out, width
from kyokai_pipeline.errors import ReportError, ReportRefused, causes_of
from kyokai_pipeline.messages import notice
from kyokai_pipeline.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.settings import Settings

GOOD, REFUSED, USAGE, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""
_OF_THE_ENVIRONMENT = {"warehouse_unwritable", "raw_unwritable", "export_unwritable", "output_unwritable"}
_OF_THE_USAGE = {"settings", "no_page", "hand_no_such_table", "hand_page_beyond", "hand_file_there"}

_DEFAULT_WAREHOUSE = paths.warehouse_dir()
"""Where a command without options goes; kept from before ``use`` points this process elsewhere."""


def say(text: str = "") -> None:
    """One line for the reader, at once."""
    print(visible(text), flush=True)


def say_json(value: Any, indent: int | None = 2) -> None:
    """A value for programs; what the encoding of the terminal lacks is escaped, as JSON allows."""
    text = visible(json.dumps(value, ensure_ascii=False, indent=indent), "\\u{:04x}")
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    print(text, flush=True)


def say_exactly(text: str) -> None:
    """Data for programs, every character as it is.

    Raises:
        UnicodeEncodeError: The encoding of standard output lacks one.
    """
    text.encode(sys.stdout.encoding or "utf-8")
    print(visible(text), end="", flush=True)


def complain(text: str) -> None:
    """One line about what went wrong."""
    print(visible(text), file=sys.stderr, flush=True)


def visible(text: str, form: str = "<{:02X}>") -> str:
    """Text without what steers a terminal: control characters and marks of direction are shown by number."""
    return _STEERING.sub(lambda found: form.format(ord(found[0])), text)


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""All control characters but tab and new line; marks that turn the direction of what follows."""


def code_of(error: ReportError) -> int:
    """The exit code for an error: whether the data, the usage or the environment is at fault."""
    return code_of_all({problem.code for problem in (error.problems if isinstance(error, ReportRefused) else [error])})


def code_of_all(codes: set[str]) -> int:
    """The same for the codes of several errors."""
    if codes <= _OF_THE_ENVIRONMENT:
        return ENVIRONMENT
    return USAGE if codes <= _OF_THE_USAGE else REFUSED


def show_refused(refused: dict[str, list[ReportError]]) -> None:
    """What was refused and why, under the name of its file: one readable block a cause."""
    for block in blocks_of(refused):
        complain(block)


def blocks_of(refused: dict[str, list[ReportError]]) -> list[str]:
    """What was refused, a block a file; file name -> problems."""
    return [
        "\n".join(
            [
                f"\n✗ {notice('refused_file', file=name)}",
                *(f"  {line}" for cause in causes_of(problems) for line in cause.block().splitlines()),
            ]
        )
        for name, problems in refused.items()
    ]


def screen() -> Size | None:
    """How large the terminal is; none in a pipe or a file, which have no end."""
    return Size(*shutil.get_terminal_size()) if sys.stdout.isatty() else None


def folders(raw: Path | None, warehouse: Path | None) -> tuple[Path, Path]:
    """The two folders as options or environment give them.

    Raises:
        typer.BadParameter: ``raw`` is no folder, or ``warehouse`` is a file.
    """
    chosen = (raw or paths.raw_dir()).expanduser().absolute()
    if not chosen.is_dir():
        raise typer.BadParameter(notice("no_such_folder", path=chosen), param_hint="--raw")
    return chosen, warehouse_folder(warehouse)


def warehouse_folder(warehouse: Path | None) -> Path:
    """The warehouse folder; it need not exist yet.

    Raises:
        typer.BadParameter: It is a file.
    """
    chosen = (warehouse or paths.warehouse_dir()).expanduser().absolute()
    if chosen.exists() and not chosen.is_dir():
        raise typer.BadParameter(notice("not_a_folder", path=chosen), param_hint="--warehouse")
    return chosen


def pdf_named(asked: Path, raw: Path | None = None) -> Path:
    """A file as it is named, or the one in raw/ of that name, as refusals and status name it."""
    there = (raw or paths.raw_dir()).expanduser().absolute() / asked
    return there if not asked.is_file() and there.is_file() else asked


def settings() -> Settings:
    """The settings of this project; a mistake in them ends the command as wrong usage.

    Raises:
        typer.Exit: They cannot be used.
    """
    try:
        return load_settings(paths.project())
    except ReportError as error:
        complain(error.block())
        raise typer.Exit(USAGE) from error


def short(path: Path) -> str:
    """The path as a reader in the working folder would write it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def command() -> str:
    """How this reader starts ``kyokai`` again: the bare name where it is on the PATH."""
    if shutil.which("kyokai"):
        return "kyokai"
    script = Path(sys.argv[0]).absolute()
    return short(script) if script.name == "kyokai" else f"{short(Path(sys.executable))} -m kyokai_pipeline.cli"


def options_of(warehouse: Path) -> str:
    """The option that points a further command at the same warehouse; empty where it is the default."""
    return "" if warehouse == _DEFAULT_WAREHOUSE else f" --warehouse {short(warehouse)}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] | None = None) -> str:
    """A plain text table, as wide as a terminal that it is shown on; whole in a pipe or a file."""
    return laid_out(header, rows, right, room())


def room() -> int | None:
    """Columns of the terminal; none in a pipe or a file, where everything is whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def listing(rows: Sequence[tuple[str, str]]) -> str:
    """Names and values below each other, indented; a value is folded to the width of a terminal."""
    widest = max(width(name) for name, _ in rows)
    indent, wide = 2 + widest + 3, room()
    lines = []
    for name, value in rows:
        parts = [value] if wide is None else folded(value, max(NARROWEST, wide - indent))
        lines.append(f"  {name}{' ' * (indent - 2 - width(name))}{parts[0]}")
        lines += [" " * indent + part for part in parts[1:]]
    return "\n".join(lines)


def not_published_yet(database: Path) -> None:
    """Say that there is no file to look into, and what to run first."""
    complain(f"✗ {notice('not_published_yet', path=short(database), command=command())}")


def use(raw: Path, warehouse: Path) -> None:
    """Let everything started from this process work on the same two folders and the same Dagster instance."""
    os.environ["KYOKAI_RAW"], os.environ["KYOKAI_WAREHOUSE"] = str(raw), str(warehouse)
    os.environ["DAGSTER_HOME"] = str(paths.dagster_home(warehouse))
