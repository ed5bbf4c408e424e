"""``kyokai status``: what lies in raw/, what is published, what was refused."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.one_screen import Fact, all_facts, fewer_facts, first_lines, last_rows
from kyokai_pipeline.cli.runs import troubled
from kyokai_pipeline.cli.table import width
from kyokai_pipeline.errors import causes_of
from kyokai_pipeline.messages import notice, phrase
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.plan import Plan, make_plan
from kyokai_pipeline.refresh.told import standing_of, state_of

if TYPE_CHECKING:
    from kyokai_pipeline.cli.one_screen import Size
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
        "unseen": held.unseen,
        "coverage": {edition: asdict(covered) for edition, covered in held.coverage.items()},
    }


_RUNS = {"stuck": phrase("run_stuck"), "failed": phrase("run_failed_last")}
_WORDS = {"to_read": phrase("state_to_read"), "read": phrase("state_read")}


def _print(state: dict[str, Any], plan: Plan, *, everything: bool) -> None:
    """One screen in a terminal; what does not fit is counted."""
    size = None if everything else console.screen()
    facts = [*_of_file(state, is_short=size is not None), *_of_state(state, plan)]
    if size is None:
        _print_all(state, plan, facts, everything=everything)
        return
    told = console.listing(all_facts(facts))
    papers = "\n" + console.table(_heads(), _papers(state)) if _papers(state) else ""
    remarks = [f"… {remark.text()}" for remark in plan.notices]
    blocks = console.blocks_of(plan.refused)
    if sum(_lines(text, size) for text in (told, papers, *remarks, *blocks)) < size.lines:
        _print_all(state, plan, facts, everything=False)
    else:
        _print_less(state, plan, facts, size)


def _lines(text: str, size: Size) -> int:
    return sum(max(1, -(-width(line) // size.columns)) for line in text.splitlines())


def _print_all(state: dict[str, Any], plan: Plan, facts: list[Fact], *, everything: bool) -> None:
    console.say(console.listing(all_facts(facts)))
    if papers := _papers(state):
        console.say("\n" + console.table(_heads(), papers))
    if everything and state["published"]:
        counts = [[name, f"{rows:,}"] for name, rows in state["published"]["rows"].items()]
        console.say("\n" + console.table([notice("label_table"), notice("label_rows")], counts, [False, True]))
    for remark in plan.notices:
        console.complain(f"… {remark.text()}")
    console.show_refused(plan.refused)


def _print_less(state: dict[str, Any], plan: Plan, facts: list[Fact], size: Size) -> None:
    """What is most wanted of each part; a line is left for the prompt, one between list and table."""
    told = console.listing(fewer_facts(facts, size))
    remarks = first_lines([f"… {remark.text()}" for remark in plan.notices], size._replace(lines=2))
    reasons = [f"✗ {name}: {causes_of(found)[0].problem.text()}" for name, found in plan.refused.items()]
    closing = [notice("reasons_with_all")] if reasons else []
    left = size.lines - 2 - len(told.splitlines()) - len(remarks) - len(closing)
    editions = [row for row in _papers(state) if row[0]]
    wanted = len(editions) + 2 if editions else 0
    of_reasons = max(left - wanted, min(len(reasons), left // 2)) if reasons else 0
    console.say(told)
    if editions:
        console.say("\n" + last_rows(_heads(), editions, size._replace(lines=left - of_reasons)))
    for line in [*remarks, *(first_lines(reasons, size._replace(lines=of_reasons)) if reasons else []), *closing]:
        console.complain(line)


def _heads() -> list[str]:
    return [
        notice("label_edition"),
        notice("label_years"),
        notice("label_tables"),
        notice("label_file"),
        notice("label_state"),
    ]


def _of_file(state: dict[str, Any], *, is_short: bool) -> list[Fact]:
    """What is published, and since when; many editions are counted where it is to be short."""
    where, published = console.short(Path(state["warehouse"])), state["published"]
    facts = [Fact(notice("label_raw"), [console.short(Path(state["raw"]))])]
    if not published:
        return [*facts, Fact(notice("label_warehouse"), [f"{where}  ({notice('not_yet_published')})"])]
    size, total = f"{published['size'] / 1e6:.1f}", f"{sum(published['rows'].values()):,}"
    at = datetime.fromisoformat(published["published_at"]).strftime("%Y-%m-%d %H:%M")
    back = f"  ({notice('rolled_back')})" if state["rolled_back"] else ""
    lacking = {name: covered["empty"] for name, covered in published["coverage"].items() if covered["empty"]}
    return [
        *facts,
        Fact(notice("label_warehouse"), [f"{where}  ({notice('size_and_rows', size=size, rows=total)})"]),
        Fact(notice("label_release"), [f"{notice('release_of', release=published['release'], at=at)}{back}"]),
        Fact(notice("label_editions"), [_list_of(published["editions"], is_short=is_short)]),
        Fact(notice("label_lacking"), [notice("lacking_in", edition=e, tables=t) for e, t in lacking.items()]),
        Fact(
            notice("label_unnamed"),
            [notice("unnamed_in", edition=e, words=words) for e, words in published["unnamed"].items()],
        ),
        Fact(
            notice("label_doubtful"),
            [notice("doubtful_in", edition=e, values=values) for e, values in published["doubtful"].items()],
        ),
        Fact(
            notice("label_unexplained"),
            [notice("unexplained_in", edition=e, figures=found) for e, found in published["unexplained"].items()],
        ),
        Fact(
            notice("label_unseen"),
            [notice("unseen_in", edition=e, characters=found) for e, found in published["unseen"].items()],
        ),
    ]


_MANY = 12
"""Editions that are no longer listed but counted."""


def _list_of(editions: list[str], *, is_short: bool) -> str:
    if not is_short or len(editions) < _MANY:
        return ", ".join(editions)
    return notice("editions_from_to", count=len(editions), first=editions[0], last=editions[-1])


def _of_state(state: dict[str, Any], plan: Plan) -> list[Fact]:
    """Whether it is fresh, and what is to be done."""
    published = state["published"]
    found = due(newest_year(published["editions"] if published else []), console.settings().freshness)
    to_do = [] if state["up_to_date"] else [told.text() for told in standing_of(plan)]
    runs = [
        f"{_RUNS[run['state']].text()}: {run['job']} {run['edition']}".rstrip() + f" (run {run['run'][:8]})"
        for run in state["runs"]
    ]
    return [
        Fact(notice("label_due"), [found.words().text()] if found.is_late or published else []),
        Fact(notice("label_state"), [_standing(state)]),
        Fact("", to_do),
        Fact(notice("label_runs"), runs),
    ]


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
