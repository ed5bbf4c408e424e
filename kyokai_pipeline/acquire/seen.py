"""What was seen at which address, so that the same content is not sent twice. Losing it costs one download."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.acquire.http_answer import Validators

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1


@dataclass(frozen=True)
class SeenDocument:
    """A PDF that lay at an address and is in ``raw/``."""

    sha256: str
    validators: Validators


@dataclass(frozen=True)
class SeenPage:
    """A page, and which of its links was chosen by which words.

    Attributes:
        document: Address of the chosen PDF.
        words: ``link_words`` and ``not_words`` of that time.
    """

    document: str
    words: list[list[str]]
    validators: Validators


@dataclass
class Seen:
    """Address -> what was seen there."""

    path: Path
    documents: dict[str, SeenDocument] = field(default_factory=dict)
    pages: dict[str, SeenPage] = field(default_factory=dict)

    def save(self) -> None:
        """Write it, whole or not at all."""
        content = {
            "version": _VERSION,
            "documents": {url: asdict(seen) for url, seen in self.documents.items()},
            "pages": {url: asdict(seen) for url, seen in self.pages.items()},
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(self.path)


def load_seen(warehouse: Path) -> Seen:
    """What is known in a warehouse folder; nothing where the file is missing or cannot be understood."""
    path = warehouse / ".fetch.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            return Seen(path)
        return Seen(
            path,
            {
                url: SeenDocument(seen["sha256"], Validators(**seen["validators"]))
                for url, seen in content["documents"].items()
            },
            {
                url: SeenPage(seen["document"], seen["words"], Validators(**seen["validators"]))
                for url, seen in content["pages"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Seen(path)
