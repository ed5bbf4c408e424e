"""How every command ends: one line and an exit code, whatever happens; never a traceback.

Belongs here: what is said of interruption, of an environment that does not allow something, of an encoding that lacks a
character. Does not belong here: what a command does.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from kyokai_pipeline.cli.console import ENVIRONMENT, INTERRUPTED, code_of, complain
from kyokai_pipeline.errors import ReportError, refuse
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = {"✓": "+", "✗": "x", "●": "*", "…": "...", "─": "-", "–": "-", "−": "-", "▲": "-", "△": "-", "→": "->"}
"""Marks of ours that an encoding may lack -> what is shown in their place."""
_DUCKDB = {"duckdb", "_duckdb"}
"""Where DuckDB's errors come from; importing it to ask for its classes would make every command slower."""
_LACKING = {"BinderException", "CatalogException"}
"""DuckDB's errors that say that a table or a column is not there."""


def ended(command: Callable[[], object]) -> object:
    """Do what a command does; what it returns, or an exit with one line and a code.

    Args:
        command: Ends with ``typer.Exit`` where it went as foreseen.

    Raises:
        typer.Exit: Interrupted, refused, or the environment does not allow it.
    """
    try:
        return command()
    except KeyboardInterrupt:
        complain(f"✗ {notice('interrupted')}")
        code = INTERRUPTED
    except BrokenPipeError:
        code = _nobody_reads()
    except ReportError as error:
        complain(error.block())
        code = code_of(error)
    except UnicodeEncodeError as error:
        code = _unshowable(error)
    except OSError as error:
        code = _unwritable(error)
    except Exception as error:
        if type(error).__module__ not in _DUCKDB:
            raise
        problem = _unusable(error)
        complain(problem.block())
        code = code_of(problem)
    raise typer.Exit(code)


def _unusable(error: Exception) -> ReportError:
    """The published file cannot be used: it lacks what this version asks for, or is damaged."""
    reason = str(error).strip().splitlines()[0]
    if type(error).__name__ in _LACKING:
        return refuse("published_by_another_version", reason=reason)
    return refuse("published_unreadable", reason=reason)


def show_what_can_be_shown() -> None:
    """Text for people is shown as far as the terminal's encoding goes; our own marks have plain forms."""
    codecs.register_error("kyokai", _plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="kyokai")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = []
    for char in error.object[error.start : error.end]:
        plain = _PLAIN.get(char) or unicodedata.normalize("NFKC", char)
        try:
            plain.encode(error.encoding)
        except UnicodeEncodeError:
            plain = "?"
        shown.append(plain)
    return "".join(shown), error.end


def _nobody_reads() -> int:
    """What reads our output has ended, like ``head``; nothing more can be said there."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ENVIRONMENT


def _unshowable(error: UnicodeEncodeError) -> int:
    char = error.object[error.start]
    complain(f"✗ {notice('encoding_lacks', encoding=error.encoding, char=char, number=f'U+{ord(char):04X}')}")
    return ENVIRONMENT


def _unwritable(error: OSError) -> int:
    place = error.filename2 or error.filename or ""
    complain(f"✗ {notice('environment_fails', place=str(place) or None, reason=error.strerror or str(error))}")
    return ENVIRONMENT
