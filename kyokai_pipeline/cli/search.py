"""``kyokai search``: where words stand in the published editions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.published import opened

if TYPE_CHECKING:
    from pathlib import Path


def show(warehouse: Path, asked: str, limit: int, *, as_json: bool) -> int:
    """Print every text that holds the words; the exit code."""
    from kyokai_pipeline.trace.search import search

    with opened(warehouse) as connection:
        if connection is None:
            return console.REFUSED
        found = search(connection, asked, limit)
    if as_json:
        console.say(json.dumps([hit.as_dict() for hit in found], ensure_ascii=False, indent=2))
        return console.GOOD
    rows = [[hit.kind, hit.edition_id, str(hit.page or ""), hit.name or "", hit.shown] for hit in found]
    console.say(console.table(["種類 kind", "版 edition", "頁 page", "名 name", "文 text"], rows))
    console.say(f"\n{len(found)} 件 found")
    return console.GOOD
