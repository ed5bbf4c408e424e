"""Going back at a terminal, and what runs do afterwards."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.refresh.follow import behind
from kyokai_pipeline_tests.cli.conftest import Desk, at_desk
from kyokai_pipeline_tests.mailbox import open_mailbox
from kyokai_pipeline_tests.reading_once import read_each_pdf_once

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "first_page.html"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FY2023 published twice, the second time for another sidecar; the page of the first time beside it. Copy it."""
    folder = tmp_path_factory.mktemp("twice")
    with pytest.MonkeyPatch.context() as patch:
        read_each_pdf_once(patch)
        desk = at_desk(folder, patch)
        assert desk.kyokai("run").exit_code == 0
        shutil.copy(paths.dashboard(desk.warehouse), folder / FIRST)
        looked_at_again(desk)
        assert " 2  (" in desk.kyokai("run").stdout
    return folder


@pytest.fixture
def published(twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of it, which a test may change."""
    folder = shutil.copytree(twice, tmp_path / "copy")
    return at_desk(folder, monkeypatch)


def looked_at_again(desk: Desk) -> None:
    sidecar = desk.raw / "kyokai_fy2023_summary.yml"
    sidecar.write_text(sidecar.read_text("utf-8") + "\n# looked at again\n", "utf-8")


def test_there_is_nothing_to_go_back_to_at_first(desk: Desk) -> None:
    refused = desk.kyokai("rollback")
    assert refused.exit_code == 1
    assert "There is no release to go back to" in refused.stderr


def test_back_forth_and_not_forward_again_by_itself(published: Desk) -> None:
    first = published.database.with_name("kyokai.previous.duckdb").read_bytes()
    page, exports = paths.dashboard(published.warehouse), paths.exports(published.warehouse)
    first_page = published.raw.with_name(FIRST).read_bytes()
    assert page.read_bytes() != first_page

    back = published.kyokai("rollback")
    assert back.exit_code == 0
    assert "Release 1 is published: FY2023-draft" in back.stdout
    assert published.database.read_bytes() == first
    # What shows the published file goes back with it.
    assert page.read_bytes() == first_page
    assert (exports / "latest" / "datapackage.json").read_bytes() == (
        exports / "release-1" / "datapackage.json"
    ).read_bytes()
    assert behind(published.warehouse) == []
    held = published.kyokai("run")
    assert held.exit_code == 0
    assert "rolled back" in held.stdout
    assert published.database.read_bytes() == first
    state = json.loads(published.kyokai("status", "--json").stdout)
    assert (state["published"]["release"], state["rolled_back"]) == (1, True)

    told = json.loads(published.kyokai("rollback", "--json").stdout)
    assert told == {"published": 2, "editions": ["FY2023-draft"], "set_aside": 1}
    state = json.loads(published.kyokai("status", "--json").stdout)
    assert (state["published"]["release"], state["rolled_back"], state["up_to_date"]) == (2, False, True)


def test_what_was_gone_back_from_waits_also_where_the_memory_is_lost(published: Desk) -> None:
    published.kyokai("rollback")
    (published.warehouse / ".memory.json").unlink()
    held = published.kyokai("run")
    assert held.exit_code == 0
    assert "rolled back" in held.stdout
    assert json.loads(published.kyokai("status", "--json").stdout)["published"]["release"] == 1
    published.database.unlink()
    assert " 2  (" in published.kyokai("run").stdout


def test_a_change_in_raw_ends_the_waiting(published: Desk) -> None:
    published.kyokai("rollback")
    looked_at_again(published)
    assert " 3  (" in published.kyokai("run").stdout


def test_alert_tells_what_was_refused_and_says_when_it_cannot(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in desk.raw.iterdir():
        path.unlink()
    (desk.raw / "page.pdf").write_text("<html>404</html>")
    monkeypatch.delenv("KYOKAI_ALERTS", raising=False)
    assert "no address is configured" in desk.kyokai("run", "--alert").stderr
    with open_mailbox() as box:
        monkeypatch.setenv("KYOKAI_ALERTS", box.address)
        assert desk.kyokai("run").exit_code == 1
        assert box.letters == []
        assert desk.kyokai("run", "--alert").exit_code == 1
        (letter,) = box.letters
        assert letter["title"] == "kyokai_pipeline: refused: page.pdf"
        box.status = 500
        assert "Could not tell" in desk.kyokai("run", "--alert").stderr


def test_settings_that_cannot_be_used_are_wrong_usage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = desk.raw.parent / "kyokai.toml"
    broken.write_text("[schedule]\ncorn = '* * * * *'\n", "utf-8")
    monkeypatch.setenv("KYOKAI_CONFIG", str(broken))
    for command in ("run", "status"):
        result = desk.kyokai(command)
        assert result.exit_code == 2
        assert "did you mean cron?" in result.stderr


def released(desk: Desk) -> tuple[int, int, bool]:
    """The release that status names, the one that sql asks, and whether status says that it was gone back to."""
    state = json.loads(desk.kyokai("status", "--json").stdout)
    (row,) = json.loads(desk.kyokai("sql", "SELECT DISTINCT release FROM meta.release", "--json").stdout)
    return state["published"]["release"], row["release"], state["rolled_back"]


def test_after_going_back_run_status_and_sql_agree_on_what_is_published(published: Desk) -> None:
    """Before and after, and when the next run has looked at it."""
    assert released(published) == (2, 2, False)
    assert "Release 1 is published" in published.kyokai("rollback").stdout
    assert released(published) == (1, 1, True)
    assert "rolled back" in published.kyokai("run").stdout
    assert released(published) == (1, 1, True)
    assert "Release 2 is published" in published.kyokai("rollback").stdout
    assert released(published) == (2, 2, False)
    assert "rolled back" not in published.kyokai("run").stdout
    assert released(published) == (2, 2, False)
