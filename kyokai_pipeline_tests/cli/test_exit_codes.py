"""Every command ends with the same codes, and answers a program in one style."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli.spoken import SpokenCommand
from kyokai_pipeline_tests.cli.test_help import COMMANDS, GROUP
from kyokai_pipeline_tests.console_blocks import kyokai

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse

WORDS = {
    "add": "x.pdf", "completion": "bash", "diff": "A B", "export": "out", "inspect": "x.pdf", "propose": "x.pdf",
    "search": "x", "serve": "--mcp", "sql": "'select 1'", "trace": "x", "transcribe": "x.pdf kpi",
}  # fmt: skip
"""Command -> words without which it cannot be read."""
PAGE = (paths.project() / "docs" / "command-line.md").read_text("utf-8")
_ROW = re.compile(r"^\| `kyokai (\w+)` \| (.+?) \|", re.MULTILINE)
DOCUMENTED = {name: set(re.findall(r"`(\w+)`", keys)) for name, keys in _ROW.findall(PAGE)}


def with_words(command: str) -> str:
    return f"{command} {WORDS.get(command, '')}"


@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_usage_is_2_and_an_interruption_130(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kyokai(f"{with_words(command)} --no-such-option")[0] == 2

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SpokenCommand, "invoke", interrupted)
    assert kyokai(with_words(command)) == (130, "✗ interrupted\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_environment_does_not_allow_is_3(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/out")

    monkeypatch.setattr(SpokenCommand, "invoke", forbidden)
    assert kyokai(with_words(command)) == (3, "✗ /out: Permission denied.\n")


@pytest.mark.parametrize("command", ["dashboard", "diff", "export", "rollback", "search", "serve", "sql", "trace"])
def test_nothing_published_is_1_and_standard_output_stays_empty(command: str, tmp_path: Path) -> None:
    code, said = kyokai(f"{with_words(command)} --warehouse {tmp_path}")
    assert code == 1
    assert said.startswith("✗ ")


@pytest.mark.parametrize(
    "command", sorted(name for name in COMMANDS if any("--raw" in one.opts for one in GROUP.commands[name].params))
)
def test_a_folder_that_is_not_there_is_2(command: str, tmp_path: Path) -> None:
    code, said = kyokai(f"{with_words(command)} --raw {tmp_path / 'nowhere'} --warehouse {tmp_path}")
    # propose looks at a file wherever it lies; this one is not there, which is the data's fault.
    assert code == (1 if command == "propose" else 2), said


def test_every_command_that_reports_has_json_and_is_documented() -> None:
    reporting = {name for name in COMMANDS if any("--json" in one.opts for one in GROUP.commands[name].params)}
    assert reporting == set(COMMANDS) - {"completion", "serve", "transcribe", "ui"}
    assert set(DOCUMENTED) == reporting - {"sql"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("status", 0),
        ("trace 加入者数 2023", 0),
        ("trace 存在しない語", 2),
        ("search 限度額", 0),
        ("search 存在しない語", 0),
        ("diff FY2023-draft FY2023-draft", 0),
    ],
)
def test_an_answer_is_one_object_with_the_documented_keys(
    line: str, code: int, fy2023_warehouse: Warehouse, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    from kyokai_pipeline.cli.app import app

    shutil.copy(fy2023_warehouse.database, tmp_path)
    raw = paths.project() / "raw"
    more = ["--raw", str(raw)] if line.startswith(("status", "trace")) else []
    done = CliRunner().invoke(app, [*line.split(), "--json", "--warehouse", str(tmp_path), *more])
    assert done.exit_code == code
    answer: dict[str, Any] = json.loads(done.stdout)
    assert set(answer) == DOCUMENTED[line.split(maxsplit=1)[0]]
