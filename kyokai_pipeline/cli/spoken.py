"""Commands whose help is looked up when it is shown: in the reader's language, and no catalogue is read before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.ending import ended
from kyokai_pipeline.cli.help import help_text, said_of
from kyokai_pipeline.messages import Phrase, notice

if TYPE_CHECKING:
    from collections.abc import Sequence


class SpokenCommand(TyperCommand):
    """A command whose help, and that of its options, are codes of messages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help in the reader's language."""
        _write_help(self, ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first sentence, whole: cut to a width, a Japanese one would be empty."""
        text = Phrase(self.help or "").text()
        first, stop, _ = text.partition("。" if "。" in text else ". ")
        return first + stop.rstrip()

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Options with their help in the reader's language."""
        _speak(self, ctx)
        return super().shell_complete(ctx, incomplete)


class SpokenGroup(TyperGroup):
    """The same for the list of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help in the reader's language."""
        _write_help(self, ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Commands and options with their help in the reader's language."""
        _speak(self, ctx)
        return super().shell_complete(ctx, incomplete)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that a word names; the nearest ones are said where there is none."""
        if args and args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            from kyokai_pipeline.cli.usage import no_such_command

            ctx.fail(no_such_command(args[0], list(self.commands)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """The command, ended in one line whatever happens."""
        return ended(lambda: super(SpokenGroup, self).invoke(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """The whole program; a wrong command line is explained in the reader's language."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except TyperException as error:
            if not standalone_mode:
                raise
            code = _wrong(error)
        except typer.Abort:  # a question that was not answered
            console.complain(f"✗ {notice('interrupted')}")
            code = console.INTERRUPTED
        return sys.exit(code) if standalone_mode else code


def _wrong(error: TyperException) -> int:
    from kyokai_pipeline.cli.usage import wrong_usage

    # Without a command there is nothing wrong to be told: what there is.
    told = error.message if type(error).__name__ == "NoArgsIsHelpError" else wrong_usage(error)
    console.complain(told)
    return console.USAGE


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write(help_text(command, ctx))


def _speak(command: Any, ctx: Any) -> None:
    """Put texts in the place of codes; Typer makes its commands anew for every call."""
    for param in command.get_params(ctx):
        param.help = said_of(param)
