"""What a shell offers when Tab is pressed, asked of the command and in the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.completion import get_completion_inspect_parameters
from typer.testing import CliRunner

from kyokai_pipeline.cli.app import app
from kyokai_pipeline_tests.console_blocks import kyokai

if TYPE_CHECKING:
    from kyokai_pipeline_tests.conftest import Warehouse

LINES = {
    "kyokai diff FY": "FY2023-draft",
    "kyokai trace 加入": "加入者数",
    "kyokai trace my_number": "my_number_coverage_rate",
}
"""An edition, a measure by its Japanese name, an indicator by its id."""
PATIENCE = 120
"""Seconds that a shell has to answer, on a machine under load."""


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


def _environment(warehouse: Warehouse) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "KYOKAI_WAREHOUSE": str(warehouse.folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def _shell(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} is not installed: apt install {name}")


def test_fish(fy2023_warehouse: Warehouse) -> None:
    asked = "; ".join(f"complete -C {shlex.quote(line)}; echo" for line in LINES)
    done = subprocess.run(
        [_shell("fish"), "--no-config", "-c", f"kyokai completion fish | source; {asked}"],
        capture_output=True, text=True, check=False, timeout=PATIENCE, env=_environment(fy2023_warehouse),
    )  # fmt: skip
    offered = [found.partition("\t")[0] for found in done.stdout.split("\n\n") if found]
    assert offered == list(LINES.values()), done.stderr


def test_zsh(fy2023_warehouse: Warehouse) -> None:
    shell = _shell("zsh")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(shell, [shell, "-f", "-i"], _environment(fy2023_warehouse))
    try:
        os.write(terminal, b"autoload -Uz compinit; compinit -u -D; source <(kyokai completion zsh); print rea''dy\n")
        _shown(terminal, "ready")
        for line, offers in LINES.items():
            os.write(terminal, f"{line}\t".encode())
            _shown(terminal, f"{line.rpartition(' ')[0]} {offers}")
            os.write(terminal, b"\x15")  # takes the line back
    finally:
        os.write(terminal, b"\x15exit\n")
        os.close(terminal)
        os.waitpid(pid, 0)


def _shown(terminal: int, wanted: str) -> None:
    """Wait until a terminal shows a text."""
    seen, end = b"", time.monotonic() + PATIENCE
    while wanted not in seen.decode(errors="replace"):
        assert time.monotonic() < end, f"{wanted!r} is not in {seen.decode(errors='replace')!r}"
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)


def test_bash(fy2023_warehouse: Warehouse) -> None:
    script = kyokai("completion bash")[1]
    press_tab = 'COMP_WORDS=(kyokai diff FY); COMP_CWORD=2; _kyokai_completion kyokai; echo -n "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{press_tab}"],
        capture_output=True, text=True, check=False, timeout=PATIENCE, env=_environment(fy2023_warehouse),
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("FY2023-draft", "")
