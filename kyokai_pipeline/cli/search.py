"""``kyokai search``: where words stand in the published editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.published import opened
from kyokai_pipeline.messages import notice, phrase

if TYPE_CHECKING:
    from pathlib import Path


_KINDS = {
    "passage": phrase("kind_passage"),
    "initiative": phrase("kind_initiative"),
    "action_plan_item": phrase("kind_action_plan_item"),
    "kpi": phrase("kind_kpi"),
    "figure": phrase("kind_figure"),
}


def show(warehouse: Path, asked: str, limit: int, *, as_json: bool) -> int:
    """Print every text that holds the words; the exit code."""
    from kyokai_pipeline.trace.search import search

    with opened(warehouse) as connection:
        if connection is None:
            return console.REFUSED
        found = search(connection, asked, limit)
    if as_json:
        console.say_json({"asked": asked, "hits": [hit.as_dict() for hit in found]})
        return console.GOOD
    rows = [[_KINDS[hit.kind].text(), hit.edition_id, str(hit.page or ""), hit.name or "", hit.shown] for hit in found]
    heads = [
        notice("label_kind"),
        notice("label_edition"),
        notice("label_page"),
        notice("label_name"),
        notice("label_text"),
    ]
    console.say(console.table(heads, rows, [False, False, True, False, False]))
    console.say("\n" + notice("hits_found", hits=len(found)))
    return console.GOOD
