"""The small YAML file beside a PDF that says where it came from."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.messages import FaultyEntry, Phrase, phrase
from kyokai_pipeline.raw_folder.annotations import AcknowledgedAnnotation, read_annotation
from kyokai_pipeline.raw_folder.corrections import Correction, read_correction
from kyokai_pipeline.raw_folder.plain_yaml import load
from kyokai_pipeline.raw_folder.transcribed import read_entry
from kyokai_pipeline.reconcile.acknowledge import Acknowledgement, read_acknowledgement
from kyokai_pipeline.regular_file import content_of
from kyokai_pipeline.schemas.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kyokai_pipeline.report.by_hand.transcription import Transcription


@dataclass(frozen=True)
class Sidecar:
    """What is known of a PDF's origin; None where it is not known.

    Attributes:
        source: Publisher and title, as one would cite it.
        url: Where it was downloaded.
        url_missing_reason: Why there is no url.
        archived_url: Where a copy stays should the publisher move the file, e.g. in a web archive.
        published_on: The publisher's date.
        retrieved_at: The day it was fetched.
        note: Anything a reader of the figures should know about this copy.
        terms: Under which terms it may be used.
        sha256: Of the PDF; a file with another hash is refused.
        acknowledged: Contradictions of the report that are known to be its own.
        acknowledged_annotations: Annotations over numbers that hold all the same.
        corrections: Values that the report prints wrongly, and what they should be.
        missing_tables: Tables that this edition has none of, and why.
        transcribed: Tables that a person entered; their files are not opened yet.
    """

    source: str | None = None
    url: str | None = None
    url_missing_reason: str | None = None
    archived_url: str | None = None
    published_on: date | None = None
    retrieved_at: date | None = None
    note: str | None = None
    terms: str | None = None
    sha256: str | None = None
    acknowledged: tuple[Acknowledgement, ...] = ()
    acknowledged_annotations: tuple[AcknowledgedAnnotation, ...] = ()
    corrections: tuple[Correction, ...] = ()
    missing_tables: tuple[tuple[str, str], ...] = ()
    transcribed: tuple[Transcription, ...] = ()

    @property
    def says_origin(self) -> bool:
        """Whether somebody said where the PDF came from, or why that cannot be said."""
        return bool(self.url or self.url_missing_reason)

    @property
    def provenance(self) -> Provenance:
        """What core.edition keeps of it."""
        terms, note = (" ".join(said.split()) if said else None for said in (self.terms, self.note))
        return Provenance(self.url, self.archived_url, self.published_on, self.retrieved_at, terms, note)


MOST_SIDECAR_MB = 1.0
_KEYS = tuple(item.name for item in fields(Sidecar))
_DATES = ("published_on", "retrieved_at")


def _missing_table(entry: Any) -> tuple[str, str]:
    """Table and reason of one entry."""
    if not isinstance(entry, dict) or set(entry) != {"table", "reason"}:
        raise FaultyEntry("entry_keys", keys=("table", "reason"))
    table, reason = entry["table"], entry["reason"]
    if not all(isinstance(text, str) and text.strip() for text in (table, reason)):
        raise FaultyEntry("entry_text", names=("table", "reason"))
    return table, " ".join(reason.split())


_LISTS: dict[str, Callable[[Any], Any]] = {
    "acknowledged": read_acknowledgement,
    "acknowledged_annotations": read_annotation,
    "corrections": read_correction,
    "missing_tables": _missing_table,
    "transcribed": read_entry,
}


def read_sidecar(path: Path) -> Sidecar:
    """Read and check a sidecar.

    Raises:
        ReportError: Not to be opened, not YAML, not a mapping, an unknown key, or a value of the wrong kind.
    """
    return parse_sidecar(path, content_of(path, MOST_SIDECAR_MB))


def parse_sidecar(path: Path, content: str | bytes) -> Sidecar:
    """The same for what is, or would be, the content of ``path``.

    Raises:
        ReportError: As ``read_sidecar``.
    """
    try:
        said = load(content if isinstance(content, str) else content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _refuse(path, phrase("sidecar_no_yaml", reason=error)) from error
    except FaultyEntry as error:
        raise _refuse(path, error.why) from error
    return _sidecar(path, said)


def _sidecar(path: Path, content: Any) -> Sidecar:
    if content is None:
        return Sidecar()
    if not isinstance(content, dict):
        raise _refuse(path, phrase("sidecar_no_mapping"))
    for key, value in content.items():
        if key in _LISTS:
            content[key] = _entries(path, key, value)
        else:
            _check(path, str(key), value)
    return Sidecar(**content)


def _entries(path: Path, key: str, value: Any) -> tuple[Any, ...]:
    if value is not None and not isinstance(value, list):
        raise _refuse(path, phrase("sidecar_no_list", key=key), str(value))
    try:
        return tuple(_LISTS[key](entry) for entry in value or ())
    except FaultyEntry as error:
        raise _refuse(path, phrase("sidecar_entry", key=key, why=error.why)) from error


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KEYS:
        near = next(iter(difflib.get_close_matches(key, _KEYS, 1)), None)
        raise _refuse(path, phrase("sidecar_unknown_key", key=key, near=near, known=_KEYS), key)
    if value is None:
        return
    # A date with a clock time is a datetime, which is a date too: type() tells them apart.
    kind = date if key in _DATES else str
    if type(value) is not kind:
        raise _refuse(path, phrase("sidecar_kind", key=key, kind="date" if key in _DATES else "text"), str(value))
    if key == "sha256" and not re.fullmatch(r"[0-9a-f]{64}", str(value)):
        raise _refuse(path, phrase("sidecar_hash"), str(value))


def _refuse(path: Path, why: Phrase, printed: str | None = None) -> ReportError:
    return refuse("sidecar", Where(file=path.name, printed=printed), why=why, file=path.name, keys=_KEYS)
