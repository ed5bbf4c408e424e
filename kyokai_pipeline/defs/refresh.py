"""The job that does everything, and what starts it: by hand, once a year, or when a PDF arrives.

Schedule and sensor are off until somebody switches them on in the UI (Automation), so that starting the UI
never starts a run.
"""

from __future__ import annotations

import dagster as dg

from kyokai_pipeline.defs.after_publish import AFTER_PUBLISH
from kyokai_pipeline.defs.editions import requests_or_reason
from kyokai_pipeline.defs.resources import Folders, settings

READING = dg.AssetSelection.groups("source", "evidence", "core")
PUBLISHING = dg.AssetSelection.groups("marts", "warehouse") | dg.AssetSelection.assets(*AFTER_PUBLISH)

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description=(
        "一つの版を読み、検査し、全ての版から公開ファイルを作り直します。"
        "Reads one edition, checks it and publishes the warehouse from all editions. Same as `kyokai run`."
    ),
)

Requests = list[dg.RunRequest] | dg.SkipReason


@dg.schedule(
    job=refresh,
    name="annual_refresh",
    cron_schedule=settings().schedule.cron,
    execution_timezone="Asia/Tokyo",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description=(
        "毎年の公表の時期に（既定は7～10月の1日と15日の9時、日本時間。設定 schedule.cron）。"
        "新しいPDFがなければ何もしません。"
        "Every year in the publishing season (1st and 15th, 9:00 in Tokyo, July to October, unless schedule.cron says"
        " otherwise). Skips when nothing is new."
    ),
)
def annual_refresh(context: dg.ScheduleEvaluationContext, folders: Folders) -> Requests:
    """Once a year, in the season in which the association publishes."""
    return requests_or_reason(context.instance, folders)


@dg.sensor(
    job=refresh,
    name="new_edition",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description=(
        "raw/に新しい内容のPDFが置かれたら、その版を一度だけ取り込みます。"
        "Requests one run for every new content in raw/, and never a second one for the same."
    ),
)
def new_edition(context: dg.SensorEvaluationContext, folders: Folders) -> Requests:
    """Whenever a PDF, or its sidecar, is new."""
    return requests_or_reason(context.instance, folders)
