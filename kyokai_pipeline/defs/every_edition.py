"""A run without a partition: checks are executed for every edition in turn, with an answer for each and one for all.

So *Execute* on a check does what a person expects of it without choosing an edition. Tables are not materialised this
way: Dagster keeps them under an edition, and a run that names none is told so in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.edition_events import Event, accepted, is_wanted, refused
from kyokai_pipeline.defs.progress import report_progress
from kyokai_pipeline.messages import both
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.refresh.reading import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kyokai_pipeline.defs.resources import Folders
    from kyokai_pipeline.errors import ReportError

Results = dict[dg.AssetCheckKey, dict[str, dg.AssetCheckResult]]


def check_all(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[Event | dg.AssetCheckEvaluation]:
    """Read every edition anew and answer the selected checks.

    Raises:
        dg.Failure: Tables are asked for, and no edition is named; no edition lies in raw/; or one was refused, by a
            check that was asked for or before it came to it.
    """
    plan = make_plan(folders.raw_dir, folders.warehouse_dir)
    editions = sorted({*plan.papers, *plan.set_aside})
    if not editions:
        raise dg.Failure(both("no_pdf_at_all"), allow_retries=False)
    if context.selected_asset_keys:
        raise dg.Failure(both("choose_edition", editions=", ".join(editions)), allow_retries=False)
    results: Results = {key: {} for key in context.selected_asset_check_keys}
    problems: list[ReportError] = []
    for edition in editions:
        found: Sequence[Event]
        try:
            found = list(accepted(take_in(folders.raw_dir, folders.warehouse_dir, edition, _say(context, edition))))
        except Refusal as refusal:
            found = refused(refusal)
            if not _answered(context, found):
                problems += refusal.problems
        for event in found:
            if isinstance(event, dg.AssetCheckResult) and is_wanted(context, event):
                results[_key(event)][edition] = event
    yield from _of_all(results, editions, context.assets_def.check_specs)
    yield from _of_each(results)
    if problems:
        raise dg.Failure(shown.words(problems), metadata=shown.problems(problems), allow_retries=False)


def _answered(context: dg.AssetExecutionContext, found: Sequence[Event]) -> bool:
    """Whether every check that was asked for passed before the edition was refused for something else."""
    wanted = [event for event in found if isinstance(event, dg.AssetCheckResult) and is_wanted(context, event)]
    return len(wanted) == len(context.selected_asset_check_keys) and all(event.passed for event in wanted)


def _key(result: dg.AssetCheckResult) -> dg.AssetCheckKey:
    assert result.asset_key is not None
    assert result.check_name is not None
    return dg.AssetCheckKey(result.asset_key, result.check_name)


def _of_each(results: Results) -> Iterator[dg.AssetCheckEvaluation]:
    """The result of each edition, where the page of the check shows it for that edition.

    Dagster takes the last one for the latest of the check, so those that failed come last.
    """
    each = [(not result.passed, edition, key) for key, found in results.items() for edition, result in found.items()]
    for _, edition, key in sorted(each, key=lambda one: one[:2]):
        result = results[key][edition]
        yield dg.AssetCheckEvaluation(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=result.passed,
            metadata=result.metadata,
            severity=result.severity,
            description=result.description,
            partition=edition,
        )


def _say(context: dg.AssetExecutionContext, edition: str) -> Callable[[str], None]:
    return lambda text: report_progress(context, f"  {edition}  {text}")


def _of_all(
    results: Results, editions: list[str], specs: Iterable[dg.AssetCheckSpec]
) -> Iterator[dg.AssetCheckEvaluation]:
    """One result a check: passed where it passed for every edition; otherwise the words of the first that failed.

    An ``AssetCheckResult`` would be referred to the materialisation that it checks, which Dagster looks up by the
    partition of the run: this one has none.
    """
    blocking = {spec.key for spec in specs if spec.blocking}
    for key, by_edition in sorted(results.items(), key=lambda item: (item[0].asset_key.path, item[0].name)):
        if not by_edition:  # every edition was refused before
            continue
        bad = {edition: result for edition, result in by_edition.items() if not result.passed}
        first = next(iter(bad.values()), next(iter(by_edition.values())))
        yield dg.AssetCheckEvaluation(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=not bad,
            severity=first.severity,
            description=first.description,
            blocking=key in blocking,
            metadata={
                **(first.metadata or {}),
                "passed editions": ", ".join(sorted(by_edition.keys() - bad.keys())),
                "failed editions": ", ".join(sorted(bad)),
                "not reached": ", ".join(sorted(set(editions) - by_edition.keys())),
            },
        )
