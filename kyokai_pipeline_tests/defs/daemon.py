"""What Dagster's daemon does: it evaluates schedules and sensors, with an instance that is kept on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.failure import refresh_failed
from kyokai_pipeline.defs.fetching import annual_fetch
from kyokai_pipeline.defs.refresh import annual_refresh, editions_in_raw, new_edition, publish_changed
from kyokai_pipeline.defs.resources import Folders

if TYPE_CHECKING:
    from dagster._core.definitions.schedule_definition import ScheduleExecutionData
    from dagster._core.definitions.sensor_definition import SensorExecutionData

    from kyokai_pipeline_tests.defs.conftest import Shop


def by_sensor(shop: Shop) -> SensorExecutionData:
    """One tick of ``new_edition``."""
    return by_any_sensor(shop, new_edition)


def by_partitions(shop: Shop) -> SensorExecutionData:
    """One tick of ``editions_in_raw``; what it asks for is done, as the daemon would."""
    result = by_any_sensor(shop, editions_in_raw)
    for request in result.dynamic_partitions_requests or []:
        for name in request.partition_keys:
            if isinstance(request, dg.AddDynamicPartitionsRequest):
                shop.instance.add_dynamic_partitions("editions", [name])
            else:
                shop.instance.delete_dynamic_partition("editions", name)
    return result


def by_publish(shop: Shop) -> SensorExecutionData:
    """One tick of ``publish_changed``."""
    return by_any_sensor(shop, publish_changed)


def by_any_sensor(shop: Shop, sensor: dg.SensorDefinition) -> SensorExecutionData:
    """One tick of a sensor."""
    with (
        dg.build_sensor_context(
            instance=shop.instance, repository_def=defs.get_repository_def(), resources={"folders": Folders.in_use()}
        ) as context,
        dg.partition_loading_context(dynamic_partitions_store=shop.instance),
    ):
        return sensor.evaluate_tick(context)


def by_schedule(shop: Shop) -> ScheduleExecutionData:
    """One tick of ``annual_refresh``."""
    with dg.build_schedule_context(
        instance=shop.instance, repository_def=defs.get_repository_def(), resources={"folders": Folders.in_use()}
    ) as context:
        return annual_refresh.evaluate_tick(context)


def by_fetch(shop: Shop) -> ScheduleExecutionData:
    """One tick of ``annual_fetch``."""
    with dg.build_schedule_context(instance=shop.instance, repository_def=defs.get_repository_def()) as context:
        return annual_fetch.evaluate_tick(context)


class Failures:
    """Ticks of ``refresh_failed``; the cursor is kept. The first one only finds out where to begin."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.cursor: str | None = None
        self.tick()

    def tick(self) -> SensorExecutionData:
        with dg.build_sensor_context(
            instance=self.shop.instance,
            repository_def=defs.get_repository_def(),
            cursor=self.cursor,
            sensor_name="refresh_failed",
        ) as context:
            result = refresh_failed.evaluate_tick(context)
        self.cursor = result.cursor
        return result
