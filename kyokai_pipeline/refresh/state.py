"""What is remembered between two runs, so that an unchanged file is not opened again.

Belongs here: conclusions only (which edition a file is, why it was refused, what was published from what, what was
told of). Losing the file costs a few seconds of reading, never data: what is published and what was rolled back is
then read from the files themselves (``published``). Read it with ``load``; change it inside ``changing``, which two
processes may do.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import PICTURE, ReportError, ReportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = 2


@dataclass
class Published:
    """What the published file was made from.

    Attributes:
        building: ``fingerprint.building()`` at that time.
        editions: Edition id -> fingerprint of what was staged.
        size: Of the published file, bytes.
        mtime_ns: Of the published file.
        release: Its number.
    """

    building: str
    editions: dict[str, str]
    size: int
    mtime_ns: int
    release: int


@dataclass
class Memory:
    """Keys are fingerprints of reading code, PDF and sidecar together.

    Attributes:
        identified: Key -> edition id.
        refused: Key -> why.
        published: What the published file was made from.
        told: Marks of refusals that somebody was told of.
        told_due: Fiscal year of whose absence somebody was told.
        followed: Dashboard and exports -> number of the release that they show.
    """

    path: Path
    identified: dict[str, str] = field(default_factory=dict)
    refused: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    published: Published | None = None
    told: list[str] = field(default_factory=list)
    told_due: int | None = None
    followed: dict[str, int] = field(default_factory=dict)

    def refuse(self, key: str, error: ReportError) -> None:
        """Remember why a file was refused."""
        problems = error.problems if isinstance(error, ReportRefused) else [error]
        self.refused[key] = [self._kept(problem.to_plain()) for problem in problems]

    def accept(self, key: str) -> bool:
        """Forget that a file was refused; whether there was anything to forget."""
        return self.refused.pop(key, None) is not None

    def refusal(self, key: str) -> list[ReportError]:
        """The remembered reasons, as errors again; empty where the file was not refused."""
        return [ReportError.from_plain(self._found(plain)) for plain in self.refused.get(key, [])]

    def _kept(self, plain: dict[str, Any]) -> dict[str, Any]:
        """A picture of the place by its name in the warehouse folder, which may be moved."""
        if PICTURE not in plain["details"]:
            return plain
        picture, folder = Path(plain["details"][PICTURE]), self.path.parent
        if not picture.is_relative_to(folder):
            return plain
        return {**plain, "details": {**plain["details"], PICTURE: picture.relative_to(folder).as_posix()}}

    def _found(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The picture where it lies now; none where it is gone."""
        details = dict(plain["details"])
        if (kept := details.pop(PICTURE, None)) and (picture := self.path.parent / kept).is_file():
            details[PICTURE] = str(picture)
        return {**plain, "details": details}

    def keep(self, keys: set[str]) -> None:
        """Forget files that no longer lie in raw/."""
        self.identified = {key: value for key, value in self.identified.items() if key in keys}
        self.refused = {key: value for key, value in self.refused.items() if key in keys}

    def publish(self, database: Path, building: str, editions: dict[str, str], release: int) -> None:
        """Remember what ``database`` was made from."""
        stat = database.stat()
        self.published = Published(building, dict(sorted(editions.items())), stat.st_size, stat.st_mtime_ns, release)

    def knows(self, database: Path) -> bool:
        """Is ``database`` still, to all appearance, the file that was published last?"""
        if self.published is None or not database.is_file():
            return False
        stat = database.stat()
        return (self.published.size, self.published.mtime_ns) == (stat.st_size, stat.st_mtime_ns)

    def save(self) -> None:
        """Write it, whole or not at all."""
        content = {
            "version": _VERSION,
            "identified": self.identified,
            "refused": self.refused,
            "published": asdict(self.published) if self.published else None,
            "told": self.told,
            "told_due": self.told_due,
            "followed": self.followed,
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        beside.replace(self.path)


@contextmanager
def changing(warehouse: Path) -> Iterator[Memory]:
    """The memory as it is now, saved at the end of the block; another process that changes it waits meanwhile.

    Raises:
        OSError: The folder cannot be written.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / ".memory.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = load(warehouse)
        yield kept
        kept.save()


def load(warehouse: Path) -> Memory:
    """The memory of a warehouse folder; an empty one where there is none or it cannot be understood."""
    path = warehouse / ".memory.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            return Memory(path)
        published = content["published"]
        memory = Memory(
            path,
            {str(key): str(edition) for key, edition in content["identified"].items()},
            {str(key): list(problems) for key, problems in content["refused"].items()},
            Published(**published) if published else None,
            [str(mark) for mark in content.get("told", [])],
            content.get("told_due"),
            {str(name): int(number) for name, number in content.get("followed", {}).items()},
        )
        for key in memory.refused:
            memory.refusal(key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory(path)
    return memory
