"""Dagster objects only: assets, checks, the job and what starts it. Bodies read, call and return metadata.

Does not belong here: reading, checking, building; those rooms know nothing of Dagster.
"""

from __future__ import annotations

import dagster as dg


def build_definitions() -> dg.Definitions:
    """Everything that Dagster shows of this project."""
    from kyokai_pipeline.defs import after_publish, failure, fetching, overdue, refresh, report, warehouse
    from kyokai_pipeline.defs.execution import by_configuration
    from kyokai_pipeline.defs.resources import Folders

    return dg.Definitions(
        assets=[report.read_edition, warehouse.publish_warehouse, *after_publish.AFTER_PUBLISH],
        asset_checks=[overdue.edition_due],
        jobs=[refresh.refresh, refresh.publish, fetching.fetch, overdue.check_due],
        schedules=[refresh.annual_refresh, fetching.annual_fetch, overdue.weekly_due],
        sensors=[refresh.new_edition, refresh.editions_in_raw, refresh.publish_changed, failure.refresh_failed],
        resources={"folders": Folders.in_use()},
        executor=by_configuration,
    )
