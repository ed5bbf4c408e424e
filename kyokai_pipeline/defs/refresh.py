"""The job that does everything, and what starts it: by hand, once a year, or when a PDF arrives.

``annual_refresh`` and ``new_edition`` are off until somebody switches them on in the UI (Automation), so that starting
the UI never reads a PDF. On from the start are the two that only keep what is there in order: ``editions_in_raw`` (the
partitions are what lies in raw/) and ``publish_changed`` (an edition that somebody read is published).
"""

from __future__ import annotations

import dagster as dg

from kyokai_pipeline.defs.after_publish import AFTER_PUBLISH
from kyokai_pipeline.defs.editions import CONTENT_TAG, EDITIONS, ask, in_raw, publish_request, requests_or_reason
from kyokai_pipeline.defs.launcher import close_lost_runs
from kyokai_pipeline.defs.report import READING_ASSETS
from kyokai_pipeline.defs.resources import Folders, settings
from kyokai_pipeline.defs.warehouse import PUBLISHED_ASSETS
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.refresh.follow import behind
from kyokai_pipeline.refresh.plan import Plan, make_plan
from kyokai_pipeline.refresh.told import state_of

READING = [spec.key for spec in READING_ASSETS]
"""What one edition fills."""
PUBLISHING = [*(spec.key for spec in PUBLISHED_ASSETS), *(asset.key for asset in AFTER_PUBLISH)]
"""What a publish makes, from all editions."""

RETRY_WHOLE = {"dagster/retry_strategy": "ALL_STEPS"}
"""A run whose process died is tried again from the start: an edition is staged all or nothing."""

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    tags=RETRY_WHOLE,
    description=(
        "一つの版を読み取って検査し、すべての版から公開ファイルを作り直します。"
        "Reads one edition, checks it and publishes the warehouse from all editions. Same as `kyokai run`."
    ),
)

publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets(*PUBLISHING),
    tags=RETRY_WHOLE,
    description=(
        "読み取り済みの版から公開ファイルを作り直します（PDFは読み取りません）。"
        "Publishes the warehouse anew from what is staged; reads no PDF."
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
        "毎年の公表時期に実行します（既定は7～10月の1日と15日の9時、日本時間。設定 schedule.cron）。"
        "新しいPDFがなければ何もしません。"
        "Every year in the publishing season (1st and 15th, 9:00 in Tokyo, July to October, unless schedule.cron says"
        " otherwise). Skips when nothing is new."
    ),
)
def annual_refresh(context: dg.ScheduleEvaluationContext, folders: Folders) -> Requests:
    """Once a year, in the season in which the association publishes."""
    return requests_or_reason(context.instance, folders, PUBLISHING)


@dg.sensor(
    job=refresh,
    name="new_edition",
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description=(
        "raw/にPDFが追加・変更されると取り込み、取り除かれると公開からも除きます。"
        "Reads every new content in raw/ and publishes; what left raw/ leaves the warehouse. Asks again, ever later,"
        " after a run that failed for no fault of the PDF."
    ),
)
def new_edition(context: dg.SensorEvaluationContext, folders: Folders) -> Requests:
    """Whenever a PDF, or its sidecar, is new or gone."""
    return requests_or_reason(context.instance, folders, PUBLISHING)


@dg.sensor(
    name="editions_in_raw",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "パーティション（版）をraw/に合わせます。実行は開始しません。"
        "Keeps the partitions as the editions in raw/: adds and retires them. Starts no run."
    ),
)
def editions_in_raw(context: dg.SensorEvaluationContext, folders: Folders) -> dg.SensorResult:
    """Both ways: a PDF that arrives, and one that is taken away."""
    if not folders.raw_dir.is_dir():
        return dg.SensorResult(skip_reason=f"フォルダがありません There is no folder {folders.raw_dir}.")
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    known, there = set(context.instance.get_dynamic_partitions("editions")), in_raw(plan)
    arrived, gone = sorted(there - known), sorted(known - there)
    requests: list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest] = []
    if arrived:
        requests.append(EDITIONS.build_add_request(arrived))
    if gone:
        requests.append(EDITIONS.build_delete_request(gone))
    said = [*(f"+ {name}" for name in arrived), *(f"− {name}" for name in gone), *state_of(plan)]
    return dg.SensorResult(dynamic_partitions_requests=requests, skip_reason=" ".join(said))


@dg.sensor(
    job=publish,
    name="publish_changed",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "読み取り済みで未公開の版を公開します（一つの版が拒否されても、他の版の公開は遅れません）。"
        "Publishes when an edition was read and is not published yet: a refused edition holds none of the others up."
    ),
)
def publish_changed(context: dg.SensorEvaluationContext, folders: Folders) -> Requests:
    """After a backfill or a single read; waits until what is running has ended, which may publish by itself."""
    if not folders.raw_dir.is_dir():
        return dg.SkipReason(f"フォルダがありません There is no folder {folders.raw_dir}.")
    if busy := _busy(context.instance):
        return dg.SkipReason(f"実行の終了を待っています waiting for {busy}.")
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    if not plan.has_other_editions and behind(folders.warehouse_dir):
        return _follow(context.instance, plan)
    if not plan.has_other_editions or plan.nothing_left:
        return dg.SkipReason(" ".join(state_of(plan)))
    requests, reasons = publish_request(context.instance, plan, PUBLISHING)
    return requests or dg.SkipReason(" ".join([*state_of(plan), *reasons]))


def _follow(instance: dg.DagsterInstance, plan: Plan) -> Requests:
    """The file is published and what shows it is not renewed: a kill in between, or somebody asked for a mart alone."""
    content = fingerprint.of("follow", str(plan.standing.release), *plan.standing.editions.values())
    asked = ask(instance, content)
    if asked.reason:
        return dg.SkipReason(asked.reason)
    selection = [asset.key for asset in AFTER_PUBLISH]
    return [dg.RunRequest(run_key=asked.run_key, tags={CONTENT_TAG: content}, asset_selection=selection)]


def _busy(instance: dg.DagsterInstance) -> str:
    """A run or a backfill that is under way; empty where none is."""
    from dagster._core.execution.backfill import BulkActionsFilter, BulkActionStatus
    from dagster._core.storage.dagster_run import NOT_FINISHED_STATUSES

    close_lost_runs(instance)  # Dagster's monitoring passes over one that was killed before it began
    if runs := instance.get_runs(dg.RunsFilter(statuses=NOT_FINISHED_STATUSES), limit=1):
        return f"run {runs[0].run_id[:8]}"
    under_way = [BulkActionStatus.REQUESTED, BulkActionStatus.CANCELING, BulkActionStatus.FAILING]
    if backfills := instance.get_backfills(BulkActionsFilter(statuses=under_way), limit=1):
        return f"backfill {backfills[0].backfill_id}"
    return ""
