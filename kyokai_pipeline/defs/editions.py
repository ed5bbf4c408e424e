"""Partitions by edition, and what is asked for when raw/ and the warehouse differ.

Belongs here: which runs to request, and not to request the same twice. Does not belong here: the schedules and sensors
that do it (``refresh``).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.defs.instance import EDITION_PARTITIONS, register
from kyokai_pipeline.defs.resources import settings
from kyokai_pipeline.messages import both
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.refresh.due import TOKYO
from kyokai_pipeline.refresh.notify import tell_refused
from kyokai_pipeline.refresh.plan import Plan, key_of, make_plan
from kyokai_pipeline.refresh.told import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.defs.resources import Folders

EDITIONS = dg.DynamicPartitionsDefinition(name=EDITION_PARTITIONS)
"""One partition a document, e.g. ``FY2023-draft``; which edition a PDF is stands on its cover."""

CONTENT_TAG = "kyokai/content"
"""Tag of every requested run: hash of PDF, sidecar and reading code, or of what is to be published."""

FIRST_WAIT_S = 300.0
LONGEST_WAIT_S = 86400.0


@dataclass(frozen=True)
class Asked:
    """Whether something may be asked for now, and if not, why."""

    run_key: str
    reason: str = ""


def ask(instance: dg.DagsterInstance, content: str) -> Asked:
    """May a run for this content be requested?

    Not while one is unfinished. After a run that failed for no fault of the content (a refused one is never asked for:
    ``plan`` leaves it out) it is asked for again, each time after twice the wait.
    """
    records = instance.get_run_records(dg.RunsFilter(tags={CONTENT_TAG: content}), limit=100)
    key = f"{content}:{len(records)}"
    failed = 0
    for record in records:
        if not record.dagster_run.is_finished:
            return Asked(key, f"依頼済み requested before: run {record.dagster_run.run_id[:8]}.")
        if record.dagster_run.is_success:
            break
        failed += 1
    if failed:
        ended = records[0].end_time or records[0].update_timestamp.timestamp()
        again = ended + min(FIRST_WAIT_S * 2 ** (failed - 1), LONGEST_WAIT_S)
        if time.time() < again:
            at = datetime.fromtimestamp(again, TOKYO)
            return Asked(key, f"{failed}回失敗、{at:%m-%d %H:%M}に再試行 failed {failed} times, tried again then.")
    return Asked(key)


def requests_or_reason(
    instance: dg.DagsterInstance, folders: Folders, publishing: Sequence[dg.AssetKey]
) -> list[dg.RunRequest] | dg.SkipReason:
    """One run an edition with new content, one to publish where only that is left, or why there is nothing to do."""
    if not folders.raw_dir.is_dir():
        return dg.SkipReason(both("no_such_folder", path=folders.raw_dir))
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    untold = tell_refused(settings().alerts.urls, plan, folders.warehouse_dir)
    requests, reasons = _editions(instance, plan)
    if not plan.to_read and plan.staged and not plan.nothing_to_do and not plan.nothing_left:
        request, reason = publish_request(instance, plan, publishing)
        requests, reasons = [*requests, *request], [*reasons, *reason]
    if requests:
        return requests
    told = [*state_of(plan), *reasons, *(both("alert_untold", address=url) for url in untold)]
    return dg.SkipReason(" ".join(told))


def _editions(instance: dg.DagsterInstance, plan: Plan) -> tuple[list[dg.RunRequest], list[str]]:
    requests, reasons = [], []
    register(instance, plan.to_read)
    for edition in plan.to_read:
        content = key_of(plan.papers[edition])
        asked = ask(instance, content)
        if asked.reason:
            reasons.append(f"{edition}: {asked.reason}")
        else:
            tags = {CONTENT_TAG: content}
            requests.append(dg.RunRequest(run_key=asked.run_key, partition_key=edition, tags=tags))
    return requests, reasons


def publish_request(
    instance: dg.DagsterInstance, plan: Plan, publishing: Sequence[dg.AssetKey]
) -> tuple[list[dg.RunRequest], list[str]]:
    """A run that only publishes what is staged, or why not now."""
    staying = sorted(f"{name} {mark}" for name, mark in plan.staged.items() if name not in plan.withdrawn)
    content = fingerprint.of("publish", fingerprint.building(), *staying)
    asked = ask(instance, content)
    if asked.reason:
        return [], [asked.reason]
    tags = {CONTENT_TAG: content}
    return [dg.RunRequest(run_key=asked.run_key, tags=tags, asset_selection=list(publishing))], []


def in_raw(plan: Plan) -> set[str]:
    """Editions of which a PDF lies in raw/, readable or refused."""
    refused = {problem.edition for problems in plan.refused.values() for problem in problems if problem.edition}
    return plan.papers.keys() | plan.set_aside.keys() | refused
