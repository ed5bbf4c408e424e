"""Writing into a sidecar: where a PDF came from, and acknowledgements; what a person wrote there stays as it is.

Two that write at the same time both find their words there: one waits for the other, and whoever looked at a sidecar
for longer than that (checking the PDF, or an editor that knows of no waiting) does not write over what it has not seen.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.raw_folder.sidecar import parse_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kyokai_pipeline.raw_folder.sidecar import Sidecar
    from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
    from kyokai_pipeline.report.by_hand.transcription import Transcription

_UNSAID = re.compile(r"^\w+:\s*(?:null|~|''|\"\")?\s*(?:#.*)?$")
_EMPTY = re.compile(r"^(\[\s*\]|null|~)?\s*(#.*)?$")


@dataclass(frozen=True)
class Origin:
    """What somebody says of a PDF; None where nothing is said. The attributes are keys of the sidecar."""

    source: str | None = None
    url: str | None = None
    published_on: date | None = None
    retrieved_at: date | None = None
    note: str | None = None
    terms: str | None = None
    sha256: str | None = None


def describe(sidecar: Path, text: str, origin: Origin, *, is_new: bool) -> str:
    """The text of a sidecar with what ``origin`` says added.

    Args:
        sidecar: Where the text will stand; only its name is used.
        text: What stands there already, comments and all; empty for none.
        origin: What to add.
        is_new: Whether keys that nothing is known of are listed too, as null, for a person to fill in.

    Raises:
        ReportError: The text cannot be understood, or says otherwise already.
    """
    before = parse_sidecar(sidecar, text)
    lines = text.splitlines() or [f"# Where {sidecar.stem}.pdf came from. このPDFの出所。What is not known is null."]
    for key, value in vars(origin).items():
        said = getattr(before, key)
        if said is None:
            _fill(lines, key, value, is_new=is_new)
        elif value not in (None, said) and key not in {"source", "retrieved_at", "terms"}:
            raise _says_otherwise(sidecar, key, str(said), str(value))
    added = "\n".join(lines) + "\n"
    missing = {key: value for key, value in vars(origin).items() if value is not None and getattr(before, key) is None}
    if not _reads_as(sidecar, added, lambda after: all(getattr(after, key) == missing[key] for key in missing)):
        raise _described_by_hand(sidecar, [_line(key, value) for key, value in missing.items()])
    return added


def _reads_as(sidecar: Path, text: str, meant: Callable[[Sidecar], bool]) -> bool:
    """Whether a sidecar with that text can be understood and says what is meant."""
    try:
        return meant(parse_sidecar(sidecar, text))
    except ReportError:
        return False


def _fill(lines: list[str], key: str, value: str | date | None, *, is_new: bool) -> None:
    """Say what nothing is said of yet; of a new sidecar also what is not known."""
    if value is not None:
        _set(lines, key, value)
    elif is_new and not _line_of(lines, key):
        lines.append(f"{key}: null")


def _line_of(lines: list[str], key: str) -> int | None:
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), None)


def _set(lines: list[str], key: str, value: str | date) -> None:
    number = _line_of(lines, key)
    if number is None:
        lines.append(_line(key, value))
    elif _UNSAID.match(lines[number - 1]):
        lines[number - 1] = _line(key, value)


def _line(key: str, value: str | date) -> str:
    """A JSON string is a YAML string, whatever stands in it."""
    return f"{key}: {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"


def _says_otherwise(sidecar: Path, key: str, said: str, value: str) -> ReportError:
    where = Where(file=sidecar.name, printed=said)
    return refuse("sidecar_says_otherwise", where, file=sidecar.name, key=key, said=said, value=value)


def _described_by_hand(sidecar: Path, lines: list[str]) -> ReportError:
    return refuse("sidecar_by_hand", Where(file=sidecar.name), file=sidecar.name, lines=_below(lines))


def _below(lines: list[str]) -> str:
    return "".join(f"\n{line}" for line in lines)


def add_acknowledgement(sidecar: Path, entry: Acknowledgement) -> None:
    """Add one entry under ``acknowledged:``; the file is made where there is none.

    Raises:
        ReportError: The file cannot be understood, or its list is written in a way that cannot be added to.
    """
    fields = {"identity": entry.identity, "subject": entry.subject, "expect": entry.expect, "reason": entry.reason}
    _add(sidecar, "acknowledged", fields, lambda said: said.acknowledged, entry)


def add_transcription(sidecar: Path, entry: Transcription) -> None:
    """Add one entry under ``transcribed:``; the file is made where there is none.

    Raises:
        ReportError: As ``add_acknowledgement``.
    """
    fields: dict[str, str | date] = {"table": entry.table, "file": entry.file, "by": entry.by, "at": entry.at}
    _add(sidecar, "transcribed", fields, lambda said: said.transcribed, entry)


def _add(
    sidecar: Path,
    key: str,
    fields: Mapping[str, str | date],
    entries: Callable[[Sidecar], tuple[Any, ...]],
    entry: Any,
) -> None:
    with _alone(sidecar.parent):
        text = _text_of(sidecar)
        _replace(sidecar, text, _extended(sidecar, text, key, fields, entries, entry))


def write_sidecar(sidecar: Path, before: str, text: str) -> None:
    """Put ``text`` where ``before`` stood when it was looked at; empty for no file.

    Raises:
        ReportError: Something else stands there now; nothing is written.
    """
    with _alone(sidecar.parent):
        _replace(sidecar, before, text)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Whoever writes sidecars in a folder waits for the others; the lock goes with its process and leaves no file."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _text_of(sidecar: Path) -> str:
    return sidecar.read_bytes().decode("utf-8") if sidecar.exists() else ""


def _replace(sidecar: Path, before: str, text: str) -> None:
    new = sidecar.with_name(f".{sidecar.name}.new")
    new.write_text(text, encoding="utf-8")
    if _text_of(sidecar) != before:
        new.unlink()
        raise refuse("sidecar_changed", Where(file=sidecar.name), file=sidecar.name)
    new.replace(sidecar)


def _extended(
    sidecar: Path,
    text: str,
    key: str,
    fields: Mapping[str, str | date],
    entries: Callable[[Sidecar], tuple[Any, ...]],
    entry: Any,
) -> str:
    before = parse_sidecar(sidecar, text)
    added = "\n".join(_with(text.splitlines(), key, fields)) + "\n"
    if not _reads_as(sidecar, added, lambda after: entries(after) == (*entries(before), entry)):
        where = Where(file=sidecar.name)
        raise refuse("list_by_hand", where, file=sidecar.name, key=key, lines=_below(_item(fields, "  ")))
    return added


def _with(lines: list[str], key: str, fields: Mapping[str, str | date]) -> list[str]:
    opening = re.compile(rf"^{key}:[ \t]*(.*)$")
    at = next((i for i, line in enumerate(lines) if opening.match(line)), None)
    if at is None:
        return [*lines, f"{key}:", *_item(fields, "  ")]
    end = _end_of_list(lines, at)
    dashes = (line for line in lines[at + 1 : end] if line.lstrip().startswith("- "))
    first = next(dashes, "  - ")
    head = opening.match(lines[at])
    kept = lines[at]
    if head and _EMPTY.match(head[1]) and not head[1].startswith("#"):
        comment = head[1][head[1].index("#") :] if "#" in head[1] else ""
        kept = f"{key}:  {comment}".rstrip()
    return [*lines[:at], kept, *lines[at + 1 : end], *_item(fields, first[: first.index("-")]), *lines[end:]]


def _end_of_list(lines: list[str], at: int) -> int:
    """The line behind the list that opens at a line; empty lines behind it are not its own."""
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-"):
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _item(fields: Mapping[str, str | date], indent: str) -> list[str]:
    """JSON strings are YAML strings, whatever stands in them."""
    lines = [f"{indent}  {_line(key, value)}" for key, value in fields.items()]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]
