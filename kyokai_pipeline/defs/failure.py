"""What happens when a run fails: the configured addresses are told."""

from __future__ import annotations

import dagster as dg

from kyokai_pipeline.defs.launcher import STARTED_BY
from kyokai_pipeline.defs.resources import settings
from kyokai_pipeline.messages import both, notice
from kyokai_pipeline.refresh.notify import tell_failure


@dg.run_failure_sensor(
    name="refresh_failed",
    # A terminal's run comes from no code location: without this one whose process was killed would not be told of.
    monitor_all_code_locations=True,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "実行の失敗・拒否を通知します。通知先は alerts.urls または KYOKAI_ALERTS で指定します（既定ではなし）。"
        "Tells of a failed or refused run. Addresses: alerts.urls or KYOKAI_ALERTS; none by default, nothing is sent."
    ),
)
def refresh_failed(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
    """One message a failed run, with what was refused and where."""
    urls = settings().alerts.urls
    if not urls:
        return dg.SkipReason(both("no_address"))
    run = context.dagster_run
    if STARTED_BY in run.tags and context.get_step_failure_events():
        return dg.SkipReason(both("started_at_terminal"))
    why = "\n\n".join(_reasons(context)) or str(context.failure_event.message)
    link = f"{settings().dagster.ui.rstrip('/')}/runs/{run.run_id}"
    failed = tell_failure(urls, _headline(run), f"{why}\n\n{link}")
    if failed:
        # The tick fails, is shown red, and the daemon goes on with the next run.
        raise dg.Failure(both("alert_untold", address=failed))
    return None


def _headline(run: dg.DagsterRun) -> str:
    partition = run.tags.get("dagster/partition", "")
    return notice("run_of_failed", subject=partition or run.job_name, run=run.run_id[:8])


def _reasons(context: dg.RunFailureSensorContext) -> list[str]:
    """The error blocks of the failed steps; the cause, where the step only passed it on."""
    reasons = []
    for event in context.get_step_failure_events():
        error = event.step_failure_data.error
        failure = event.step_failure_data.user_failure_data
        if failure is not None and failure.description:
            reasons.append(failure.description)
        elif error is not None:
            while error.cause is not None:
                error = error.cause
            reasons.append(error.message.strip())
    return reasons
