"""``kyokai run``: find out what changed, let Dagster do it, say in a few lines what came of it."""

from __future__ import annotations

import gc
import sys
import time
from contextlib import ExitStack, nullcontext, redirect_stdout
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console, progress
from kyokai_pipeline.cli.runs import close_lost
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.follow import behind, renew
from kyokai_pipeline.refresh.plan import Plan, make_plan
from kyokai_pipeline.refresh.reading import begin_all
from kyokai_pipeline.refresh.refused_pictures import sweep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline.defs.at_terminal import Outcome, Runs
    from kyokai_pipeline.settings import Settings


@dataclass
class Ended:
    """What a run came to.

    Attributes:
        code: The exit code.
        refused: File name -> why; what is no file's fault is under an empty name.
        outcome: Of the runs of Dagster; none where none was needed, or none could be.
    """

    code: int
    refused: dict[str, list[ReportError]] = field(default_factory=dict)
    outcome: Outcome | None = None


def run(raw: Path, warehouse: Path, edition: str | None, *, alert: bool = False, as_json: bool = False) -> int:
    """Bring the warehouse up to date with ``raw``; the exit code.

    Args:
        raw: Where the PDFs are.
        warehouse: Where the published file goes.
        edition: Only this one.
        alert: Tell the configured addresses of a failure.
        as_json: The outcome for a program; all words go to standard error.
    """
    console.use(raw, warehouse)
    settings = console.settings()
    started = time.monotonic()
    with redirect_stdout(sys.stderr) if as_json else nullcontext():
        ended = _run(raw, warehouse, edition, settings)
    if as_json:
        console.say_json(_plain(ended, warehouse, time.monotonic() - started))
    if alert and ended.code in (console.REFUSED, console.ENVIRONMENT):
        _alert(settings.alerts.urls, [problem for problems in ended.refused.values() for problem in problems])
    return ended.code


def _plain(ended: Ended, warehouse: Path, seconds: float) -> dict[str, Any]:
    from kyokai_pipeline.warehouse.contents import contents

    database, outcome = paths.database(warehouse), ended.outcome
    held = contents(database) if database.is_file() else None
    return {
        "published": outcome is not None and outcome.published,
        "warehouse": str(database),
        "editions": held.editions if held else [],
        "release": held.release if held else None,
        "rows": sum(held.rows.values()) if held else 0,
        "checks": {"passed": outcome.passed, "all": outcome.checks} if outcome else None,
        "warnings": list(dict.fromkeys(outcome.warnings)) if outcome else [],
        "failures": outcome.failures if outcome else [],
        "refused": {name: [problem.as_dict() for problem in problems] for name, problems in ended.refused.items()},
        "seconds": round(seconds, 1),
    }


def _alert(urls: Sequence[str], problems: Sequence[ReportError]) -> None:
    from kyokai_pipeline.refresh.notify import tell_failure, tell_problems

    if not urls:
        console.complain(f"… {notice('alert_nobody')}")
    failed = tell_problems(urls, problems) if problems else tell_failure(urls, notice("alert_failed_run"), "")
    for address in failed:
        console.complain(f"✗ {notice('alert_untold', address=address)}")


class _Dagster:
    """Loaded and opened once it is known that there is something to do, in whatever time is left for it."""

    def __init__(self, warehouse: Path, until: ExitStack) -> None:
        self._warehouse, self._until = warehouse, until
        self._runs: Runs | None = None

    def opened(self) -> Runs:
        """The runs of this command; their instance stays open until it ends."""
        if self._runs is None:
            from kyokai_pipeline.defs.at_terminal import Runs

            self._runs = self._until.enter_context(Runs(self._warehouse))
        return self._runs


def _run(raw: Path, warehouse: Path, edition: str | None, settings: Settings) -> Ended:
    with ExitStack() as until:
        until.callback(begin_all, [])  # what was read ahead and nobody asked for
        return _refreshed(raw, warehouse, edition, settings, _Dagster(warehouse, until))


def _refreshed(raw: Path, warehouse: Path, edition: str | None, settings: Settings, dagster: _Dagster) -> Ended:
    started = time.monotonic()
    plan = make_plan(raw, warehouse, reads_on=True, meanwhile=dagster.opened)
    sweep(warehouse, plan.refused)
    if edition is not None and (code := _narrow(plan, edition)) is not None:
        return Ended(code)
    for told in plan.notices:
        console.complain(f"… {told.text()}")
    if plan.nothing_to_do:
        return _nothing_to_do(plan, raw, warehouse, settings)
    if not plan.papers and not plan.staged:
        return Ended(_nothing_readable(plan, raw), plan.refused)
    _announce(plan, raw)
    begin_all(plan.papers[edition] for edition in plan.to_read)  # while Dagster is loaded
    from kyokai_pipeline.defs.at_terminal import Interrupted
    from kyokai_pipeline.defs.progress import PROGRESS

    try:
        with progress.shown(PROGRESS, len(plan.to_read)):
            outcome = dagster.opened().launch(plan.to_read)
    except ReportError as error:
        console.complain("\n" + error.block())
        return Ended(console.code_of(error), {"": [error]})
    except Interrupted:
        gc.collect()  # pages that were being drawn: their library would name them at the end
        _say_interrupted(warehouse, plan)
        return Ended(console.INTERRUPTED)
    plan = make_plan(raw, warehouse)
    console.show_refused(plan.refused)
    _say_failures(outcome, plan)
    if outcome.published:
        _summary(outcome, warehouse, time.monotonic() - started)
    else:
        _not_published(warehouse, notice("not_published"))
    return Ended(_code(outcome, plan), plan.refused, outcome)


def _say_failures(outcome: Outcome, plan: Plan) -> None:
    for failure in outcome.failures:
        block = failure if failure.startswith("✗") else f"✗ {notice('run_failed', reason=failure)}"
        console.complain(f"\n{block}")
    if not outcome.success and not outcome.failures and not plan.refused:
        console.complain(f"\n✗ {notice('run_failed_somehow')}")


def _code(outcome: Outcome, plan: Plan) -> int:
    """Where a run failed half way, whose fault it is: of the data, or of a disk that is full."""
    if outcome.success and not plan.refused:
        return console.GOOD
    return console.REFUSED if plan.refused or not outcome.codes else console.code_of_all(outcome.codes)


def _renew(raw: Path, warehouse: Path) -> list[ReportError]:
    """Renew what an interrupted run left showing an older release; why that is not possible."""
    for name in behind(warehouse):
        console.say(f"  {notice('making', name=name)}")
    problems = renew(raw, warehouse)
    for problem in problems:
        console.complain(f"{problem.block()}\n  {notice('follower_gone')}")
    return problems


def _not_published(warehouse: Path, why: str) -> None:
    """The last line, where nothing was published: true also where something was before."""
    before = f"\n  {notice('published_before_untouched')}" if paths.database(warehouse).is_file() else ""
    console.complain(f"\n✗ {why}{before}")


def _say_interrupted(warehouse: Path, plan: Plan) -> None:
    """The last line of an interrupted run, which may have published before."""
    from kyokai_pipeline.warehouse.release import released

    now = released(paths.database(warehouse))
    if now is None or now.number == plan.standing.release:
        _not_published(warehouse, notice("interrupted"))
        return
    console.complain(f"\n✗ {notice('interrupted_later', release=now.number)}")
    if late := behind(warehouse):
        console.complain(f"  {notice('interrupted_behind', names=late)}")


def _narrow(plan: Plan, edition: str) -> int | None:
    """Leave only one edition to read; an exit code where that cannot be."""
    mine = {name: errors for name, errors in plan.refused.items() if any(e.edition == edition for e in errors)}
    if edition in plan.papers or mine:
        plan.to_read = [name for name in plan.to_read if name == edition]
        plan.refused = mine
        return None
    known = list(plan.papers) or None
    console.complain(f"✗ {notice('edition_not_in_raw', edition=edition, known=known)}")
    return console.USAGE


def _announce(plan: Plan, raw: Path) -> None:
    count, total = len(plan.to_read), len(plan.papers)
    console.say(f"● {notice('reading_some', folder=console.short(raw), count=count, all=total)}")
    for edition in plan.withdrawn:
        console.say(f"  − {notice('edition_leaves', edition=edition)}")


def _nothing_to_do(plan: Plan, raw: Path, warehouse: Path, settings: Settings) -> Ended:
    close_lost(warehouse)
    late = _renew(raw, warehouse)
    _say_nothing_changed(plan, warehouse, settings)
    code = console.REFUSED if late or plan.refused else console.GOOD
    return Ended(code, {**plan.refused, **({"": late} if late else {})})


def _say_nothing_changed(plan: Plan, warehouse: Path, settings: Settings) -> None:
    console.say(f"✓ {notice('nothing_changed', opened=plan.opened)}")
    console.say(f"  {console.short(paths.database(warehouse))}: {', '.join(plan.staged)}")
    if plan.is_held and not plan.is_published:
        console.say("  " + notice("rolled_back"))
    found = due(newest_year(plan.staged), settings.freshness)
    if found.is_late:
        console.say(f"  ! {found.words().text()}")
    console.show_refused(plan.refused)


def _nothing_readable(plan: Plan, raw: Path) -> int:
    console.show_refused(plan.refused)
    if not plan.refused:
        console.complain(f"✗ {notice('no_pdf_in', folder=console.short(raw))}")
    return console.REFUSED


def _told(changes: dict[str, int]) -> str:
    """What a release note holds, in one line."""
    told = {
        "edition": notice("told_edition", count=changes.get("edition", 0)),
        "unnamed": notice("told_unnamed", count=changes.get("unnamed", 0)),
        "doubt": notice("told_doubt", count=changes.get("doubt", 0)),
        "unexplained": notice("told_unexplained", count=changes.get("unexplained", 0)),
        "restatement": notice("told_restatement", count=changes.get("restatement", 0)),
        "kpi": notice("told_kpi", count=changes.get("kpi", 0)),
        "value": notice("told_value", count=changes.get("value", 0)),
    }
    return ", ".join(words for section, words in told.items() if changes.get(section)) or notice("no_change")


def _summary(outcome: Outcome, warehouse: Path, seconds: float) -> None:
    from kyokai_pipeline.warehouse.contents import contents

    database = paths.database(warehouse)
    held = contents(database)
    counts = {name: held.tables(name) for name in ("core", "evidence", "marts")}
    note = warehouse / "releases" / f"{held.release}.md"
    rows = [
        (notice("label_editions"), f"{len(held.editions)}  ({', '.join(held.editions)})"),
        (notice("label_tables"), "  ".join(f"{name} {count}" for name, count in counts.items())),
        (notice("label_rows"), f"{sum(held.rows.values()):,}"),
        (notice("label_checks"), notice("passed_checks", passed=outcome.passed, checks=outcome.checks)),
        (notice("label_release"), f"{held.release}  ({_told(held.changes)}: {console.short(note)})"),
        (notice("label_where"), f"{console.short(database)}  ({held.size / 1e6:.1f} MB, {seconds:.1f} s)"),
    ]
    console.say(f"\n✓ {notice('published')}")
    console.say(console.listing(rows))
    for warning in dict.fromkeys(outcome.warnings):
        console.say(f"  ! {warning}")
    kyokai, option = console.command(), console.options_of(warehouse)
    console.say("\n" + notice("try_next"))
    console.say(f'  {kyokai} sql "from marts.kpi_summary"{option}')
    console.say(f'  {kyokai} sql "select fiscal_year, enrollees, dependents from marts.membership_by_year"{option}')
    console.say("  make ui" if not option else f"  {kyokai} ui{option}")
