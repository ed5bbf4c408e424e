"""Schedule and sensor through Dagster's own evaluation."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.editions import CONTENT_TAG
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline_tests.defs.conftest import EDITION, Shop
from kyokai_pipeline_tests.defs.daemon import by_schedule, by_sensor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def launch(shop: Shop, content: str) -> None:
    """What the daemon does with a request: a run with its tags."""
    shop.instance.create_run_for_job(defs.resolve_job_def("refresh"), tags={CONTENT_TAG: content})


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


def test_nothing_new_is_skipped_with_a_reason(shop: Shop, tick: Callable[[Shop], object]) -> None:
    assert shop.refresh().success

    result = tick(shop)

    assert asked(result) == []
    assert "Every PDF in raw/ is in the warehouse" in reason(result)


def test_a_refused_file_is_named_and_not_asked_for(shop: Shop, tick: Callable[[Shop], object]) -> None:
    assert shop.refresh().success
    (shop.raw / "page.pdf").write_text("<html>404</html>")

    result = tick(shop)

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
