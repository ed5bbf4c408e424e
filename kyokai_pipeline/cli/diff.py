"""``kyokai diff A B``: what changed between two editions in the published file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.messages import notice, phrase

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {
    "kpi": phrase("diff_kpi"),
    "definition": phrase("diff_definition"),
    "value": phrase("diff_value"),
    "text": phrase("diff_text"),
}
_CHANGES = {"added": phrase("diff_added"), "gone": phrase("diff_gone"), "changed": phrase("diff_changed")}
_LISTED = 12
"""Where more texts of one column differ than this, they are counted; --json has all of them."""


def show(warehouse: Path, earlier: str, later: str, *, as_json: bool) -> int:
    """Compare two editions and print every difference; the exit code."""
    import duckdb

    from kyokai_pipeline.warehouse.comparison import two_editions

    database = paths.database(warehouse)
    if not database.is_file():
        console.not_published_yet(database)
        return console.REFUSED
    with duckdb.connect(str(database), read_only=True) as connection:
        known = [name for (name,) in connection.execute("SELECT edition_id FROM core.edition ORDER BY ALL").fetchall()]
        unknown = [name for name in (earlier, later) if name not in known]
        if unknown:
            console.complain(f"✗ {notice('no_such_published_edition', unknown=unknown, known=known)}")
            return console.USAGE
        changes = two_editions(connection, earlier, later)
    if as_json:
        console.say_json(changes)
    else:
        _print(changes, earlier, later)
    return console.GOOD


def _print(changes: list[dict[str, Any]], earlier: str, later: str) -> None:
    if not changes:
        console.say(notice("diff_same", earlier=earlier, later=later))
        return
    for kind, title in _KINDS.items():
        found = [change for change in changes if change["kind"] == kind]
        listed, counted = _parted(found, whole_rows=kind == "kpi")
        if not found:
            continue
        console.say(f"\n{title.text()}")
        rows = [
            [_named(entry), _CHANGES[entry["change"]].text(), _short(entry["before"]), _short(entry["after"])]
            for entry in listed
        ]
        if rows:
            console.say(console.table(["", "", earlier, later], rows, [False, False, kind == "value", kind == "value"]))
        for (place, change), count in sorted(counted.items()):
            console.say(f"  {place}: {count} {_CHANGES[change].text()}")


def _parted(found: list[dict[str, Any]], *, whole_rows: bool) -> tuple[list[dict[str, Any]], Counter[tuple[str, str]]]:
    """What is listed, and how many others there are: rows of one side only, and texts of which many differ."""
    many = Counter((entry["place"], entry["column"]) for entry in found if entry["kind"] == "text")
    listed, counted = [], Counter[tuple[str, str]]()
    for entry in found:
        if (entry["change"] == "changed" or whole_rows) and many[entry["place"], entry["column"]] <= _LISTED:
            listed.append(entry)
        else:
            counted[" ".join(filter(None, (entry["place"], entry["column"]))), entry["change"]] += 1
    return listed, counted


def _named(entry: dict[str, Any]) -> str:
    """The row, and the column where it is not the one that gives the row its sense."""
    plain = entry["column"] in (None, "value", "persons", "definition")
    return entry["subject"] if plain else f"{entry['subject']} {entry['column']}"


def _short(text: str | None) -> str:
    """A value without the zeros that only its column type has; long texts in their beginning."""
    if text is None:
        return ""
    plain = text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
    plain = plain.replace("\n", " ")
    return plain if len(plain) <= 60 else plain[:59] + "…"
