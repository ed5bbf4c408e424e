"""Commands whose help is looked up when it is shown: in the reader's language, and no catalogue is read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from kyokai_pipeline.cli.ending import ended
from kyokai_pipeline.messages import Phrase

if TYPE_CHECKING:
    import click


class SpokenCommand(TyperCommand):
    """A command whose help, and that of its options, are codes of messages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help in the reader's language."""
        _speak(self)
        super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first sentence, whole: cut to a width, a Japanese one would be empty."""
        _speak(self)
        first, stop, _ = (self.help or "").partition("。" if "。" in (self.help or "") else ". ")
        return first + stop.rstrip()


class SpokenGroup(TyperGroup):
    """The same for the list of commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help in the reader's language."""
        _speak(self)
        super().format_help(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """The command, ended in one line whatever happens."""
        return ended(lambda: super(SpokenGroup, self).invoke(ctx))


def _speak(command: click.Command | Any) -> None:
    """Put texts in the place of codes; Typer makes its commands anew for every call."""
    for spoken in (command, *command.params):
        if getattr(spoken, "help", None):
            spoken.help = Phrase(spoken.help).text()
    if command.epilog:
        command.epilog = Phrase(command.epilog).text()
