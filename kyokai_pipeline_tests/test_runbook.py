"""docs/annual-update.md does what it shows: its commands are run, outputs compared, its settings are the defaults."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.settings import Settings, load_settings
from kyokai_pipeline_tests.console_blocks import commands, kyokai, lines, masked, shown_in
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RUNBOOK = (paths.project() / "docs" / "annual-update.md").read_text("utf-8")
COMMANDS = commands(RUNBOOK)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_events: None) -> Path:
    """A project folder in which the draft is published, and a final report lies in Downloads."""
    for name in ("raw", "Downloads"):
        (tmp_path / name).mkdir()
    for path in (paths.project() / "raw").glob("kyokai_fy2023_summary.*"):
        shutil.copy(path, tmp_path / "raw")
    read_each_pdf_once(monkeypatch)
    content = final(FY2023).mapped("membership", _restated)
    typeset(Style(rules="none"), tmp_path / "Downloads" / "r5-gaiyou.pdf", content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console, "_DEFAULT_WAREHOUSE", tmp_path / "warehouse")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv" / "bin" / "kyokai")])
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("KYOKAI_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "warehouse" / ".dagster"))
    return tmp_path


def _restated(row: Mapping[str, str]) -> Mapping[str, str]:
    same = (row["measure_id"], row["fiscal_year"]) == ("average_standard_monthly_remuneration", "2019")
    return {**row, "value": str(int(row["value"]) + 1)} if same else row


def test_five_commands_from_out_to_published(project: Path) -> None:
    assert kyokai("run")[0] == 0
    assert [command.split()[0] for command, _ in COMMANDS] == ["add", "check", "run", "diff", "status"]
    for command, shown in COMMANDS:
        code, printed = kyokai(command)
        assert code == 0, printed
        assert shown_in(masked(lines(shown)), masked(lines(printed))), printed


def test_every_setting_is_listed_with_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"```toml\n((?:.*\n)*?)```", RUNBOOK)
    listed = tomllib.loads(re.sub(r"^# (page|url) =", r"\1 =", block, flags=re.MULTILINE))
    assert {f"{section}.{key}" for section, keys in listed.items() for key in keys} == {
        f"{section}.{key}" for section, keys in asdict(Settings()).items() for key in keys
    }
    for name in ("KYOKAI_CONFIG", "KYOKAI_ALERTS", "KYOKAI_SHARED"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "kyokai.toml").write_text(block, "utf-8")
    assert load_settings(tmp_path) == Settings()
