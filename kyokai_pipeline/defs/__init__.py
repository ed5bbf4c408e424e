"""Dagster objects only: assets, checks, the job and what starts it. Bodies read, call and return metadata.

Does not belong here: reading, checking, building; those rooms know nothing of Dagster.
"""

from __future__ import annotations

import dagster as dg


def build_definitions() -> dg.Definitions:
    """Everything that Dagster shows of this project."""
    from kyokai_pipeline.defs import after_publish, failure, fetching, refresh, report, warehouse
    from kyokai_pipeline.defs.resources import Folders

    return dg.Definitions(
        assets=[report.read_edition, warehouse.publish_warehouse, *after_publish.AFTER_PUBLISH],
        asset_checks=[warehouse.edition_due],
        jobs=[refresh.refresh, fetching.fetch],
        schedules=[refresh.annual_refresh, fetching.annual_fetch],
        sensors=[refresh.new_edition, failure.refresh_failed],
        resources={"folders": Folders()},
        # Another process a step costs three seconds each and gains nothing: the work itself takes two.
        executor=dg.in_process_executor,
    )
