"""``kyokai status``: what lies in raw/, what is published, what was refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.refresh.due import due, newest_year
from kyokai_pipeline.refresh.plan import Plan, make_plan

if TYPE_CHECKING:
    from kyokai_pipeline.warehouse.contents import Contents


def show(raw: Path, warehouse: Path, *, as_json: bool) -> int:
    """Print the state; the exit code says whether something is refused."""
    plan = make_plan(raw, warehouse)
    state = _state(plan, raw, warehouse)
    if as_json:
        console.say(json.dumps(state, ensure_ascii=False, indent=2))
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
        "notices": plan.notices,
    }


def _published(held: Contents) -> dict[str, Any]:
    return {
        "editions": held.editions,
        "release": held.release,
        "size": held.size,
        "rows": held.rows,
        "unnamed": held.unnamed,
    }


_WORDS = {"to_read": "未取込 to read", "read": "取込済み read"}


def _print(state: dict[str, Any], plan: Plan) -> None:
    console.say(f"raw        {console.short(Path(state['raw']))}")
    published = state["published"]
    where = console.short(Path(state["warehouse"]))
    if published:
        rows = sum(published["rows"].values())
        console.say(f"warehouse  {where}  ({published['size'] / 1e6:.1f} MB, {rows:,} 行 rows)")
        console.say(f"editions   {', '.join(published['editions'])}")
        back = "  (戻した状態 rolled back: kyokai rollback で元に戻ります undoes it)" if state["rolled_back"] else ""
        console.say(f"release    {published['release']}{back}")
        for edition, words in published["unnamed"].items():
            console.say(
                f"unnamed    {edition}: 語彙にない語 words that no term explains: {words}  (kyokai propose {edition})"
            )
    else:
        console.say(f"warehouse  {where}  (未公開 not published yet)")
    found = due(newest_year(published["editions"] if published else []), console.settings().freshness)
    if found.is_late:
        console.say(f"due        {found.words()}")
    console.say(f"state      {'最新 up to date' if state['up_to_date'] else '更新あり: kyokai run  out of date'}")
    if state["papers"]:
        rows = [[p["edition_id"], p["file"], _WORDS[p["state"]], p["sha256"][:12]] for p in state["papers"]]
        console.say("\n" + console.table(["版 edition", "ファイル file", "状態 state", "sha256"], rows))
    if published:
        counts = [[name, f"{rows:,}"] for name, rows in published["rows"].items()]
        console.say("\n" + console.table(["表 table", "行 rows"], counts, [False, True]))
    for notice in plan.notices:
        console.complain(f"… {notice}")
    console.show_refused(plan.refused)
