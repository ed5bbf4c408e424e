"""A run without a partition: checks are executed for every edition in turn, with an answer for each and one for all.

So *Execute* on a check does what a person expects of it without choosing an edition. Tables are not materialised this
way: Dagster keeps them under an edition, and a run that names none is told so in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.defs.edition_events import Event, accepted, is_wanted, refused
from kyokai_pipeline.defs.progress import report_progress
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.refresh.reading import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kyokai_pipeline.defs.resources import Folders

Results = dict[dg.AssetCheckKey, dict[str, dg.AssetCheckResult]]


def check_all(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[Event]:
    """Read every edition anew and answer the selected checks.

    Raises:
        dg.Failure: Tables are asked for, and no edition is named; or no edition lies in raw/.
    """
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    editions = sorted({*plan.papers, *plan.set_aside})
    if context.selected_asset_keys or not editions:
        there = ", ".join(editions) or "なし none"
        raise dg.Failure(
            f"版（パーティション）を選んでください：{there}。全ての版を読むには kyokai run を使います。\n"
            f"Choose an edition (partition): {there}. `kyokai run` reads every one.",
            allow_retries=False,
        )
    results: Results = {}
    for edition in editions:
        try:
            found = list(accepted(take_in(folders.raw_dir, folders.warehouse_dir, edition, _say(context, edition))))
        except Refusal as refusal:
            found = refused(refusal)
        for event in found:
            if isinstance(event, dg.AssetCheckResult) and is_wanted(context, event):
                assert event.asset_key is not None
                assert event.check_name is not None
                _keep(context, event, edition)
                results.setdefault(dg.AssetCheckKey(event.asset_key, event.check_name), {})[edition] = event
    yield from _of_all(results, editions)


def _keep(context: dg.AssetExecutionContext, result: dg.AssetCheckResult, edition: str) -> None:
    """The result of one edition, where the page of the check shows it for that edition."""
    assert result.asset_key is not None
    assert result.check_name is not None
    context.instance.report_runless_asset_event(
        dg.AssetCheckEvaluation(
            asset_key=result.asset_key,
            check_name=result.check_name,
            passed=result.passed,
            metadata=result.metadata,
            severity=result.severity,
            description=result.description,
            partition=edition,
        )
    )


def _say(context: dg.AssetExecutionContext, edition: str) -> Callable[[str], None]:
    return lambda text: report_progress(context, f"  {edition}  {text}")


def _of_all(results: Results, editions: list[str]) -> Iterator[dg.AssetCheckResult]:
    """One result a check: passed where it passed for every edition; otherwise the words of the first that failed."""
    for key, by_edition in sorted(results.items(), key=lambda item: (item[0].asset_key.path, item[0].name)):
        bad = {edition: result for edition, result in by_edition.items() if not result.passed}
        first = next(iter(bad.values()), next(iter(by_edition.values())))
        yield dg.AssetCheckResult(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=not bad,
            severity=first.severity,
            description=first.description,
            metadata={
                **(first.metadata or {}),
                "passed editions": ", ".join(sorted(by_edition.keys() - bad.keys())),
                "failed editions": ", ".join(sorted(bad)),
                "not reached": ", ".join(sorted(set(editions) - by_edition.keys())),
            },
        )
