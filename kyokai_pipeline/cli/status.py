"""``kyokai status``: what lies in raw/, what is published, what was refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.runs import troubled
from kyokai_pipeline.messages import notice, phrase
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.plan import Plan, make_plan
from kyokai_pipeline.refresh.told import state_of

if TYPE_CHECKING:
    from kyokai_pipeline.warehouse.contents import Contents


def show(raw: Path, warehouse: Path, *, as_json: bool) -> int:
    """Print the state; the exit code says whether something is refused."""
    plan = make_plan(raw, warehouse)
    state = _state(plan, raw, warehouse)
    if as_json:
        console.say_json(state)
    else:
        _print(state, plan)
    return console.REFUSED if plan.refused else console.GOOD


def _state(plan: Plan, raw: Path, warehouse: Path) -> dict[str, Any]:
    from kyokai_pipeline.warehouse.contents import contents

    database = paths.database(warehouse)
    held = contents(database) if database.is_file() else None
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
        "published": _published(held) if held else None,
        "rolled_back": plan.is_held and not plan.is_published,
        "papers": papers,
        "withdrawn": plan.withdrawn,
        "refused": {name: [error.as_dict() for error in errors] for name, errors in plan.refused.items()},
        "notices": [told.both() for told in plan.notices],
        "state": state_of(plan),
        "runs": troubled(warehouse),
    }


def _published(held: Contents) -> dict[str, Any]:
    return {
        "editions": held.editions,
        "release": held.release,
        "size": held.size,
        "rows": held.rows,
        "unnamed": held.unnamed,
        "doubtful": held.doubtful,
        "unexplained": held.unexplained,
    }


_RUNS = {"stuck": phrase("run_stuck"), "failed": phrase("run_failed_last")}
_WORDS = {"to_read": phrase("state_to_read"), "read": phrase("state_read")}


def _print(state: dict[str, Any], plan: Plan) -> None:
    published = state["published"]
    where = console.short(Path(state["warehouse"]))
    lines = [(notice("label_raw"), console.short(Path(state["raw"])))]
    if published:
        size = f"{published['size'] / 1e6:.1f}"
        total = f"{sum(published['rows'].values()):,}"
        back = f"  ({notice('rolled_back')})" if state["rolled_back"] else ""
        lines += [
            (notice("label_warehouse"), f"{where}  ({notice('size_and_rows', size=size, rows=total)})"),
            (notice("label_editions"), ", ".join(published["editions"])),
            (notice("label_release"), f"{published['release']}{back}"),
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
    else:
        lines.append((notice("label_warehouse"), f"{where}  ({notice('not_yet_published')})"))
    found = due(newest_year(published["editions"] if published else []), console.settings().freshness)
    if found.is_late:
        lines.append((notice("label_due"), found.words().text()))
    lines.append((notice("label_state"), _standing(state)))
    if not state["up_to_date"]:
        lines += [("", sentence) for sentence in state["state"]]
    for run in state["runs"]:
        name = " ".join(part for part in (run["job"], run["edition"]) if part)
        lines.append((notice("label_runs"), f"{_RUNS[run['state']].text()}: {name} (run {run['run'][:8]})"))
    console.say(console.listing(lines))
    rows = [[p["edition_id"], p["file"], _WORDS[p["state"]].text(), p["sha256"][:12]] for p in state["papers"]]
    rows += [["", name, notice("state_refused"), ""] for name in state["refused"]]
    if rows:
        console.say(
            "\n" + console.table([notice("label_edition"), notice("label_file"), notice("label_state"), "sha256"], rows)
        )
    if published:
        counts = [[name, f"{rows:,}"] for name, rows in published["rows"].items()]
        console.say("\n" + console.table([notice("label_table"), notice("label_rows")], counts, [False, True]))
    for told in plan.notices:
        console.complain(f"… {told.text()}")
    console.show_refused(plan.refused)


def _standing(state: dict[str, Any]) -> str:
    """Whether what is published is all that could be: not said to be up to date where a file is refused."""
    if not state["up_to_date"]:
        return notice("out_of_date")
    return notice("but_refused", count=len(state["refused"])) if state["refused"] else notice("up_to_date")
