"""An asset that is made anew after each publish."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import dagster as dg

from kyokai_pipeline import paths
from kyokai_pipeline.defs.after_publish import after_publish, exports
from kyokai_pipeline.defs.resources import Folders
from kyokai_pipeline.errors import refuse
from kyokai_pipeline_tests.defs.conftest import QUIET, Shop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse


def run(shop: Shop, make: Callable[[Path, Path, Path], Mapping[str, Any]]) -> dg.ExecuteInProcessResult:
    asset = after_publish("exports/toy", make, kinds={"csv"}, description="玩具 a toy")
    return dg.materialize(
        [asset], instance=shop.instance, resources={"folders": Folders.in_use()}, run_config=QUIET, raise_on_error=False
    )


def test_it_sees_the_published_file_and_shows_what_it_returns(shop: Shop) -> None:
    def make(database: Path, warehouse: Path, raw: Path) -> Mapping[str, Any]:
        return {"file": database.name, "folder": warehouse.name, "raw": raw.name}

    result = run(shop, make)
    assert result.success
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == dg.AssetKey(["exports", "toy"])
    assert {key: value.value for key, value in event.materialization.metadata.items()} == {
        "file": "kyokai.duckdb",
        "folder": "warehouse",
        "raw": "raw",
    }


def test_the_exports_are_those_of_the_published_file(shop: Shop, fy2023_warehouse: Warehouse) -> None:
    shop.warehouse.mkdir()
    shutil.copy(fy2023_warehouse.database, shop.database)
    result = dg.materialize(
        [exports], instance=shop.instance, resources={"folders": Folders.in_use()}, run_config=QUIET
    )
    (event,) = result.get_asset_materialization_events()
    latest = paths.exports(shop.warehouse) / "latest"
    assert event.materialization.metadata["path"].value == str(latest)
    assert event.materialization.metadata["files"].value == sum(path.is_file() for path in latest.rglob("*"))
    assert (latest / "kyokai.xlsx").is_file()


def test_what_refuses_to_be_made_fails_the_run_in_words(shop: Shop) -> None:
    def make(*_: Path) -> Mapping[str, Any]:
        raise refuse("warehouse_unwritable", reason="no room", folder="w")

    result = run(shop, make)
    assert not result.success
    (event,) = result.get_step_failure_events()
    failure = event.step_failure_data.user_failure_data
    assert failure is not None
    assert "no room" in (failure.description or "")
