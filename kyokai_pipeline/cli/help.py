"""The help of a command, laid out: in one language, to the width of the terminal, with examples.

Belongs here: headings, columns, examples. Does not belong here: the sentences (messages/), what is said of a wrong
command line (usage.py).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli.table import folded, width
from kyokai_pipeline.messages import Phrase, coded, notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST, _NARROWEST, _INDENT, _GAP = 100, 40, 2, 2
_LONGEST_NAME = 24
"""A name longer than this has its text on the next line."""

EXAMPLES = {
    "run": coded("examples_run"),
    "status": coded("examples_status"),
    "check": coded("examples_check"),
    "sql": coded("examples_sql"),
    "diff": coded("examples_diff"),
    "rollback": coded("examples_rollback"),
    "add": coded("examples_add"),
    "fetch": coded("examples_fetch"),
    "propose": coded("examples_propose"),
    "trace": coded("examples_trace"),
    "transcribe": coded("examples_transcribe"),
    "inspect": coded("examples_inspect"),
    "search": coded("examples_search"),
    "dashboard": coded("examples_dashboard"),
    "export": coded("examples_export"),
    "serve": coded("examples_serve"),
    "ui": coded("examples_ui"),
    "completion": coded("examples_completion"),
}
"""Command -> the message that holds its examples: a command a line, below each what it does, indented."""


def help_text(command: Any, ctx: Any) -> str:
    """Everything that ``--help`` says of a command, or of the list of commands."""
    room = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    parts = [notice("help_usage", command=usage(command, ctx)), _indented(Phrase(command.help or "").text(), room)]
    if arguments := _params(command, ctx, "argument"):
        parts.append(_section(notice("help_arguments"), arguments, room))
    parts.append(_section(notice("help_options"), _params(command, ctx, "option"), room))
    if hasattr(command, "commands"):
        names = [(name, one.get_short_help_str()) for name, one in command.commands.items() if not one.hidden]
        parts.append(_section(notice("help_commands"), names, room))
    if command.name in EXAMPLES:
        parts.append(f"{notice('help_examples')}\n{_examples(Phrase(EXAMPLES[command.name]).text(), room)}")
    if command.epilog:
        parts.append(_indented(Phrase(command.epilog).text(), room))
    return "\n\n".join(parts) + "\n"


def usage(command: Any, ctx: Any) -> str:
    """How a command is written, in one line."""
    if hasattr(command, "commands"):
        return f"{ctx.command_path} {notice('help_a_command')} {notice('help_some_options')}"
    words = [_name(param) for param in command.get_params(ctx) if param.param_type_name == "argument"]
    return " ".join([ctx.command_path, notice("help_some_options"), *words])


def _params(command: Any, ctx: Any, kind: str) -> list[tuple[str, str]]:
    """The options or the arguments of a command, each with what it is."""
    params = [param for param in command.get_params(ctx) if not param.hidden and param.param_type_name == kind]
    return [(_name(param), _said(param)) for param in params]


def _name(param: Any) -> str:
    """``--raw DIR``, or a word of the command line."""
    if param.param_type_name == "option":
        value = "" if param.is_flag or param.count else f" {param.metavar or param.name.upper()}"
        return ", ".join((*param.opts, *param.secondary_opts)) + value
    name = (param.metavar or param.name.upper()).strip("[]")
    name = name if param.required else f"[{name}]"
    return name if param.nargs == 1 else f"{name}..."


def said_of(param: Any) -> str:
    """What an option or argument is, in the reader's language."""
    return notice("help_help") if param.name == "help" else Phrase(param.help or "").text()


def _said(param: Any) -> str:
    default = param.default
    if isinstance(default, bool) or not isinstance(default, int | str):
        return said_of(param)
    return f"{said_of(param)} {notice('help_default', default=default)}"


def _section(title: str, rows: Sequence[tuple[str, str]], room: int) -> str:
    left = min(_LONGEST_NAME, max(width(name) for name, _ in rows)) + _GAP
    indent = " " * (_INDENT + left)
    lines = [title]
    for name, text in rows:
        parts = folded(text, room - len(indent))
        if width(name) + _GAP > left:
            lines.append(" " * _INDENT + name)
        else:
            lines.append(" " * _INDENT + name + " " * (left - width(name)) + parts.pop(0))
        lines += [indent + part for part in parts]
    return "\n".join(lines)


def _examples(text: str, room: int) -> str:
    """A command stays in one line, so that it can be copied; what it does is folded."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" "):
            lines += _indent(folded(line.strip(), room - 3 * _INDENT), 3 * _INDENT)
        else:
            lines.append(" " * _INDENT + line)
    return "\n".join(lines)


def _indented(text: str, room: int) -> str:
    return "\n".join(line for part in text.splitlines() for line in _indent(folded(part, room - _INDENT), _INDENT))


def _indent(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line for line in lines]
