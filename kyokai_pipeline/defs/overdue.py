"""Is a newer edition overdue? Asked by the calendar, whether or not anything else happens."""

import dagster as dg

from kyokai_pipeline import paths
from kyokai_pipeline.defs.launcher import STARTED_BY
from kyokai_pipeline.defs.resources import Folders, settings
from kyokai_pipeline.defs.shown import said
from kyokai_pipeline.defs.warehouse import WAREHOUSE
from kyokai_pipeline.messages import both
from kyokai_pipeline.refresh import exchange
from kyokai_pipeline.refresh.due import due
from kyokai_pipeline.refresh.notify import tell_due
from kyokai_pipeline.warehouse.contents import contents


@dg.asset_check(
    asset=WAREHOUSE,
    name="edition_due",
    description="公表時期を過ぎた版がないか（警告のみ）。 Is a newer edition due? Only warns; settings: freshness.due.",
)
def edition_due(context: dg.AssetCheckExecutionContext, folders: Folders) -> dg.AssetCheckResult:
    """Compare the newest published edition with the calendar, and tell of a missing one once."""
    exchange.bring(folders.raw_dir, folders.warehouse_dir)
    database = paths.database(folders.warehouse_dir)
    found = due(contents(database).newest if database.is_file() else None, settings().freshness)
    # Whoever started it at a terminal reads it there.
    urls = () if STARTED_BY in context.run.tags else settings().alerts.urls
    untold = tell_due(urls, found, folders.warehouse_dir)
    return dg.AssetCheckResult(
        passed=not found.is_late,
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join([found.words().both(), *(both("alert_untold", address=url) for url in untold)]),
        metadata={
            "expected": found.expected,
            "newest": found.newest or 0,
            "since": str(found.since),
            **({} if untold else said(found.words())),
        },
    )


check_due = dg.define_asset_job(
    "check_due",
    selection=dg.AssetSelection.checks(edition_due),
    description="新版の公表時期を過ぎていないか確認します。 Asks the calendar whether a newer edition should be there.",
)


@dg.schedule(
    job=check_due,
    name="weekly_due",
    cron_schedule="0 9 * * 1",
    execution_timezone="Asia/Tokyo",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "毎週月曜9時（日本時間）に、新版の公表時期を過ぎていないか確認し、未取込であれば一度だけ通知します。"
        "Mondays at 9:00 in Tokyo: is an edition overdue? Tells the configured addresses once a year of it."
    ),
)
def weekly_due() -> dg.RunRequest:
    """Nothing else has to happen for it to be noticed."""
    return dg.RunRequest()
