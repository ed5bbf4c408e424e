"""Tables entered by hand: what a sidecar says of them, and the CSV files beside the PDF.

Belongs here: the entry, the file and its bytes. Does not belong here: what stands in the file (report/by_hand/).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.messages import FaultyEntry
from kyokai_pipeline.regular_file import content_of, leads_out, require_regular
from kyokai_pipeline.report.by_hand.transcription import Transcription

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = ("table", "file", "by", "at")
_TEXTS = ("table", "file", "by")
MOST_CSV_MB = 1.0


def read_entry(entry: Any) -> Transcription:
    """Understand one entry of a sidecar's list ``transcribed:``.

    Raises:
        FaultyEntry: A key is missing, unknown or of the wrong kind, or the file does not lie beside the PDF.
    """
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        raise FaultyEntry("entry_keys", keys=_KEYS)
    if wrong := [name for name in _TEXTS if not isinstance(entry[name], str) or not entry[name].strip()]:
        raise FaultyEntry("entry_text", names=wrong)
    if type(entry["at"]) is not date:
        raise FaultyEntry("entry_day")
    if entry["file"] != PurePath(entry["file"]).name or "\\" in entry["file"]:
        raise FaultyEntry("entry_beside", file=entry["file"])
    return Transcription(entry["table"], entry["file"], " ".join(entry["by"].split()), entry["at"])


def with_content(entered: Transcription, folder: Path) -> Transcription:
    """The same with what its file says.

    Args:
        entered: An entry of a sidecar.
        folder: Where PDF and CSV lie.

    Raises:
        ReportError: There is no such file, or it is no text file of a sensible size in that folder.
    """
    path = folder / entered.file
    where = Where(file=entered.file)
    if not path.exists():
        raise refuse("hand_file_missing", where, file=entered.file, table=entered.table)
    require_regular(path)
    if leads_out(path, folder):
        raise refuse("link_out_of_raw", where)
    return replace(entered, text=_decoded(content_of(path, MOST_CSV_MB), entered))


def _decoded(content: bytes, entered: Transcription) -> str:
    """UTF-8, or the encoding in which a Japanese spreadsheet saves a CSV (cp932)."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("hand_file_encoding", Where(file=entered.file), file=entered.file)
