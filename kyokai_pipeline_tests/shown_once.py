"""What follows a publish is the same for the same content: tests of what happens around it make it once a process.

The dashboard and the exports themselves are tested in ``dashboard/`` and ``export/``.
"""

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING, Any, TypeVar

import kyokai_pipeline.export as exports
from kyokai_pipeline.dashboard import page, paper, sheets
from kyokai_pipeline.pdf import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import duckdb
    import pytest

    from kyokai_pipeline.dashboard.paper import Paper
    from kyokai_pipeline.dashboard.queries import Row
    from kyokai_pipeline.export.contents import Contents
    from kyokai_pipeline.pdf.document import Document

K = TypeVar("K")
V = TypeVar("V")
_MOST = 24
_DRAW, _DRAW_PAPER, _RENDER, _WRITE = draw.compact_pictures, paper.draw_paper, page.render, exports.write_files
_pictures: dict[tuple[str, int, float], bytes] = {}
_papers: dict[bytes, Paper] = {}
_pages: dict[bytes, str] = {}
_files: dict[bytes, dict[str, bytes]] = {}


def show_each_publication_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the end of a test; what cannot be shown is not kept."""
    monkeypatch.setattr(sheets, "compact_pictures", _draw)
    monkeypatch.setattr(page, "draw_paper", _paper)
    monkeypatch.setattr(page, "render", _render)
    monkeypatch.setattr(exports, "write_files", _write)


def _draw(document: Document, scales: Mapping[int, float]) -> dict[int, bytes]:
    """The pictures of the dashboard: the same bytes for the same page."""
    if len(_pictures) > _MOST * 20:
        _pictures.clear()
    missing = {page: scale for page, scale in scales.items() if (document.sha256, page, scale) not in _pictures}
    for number, picture in _DRAW(document, missing).items():
        _pictures[document.sha256, number, missing[number]] = picture
    return {page: _pictures[document.sha256, page, scale] for page, scale in scales.items()}


def _paper(raw: Path, editions: Sequence[Row], *asked: Any) -> Paper:
    """The paper behind the numbers, while it is the same files that are asked for the same figures."""
    files = [sha256(raw / edition["source_file"]) for edition in editions]
    if files != [edition["sha256"] for edition in editions]:
        return _DRAW_PAPER(raw, editions, *asked)
    key = hashlib.sha256(pickle.dumps((editions, asked))).digest()
    return kept(_papers, key, lambda: _DRAW_PAPER(raw, editions, *asked))


def _render(connection: duckdb.DuckDBPyConnection, raw: Path, *drawn: Any) -> str:
    """The page, while the same file is published and the same PDFs lie there."""
    asked = connection.execute("SELECT source_file FROM core.edition ORDER BY edition_id").fetchall()
    files = [sha256(raw / file) for (file,) in asked]
    return kept(_pages, _content(connection, files), lambda: _RENDER(connection, raw, *drawn))


def _write(connection: duckdb.DuckDBPyConnection, contents: Contents, work: Path) -> None:
    """The exported files, while the same file is published."""

    def files() -> dict[str, bytes]:
        _WRITE(connection, contents, work)
        return {path.relative_to(work).as_posix(): path.read_bytes() for path in work.rglob("*") if path.is_file()}

    for name, content in kept(_files, _content(connection), files).items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_bytes(content)


def _content(connection: duckdb.DuckDBPyConnection, *others: object) -> bytes:
    """Everything that a published file holds, as a key."""
    tables = connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    rows = (f"SELECT '{name}', count(*), sum(hash(held)) FROM {name} AS held" for (name,) in tables)
    found = connection.execute(" UNION ALL ".join(rows)).fetchall()
    return hashlib.sha256(repr((sorted(found), others)).encode()).digest()


def kept(memory: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What is kept under a key, made now if it is not; what was kept longest goes."""
    if key not in memory:
        while len(memory) >= _MOST:
            memory.pop(next(iter(memory)))
        memory[key] = make()
    return memory[key]


def sha256(path: Path) -> str:
    """Of a file; nothing where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
