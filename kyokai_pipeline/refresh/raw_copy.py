"""raw/ of this machine as a copy of the shared one: what is new there is brought, what is new here is given.

Belongs here: PDFs, sidecars and tables entered by hand. Does not belong here: what follows from them (``plan``).
"""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.raw_folder.shelf import PASSED_OVER
from kyokai_pipeline.regular_file import leads_out

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.shared.store import Store

FOLDER = "raw/"
WITHDRAWN = ".withdrawn"
"""Hidden folder in raw/ of what another machine took away: a copy is set aside, never deleted."""
_SUFFIXES = {".pdf", ".yml", ".csv"}
"""Documents, what is said of them, and tables that a person entered."""


def align(store: Store, marks: dict[str, str], raw: Path, known: dict[str, list[Any]]) -> None:
    """Bring and give, file by file.

    Args:
        store: The shared place.
        marks: What lies there.
        raw: The folder of this machine; made where it is not there.
        known: Name -> mark, size and time of what was brought or given last; brought up to date.

    Raises:
        ReportError: A file was changed here and there.
    """
    raw.mkdir(parents=True, exist_ok=True)
    there = {name.removeprefix(FOLDER): mark for name, mark in marks.items() if _is_of_raw(name)}
    here = {path.name: path for path in raw.iterdir() if _is_of_raw(FOLDER + path.name) and path.is_file()}
    for name in known.keys() - there.keys() - here.keys():
        del known[name]  # gone everywhere; one that is put here again is new
    links = {name for name, path in here.items() if leads_out(path, raw)}  # refused here, and no file of this folder
    for name in sorted((there.keys() | here.keys()) - links):
        if name not in there:
            _gone_there(store, here[name], known)
        elif name not in here:
            _bring(store, name, there[name], raw / name, known)
        else:
            _in_both(store, there[name], here[name], known)


def _is_of_raw(name: str) -> bool:
    plain = name.removeprefix(FOLDER)
    of_kind = any(plain.lower().endswith(suffix) for suffix in _SUFFIXES)
    return name.startswith(FOLDER) and "/" not in plain and of_kind and not plain.startswith(PASSED_OVER)


def _gone_there(store: Store, path: Path, known: dict[str, list[Any]]) -> None:
    """Never seen there, it is new here; else somebody has taken it away."""
    if known.pop(path.name, None) is None:
        if mark := store.create(FOLDER + path.name, path.read_bytes()):
            known[path.name] = [mark, *_looks(path)]
        return
    aside = path.parent / WITHDRAWN
    aside.mkdir(exist_ok=True)
    path.replace(_free(aside / path.name))


def _free(wanted: Path) -> Path:
    """The name, or the first numbered one that no earlier copy has."""
    others = (wanted.with_name(f"{wanted.stem}.{number}{wanted.suffix}") for number in count(2))
    return next(path for path in chain([wanted], others) if not path.exists())


def _in_both(store: Store, mark: str, path: Path, known: dict[str, list[Any]]) -> None:
    before = known.get(path.name)
    changed_there, changed_here = (before is None or before[0] != mark), (before is None or before[1:] != _looks(path))
    if changed_there and changed_here and store.read(FOLDER + path.name) != path.read_bytes():
        raise refuse("shared_changed_twice", Where(file=path.name), file=path.name, place=store.name)
    if changed_there and not changed_here:
        _bring(store, path.name, mark, path, known)
    elif changed_here and not changed_there:
        known[path.name] = [store.write(FOLDER + path.name, path.read_bytes()), *_looks(path)]
    elif changed_here:
        known[path.name] = [mark, *_looks(path)]


def _bring(store: Store, name: str, mark: str, path: Path, known: dict[str, list[Any]]) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(store.read(FOLDER + name))
    beside.replace(path)
    known[name] = [mark, *_looks(path)]


def _looks(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]
