"""The tutorials are followed literally: their commands are run and their changes are made, on a copy of the package."""

from __future__ import annotations

import csv
import io
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
from kyokai_pipeline_tests.typeset.later_tables import by_years
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from pathlib import Path

REPAIR = (paths.project() / "docs" / "repair-a-layout.md").read_text("utf-8")
ADD = (paths.project() / "docs" / "add-a-table.md").read_text("utf-8")
_ADDED = re.compile(r"[Aa]dd to\s+`(kyokai_pipeline/[^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
_BY_HAND = re.compile(r"```csv\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(from kyokai_pipeline import.*?)```", re.DOTALL)
_CHANGE = re.compile(r"In `(kyokai_pipeline/[^`]+)`:\n\n```diff\n-(.*)\n\+(.*)\n```")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a package that may be changed."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.project() / "kyokai_pipeline", tmp_path / "kyokai_pipeline", ignore=ignored)
    return tmp_path


def kyokai(checkout: Path, command: str) -> str:
    return python(checkout, "-m", "kyokai_pipeline.cli", *shlex.split(command))


def python(checkout: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(checkout), "KYOKAI_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout + ran.stderr


def test_repair_a_layout(checkout: Path) -> None:
    typeset(Style(), checkout / "new-edition.pdf", FY2023.relabelled(single_bid_contracts="一者応札の数"))
    *before, (after, shown_after) = commands(REPAIR)
    for command, shown in before:
        printed = kyokai(checkout, command)
        assert shown_in(lines(shown), lines(printed)), printed
    assert 'class="box refused"' in (checkout / "warehouse/inspected/new-edition.layout.html").read_text("utf-8")
    ((file, old, new),) = _CHANGE.findall(REPAIR)
    text = (checkout / file).read_text("utf-8")
    assert text.count(f"{old}\n") == 1
    (checkout / file).write_text(text.replace(old, new), "utf-8")
    printed = kyokai(checkout, after)
    assert shown_in(lines(shown_after), lines(printed)), printed


def test_add_a_table(checkout: Path) -> None:
    (written,) = _BY_HAND.findall(ADD)
    rows = list(csv.DictReader(io.StringIO(written)))
    labels = {"counter_applications": "窓口・郵送による受付件数", "online_applications": "電子申請による受付件数"}
    fields = {"row": "measure_id", "column": "fiscal_year", "value": "applications"}
    typeset(
        Style(), checkout / "new-edition.pdf", next_year(), more=[by_years("application", rows, fields, labels, "件")]
    )
    for file, text in _ADDED.findall(ADD):
        blank = "\n\n" if file.endswith(".py") else ""
        (checkout / file).write_text((checkout / file).read_text("utf-8") + blank + text, "utf-8")
    ((command, shown),) = commands(ADD)
    printed = kyokai(checkout, command)
    assert shown_in(lines(shown), lines(printed)), printed
    (snippet,) = _PYTHON.findall(ADD)
    frame = python(checkout, "-c", snippet.rstrip().removesuffix(")") + ".to_csv(index=False))")
    read = list(csv.DictReader(io.StringIO(frame)))
    assert sorted(map(_values, read)) == sorted(map(_values, rows)), frame
    assert "application" not in kyokai(checkout, f"propose {paths.project() / 'raw' / 'kyokai_fy2023_summary.pdf'}")


def _values(row: dict[str, str]) -> tuple[int, str, int, int]:
    return int(row["fiscal_year"]), row["measure_id"], int(float(row["applications"])), int(float(row["quantum"]))
