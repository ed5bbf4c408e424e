"""``kyokai run``: find out what changed, let Dagster do it, say in a few lines what came of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.plan import Plan, make_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline.cli.launch import Outcome
    from kyokai_pipeline.settings import Settings


def run(raw: Path, warehouse: Path, edition: str | None, *, alert: bool = False) -> int:
    """Bring the warehouse up to date with ``raw``; the exit code."""
    console.use(raw, warehouse)
    settings = console.settings()
    code, problems = _run(raw, warehouse, edition, settings)
    if alert and code == console.REFUSED:
        _alert(settings.alerts.urls, problems)
    return code


def _alert(urls: Sequence[str], problems: Sequence[ReportError]) -> None:
    from kyokai_pipeline.refresh.notify import tell_failure, tell_problems

    if not urls:
        console.complain("… --alert: 通知先の設定がありません no address is configured (alerts.urls, KYOKAI_ALERTS)")
    failed = tell_problems(urls, problems) if problems else tell_failure(urls, "失敗 failed: kyokai run", "")
    for address in failed:
        console.complain(f"✗ 通知できません could not tell: {address}")


def _run(raw: Path, warehouse: Path, edition: str | None, settings: Settings) -> tuple[int, list[ReportError]]:
    """The exit code, and everything that was refused."""
    started = time.monotonic()
    plan = make_plan(raw, warehouse)
    if edition is not None and (code := _narrow(plan, edition)) is not None:
        return code, []
    for notice in plan.notices:
        console.complain(f"… {notice}")
    if plan.nothing_to_do:
        return _nothing_to_do(plan, raw, warehouse, settings), _problems(plan)
    if not plan.papers and not plan.staged:
        return _nothing_readable(plan, raw), _problems(plan)
    _announce(plan, raw)
    from kyokai_pipeline.cli.launch import launch

    try:
        outcome = launch(warehouse, plan.to_read)
    except ReportError as error:
        console.complain("\n" + error.block())
        return console.REFUSED, [error]
    plan = make_plan(raw, warehouse)
    console.show_refused(plan.refused)
    for failure in outcome.failures:
        block = failure if failure.startswith("✗") else f"✗ 実行に失敗しました The run failed: {failure}"
        console.complain(f"\n{block}")
    if not outcome.success and not outcome.failures and not plan.refused:
        console.complain("\n✗ 実行に失敗しました。make ui で確認してください The run failed; look at it with make ui.")
    if plan.nothing_to_do or plan.is_published:
        _summary(outcome, warehouse, time.monotonic() - started)
    elif paths.database(warehouse).is_file():
        console.complain("\n前回公開したファイルはそのままです。 The file published before is untouched.")
    return console.GOOD if outcome.success and not plan.refused else console.REFUSED, _problems(plan)


def _problems(plan: Plan) -> list[ReportError]:
    return [problem for problems in plan.refused.values() for problem in problems]


def _narrow(plan: Plan, edition: str) -> int | None:
    """Leave only one edition to read; an exit code where that cannot be."""
    mine = {name: errors for name, errors in plan.refused.items() if any(e.edition == edition for e in errors)}
    if edition in plan.papers or mine:
        plan.to_read = [name for name in plan.to_read if name == edition]
        plan.refused = mine
        return None
    known = ", ".join(plan.papers) or "なし none"
    console.complain(f"✗ raw/にない版です no such edition in raw/: {edition}\n  あるのは there are: {known}")
    return console.USAGE


def _announce(plan: Plan, raw: Path) -> None:
    read = f"{len(plan.to_read)}件を読みます reading {len(plan.to_read)} of {len(plan.papers)}"
    console.say(f"● {console.short(raw)}: {read}")
    for edition in plan.withdrawn:
        console.say(f"  − {edition}: raw/から取り除かれました no longer in raw/, leaves the warehouse")


def _nothing_to_do(plan: Plan, raw: Path, warehouse: Path, settings: Settings) -> int:
    opened = "PDFは開いていません no PDF was opened" if not plan.opened else f"表紙を確認 covers read: {plan.opened}"
    console.say(f"✓ 変更はありません。{opened}.  Nothing changed in {console.short(raw)} or the code.")
    console.say(f"  {console.short(paths.database(warehouse))}: {', '.join(plan.staged)}")
    if plan.is_held and not plan.is_published:
        console.say("  前のリリースに戻した状態です rolled back; kyokai rollback で元に戻ります undoes it")
    found = due(newest_year(plan.staged), settings.freshness)
    if found.is_late:
        console.say(f"  ! {found.words()}")
    console.show_refused(plan.refused)
    return console.REFUSED if plan.refused else console.GOOD


def _nothing_readable(plan: Plan, raw: Path) -> int:
    console.show_refused(plan.refused)
    if not plan.refused:
        console.complain(f"✗ PDFがありません no PDF lies in {console.short(raw)}")
        console.complain("  報告書のPDFを置いてから再実行してください。 Put the report's PDF there and run again.")
    return console.REFUSED


_SECTIONS = {
    "edition": "版 editions",
    "unnamed": "未知の語 unnamed",
    "restatement": "改定 restated",
    "kpi": "KPI",
    "value": "値 values",
}


def _told(changes: dict[str, int]) -> str:
    """What a release note holds, in one line."""
    parts = [f"{title} {changes[section]}" for section, title in _SECTIONS.items() if changes.get(section)]
    return ", ".join(parts) or "変更なし no change"


def _summary(outcome: Outcome, warehouse: Path, seconds: float) -> None:
    from kyokai_pipeline.warehouse.contents import contents

    database = paths.database(warehouse)
    held = contents(database)
    counts = {name: held.tables(name) for name in ("core", "evidence", "marts")}
    note = warehouse / "releases" / f"{held.release}.md"
    rows = [
        ("版 editions", f"{len(held.editions)}  ({', '.join(held.editions)})"),
        ("表 tables", "  ".join(f"{name} {count}" for name, count in counts.items())),
        ("行 rows", f"{sum(held.rows.values()):,}"),
        ("検査 checks", f"{outcome.passed}/{outcome.checks} 合格 passed"),
        ("リリース release", f"{held.release}  ({_told(held.changes)}: {console.short(note)})"),
        ("場所 where", f"{console.short(database)}  ({held.size / 1e6:.1f} MB, {seconds:.1f} s)"),
    ]
    console.say("\n✓ 公開しました published")
    for name, value in rows:
        console.say(f"  {name}{' ' * (18 - console.width(name))}{value}")
    for warning in dict.fromkeys(outcome.warnings):
        console.say(f"  ! {warning}")
    kyokai, option = console.command(), console.options_of(warehouse)
    console.say("\n次に three things to try next:")
    console.say(f'  {kyokai} sql "from marts.kpi_summary"{option}')
    console.say(
        f'  {kyokai} sql "select fiscal_year, value, yoy_pct from marts.membership_trend'
        f" where measure_id = 'enrollees'\"{option}"
    )
    console.say("  make ui" if not option else f"  {kyokai} ui{option}")
