"""``kyokai status``: what lies in raw/, what is published, what was refused."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.runs import troubled
from kyokai_pipeline.messages import notice, phrase
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.plan import Plan, make_plan
from kyokai_pipeline.refresh.told import standing_of, state_of

if TYPE_CHECKING:
    from kyokai_pipeline.warehouse.contents import Contents


def show(raw: Path, warehouse: Path, *, as_json: bool, everything: bool = False) -> int:
    """Print the state; the exit code says whether something is refused.

    Args:
        raw: Where the PDFs are.
        warehouse: Where the published file is.
        as_json: For a program.
        everything: Every table, file and reason, though they may fill more than one screen.
    """
    plan = make_plan(raw, warehouse)
    state = _state(plan, raw, warehouse)
    if as_json:
        console.say_json(state)
    else:
        _print(state, plan, everything=everything)
    return console.REFUSED if plan.refused else console.GOOD


def _state(plan: Plan, raw: Path, warehouse: Path) -> dict[str, Any]:
    from kyokai_pipeline.warehouse.contents import contents

    database = paths.database(warehouse)
    held = contents(database) if database.is_file() else None
    found = due(newest_year(held.editions if held else []), console.settings().freshness)
    papers = [
        {
            "edition_id": edition,
            "file": paper.name,
            "sha256": paper.sha256,
            "url": paper.sidecar.url,
            "state": "to_read" if edition in plan.to_read else "read",
        }
        for edition, paper in plan.papers.items()
    ]
    return {
        "raw": str(raw),
        "warehouse": str(database),
        "up_to_date": plan.nothing_to_do,
        "published": _published(held, database) if held else None,
        "due": {"is_late": found.is_late, "missing": list(found.missing), "since": found.since.isoformat()},
        "rolled_back": plan.is_held and not plan.is_published,
        "papers": papers,
        "withdrawn": plan.withdrawn,
        "refused": {name: [error.as_dict() for error in errors] for name, errors in plan.refused.items()},
        "notices": [told.both() for told in plan.notices],
        "state": state_of(plan),
        "runs": troubled(warehouse),
    }


def _published(held: Contents, database: Path) -> dict[str, Any]:
    return {
        "editions": held.editions,
        "release": held.release,
        "published_at": datetime.fromtimestamp(database.stat().st_mtime).astimezone().isoformat(timespec="seconds"),
        "size": held.size,
        "rows": held.rows,
        "unnamed": held.unnamed,
        "doubtful": held.doubtful,
        "unexplained": held.unexplained,
        "coverage": {edition: asdict(covered) for edition, covered in held.coverage.items()},
    }


_RUNS = {"stuck": phrase("run_stuck"), "failed": phrase("run_failed_last")}
_WORDS = {"to_read": phrase("state_to_read"), "read": phrase("state_read")}


def _print(state: dict[str, Any], plan: Plan, *, everything: bool) -> None:
    """One screen in a terminal; what does not fit is counted."""
    told = console.listing([*_of_file(state), *_of_state(state, plan)])
    console.say(told)
    papers = _papers(state)
    room = None if everything else console.room_below(told)
    if papers:
        heads = [
            notice("label_edition"),
            notice("label_years"),
            notice("label_tables"),
            notice("label_file"),
            notice("label_state"),
        ]
        cut = 0 if room is None else max(0, len(papers) - max(1, room - 4))
        console.say("\n" + console.table(heads, papers[cut:]))
        if cut:
            console.say(notice("more_with_all", count=cut))
        room = None if room is None else room - 3 - len(papers[cut:])
    if everything and state["published"]:
        counts = [[name, f"{rows:,}"] for name, rows in state["published"]["rows"].items()]
        console.say("\n" + console.table([notice("label_table"), notice("label_rows")], counts, [False, True]))
    for remark in plan.notices:
        console.complain(f"… {remark.text()}")
    console.show_refused(plan.refused, room)


def _of_file(state: dict[str, Any]) -> list[tuple[str, str]]:
    """What is published, and since when."""
    where, published = console.short(Path(state["warehouse"])), state["published"]
    lines = [(notice("label_raw"), console.short(Path(state["raw"])))]
    if not published:
        return [*lines, (notice("label_warehouse"), f"{where}  ({notice('not_yet_published')})")]
    size, total = f"{published['size'] / 1e6:.1f}", f"{sum(published['rows'].values()):,}"
    at = datetime.fromisoformat(published["published_at"]).strftime("%Y-%m-%d %H:%M")
    back = f"  ({notice('rolled_back')})" if state["rolled_back"] else ""
    lines += [
        (notice("label_warehouse"), f"{where}  ({notice('size_and_rows', size=size, rows=total)})"),
        (notice("label_release"), f"{notice('release_of', release=published['release'], at=at)}{back}"),
        (notice("label_editions"), ", ".join(published["editions"])),
    ]
    lines += [
        (notice("label_lacking"), notice("lacking_in", edition=edition, tables=covered["empty"]))
        for edition, covered in published["coverage"].items()
        if covered["empty"]
    ]
    lines += [
        (notice("label_unnamed"), notice("unnamed_in", edition=edition, words=words))
        for edition, words in published["unnamed"].items()
    ]
    lines += [
        (notice("label_doubtful"), notice("doubtful_in", edition=edition, values=values))
        for edition, values in published["doubtful"].items()
    ]
    lines += [
        (notice("label_unexplained"), notice("unexplained_in", edition=edition, figures=figures))
        for edition, figures in published["unexplained"].items()
    ]
    return lines


def _of_state(state: dict[str, Any], plan: Plan) -> list[tuple[str, str]]:
    """Whether it is fresh, and what is to be done."""
    published = state["published"]
    found = due(newest_year(published["editions"] if published else []), console.settings().freshness)
    lines = [(notice("label_due"), found.words().text())] if found.is_late or published else []
    lines.append((notice("label_state"), _standing(state)))
    if not state["up_to_date"]:
        lines += [("", told.text()) for told in standing_of(plan)]
    for run in state["runs"]:
        name = " ".join(part for part in (run["job"], run["edition"]) if part)
        lines.append((notice("label_runs"), f"{_RUNS[run['state']].text()}: {name} (run {run['run'][:8]})"))
    return lines


def _papers(state: dict[str, Any]) -> list[list[str]]:
    """Each edition and file, what it covers, and how it stands."""
    coverage = (state["published"] or {}).get("coverage", {})
    rows = []
    for paper in state["papers"]:
        covered = coverage.get(paper["edition_id"])
        years = f"{covered['first_year']}–{covered['last_year']}" if covered and covered["first_year"] else ""
        tables = f"{covered['tables']}/{covered['tables'] + len(covered['empty'])}" if covered else ""
        rows.append([paper["edition_id"], years, tables, paper["file"], _WORDS[paper["state"]].text()])
    return rows + [["", "", "", name, notice("state_refused")] for name in state["refused"]]


def _standing(state: dict[str, Any]) -> str:
    """Whether what is published is all that could be: not said to be up to date where a file is refused."""
    if not state["up_to_date"]:
        return notice("out_of_date")
    return notice("but_refused", count=len(state["refused"])) if state["refused"] else notice("up_to_date")
