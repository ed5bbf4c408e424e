"""Dashboard and exports show the published release, or nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.dashboard.build import Written
from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.refresh import follow, state
from kyokai_pipeline.warehouse.release import released

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.dashboard.paper import Drawn
    from kyokai_pipeline_tests.conftest import Warehouse


@pytest.fixture
def published(fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse folder whose file was just published; the page and the exports are quickly made."""
    shutil.copy(fy2023_warehouse.database, tmp_path)
    now = released(paths.database(tmp_path))
    assert now is not None
    with state.changing(tmp_path) as kept:
        kept.publish(paths.database(tmp_path), now.building, now.editions, now.number)
    monkeypatch.setattr("kyokai_pipeline.dashboard.build.write_dashboard", _page)
    monkeypatch.setattr("kyokai_pipeline.export.export", _exported)
    return tmp_path


def _page(_: Path, warehouse: Path, __: Drawn) -> Written:
    page = paths.dashboard(warehouse)
    page.parent.mkdir(exist_ok=True)
    page.write_text("made")
    return Written(page, 4)


def _exported(_: Path, target: Path) -> None:
    for name in ("release-1", "latest"):
        (target / name).mkdir(parents=True, exist_ok=True)


def _refused(*_: Any) -> None:
    raise refuse("no_previous", Where(file="x"), file="x")


def test_both_are_behind_until_they_are_made_and_old_exports_go(published: Path) -> None:
    for number in (1, 7, 8):
        (paths.exports(published) / f"release-{number}").mkdir(parents=True)
    assert follow.behind(published) == ["dashboard", "exports"]
    assert follow.renew(published, published) == []
    assert follow.behind(published) == []
    assert sorted(path.name for path in paths.exports(published).iterdir()) == ["latest", "release-1"]


def test_what_cannot_be_renewed_is_taken_away_and_said_once(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, latest = paths.dashboard(published), paths.exports(published) / "latest"
    for path in (page.parent, latest):
        path.mkdir(parents=True)
    page.write_text("another release")
    monkeypatch.setattr("kyokai_pipeline.dashboard.build.write_dashboard", _refused)
    monkeypatch.setattr("kyokai_pipeline.export.export", _refused)
    assert [problem.code for problem in follow.renew(published, published)] == ["no_previous", "no_previous"]
    assert not page.exists()
    assert not latest.exists()
    assert follow.renew(published, published) == []


def test_nothing_is_behind_where_nothing_is_published(tmp_path: Path) -> None:
    assert follow.behind(tmp_path) == []
