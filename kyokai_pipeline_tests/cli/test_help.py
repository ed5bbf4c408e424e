"""Help and wrong usage: one language, every width, examples that are commands; what a shell is offered."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.completion import get_completion_inspect_parameters
from typer.testing import CliRunner

from kyokai_pipeline.cli.app import app
from kyokai_pipeline.cli.help import EXAMPLES
from kyokai_pipeline.cli.table import width
from kyokai_pipeline.messages import phrase
from kyokai_pipeline_tests.console_blocks import kyokai

if TYPE_CHECKING:
    from kyokai_pipeline_tests.conftest import Warehouse

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
        ("status foo bar", "Too many words: foo bar", "余分な語があります：foo bar"),
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


def offered(line: str, warehouse: Path) -> list[str]:
    """What bash is offered for the last word of a line."""
    get_completion_inspect_parameters()
    words = shlex.split(line)
    result = CliRunner().invoke(
        app,
        env={
            "_KYOKAI_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "KYOKAI_WAREHOUSE": str(warehouse),
        },
    )
    assert result.exit_code == 0, result.output
    return result.stdout.split()


def test_a_shell_is_offered_commands_editions_measures_and_indicators(fy2023_warehouse: Warehouse) -> None:
    folder = fy2023_warehouse.folder
    assert offered("kyokai sta", folder) == ["status"]
    for line in ("kyokai run --edition F", "kyokai check --edition F", "kyokai diff F", "kyokai propose F"):
        assert offered(line, folder) == ["FY2023-draft"], line
    assert offered("kyokai trace enroll", folder) == ["enrollees"]
    assert offered("kyokai trace 加入", folder) == ["加入者数"]
    assert offered("kyokai trace my_number_cov", folder) == ["my_number_coverage_rate"]
    assert offered("kyokai trace membership_by", folder) == ["membership_by_year"]
    assert offered("kyokai check --acknowledge p", folder) == ["procurement_share:total"]
    assert offered("kyokai search 被扶養", folder)[0].startswith("被扶養")
    assert "--published-on" in offered("kyokai add --p", folder)


def test_nothing_is_offered_where_nothing_is_published(tmp_path: Path) -> None:
    assert offered("kyokai diff F", tmp_path) == []


def test_the_script_works_in_a_real_bash(fy2023_warehouse: Warehouse) -> None:
    script = kyokai("completion bash")[1]
    press_tab = 'COMP_WORDS=(kyokai diff FY); COMP_CWORD=2; _kyokai_completion kyokai; echo -n "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{press_tab}"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "KYOKAI_WAREHOUSE": str(fy2023_warehouse.folder),
        },
    )
    assert (done.stdout, done.stderr) == ("FY2023-draft", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_have_a_script(shell: str) -> None:
    code, script = kyokai(f"completion {shell}")
    assert code == 0
    assert f"_KYOKAI_COMPLETE=complete_{shell}" in script
