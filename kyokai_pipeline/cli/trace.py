"""``kyokai trace``: from a value to its places on the paper."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.published import opened
from kyokai_pipeline.cli.table import folded, width
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.trace.lookup import Trace
    from kyokai_pipeline.trace.places import Place


FIGURES_SHOWN = 8
"""Figures of one row that are listed before --all is asked for."""


def show(raw: Path, warehouse: Path, asked: str, *, image: Path | None, as_json: bool, everything: bool = False) -> int:
    """Look a question up and print what was found; the exit code."""
    from kyokai_pipeline.trace.lookup import trace
    from kyokai_pipeline.trace.pictures import require_format

    if image is not None:
        try:
            require_format(image)
        except ReportError as error:
            console.complain(error.block())
            return console.USAGE
    with opened(warehouse) as connection:
        if connection is None:
            return console.REFUSED
        found = trace(connection, asked, limit=100 if everything else 20)
        code = _told(found, asked, as_json=as_json, everything=everything)
        if image is None or not found:
            return code
        return _draw(connection, found, raw, image, everything=everything)


def _told(found: Sequence[Trace], asked: str, *, as_json: bool, everything: bool) -> int:
    if as_json:
        console.say_json({"asked": asked, "rows": [one.as_dict() for one in found]})
    elif found:
        _print_all(found, everything=everything)
    if not found:
        console.complain(f"✗ {notice('trace_nothing', asked=asked)}")
        console.complain("  " + notice("trace_ask", command=console.command()))
        return console.USAGE
    return console.GOOD


def _draw(
    connection: duckdb.DuckDBPyConnection, found: Sequence[Trace], raw: Path, image: Path, *, everything: bool
) -> int:
    """The figures of the best match on one sheet; with ``everything`` those of all, on as many sheets as that takes."""
    from kyokai_pipeline.trace.pictures import MOST, as_form, evidence, require_format

    places = _places(found, everything=everything)
    if not places:
        console.complain(f"✗ {notice('trace_no_paper')}")
        return console.USAGE
    sheets = [places[at : at + MOST] for at in range(0, len(places), MOST)][: None if everything else 1]
    for number, sheet in enumerate(sheets, 1):
        target = image if number == 1 else image.with_stem(f"{image.stem}-{number}")
        try:
            picture = evidence(connection, sheet, raw)
        except ReportError as error:
            console.complain(error.block())
            return console.code_of(error)
        target.write_bytes(as_form(picture, require_format(image)))
        console.complain(f"● {console.short(target)}")
    if left := len(places) - sum(map(len, sheets)):
        console.complain(f"  … +{left}: --all")
    return console.GOOD


def _places(found: Sequence[Trace], *, everything: bool) -> list[Place]:
    """Each figure once: those of the first row that has any, or those of all rows."""
    of = [one.places for one in found if one.places]
    return list({place.figure_id: place for some in (of if everything else of[:1]) for place in some}.values())


def _print_all(found: Sequence[Trace], *, everything: bool) -> None:
    """As much as fits on one screen, at least the first; how much more there is."""
    size = shutil.get_terminal_size()
    room = size.lines - 3
    for at, one in enumerate(found):
        lines = _lines(one, everything=everything)
        room -= sum(len(folded(line, size.columns)) for line in lines)
        if at and room < 0 and not everything:
            console.say(notice("more_with_all", count=len(found) - at))
            return
        console.say("\n".join(lines))


def _lines(one: Trace, *, everything: bool) -> list[str]:
    lines = [f"■ {one.table}  " + "  ".join(f"{name}={value}" for name, value in one.key.items())]
    lines.append(f"  {one.description}")
    lines += [f"  {name} = {_shown(value)}   {one.meanings[name]}" for name, value in one.values.items()]
    shown = one.places if everything else one.places[:FIGURES_SHOWN]
    lines += [line for place in shown for line in _place_lines(place)]
    if len(shown) < len(one.places):
        lines.append("  └ " + notice("more_with_all", count=len(one.places) - len(shown)))
    lines += _sight(one.places)
    files = dict.fromkeys((place.source_file, place.sha256) for place in one.places)
    lines += [f"    {file}  sha256 {sha256}" for file, sha256 in files]
    return [*(part for line in lines for part in _within(line)), ""]


def _place_lines(place: Place) -> Iterator[str]:
    """Where a figure is printed, and who entered it where a person did."""
    box = ", ".join(f"{side:.1f}" for side in place.box)
    marks = f" {place.marks}" if place.marks else ""
    yield f"  └ 「{place.printed}」{marks} {place.edition_id} p.{place.page} ({box})  {place.figure_id}"
    if place.entered_by:
        yield "    " + notice("trace_by_hand", by=place.entered_by, on=str(place.entered_on))


def _sight(places: Sequence[Place]) -> list[str]:
    """How many facts look on the paper like what they claim, and on how many two engines agree; of no fact nothing."""
    facts = [place for place in places if place.seen is not None]
    seen, agreed = sum(p.seen == "agrees" for p in facts), sum(p.engines_agree is True for p in facts)
    return ["    " + notice("trace_sight", count=len(facts), seen=seen, agreed=agreed)] if facts else []


def _within(line: str) -> list[str]:
    """A line in as many as the terminal needs, each indented as the first."""
    room = console.room()
    if room is None or width(line) <= room:
        return [line]
    indent = " " * (4 if line.startswith(" ") else 2)
    first, *rest = folded(line, room - len(indent))
    return [first, *(indent + part for part in rest)]


def _shown(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
