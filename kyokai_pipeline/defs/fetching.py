"""Asking the publisher's page from Dagster: a job of its own, so that a failure is a failed run, seen and told of.

What it brings lands in raw/ like a PDF that somebody put there; ``new_edition`` and ``annual_refresh`` do the rest.
"""

import dagster as dg

from kyokai_pipeline.acquire.fetch import fetch_new
from kyokai_pipeline.defs.resources import Folders, settings
from kyokai_pipeline.defs.shown import fenced
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import both, notice


@dg.op(
    name="ask_publisher",
    out=dg.Out(dg.Nothing),
    description="設定 fetch.page のページに新しい版があればraw/に追加します。 Puts a new edition into raw/.",
)
def ask_publisher(context: dg.OpExecutionContext, folders: Folders) -> None:
    """One polite look at the page; what came of it is metadata of the run."""
    try:
        fetched = fetch_new(settings().fetch, folders.raw_dir, folders.warehouse_dir)
    except ReportError as error:
        raise dg.Failure(description=error.block(), allow_retries=False) from error
    arrived = fetched.arrived
    context.log.info(
        notice("added", path=f"{arrived.path.name} ({arrived.report.edition.edition_id})")
        if arrived
        else notice("nothing_new_found")
    )
    context.add_output_metadata(
        {
            "page": dg.MetadataValue.url(fetched.asked),
            "document": dg.MetadataValue.url(fetched.document),
            "added": arrived.path.name if arrived else "",
            "edition": arrived.report.edition.edition_id if arrived else "",
            "to look at": dg.MetadataValue.md(
                "\n\n".join(fenced(w.block()) for w in arrived.warnings) if arrived else ""
            ),
        }
    )


@dg.job(
    name="fetch",
    executor_def=dg.in_process_executor,
    description=(
        "公表元のページに新しい版があるかを調べ、あれば検査のうえraw/に追加します。"
        "Asks the publisher's page for a new edition, checks it and puts it into raw/. Same as `kyokai fetch`."
    ),
)
def fetch() -> None:
    """One op; a job so that it can be scheduled, and its failures told of."""
    ask_publisher()


@dg.schedule(
    job=fetch,
    name="annual_fetch",
    cron_schedule=settings().fetch.cron,
    execution_timezone="Asia/Tokyo",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description=(
        "公表時期に公表元のページを調べます（既定は7～10月の1日と15日の8時、日本時間。"
        "設定 fetch.page、fetch.cron）。"
        "Asks the publisher's page in the publishing season (fetch.page, fetch.cron); skips while no page is set."
    ),
)
def annual_fetch(_: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """An hour before ``annual_refresh``, where a page is configured."""
    if settings().fetch.page is None:
        return dg.SkipReason(both("no_page_set"))
    return dg.RunRequest()
