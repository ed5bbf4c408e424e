"""Runs kept in PostgreSQL: the same home, with the storage that docs/deployment.md shows.

Set ``KYOKAI_TEST_POSTGRES`` to a database that may be written, e.g. ``postgresql+psycopg2://user@127.0.0.1/dagster``.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import dagster as dg
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli.runs import close_lost, troubled
from kyokai_pipeline.defs.instance import open_instance, prepare_home
from kyokai_pipeline.defs.launcher import PROCESS_TAG
from kyokai_pipeline_tests.defs.conftest import Shop
from kyokai_pipeline_tests.defs.power_cut import begun, killed_process, status

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = os.environ.get("KYOKAI_TEST_POSTGRES", "")


def documented() -> str:
    """The storage section of docs/deployment.md."""
    text = (paths.project() / "docs" / "deployment.md").read_text("utf-8")
    found = re.search(r"```yaml\n(storage:\n.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_documented_storage_names_the_driver_that_is_installed() -> None:
    """Without one, SQLAlchemy takes another driver than dagster-postgres brings."""
    assert "postgresql+psycopg2://" in documented()


@pytest.mark.skipif(not URL, reason="no PostgreSQL: set KYOKAI_TEST_POSTGRES to a database that may be written")
class TestOnAServer:
    @pytest.fixture
    def shop(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
        monkeypatch.setenv("DAGSTER_HOME", str(shop.warehouse / ".dagster"))
        home = prepare_home(shop.warehouse)
        storage = re.sub(r"postgres_url: .*", f"postgres_url: {URL}", documented())
        with (home / "dagster.yaml").open("a", encoding="utf-8") as file:
            file.write(storage)
        with open_instance(shop.warehouse) as instance:
            instance.wipe()
            yield Shop(shop.raw, shop.warehouse, instance)
            instance.wipe()

    def test_an_edition_is_published_and_its_run_is_kept_there(self, shop: Shop) -> None:
        assert "Postgres" in type(shop.instance.run_storage).__name__
        assert shop.refresh().success
        assert shop.database.is_file()
        (run,) = shop.instance.get_runs()
        assert run.status is dg.DagsterRunStatus.SUCCESS
        assert not (shop.warehouse / ".dagster" / "history" / "runs.db").exists()
        assert troubled(shop.warehouse) == []

    def test_the_terminal_closes_a_run_whose_process_is_gone(self, shop: Shop) -> None:
        run_id = begun(shop, **{PROCESS_TAG: killed_process()})
        assert [run["state"] for run in troubled(shop.warehouse)] == ["stuck"]
        close_lost(shop.warehouse)
        assert status(shop, run_id) is dg.DagsterRunStatus.FAILURE
