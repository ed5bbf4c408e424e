"""``kyokai trace``: from a value to its places on the paper."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.published import opened
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline.trace.lookup import Trace
    from kyokai_pipeline.trace.places import Place


def show(raw: Path, warehouse: Path, asked: str, *, image: Path | None, as_json: bool) -> int:
    """Look a question up and print what was found; the exit code."""
    from kyokai_pipeline.trace.lookup import trace

    with opened(warehouse) as connection:
        if connection is None:
            return console.REFUSED
        found = trace(connection, asked)
    if as_json:
        console.say(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2))
    elif found:
        for one in found:
            _print(one)
    if not found:
        console.complain(f"✗ {notice('trace_nothing', asked=asked)}")
        console.complain("  " + notice("trace_ask", command=console.command()))
        return console.USAGE
    return _draw(found[0].places, raw, image) if image is not None else console.GOOD


def _draw(places: Sequence[Place], raw: Path, image: Path) -> int:
    from kyokai_pipeline.trace.places import picture_of

    try:
        picture = picture_of(places, raw)
    except ReportError as error:
        console.complain(error.block())
        return console.REFUSED
    picture.save(image, "PNG")
    console.complain(f"● {console.short(image)}")
    return console.GOOD


def _print(one: Trace) -> None:
    console.say(f"■ {one.table}  " + "  ".join(f"{name}={value}" for name, value in one.key.items()))
    console.say(f"  {one.description}")
    for name, value in one.values.items():
        console.say(f"  {name} = {_shown(value)}   {one.meanings[name]}")
    for place in one.places:
        box = ", ".join(f"{side:.1f}" for side in place.box)
        console.say(f"  └ 「{place.printed}」 {place.edition_id} p.{place.page} ({box})  {place.figure_id}")
    for file, sha256 in dict.fromkeys((place.source_file, place.sha256) for place in one.places):
        console.say(f"    {file}  sha256 {sha256}")
    console.say()


def _shown(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
