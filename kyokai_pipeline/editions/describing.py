"""Writing what is known of a PDF's origin into its sidecar; what a person wrote there stays as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kyokai_pipeline.editions.sidecar import parse_sidecar
from kyokai_pipeline.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

_NOTHING = re.compile(r"^\w+:\s*(?:null|~|''|\"\")?\s*(?:#.*)?$")


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
        if value is None:
            if is_new and said is None and not _line_of(lines, key):
                lines.append(f"{key}: null")
        elif said is None:
            _set(lines, key, value)
        elif said != value and key not in {"source", "retrieved_at", "terms"}:
            raise _says_otherwise(sidecar, key, str(said), str(value))
    added = "\n".join(lines) + "\n"
    missing = {key: value for key, value in vars(origin).items() if value is not None and getattr(before, key) is None}
    try:
        after = parse_sidecar(sidecar, added)
        fits = all(getattr(after, key) == value for key, value in missing.items())
    except ReportError:
        fits = False
    if not fits:
        raise _by_hand(sidecar, [_line(key, value) for key, value in missing.items()])
    return added


def _line_of(lines: list[str], key: str) -> int | None:
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), None)


def _set(lines: list[str], key: str, value: str | date) -> None:
    number = _line_of(lines, key)
    if number is None:
        lines.append(_line(key, value))
    elif _NOTHING.match(lines[number - 1]):
        lines[number - 1] = _line(key, value)


def _line(key: str, value: str | date) -> str:
    """A JSON string is a YAML string, whatever stands in it."""
    return f"{key}: {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"


def _says_otherwise(sidecar: Path, key: str, said: str, value: str) -> ReportError:
    return ReportError(
        f"The sidecar says {key}: {said} already, not {value}.",
        f"付属ファイル（{sidecar.name}）には別の{key}が書かれています。",
        f"Decide which is right, in {sidecar.name}; nothing was written.",
        f"{sidecar.name}でどちらが正しいか決めてください。何も書き込んでいません。",
        file=sidecar.name,
        printed=said,
        code="sidecar",
    )


def _by_hand(sidecar: Path, lines: list[str]) -> ReportError:
    listed = "\n".join(lines)
    return ReportError(
        f"The sidecar {sidecar.name} is written in a way that cannot be added to.",
        f"{sidecar.name} の書き方には追記できません。",
        f"Nothing was written. Write into it by hand:\n{listed}",
        f"何も書き込んでいません。手で書き加えてください。\n{listed}",
        file=sidecar.name,
        code="sidecar",
    )
