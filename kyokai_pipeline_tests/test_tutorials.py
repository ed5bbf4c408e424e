"""The tutorials are followed literally: their commands are run and their changes are made, on a copy of the package."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline_tests.console_blocks import commands, lines, shown_in
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path

REPAIR = (paths.project() / "docs" / "repair-a-layout.md").read_text("utf-8")
_CHANGE = re.compile(r"In `(kyokai_pipeline/[^`]+)`:\n\n```diff\n-(.*)\n\+(.*)\n```")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a package that may be changed, and a PDF that it refuses."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.project() / "kyokai_pipeline", tmp_path / "kyokai_pipeline", ignore=ignored)
    typeset(Style(), tmp_path / "new-edition.pdf", FY2023.relabelled(single_bid_contracts="一者応札の数"))
    return tmp_path


def kyokai(checkout: Path, command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout), "KYOKAI_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-m", "kyokai_pipeline.cli", *shlex.split(command)],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


def test_repair_a_layout(checkout: Path) -> None:
    (before, shown_before), (after, shown_after) = commands(REPAIR)
    printed = kyokai(checkout, before)
    assert shown_in(lines(shown_before), lines(printed)), printed
    ((file, old, new),) = _CHANGE.findall(REPAIR)
    text = (checkout / file).read_text("utf-8")
    assert text.count(f"{old}\n") == 1
    (checkout / file).write_text(text.replace(old, new), "utf-8")
    printed = kyokai(checkout, after)
    assert shown_in(lines(shown_after), lines(printed)), printed
