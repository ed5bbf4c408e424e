"""Schedule and sensor through Dagster's own evaluation."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

import dagster as dg
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import status
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs import editions
from kyokai_pipeline.defs.at_load import register_editions
from kyokai_pipeline.defs.editions import CONTENT_TAG, FIRST_WAIT_S
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.launcher import PROCESS_TAG
from kyokai_pipeline.defs.refresh import PUBLISHING
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline_tests.defs.conftest import EDITION, Shop
from kyokai_pipeline_tests.defs.daemon import by_partitions, by_publish, by_schedule, by_sensor
from kyokai_pipeline_tests.defs.power_cut import killed_process
from kyokai_pipeline_tests.defs.power_cut import status as status_of
from kyokai_pipeline_tests.spoiled import CORRECTS_NOTHING
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


KPI = dg.AssetKey(["core", "kpi"])


@pytest.fixture
def shop(shop: Shop) -> Iterator[Shop]:
    """The same folders with an instance on disk: schedules ask for one."""
    with open_instance(shop.warehouse) as instance:
        yield Shop(shop.raw, shop.warehouse, instance)


@pytest.fixture(params=[by_sensor, by_schedule], ids=["sensor", "schedule"])
def tick(request: pytest.FixtureRequest) -> Callable[[Shop], object]:
    found: Callable[[Shop], object] = request.param
    return found


def asked(result: object) -> list[tuple[str | None, str]]:
    return [(r.partition_key, r.tags[CONTENT_TAG]) for r in result.run_requests or []]  # type: ignore[attr-defined]


def reason(result: object) -> str:
    return str(result.skip_message)  # type: ignore[attr-defined]


def launch(shop: Shop, content: str) -> dg.DagsterRun:
    """What the daemon does with a request: a run with its tags."""
    return shop.instance.create_run_for_job(defs.resolve_job_def("refresh"), tags={CONTENT_TAG: content})


def run_keys(result: object) -> list[str | None]:
    return [request.run_key for request in result.run_requests or []]  # type: ignore[attr-defined]


def test_a_new_pdf_is_asked_for_once(shop: Shop, tick: Callable[[Shop], object]) -> None:
    ((edition, content),) = asked(tick(shop))
    assert edition == EDITION
    assert shop.instance.has_dynamic_partition("editions", EDITION)
    launch(shop, content)

    again = tick(shop)

    assert asked(again) == []
    assert "requested before" in reason(again)


def test_other_content_is_asked_for_again(shop: Shop, tick: Callable[[Shop], object]) -> None:
    ((_, content),) = asked(tick(shop))
    launch(shop, content)
    sidecar = shop.raw / "kyokai_fy2023_summary.yml"
    sidecar.write_text(sidecar.read_text("utf-8") + "\n# corrected\n", "utf-8")

    ((edition, other),) = asked(tick(shop))

    assert edition == EDITION
    assert other != content


def test_nothing_new_is_skipped_with_a_reason(published: Shop, tick: Callable[[Shop], object]) -> None:
    result = tick(published)

    assert asked(result) == []
    assert "Every PDF in raw/ is in the warehouse" in reason(result)


def test_a_refused_file_is_named_and_not_asked_for(published: Shop, tick: Callable[[Shop], object]) -> None:
    (published.raw / "page.pdf").write_text("<html>404</html>")

    result = tick(published)

    assert asked(result) == []
    assert "page.pdf" in reason(result)


@pytest.mark.parametrize("missing", [True, False])
def test_no_folder_and_an_empty_one(shop: Shop, tick: Callable[[Shop], object], missing: bool) -> None:
    shutil.rmtree(shop.raw)
    if not missing:
        shop.raw.mkdir()

    result = tick(shop)

    assert asked(result) == []
    assert ("no such folder" if missing else "There is no PDF") in reason(result)


def test_a_run_that_failed_for_no_fault_of_the_pdf_is_asked_for_again_ever_later(
    shop: Shop, tick: Callable[[Shop], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tick(shop)
    ((_, content),) = asked(first)
    shop.instance.report_run_failed(launch(shop, content), "the process is gone")

    waiting = tick(shop)
    assert asked(waiting) == []
    assert "failed 1 times" in reason(waiting)

    now = time.time()
    monkeypatch.setattr(editions, "time", SimpleNamespace(time=lambda: now + FIRST_WAIT_S + 60))
    second = tick(shop)
    assert asked(second) == asked(first)
    assert run_keys(second) != run_keys(first)

    shop.instance.report_run_failed(launch(shop, content), "again")
    assert asked(tick(shop)) == []
    monkeypatch.setattr(editions, "time", SimpleNamespace(time=lambda: now + 2 * FIRST_WAIT_S + 60))
    assert asked(tick(shop)) == asked(first)


def test_an_edition_that_left_raw_and_came_back_is_asked_for_again(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other edition stays; partitions follow both ways, and everybody says it in the same words."""
    typeset(Style(), shop.raw / "r5.pdf", final(FY2023))
    (shop.raw / "r5.yml").write_text("url_missing_reason: test\n", "utf-8")
    for edition in (EDITION, "FY2023"):
        assert shop.refresh(edition).success
    away = tmp_path / "away.pdf"
    (shop.raw / "r5.pdf").rename(away)

    gone = by_partitions(shop)
    assert shop.instance.get_dynamic_partitions("editions") == [EDITION]
    (request,) = by_sensor(shop).run_requests or []
    assert set(request.asset_selection or []) == set(PUBLISHING)
    assert request.partition_key is None
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(shop.warehouse))
    (said,) = status._state(make_plan(shop.raw, shop.warehouse), shop.raw, shop.warehouse)["state"]
    assert said in reason(gone)
    assert "FY2023：PDFがraw/にありません" in said
    assert shop.refresh(None, ["marts.kpi_status", "warehouse.kyokai"]).success
    assert asked(by_sensor(shop)) == []

    away.rename(shop.raw / "r5.pdf")
    by_partitions(shop)
    assert sorted(shop.instance.get_dynamic_partitions("editions")) == ["FY2023", EDITION]
    assert [edition for edition, _ in asked(by_sensor(shop))] == ["FY2023"]


def test_words_that_change_under_a_running_server_are_noticed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is reloaded: the same process asks for the refused edition again, once what reads it is another."""
    (shop.raw / "kyokai_fy2023_summary.yml").write_text(CORRECTS_NOTHING, "utf-8")
    ((_, before),) = asked(by_sensor(shop))
    assert not shop.refresh().success
    assert asked(by_sensor(shop)) == []
    assert EDITION in shop.instance.get_dynamic_partitions("editions")
    monkeypatch.setattr(fingerprint, "reading", lambda: "other words")
    ((again, after),) = asked(by_sensor(shop))
    assert again == EDITION
    assert after != before


def test_what_was_read_is_published_without_waiting_for_a_refused_edition(shop: Shop) -> None:
    assert "未取込" in reason(by_publish(shop))
    assert shop.refresh(select=["core.kpi"]).success
    (shop.raw / "broken.pdf").write_text("<html>404</html>")

    (request,) = by_publish(shop).run_requests or []
    assert request.partition_key is None
    assert shop.refresh(None, ["warehouse.kyokai"]).success
    assert shop.database.is_file()
    # The file alone was asked for, or a kill came in between: what shows it follows.
    (request,) = by_publish(shop).run_requests or []
    followers = [".".join(key.path) for key in request.asset_selection or []]
    assert sorted(followers) == ["dashboard.index", "exports.files"]
    assert shop.refresh(None, followers).success
    assert (by_publish(shop).run_requests or []) == []


def test_nothing_is_published_while_a_run_is_under_way(shop: Shop) -> None:
    assert shop.refresh(select=["core.kpi"]).success
    run = launch(shop, "something")
    assert f"waiting for run {run.run_id[:8]}" in reason(by_publish(shop))


def test_a_run_that_was_killed_before_it_began_holds_nothing_up(shop: Shop) -> None:
    assert shop.refresh(select=["core.kpi"]).success
    job = defs.resolve_job_def("refresh")
    killed = shop.instance.create_run_for_job(job, tags={PROCESS_TAG: killed_process()})
    assert killed.status.value == "NOT_STARTED"
    assert by_publish(shop).run_requests
    assert status_of(shop, killed.run_id).value == "FAILURE"


@dataclass
class Command:
    """A command of Dagster's own that has ended, and what its home keeps of it."""

    run: dg.DagsterRun
    read: set[str]


def by_command(shop: Shop, home: Path, *command: str) -> Command:
    """Runs a command as a terminal does, from the checkout, in a home that has heard of no edition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(home))
        with open_instance(shop.warehouse) as instance:
            assert instance.get_dynamic_partitions("editions") == []
            ended = subprocess.run(
                [sys.executable, "-m", *command], cwd=paths.project(), capture_output=True, text=True, check=False
            )
            assert ended.returncode == 0, ended.stderr[-2000:]
            (run,) = instance.get_runs()
            return Command(run, instance.get_materialized_partitions(KPI))


def test_dagsters_own_commands_find_the_edition_of_a_fresh_checkout(shop: Shop, tmp_path: Path) -> None:
    """``dagster asset materialize`` reads it; ``dg launch`` finds that nothing has changed since, which costs less."""
    chosen = ["core/kpi", "--partition", EDITION]
    module = ["-m", "kyokai_pipeline.definitions"]
    first = by_command(shop, tmp_path / "one", "dagster", "asset", "materialize", *module, "--select", *chosen)
    assert first.run.is_success
    assert first.read == {EDITION}
    assert make_plan(shop.raw, shop.warehouse).to_read == []
    unchanged = json.dumps({"ops": {"read_edition": {"config": {"force": False}}}})
    launched = ["dagster_dg_cli.cli", "launch", "--config-json", unchanged, "--assets", *chosen]
    second = by_command(shop, tmp_path / "two", *launched)
    assert second.run.is_success
    assert second.run.tags["dagster/partition"] == EDITION
    assert second.read == set()


def test_definitions_load_where_raw_cannot_be_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setenv("DAGSTER_HOME", str(shop.warehouse / ".dagster"))
    monkeypatch.setattr("kyokai_pipeline.defs.at_load.make_plan", fail)
    with pytest.warns(RuntimeWarning, match="could not be registered: disk"):
        register_editions()
