"""Has anything changed? Hashes of the code and of the libraries that turn a PDF into a warehouse."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.vocabulary.own_words import own_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIXES = {".py", ".yml", ".sql"}
_READING = (
    "errors.py", "japanese", "layout", "pdf", "raw_folder/annotations.py", "raw_folder/corrections.py", "reconcile",
    "report", "schemas", "vocabulary", "warehouse/reconciliation.py", "warehouse/staging.py",
)  # fmt: skip
_READING_LIBRARIES = ("cjkfold", "duckdb", "pandas", "pandera", "pdfplumber", "pypdfium2")
_BUILDING = ("errors.py", "marts", "reconcile", "schemas", "vocabulary", "warehouse")
_BUILDING_LIBRARIES = ("duckdb",)


def reading() -> str:
    """Hash of everything that decides what is read from a PDF and how it is staged."""
    return _hash(_READING, _READING_LIBRARIES, _stamp(_READING))


def building() -> str:
    """Hash of everything that decides what the database holds, given the staged editions."""
    return _hash(_BUILDING, _BUILDING_LIBRARIES, _stamp(_BUILDING))


def of(*parts: str) -> str:
    """One hash of several."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamp(places: tuple[str, ...]) -> int:
    """Changes with every change of a file; a process that lives long notices it without reading the files again."""
    stats = ((str(path), path.stat()) for path in (*_files(places), *_own(places)))
    return hash(tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats))


@lru_cache(maxsize=4)
def _hash(places: tuple[str, ...], libraries: tuple[str, ...], _: int) -> str:
    total = hashlib.sha256()
    for path in _files(places):
        total.update(path.relative_to(_PACKAGE).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for path in _own(places):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for library in libraries:
        total.update(f"{library} {version(library)}".encode())
    return total.hexdigest()


def _own(places: tuple[str, ...]) -> list[Path]:
    """The project's own words, where the vocabulary counts; they lie outside the package."""
    own = own_file()
    return [own] if "vocabulary" in places and own.is_file() else []


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = _PACKAGE / place
        if path.is_file():
            yield path
        else:
            yield from sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)
