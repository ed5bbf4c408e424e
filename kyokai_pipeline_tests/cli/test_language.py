"""The terminal speaks one language: the one that is asked for."""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.console_blocks import kyokai

if TYPE_CHECKING:
    import pytest


def test_the_list_of_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KYOKAI_LANG", "ja")
    shown = kyokai("--help")[1]
    assert re.search(r"^  rollback +一つ前に公開したファイルに戻します。$", shown, re.MULTILINE)
    assert "終了コード：0 正常" in shown
    monkeypatch.setenv("KYOKAI_LANG", "en")
    shown = kyokai("--help")[1]
    assert re.search(r"^  rollback +Publish the previous release again\.$", shown, re.MULTILINE)
    assert "Exit codes: 0 good" in shown


def test_an_unknown_language_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KYOKAI_LANG", "fr")
    code, said = kyokai("status")
    assert (code, said) == (2, "✗ KYOKAI_LANG is fr; use ja or en.\n")


def test_the_version() -> None:
    assert kyokai("--version") == (0, f"kyokai_pipeline {metadata.version('kyokai-pipeline')}\n")
