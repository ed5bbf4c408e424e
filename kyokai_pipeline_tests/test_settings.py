"""Settings: defaults, where they are read from, and what is said about a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.settings import Freshness, Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KYOKAI_CONFIG", raising=False)
    monkeypatch.delenv("KYOKAI_ALERTS", raising=False)


def test_without_a_file_everything_has_its_default_and_nobody_is_asked_or_told(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings == Settings()
    assert settings.fetch.page is None
    assert settings.alerts.urls == ()


def test_pyproject_holds_them_under_tool_kyokai(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.kyokai.schedule]\ncron = "0 6 * * 1"\n', encoding="utf-8")
    assert load_settings(tmp_path).schedule.cron == "0 6 * * 1"


def test_kyokai_toml_goes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.kyokai.fetch]\npage = "https://a.example/"\n', encoding="utf-8")
    (tmp_path / "kyokai.toml").write_text(
        '[fetch]\npage = "https://b.example/"\nlink_words = ["年報"]\ntimeout_s = 5\n', encoding="utf-8"
    )
    fetch = load_settings(tmp_path).fetch
    assert (fetch.page, fetch.link_words, fetch.timeout_s) == ("https://b.example/", ("年報",), 5)


def test_the_environment_names_another_file_and_holds_the_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.toml").write_text('[freshness]\ndue = "08-31"\n', encoding="utf-8")
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "other.toml"))
    monkeypatch.setenv("KYOKAI_ALERTS", "json://localhost/a json://localhost/b")
    settings = load_settings(tmp_path)
    assert settings.freshness.due == "08-31"
    assert settings.alerts.urls == ("json://localhost/a", "json://localhost/b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fetch]\npagge = 'x'", "unknown key fetch.pagge; did you mean page?"),
        ("[fetsh]\npage = 'x'", "unknown key fetsh; did you mean fetch?"),
        ("[fetch]\npage = 3", "fetch.page has a value of the wrong kind"),
        ("[fetch]\ntries = 0", "fetch.tries has a value of the wrong kind"),
        ("[fetch]\ntries = true", "fetch.tries has a value of the wrong kind"),
        ("[fetch]\ncron = 8", "fetch.cron has a value of the wrong kind"),
        ("[fetch]\nlink_words = ['a', 1]", "fetch.link_words has a value of the wrong kind"),
        ("[freshness]\ndue = '31.10.'", "freshness.due should be month-day"),
        ("[freshness]\ndue = '13-01'", "freshness.due should be month-day"),
        ("fetch = 1", "[fetch] is not a section"),
        ("fetch = [", "the file cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "kyokai.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        load_settings(tmp_path)
    assert said in caught.value.what
    assert caught.value.file == "kyokai.toml"


def test_a_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ReportError, match="cannot be read"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2024, 7, 1), 2022), (date(2024, 10, 31), 2022), (date(2024, 11, 1), 2023), (date(2025, 3, 31), 2023)],
)
def test_the_report_of_a_year_is_expected_by_the_due_day_of_the_next(today: date, expected: int) -> None:
    assert Freshness("10-31").expected(today) == expected


def test_the_project_is_the_checkout_whatever_folder_the_command_is_given_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = paths.project()
    monkeypatch.chdir(tmp_path)
    assert paths.project() == before
    assert (paths.project() / "workspace.yaml").is_file()
