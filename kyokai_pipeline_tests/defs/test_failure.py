"""Who is told when a refresh fails or is refused, through Dagster's own evaluation; and the checks that only warn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg
import pytest

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.launcher import STARTED_BY
from kyokai_pipeline_tests.defs.conftest import EDITION, Shop
from kyokai_pipeline_tests.defs.daemon import Failures, by_sensor
from kyokai_pipeline_tests.mailbox import Mailbox, open_mailbox
from kyokai_pipeline_tests.spoiled import CORRECTS_NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop(shop: Shop) -> Iterator[Shop]:
    """The same folders with an instance on disk: the sensors keep cursors."""
    with open_instance(shop.warehouse) as instance:
        yield Shop(shop.raw, shop.warehouse, instance)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A configured address."""
    with open_mailbox() as box:
        monkeypatch.setenv("KYOKAI_ALERTS", box.address)
        yield box


def run(shop: Shop, **tags: str) -> dg.ExecuteInProcessResult:
    shop.instance.add_dynamic_partitions("editions", [EDITION])
    return defs.resolve_job_def("refresh").execute_in_process(
        run_config=shop.config, instance=shop.instance, partition_key=EDITION, raise_on_error=False, tags=tags
    )


def spoil(shop: Shop) -> None:
    """A report that can be opened and refused: its sidecar corrects a value that it does not print."""
    (shop.raw / "kyokai_fy2023_summary.yml").write_text(CORRECTS_NOTHING, "utf-8")


def test_a_refused_run_is_told_of_once_with_what_and_where(shop: Shop, box: Mailbox) -> None:
    daemon = Failures(shop)
    spoil(shop)
    assert not run(shop).success

    daemon.tick()
    daemon.tick()

    (letter,) = box.letters
    assert EDITION in letter["title"]
    assert "kyokai_fy2023_summary.yml" in letter["message"]
    assert "What to do: " in letter["message"]
    assert "The published warehouse is unchanged" in letter["message"]
    (told,) = shop.instance.get_runs()
    assert f"http://127.0.0.1:3000/runs/{told.run_id}" in letter["message"]


def test_a_run_that_a_person_watches_at_a_terminal_is_not_told_of(shop: Shop, box: Mailbox) -> None:
    daemon = Failures(shop)
    spoil(shop)
    assert not run(shop, **{STARTED_BY: "kyokai run"}).success
    daemon.tick()
    assert box.letters == []


def test_without_an_address_nobody_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> list[str]:
        raise AssertionError("told")

    monkeypatch.delenv("KYOKAI_ALERTS", raising=False)
    monkeypatch.setattr("kyokai_pipeline.defs.failure.tell_failure", never)
    daemon = Failures(shop)
    spoil(shop)
    assert not run(shop).success
    daemon.tick()


def test_a_receiver_that_is_down_makes_the_tick_fail_visibly(shop: Shop, box: Mailbox) -> None:
    daemon = Failures(shop)
    spoil(shop)
    assert not run(shop).success
    box.status = 503
    (reaction,) = daemon.tick().dagster_run_reactions or []
    assert reaction.error is not None
    assert "Could not tell" in str(reaction.error)


def tick_of_new_edition(shop: Shop) -> str:
    return str(by_sensor(shop).skip_message)


def test_a_file_without_a_readable_cover_is_told_of_once_for_each_content(shop: Shop, box: Mailbox) -> None:
    for path in shop.raw.iterdir():
        path.unlink()
    broken = shop.raw / "page.pdf"
    broken.write_text("<html>404</html>")
    for _ in range(2):
        assert "page.pdf" in tick_of_new_edition(shop)
    assert [letter["title"] for letter in box.letters] == ["kyokai_pipeline: refused: page.pdf"]

    broken.write_bytes(b"")
    tick_of_new_edition(shop)
    assert len(box.letters) == 2


def test_what_could_not_be_told_is_told_at_the_next_tick(shop: Shop, box: Mailbox) -> None:
    for path in shop.raw.iterdir():
        path.unlink()
    (shop.raw / "page.pdf").write_text("<html>404</html>")
    box.status = 500
    assert "Could not tell" in tick_of_new_edition(shop)
    box.status = 200
    assert "Could not tell" not in tick_of_new_edition(shop)
    assert len(box.letters) == 2


def warnings(result: dg.ExecuteInProcessResult) -> dict[str, str | None]:
    return {
        evaluation.check_name: evaluation.description
        for evaluation in result.get_asset_check_evaluations()
        if evaluation.severity is dg.AssetCheckSeverity.WARN and not evaluation.passed
    }


def test_an_overdue_edition_is_noticed_by_the_calendar_alone_and_told_of_once(shop: Shop, box: Mailbox) -> None:
    """Nothing is refreshed: only the schedule of the check ticks."""
    schedule = defs.resolve_schedule_def("weekly_due")
    for _ in range(2):
        with dg.build_schedule_context(instance=shop.instance, repository_def=defs.get_repository_def()) as context:
            (request,) = schedule.evaluate_tick(context).run_requests or []
        result = defs.resolve_job_def("check_due").execute_in_process(
            run_config=shop.config, instance=shop.instance, tags=dict(request.tags)
        )
        (evaluation,) = result.get_asset_check_evaluations()
        assert not evaluation.passed
    (letter,) = box.letters
    assert "overdue" in letter["title"]
    assert "An edition is due" in letter["message"]


def test_an_overdue_edition_is_told_of_again_where_nobody_heard(shop: Shop, box: Mailbox) -> None:
    box.status = 500
    job = defs.resolve_job_def("check_due")
    (evaluation,) = job.execute_in_process(run_config=shop.config, instance=shop.instance).get_asset_check_evaluations()
    assert "Could not tell" in (evaluation.description or "")
    box.status = 200
    job.execute_in_process(run_config=shop.config, instance=shop.instance)
    assert len(box.letters) == 2


def test_a_late_edition_and_an_unknown_origin_warn_and_do_not_block(shop: Shop) -> None:
    (shop.raw / "kyokai_fy2023_summary.yml").unlink()

    result = run(shop)

    assert result.success
    told = warnings(result)
    assert set(told) == {"edition_due", "origin_known"}
    assert "due: FY2024" in str(told["edition_due"])
    assert "kyokai_fy2023_summary.pdf" in str(told["origin_known"])
