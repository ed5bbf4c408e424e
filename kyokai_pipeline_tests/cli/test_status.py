"""``kyokai status`` on a screen of 24 lines and 80 columns, however much lies in raw/."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console, runs, status
from kyokai_pipeline.cli.one_screen import Size, clipped, first_lines, last_rows
from kyokai_pipeline.cli.table import width
from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.raw_folder.shelf import Paper
from kyokai_pipeline.raw_folder.sidecar import Sidecar
from kyokai_pipeline.refresh.plan import Plan
from kyokai_pipeline.warehouse import contents
from kyokai_pipeline.warehouse.contents import Contents, Coverage

if TYPE_CHECKING:
    from pathlib import Path

SCREEN = Size(80, 24)
State = tuple[int, int, int, int]
"""How many editions, files refused, editions to read, remarks."""
ALL = [f"FY{year}" for year in range(1984, 2024)]


class Shown(Protocol):
    """The lines on the screen for a state that is made up."""

    def __call__(self, plan: Plan, held: Contents, *, runs: int = 9, everything: bool = False) -> list[str]: ...


def _plan(folder: Path, state: State) -> Plan:
    editions, refused, to_read, remarks = state
    names = ALL[len(ALL) - editions :]
    papers = {
        name: Paper(folder / f"全国健康保険協会_{name}_事業報告書.pdf", "f" * 64, Sidecar(), "c") for name in names
    }
    reasons = {
        f"a_scan_of_the_annual_report_{number}.pdf": [
            refuse("scan_with_ocr", Where(f"{number}.pdf", page=3), count=812)
        ]
        for number in range(refused)
    }
    told = [phrase("plan_to_read", edition=name) for name in names[:remarks]]
    return Plan(papers, to_read=names[:to_read], refused=reasons, notices=told, staged=dict.fromkeys(names, "f"))


def _contents(editions: int, troubled: int) -> Contents:
    names = ALL[len(ALL) - editions :]
    counts = dict.fromkeys(names[:troubled], 3)
    lacking = ("core.action_plan_item", "core.initiative", "core.procurement", "core.training")
    coverage = {name: Coverage(1984, 2023, 13, lacking if name in counts else ()) for name in names}
    rows = {f"core.t{number}": 9 for number in range(13)}
    return Contents(names, rows, 2_000_000, 2023, 7, {}, counts, counts, counts, coverage)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """A terminal of that size."""
    monkeypatch.setattr(console, "screen", lambda: SCREEN)
    monkeypatch.setattr(console, "room", lambda: SCREEN.columns)
    paths.database(tmp_path).touch()

    def show(plan: Plan, held: Contents, *, runs: int = 9, everything: bool = False) -> list[str]:
        failed = [{"state": "failed", "run": "12345678", "job": "edition", "edition": name} for name in ALL[:runs]]
        monkeypatch.setattr(status, "troubled", lambda _: failed)
        monkeypatch.setattr(status, "make_plan", lambda *_: plan)
        monkeypatch.setattr(contents, "contents", lambda _: held)
        status.show(tmp_path, tmp_path, as_json=False, everything=everything)
        written = capsys.readouterr()
        return [*written.out.splitlines(), *written.err.splitlines()]

    return show


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("state", "troubled"),
    [((40, 20, 40, 5), 40), ((40, 0, 0, 0), 0), ((0, 60, 0, 0), 0), ((3, 57, 1, 0), 3), ((12, 12, 12, 0), 0)],
    ids=str,
)
def test_any_number_of_files_is_one_screen(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, state: State, troubled: int
) -> None:
    monkeypatch.setenv("KYOKAI_LANG", language)
    editions, refused, *_ = state
    lines = shown(_plan(tmp_path, state), _contents(editions, troubled))
    assert max(map(width, lines)) <= SCREEN.columns, lines
    assert len(lines) < SCREEN.lines, "\n".join(lines)
    text = "\n".join(lines)
    assert "--all" in text
    if editions:
        assert "FY2023" in text
    if refused:
        assert "a_scan_of_the_annual_report_0.pdf" in text
        assert "kyokai status --all" in text


def test_what_fits_is_shown_whole_and_all_shows_everything(shown: Shown, tmp_path: Path) -> None:
    plan, held = _plan(tmp_path, (2, 0, 0, 1)), _contents(2, 0)
    few = "\n".join(shown(plan, held, runs=0))
    assert "--all" not in few
    assert "FY2022, FY2023" in few
    assert "… FY2022: not read yet." in few
    many = shown(_plan(tmp_path, (40, 20, 40, 5)), _contents(40, 40), everything=True)
    assert all(sum(name in line for line in many) > 3 for name in ALL)
    assert sum("✗ refused: a_scan" in line for line in many) == 20


def test_the_oldest_rows_give_way_and_are_counted() -> None:
    rows = [[name, "a file of a name that is folded on a narrow screen.pdf"] for name in ALL]
    lines = last_rows(["edition", "file"], rows, Size(40, 8)).splitlines()
    assert len(lines) <= 8
    assert lines[-1] == "… 38 more: --all"
    assert any("FY2023" in line for line in lines)
    assert last_rows(["edition", "file"], rows, Size(40, 3)) == "… 40 more: --all"


def test_lines_and_texts_that_are_cut_say_so() -> None:
    assert first_lines(list("abcde"), Size(80, 3)) == ["a", "b", "… 3 more: --all"]
    assert first_lines(list("abc"), Size(80, 3)) == ["a", "b", "c"]
    assert clipped("report.pdf: 令和5年度の報告書", 20) == "report.pdf: 令和5年…"
    assert clipped("short", 9) == "short"


def test_runs_of_a_warehouse_that_can_only_be_read_are_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    (tmp_path / ".dagster" / "history").mkdir(parents=True)
    monkeypatch.setattr(runs, "_count", lambda *_: 1)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert runs.troubled(tmp_path) == []
    assert "The runs are not listed" in capsys.readouterr().err
