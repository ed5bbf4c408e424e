"""Help and wrong usage: one language, every width, examples that are commands."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import typer

from kyokai_pipeline.cli.app import app
from kyokai_pipeline.cli.help import EXAMPLES
from kyokai_pipeline.cli.table import width
from kyokai_pipeline.messages import phrase
from kyokai_pipeline_tests.console_blocks import kyokai

GROUP: Any = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)
JAPANESE = re.compile(r"[\u3040-\u30ff]")


def examples(command: str, language: str) -> list[str]:
    """The command lines of the examples."""
    text = phrase(EXAMPLES[command]).text(language)
    return [line for line in text.splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_help_fits_the_terminal_in_one_language(
    language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KYOKAI_LANG", language)
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in ("", *COMMANDS):
        code, told = kyokai(f"{command} -h")
        assert code == 0
        assert not re.search(r"\b(help|examples)_[a-z]", told), command
        told = told.replace("協会けんぽ", "")  # the name of the publisher
        assert bool(JAPANESE.search(told)) is (language == "ja"), command
        long = [line for line in told.splitlines() if width(line) > columns]
        assert [line for line in long if "kyokai " not in line] == [], command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_that_can_be_run(command: str) -> None:
    english = examples(command, "en")
    assert english == examples(command, "ja")
    for line in english:
        found = re.search(r"kyokai (.+?)(?:\)| [<>] \S+)?$", line)
        assert found, line
        name, *words = shlex.split(found[1])
        assert name == command
        # Read as it would be when it is run; nothing is done.
        GROUP.commands[name].make_context(name, words)


@pytest.mark.parametrize(
    ("line", "english", "japanese"),
    [
        ("stauts", "There is no command stauts. Do you mean status?", "コマンド stauts はありません。"),
        ("run --edtion x", "There is no option --edtion here. Do you mean --edition?", "オプション --edtion は"),
        ("trace", "WORDS is missing.", "WORDS を指定してください。"),
        ("run --raw", "--raw needs a value.", "--raw には値が必要です。"),
        ("status --json=yes", "--json takes no value.", "--json に値は指定できません。"),
        ("status foo bar", "Too many words: foo bar", "余分な引数があります：foo bar"),
        ("ui --port x", "takes a whole number from 1 to 65535.", "1から65535までの整数"),
        ("search x --limit 0", "takes a whole number from 1 on.", "1以上の整数"),
        ("add x --published-on soon", "takes a date such as 2024-07-26.", "日付（例 2024-07-26）"),
        ("completion ksh", "SHELL takes one of bash, zsh, fish.", "bash、zsh、fishのいずれか"),
    ],
)
def test_a_wrong_command_line_is_explained(
    line: str, english: str, japanese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said in (("en", english), ("ja", japanese)):
        monkeypatch.setenv("KYOKAI_LANG", language)
        code, told = kyokai(line)
        assert code == 2
        assert said in told
        assert bool(JAPANESE.search(told)) is (language == "ja")


def test_nothing_asked_for_is_the_list_of_commands() -> None:
    code, told = kyokai("")
    assert code == 2
    assert all(f"  {command} " in told for command in COMMANDS)
