"""Writing an acknowledgement into a sidecar; the rest of the file, comments and all, stays as a person wrote it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kyokai_pipeline.editions.sidecar import parse_sidecar
from kyokai_pipeline.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.reconcile.acknowledge import Acknowledgement

_HEAD = re.compile(r"^acknowledged:[ \t]*(.*)$")
_NOTHING = re.compile(r"^(\[\s*\]|null|~)?\s*(#.*)?$")


def add_acknowledgement(sidecar: Path, entry: Acknowledgement) -> None:
    """Add one entry under ``acknowledged:``; the file is made where there is none.

    Raises:
        ReportError: The file cannot be understood, or its list is written in a way that cannot be added to.
    """
    text = sidecar.read_text(encoding="utf-8") if sidecar.exists() else ""
    before = parse_sidecar(sidecar, text)
    added = "\n".join(_with(text.splitlines(), entry)) + "\n"
    try:
        fits = parse_sidecar(sidecar, added).acknowledged == (*before.acknowledged, entry)
    except ReportError:
        fits = False
    if not fits:
        raise _by_hand(sidecar, entry)
    new = sidecar.with_name(f".{sidecar.name}.new")
    new.write_text(added, encoding="utf-8")
    new.replace(sidecar)


def _with(lines: list[str], entry: Acknowledgement) -> list[str]:
    at = next((i for i, line in enumerate(lines) if _HEAD.match(line)), None)
    if at is None:
        return [*lines, "acknowledged:", *_item(entry, "  ")]
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-"):
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    dashes = (line for line in lines[at + 1 : end] if line.lstrip().startswith("- "))
    first = next(dashes, "  - ")
    head = _HEAD.match(lines[at])
    kept = lines[at]
    if head and _NOTHING.match(head[1]) and not head[1].startswith("#"):
        comment = head[1][head[1].index("#") :] if "#" in head[1] else ""
        kept = f"acknowledged:  {comment}".rstrip()
    return [*lines[:at], kept, *lines[at + 1 : end], *_item(entry, first[: first.index("-")]), *lines[end:]]


def _item(entry: Acknowledgement, indent: str) -> list[str]:
    """JSON strings are YAML strings, whatever stands in them."""
    fields = {"identity": entry.identity, "subject": entry.subject, "expect": entry.expect, "reason": entry.reason}
    lines = [f"{indent}  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _by_hand(sidecar: Path, entry: Acknowledgement) -> ReportError:
    item = "\n".join(_item(entry, "  "))
    return ReportError(
        f"The list acknowledged: in {sidecar.name} is written in a way that cannot be added to.",
        f"{sidecar.name} の acknowledged: の書き方には追記できません。",
        f"Nothing was written. Add by hand, one entry a line:\n{item}",
        f"何も書き込んでいません。手で追記してください。\n{item}",
        file=sidecar.name,
        code="sidecar",
    )
