"""Reading a file that anybody may have put there: a regular one, not too large, and never waiting for bytes.

Belongs here: what keeps a pipe, a device or a file of gigabytes from holding up whoever reads it, and links that lead
elsewhere. Does not belong here: what the file says.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_BLOCK = 1 << 20


def content_of(path: Path, most_mb: float | None = None) -> bytes:
    """All bytes of a file.

    Args:
        path: The file.
        most_mb: No larger one is read; by default as the settings say.

    Raises:
        ReportError: It cannot be opened, is no file, or is too large.
    """
    with _opened(path, most_mb) as (file, most):
        return b"".join(_blocks(path, file, most))


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes, of which never more than one block is held.

    Raises:
        ReportError: As ``content_of``.
    """
    total = hashlib.sha256()
    with _opened(path, None) as (file, most):
        for block in _blocks(path, file, most):
            total.update(block)
    return total.hexdigest()


def require_regular(path: Path) -> None:
    """Only a file has an end: a pipe, a device or a socket would be read for ever.

    Raises:
        ReportError: It is something else, or a link that leads nowhere or to itself.
    """
    try:
        kind = path.stat().st_mode
    except OSError as error:
        raise refuse("unreadable_file", Where(file=path.name), reason=error.strerror or str(error)) from error
    if not stat.S_ISREG(kind):
        raise refuse("not_a_file", Where(file=path.name))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether it is a link to a file that does not lie in the folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


@contextmanager
def _opened(path: Path, most_mb: float | None) -> Iterator[tuple[BinaryIO, int]]:
    """The open file, and how many bytes it may have."""
    most = int((limits().file_mb if most_mb is None else most_mb) * 1e6)
    require_regular(path)
    try:
        # Another thing may have taken its place by now; O_NONBLOCK opens a pipe without waiting for who writes it.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise refuse("not_a_file", Where(file=path.name))
            if found.st_size > most:
                raise refuse("limit_size", Where(file=path.name), size=round(found.st_size / 1e6), limit=most // 10**6)
            yield file, most
    except OSError as error:
        raise refuse("unreadable_file", Where(file=path.name), reason=error.strerror or str(error)) from error


def _blocks(path: Path, file: BinaryIO, most: int) -> Iterator[bytes]:
    """The file block by block; one that grows while it is read is not read for ever."""
    left = most
    while block := file.read(_BLOCK):
        left -= len(block)
        if left < 0:
            raise refuse("limit_size", Where(file=path.name), size=round((most - left) / 1e6), limit=most // 10**6)
        yield block
