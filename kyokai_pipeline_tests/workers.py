"""What several workers of one test run need is made by the first that asks; the others take it as it is."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

T = TypeVar("T")


def shared_root(factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run, the same for all its workers."""
    own = factory.getbasetemp()
    root = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared-by-workers"
    root.mkdir(exist_ok=True)
    return root


def made_once(root: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` has filled, once for all workers. Read it only."""
    folder, half = root / name, root / f"{name}.unfinished"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder


def copied_once(root: Path, name: str, make: Callable[[Path], object], own: Path) -> Path:
    """The same as a copy of this worker's in ``own``: one process's files are no other's to lock or to write."""
    return shutil.copytree(made_once(root, name, make), own / name, symlinks=True)


def kept_once(root: Path, name: str, make: Callable[[], T]) -> T:
    """A value that can be pickled, worked out once for all workers; each caller gets a copy of its own."""
    folder = made_once(root, name, lambda half: (half / "value").write_bytes(pickle.dumps(make())))
    kept: T = pickle.loads((folder / "value").read_bytes())
    return kept
