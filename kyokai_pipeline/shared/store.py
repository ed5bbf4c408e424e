"""Objects under one URL. Writing replaces an object at once; of several who create one, exactly one succeeds.

Everything that two machines may do at the same time rests on these two, not on a lock: a lock of a machine that died
would have to be broken by a clock.
"""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kyokai_pipeline.errors import ReportError, refuse
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.settings import shared_url

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = ("file", "s3")
"""Kinds of URL of which it is known that creating an object fails where it is there already."""


class Store:
    """What lies under a URL.

    Attributes:
        url: As the settings give it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        kind = urlsplit(url).scheme
        if kind not in KNOWN:
            raise refuse("shared_unknown_kind", kind=kind or url, known=KNOWN)
        with self._asking():
            import fsspec

            # What another machine wrote a moment ago must be seen: nothing is remembered of an earlier question.
            options: dict[str, Any] = {"auto_mkdir": True} if kind == "file" else {"use_listings_cache": False}
            self._files, self._root = fsspec.url_to_fs(url, skip_instance_cache=True, **options)
        self._is_folder = kind == "file"

    def marks(self) -> dict[str, str]:
        """Name of every object -> something that changes with its content."""
        with self._asking():
            try:
                found = self._files.find(self._root, detail=True)
            except FileNotFoundError:
                return {}
        named = {path.removeprefix(self._root).lstrip("/"): info for path, info in found.items()}
        return {name: _mark(info) for name, info in named.items() if not name.rpartition("/")[2].startswith(".")}

    def read(self, name: str) -> bytes:
        """All of an object.

        Raises:
            ReportError: The store cannot be reached, or there is no such object.
        """
        with self._asking():
            return bytes(self._files.cat_file(self._path(name)))

    def write(self, name: str, content: bytes) -> str:
        """Put an object there, or in the place of the one that is there; its mark."""
        with self._asking():
            if self._is_folder:
                beside = self._beside(name, content)
                beside.replace(self._path(name))
            else:
                self._files.pipe_file(self._path(name), content)
            return _mark(self._files.info(self._path(name)))

    def create(self, name: str, content: bytes) -> str | None:
        """Put an object there; its mark, or none where one of that name is there: then nothing happens."""
        with self._asking():
            try:
                if self._is_folder:
                    self._link(name, content)
                else:
                    self._files.pipe_file(self._path(name), content, mode="create")
            except OSError as error:
                if _is_there(error):
                    return None
                raise
            return _mark(self._files.info(self._path(name)))

    def delete(self, name: str) -> None:
        """Take an object away; nothing where it is gone."""
        with self._asking(), suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _beside(self, name: str, content: bytes) -> Path:
        target = Path(self._path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{uuid.uuid4().hex}")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return beside

    def _link(self, name: str, content: bytes) -> None:
        """A name for a whole file, which fails where the name is taken (link(2), also over NFS)."""
        beside = self._beside(name, content)
        try:
            os.link(beside, self._path(name))
        finally:
            beside.unlink()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Whatever a store or its library says becomes one block with its name, without what may be secret in it."""
        try:
            yield
        except ReportError:
            raise
        except ImportError as error:
            raise refuse("shared_unreachable", place=self.name, reason=phrase("shared_no_library")) from error
        except Exception as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise refuse("shared_unreachable", place=self.name, reason=reason) from error

    @property
    def name(self) -> str:
        """The URL without user and password."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"


def _mark(info: dict[str, Any]) -> str:
    if tag := info.get("ETag"):
        return str(tag).strip('"')
    return f"{info['size']}-{info['mtime']}-{info['ino']}"


def _is_there(error: OSError) -> bool:
    """S3 answers 412 where an object is there, 409 where somebody else is creating it at this moment."""
    cause = error.__cause__
    code = getattr(cause, "response", {}).get("Error", {}).get("Code", "")
    return isinstance(error, FileExistsError) or code in {"PreconditionFailed", "ConditionalRequestConflict"}


def store_in_use() -> Store | None:
    """The shared place of the settings; none where the folders of this machine are all there is.

    Raises:
        ReportError: The settings cannot be used, or name a place of an unknown kind.
    """
    url = shared_url()
    return _store(url, os.getpid()) if url else None


@cache
def _store(url: str, _: int) -> Store:
    return Store(url.rstrip("/"))
