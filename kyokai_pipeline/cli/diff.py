"""``kyokai diff A B``: what changed between two editions in the published file."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.messages import notice, phrase

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_KINDS = {
    "kpi": phrase("diff_kpi"),
    "definition": phrase("diff_definition"),
    "label": phrase("diff_label"),
    "value": phrase("diff_value"),
}
_CHANGES = {"added": phrase("diff_added"), "gone": phrase("diff_gone"), "changed": phrase("diff_changed")}


def show(warehouse: Path, earlier: str, later: str, *, as_json: bool) -> int:
    """Compare two editions and print every difference; the exit code."""
    import duckdb

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
        changes = differences(connection, earlier, later)
    if as_json:
        console.say_json(changes)
    else:
        _print(changes, earlier, later)
    return console.GOOD


def differences(connection: duckdb.DuckDBPyConnection, earlier: str, later: str) -> list[dict[str, Any]]:
    """One entry a difference: kind, place, subject, change, before, after and the figures of both."""
    query = files("kyokai_pipeline.warehouse").joinpath("differences.sql").read_text(encoding="utf-8")
    cursor = connection.execute(query, {"earlier": earlier, "later": later})
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print(changes: list[dict[str, Any]], earlier: str, later: str) -> None:
    if not changes:
        console.say(notice("diff_same", earlier=earlier, later=later))
        return
    for kind, title in _KINDS.items():
        found = [change for change in changes if change["kind"] == kind]
        if not found:
            continue
        console.say(f"\n{title.text()}")
        rows = [
            [entry["subject"], _CHANGES[entry["change"]].text(), _short(entry["before"]), _short(entry["after"])]
            for entry in found
            if kind != "value" or entry["change"] == "changed"
        ]
        if rows:
            console.say(console.table(["", "", earlier, later], rows, [False, False, kind == "value", kind == "value"]))
        if kind == "value":
            _print_sides(found)


def _print_sides(found: list[dict[str, Any]]) -> None:
    """Values that only one of the editions has, counted by table."""
    sides = Counter((entry["place"], entry["change"]) for entry in found if entry["change"] != "changed")
    for (place, change), count in sorted(sides.items()):
        console.say(f"  {place}: {count} {_CHANGES[change].text()}")


def _short(text: str | None) -> str:
    """A value without the zeros that only its column type has; long texts in their beginning."""
    if text is None:
        return ""
    plain = text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
    plain = plain.replace("\n", " ")
    return plain if len(plain) <= 60 else plain[:59] + "…"
