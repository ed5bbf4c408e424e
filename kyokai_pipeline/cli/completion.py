"""``kyokai completion SHELL``: the script that lets a shell complete commands, options, editions and measures."""

from __future__ import annotations

from enum import StrEnum

from kyokai_pipeline.cli import console


class Shell(StrEnum):
    """Shells that the CLI library has a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def show(shell: Shell) -> int:
    """Print the script; the exit code."""
    from typer import completion

    script: str = completion.get_completion_script(  # type: ignore[attr-defined]  # as Typer itself takes it
        prog_name="kyokai", complete_var="_KYOKAI_COMPLETE", shell=shell.value
    )
    console.say_exactly(script + "\n")
    return console.GOOD
