"""Publishing what is staged: editions whose PDF left raw/ go first, and what was published is remembered."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused, refuse
from kyokai_pipeline.refresh import exchange, fingerprint, state
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.refused_pictures import sweep
from kyokai_pipeline.refresh.release_copy import Overtaken

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.warehouse.build import BuildResult
    from kyokai_pipeline.warehouse.release import Release

TRIES = 5
"""How often a file is built anew because another machine has published meanwhile."""


def release(raw: Path, warehouse: Path) -> BuildResult:
    """Build from all staged editions, check, and publish.

    Args:
        raw: Where the PDFs lie; decides which editions still count.
        warehouse: Where staging and the published file are.

    Raises:
        ReportRefused: The new file fails its check, or no edition would be left; the published file stays.
        ReportError: Other machines publish all the time, or the place shared with them cannot be reached.
    """
    for _ in range(TRIES):
        with suppress(Overtaken):
            return _release(raw, warehouse)
    raise refuse("shared_busy")


def _release(raw: Path, warehouse: Path) -> BuildResult:
    """Publish once, upon what is published now.

    Raises:
        Overtaken: Another machine has published meanwhile.
    """
    from kyokai_pipeline.warehouse.release import Release
    from kyokai_pipeline.warehouse.staging import drop_edition
    from kyokai_pipeline.warehouse.swap import refresh

    staging = paths.staging_dir(warehouse)
    plan = make_plan(raw, warehouse)
    sweep(warehouse, plan.refused)
    if plan.nothing_left:
        raise ReportRefused.because([_nothing_left(raw, plan.withdrawn)])
    for edition in plan.withdrawn:
        drop_edition(staging, edition)
    known = state.load(warehouse).published
    before = Release(known.release, known.building, known.editions) if known else None
    database = paths.database(warehouse)
    built = refresh(
        staging,
        database,
        fingerprint.building(),
        known=before,
        is_edited=plan.standing.is_edited,
        share=exchange.giving(plan.entry),
    )
    marks = {edition.edition_id: edition.fingerprint for edition in built.editions}
    with state.changing(warehouse) as kept:
        kept.publish(built.path, fingerprint.building(), marks, built.release)
    exchange.withdraw(plan.withdrawn)
    exchange.published(warehouse, None if plan.entry is None else plan.entry + 1)
    return built


def go_back(warehouse: Path) -> tuple[Release, Release]:
    """Publish the release before again; the one that was published is kept, and not published by itself again.

    Doing it twice comes back to where it began.

    Returns:
        The release that is published now, and the one that was.

    Raises:
        ReportRefused: There is none before.
    """
    from kyokai_pipeline.warehouse.swap import roll_back

    entry = exchange.give_rollback(warehouse)
    now, was = roll_back(paths.database(warehouse))
    with state.changing(warehouse) as kept:
        kept.publish(paths.database(warehouse), now.building, now.editions, now.number)
    exchange.published(warehouse, entry)
    return now, was


def _nothing_left(raw: Path, withdrawn: list[str]) -> ReportError:
    return refuse("nothing_left", editions=withdrawn, folder=raw.name)
