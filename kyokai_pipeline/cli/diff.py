"""``kyokai diff A B``: what changed between two editions in the published file."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
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
_LONGEST, _LEAD = 60, 12
"""Characters of a text that are shown, and how many of them before the place where two texts part."""


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
        console.say_json({"earlier": earlier, "later": later, "changes": changes})
    else:
        _print(changes, earlier, later)
    return console.GOOD


def _print(changes: list[dict[str, Any]], earlier: str, later: str) -> None:
    if not changes:
        console.say(notice("diff_same", earlier=earlier, later=later))
        return
    for kind, title in _KINDS.items():
        found = [change for change in changes if change["kind"] == kind]
        if not found:
            continue
        console.say(f"\n{title.text()}")
        listed, counted, other_years = _parted(found)
        if listed and kind == "value":
            _print_values(listed, earlier, later)
        elif listed:
            _print_texts(listed, earlier, later, whole=kind == "definition")
        for (place, change), count in counted.items():
            console.say(f"  {place}: {count} {_CHANGES[change].text()}")
        for place, rows in other_years.items():
            console.say("  " + notice("diff_other_year", place=place, gone=rows["gone"], added=rows["added"]))


def _parted(
    found: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], Counter[tuple[str, str]], dict[str, Counter[str]]]:
    """What is listed, how many texts are not because many differ, and how many rows of a table are of another year."""
    many = Counter((entry["place"], entry["column"]) for entry in found if entry["kind"] == "text")
    listed, counted = [], Counter[tuple[str, str]]()
    other_years: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in found:
        if entry["other_year"]:
            other_years[entry["place"]][entry["change"]] += 1
        elif many[entry["place"], entry["column"]] <= _LISTED:
            listed.append(entry)
        else:
            counted[" ".join(filter(None, (entry["place"], entry["column"]))), entry["change"]] += 1
    return listed, counted, other_years


def _print_values(listed: list[dict[str, Any]], earlier: str, later: str) -> None:
    rows = [
        [_named(entry), *(_amount(entry[side], entry["unit"]) for side in ("before", "after")), _change(entry)]
        for entry in listed
    ]
    console.say(console.table(["", earlier, later, notice("label_change")], rows, [False, True, True, True]))


def _print_texts(listed: list[dict[str, Any]], earlier: str, later: str, *, whole: bool) -> None:
    """Both texts; definitions in full, of other long texts what is around the first difference."""
    rows = []
    for entry in listed:
        before, after = (
            None if text is None else text.replace("\n", " ") for text in (entry["before"], entry["after"])
        )
        cut = 0 if whole or before is None or after is None else _shared(before, after)
        shown = [_short(text, cut, whole=whole) for text in (before, after)]
        rows.append([_named(entry), _CHANGES[entry["change"]].text(), *shown])
    console.say(console.table(["", "", earlier, later], rows))


def _named(entry: dict[str, Any]) -> str:
    """The row, and the column where it is not the one that gives the row its sense."""
    plain = entry["column"] in (None, "value", "persons", "definition")
    return entry["subject"] if plain else f"{entry['subject']} {entry['column']}"


def _amount(text: str | None, unit: str | None) -> str:
    """A value with its unit, thousands apart, without the zeros that only its column type has."""
    if text is None:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if unit is None:  # a year, a number of an initiative: nothing that is counted
        return f"{_plain(number)}"
    return f"{_plain(number):,}{unit if unit == '%' else f' {unit}'}"


def _change(entry: dict[str, Any]) -> str:
    """By how much, with its unit; of two shares in percentage points; or that the row is on one side only."""
    if entry["difference"] is None:
        return _CHANGES[entry["change"]].text()
    unit = notice("points") if entry["unit"] == "%" else entry["unit"]
    return f"{_plain(Decimal(entry['difference'])):+,} {unit or ''}".rstrip()


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _shared(before: str, after: str) -> int:
    """How much of the beginning may be left out, so that where the texts part can be seen."""
    pairs = zip(before, after, strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
    return max(0, at - _LEAD) if max(len(before), len(after)) > _LONGEST else 0


def _short(text: str | None, cut: int, *, whole: bool) -> str:
    if text is None or whole:
        return text or ""
    shown = f"…{text[cut:]}" if cut else text
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
