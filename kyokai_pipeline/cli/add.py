"""``kyokai add`` and ``kyokai fetch``: a PDF enters raw/, checked and described."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.messages import notice, phrase

if TYPE_CHECKING:
    from kyokai_pipeline.acquire.add_file import Arrived
    from kyokai_pipeline.raw_folder.sidecar_writing import Origin


def add(raw: Path, warehouse: Path, file: str, origin: Origin, *, replacing: bool, as_json: bool) -> int:
    """Add a file or what lies at an address; the exit code."""
    from kyokai_pipeline.acquire.add_file import add_file

    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", file):
        return _fetch(raw, warehouse, file, origin, replacing=replacing, as_json=as_json)
    origin = replace(origin, terms=origin.terms or console.settings().fetch.terms)
    try:
        arrived = add_file(Path(file).expanduser(), raw, warehouse, origin, replacing=replacing)
    except ReportError as error:
        return _refused(error, as_json=as_json)
    _show(arrived, as_json=as_json)
    return console.GOOD


def fetch(raw: Path, warehouse: Path, url: str | None, *, as_json: bool) -> int:
    """Ask a page, or an address, for a new edition; the exit code."""
    return _fetch(raw, warehouse, url, None, replacing=False, as_json=as_json)


def _fetch(
    raw: Path, warehouse: Path, url: str | None, origin: Origin | None, *, replacing: bool, as_json: bool
) -> int:
    from kyokai_pipeline.acquire.fetch import NO_PAGE, fetch_new

    rules = console.settings().fetch
    try:
        fetched = fetch_new(rules, raw, warehouse, url, origin=origin, replacing=replacing)
    except ReportError as error:
        code = _refused(error, as_json=as_json)
        return console.USAGE if error.code == NO_PAGE else code
    if fetched.arrived is not None:
        _show(fetched.arrived, as_json=as_json)
    elif as_json:
        told = {"added": None, "document": fetched.document, "unchanged": fetched.unchanged}
        console.say_json(told)
    else:
        why = phrase("not_modified") if fetched.unchanged else phrase("same_as_in_raw")
        console.say(f"✓ {notice('nothing_new', why=why)}\n  {fetched.document}")
    return console.GOOD


def _show(arrived: Arrived, *, as_json: bool) -> None:
    if as_json:
        console.say_json(_plain(arrived))
        return
    report, path = arrived.report, console.short(arrived.path)
    tables = {name: len(frame) for name, frame in report.tables.items()}
    rows = f"{sum(tables.values()):,}"
    done = notice("described", path=path) if arrived.was_there else notice("added", path=path)
    console.say(f"✓ {done}")
    listed = [
        (notice("label_edition"), f"{report.edition.edition_id}  {report.edition.title}"),
        (notice("label_pages"), str(report.page_count)),
        (notice("label_tables"), notice("tables_and_rows", tables=len(tables), rows=rows)),
        (notice("label_sidecar"), console.short(arrived.path.with_suffix(".yml"))),
    ]
    if arrived.replaced is not None:
        listed.append((notice("label_before"), console.short(arrived.replaced)))
    console.say(console.listing(listed))
    if arrived.warnings:
        console.complain(f"\n! {notice('look_before_publishing', count=len(arrived.warnings))}")
    for warning in arrived.warnings:
        console.complain(f"\n{warning.block()}")
    console.say("\n" + notice("next_command", command=f"{console.command()} run"))


def _plain(arrived: Arrived) -> dict[str, Any]:
    return {
        "added": str(arrived.path),
        "edition_id": arrived.report.edition.edition_id,
        "sha256": arrived.report.sha256,
        "rows": {name: len(frame) for name, frame in arrived.report.tables.items()},
        "was_there": arrived.was_there,
        "replaced": str(arrived.replaced) if arrived.replaced else None,
        "warnings": [warning.as_dict() for warning in arrived.warnings],
    }


def _refused(error: ReportError, *, as_json: bool) -> int:
    problems = error.problems if isinstance(error, ReportRefused) else [error]
    if as_json:
        refused: dict[str, list[dict[str, Any]]] = {}
        for problem in problems:
            refused.setdefault(problem.file or "", []).append(problem.as_dict())
        told = {"added": None, "refused": refused}
        console.say_json(told)
    else:
        console.complain(error.block())
    return console.code_of(error)
