"""Partitions by edition, and what asks for a refresh when a new PDF lies in raw/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.defs.resources import settings
from kyokai_pipeline.messages import both
from kyokai_pipeline.refresh.notify import tell_refused
from kyokai_pipeline.refresh.plan import Plan, make_plan

if TYPE_CHECKING:
    from kyokai_pipeline.defs.resources import Folders
    from kyokai_pipeline.raw_folder.shelf import Paper

EDITIONS = dg.DynamicPartitionsDefinition(name="editions")
"""One partition a document, e.g. ``FY2023-draft``; which edition a PDF is stands on its cover."""

CONTENT_TAG = "kyokai/content"
"""Tag of every requested run: hash of PDF and sidecar. Runs are kept, so a content is asked for once."""


def new_papers(instance: dg.DagsterInstance, plan: Plan) -> dict[str, Paper]:
    """Editions to read for whose present content no run was ever requested."""
    return {
        edition: plan.papers[edition]
        for edition in plan.to_read
        if not instance.get_runs(dg.RunsFilter(tags={CONTENT_TAG: plan.papers[edition].content}), limit=1)
    }


def requests_or_reason(instance: dg.DagsterInstance, folders: Folders) -> list[dg.RunRequest] | dg.SkipReason:
    """One run an edition with new content, or why there is nothing to ask for."""
    if not folders.raw_dir.is_dir():
        return dg.SkipReason(both("no_such_folder", path=folders.raw_dir))
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    papers = new_papers(instance, plan)
    untold = tell_refused(settings().alerts.urls, plan, folders.warehouse_dir)
    if not papers:
        return dg.SkipReason(" ".join([_reason(plan), *(both("alert_untold", address=url) for url in untold)]))
    instance.add_dynamic_partitions("editions", sorted(papers))
    return [
        dg.RunRequest(run_key=paper.content, partition_key=edition, tags={CONTENT_TAG: paper.content})
        for edition, paper in sorted(papers.items())
    ]


def _reason(plan: Plan) -> str:
    parts = []
    if plan.to_read:
        parts.append(both("requested_before", editions=plan.to_read))
    elif plan.papers:
        parts.append(both("all_published"))
    elif not plan.refused:
        parts.append(both("no_pdf_at_all"))
    for name, problems in plan.refused.items():
        parts.append(f"{both('refused_file', file=name)}: {problems[0].what_ja} / {problems[0].what}")
    return " ".join(parts)
