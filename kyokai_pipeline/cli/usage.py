"""What is said of a command line that cannot be understood: what is wrong with it, and how it is written.

Belongs here: the library's errors in the reader's language. Does not belong here: what a command says of its own
options (``typer.BadParameter`` with a sentence of the catalogue).
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli.help import usage
from kyokai_pipeline.messages import Phrase, notice, phrase

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)")


def wrong_usage(error: TyperException) -> str:
    """A block: what is wrong, how the command is written, where its help is."""
    ctx = getattr(error, "ctx", None)
    lines = [f"✗ {what_is_wrong(error)}"]
    if ctx is not None:
        lines += [f"  {notice('help_usage', command=usage(ctx.command, ctx))}"]
        lines += [f"  {notice('usage_help', command=ctx.command_path)}"]
    return "\n".join(lines)


def what_is_wrong(error: Any) -> str:
    """One sentence; the library's own where it has an error that this project does not know."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = tuple(error.possibilities or ())
        return notice("usage_no_option", name=error.option_name, near=near or None)
    if kind == "MissingParameter" and error.param is not None:
        return notice("usage_missing", name=error.param.metavar or error.param.name.upper())
    if kind == "BadOptionUsage":
        is_flag, name = "does not take a value" in error.message, error.option_name
        return notice("usage_takes_no_value", name=name) if is_flag else notice("usage_needs_value", name=name)
    if kind == "BadParameter":
        return _of_a_value(error)
    if found := _EXTRA.fullmatch(error.message):
        return notice("usage_extra", words=found[1])
    return str(error.message)


def no_such_command(name: str, known: list[str]) -> str:
    """With the nearest names."""
    return notice("usage_no_command", name=name, near=tuple(get_close_matches(name, known)) or None)


def _of_a_value(error: Any) -> str:
    """A command's own sentence as it is, under the option that it names; of the library's what the option takes."""
    if error.param is None:
        return f"{error.param_hint}: {error.message}" if error.param_hint else str(error.message)
    name = " / ".join(error.param.opts) if error.param.param_type_name == "option" else error.param.metavar
    return notice("usage_bad_value", name=name, wanted=_wanted(error.param))


def _wanted(param: Any) -> Phrase:
    described = param.type_descriptor
    if described.is_datetime:
        return phrase("usage_wants_date")
    if described.is_choice:
        return phrase("usage_wants_one_of", words=tuple(str(choice.value) for choice in described.choices))
    if described.is_ranged and param.max is not None:
        return phrase("usage_wants_between", low=param.min, high=param.max)
    return phrase("usage_wants_from", low=param.min) if described.is_ranged else phrase("usage_wants_other")
