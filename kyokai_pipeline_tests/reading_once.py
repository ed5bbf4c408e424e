"""Reading is the same every time: tests of what happens around it read each PDF once a process, whatever its name."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger import second_opinion, seen_as_printed
from kyokai_pipeline.settings import limits
from kyokai_pipeline.vocabulary.own_words import own_file
from kyokai_pipeline_tests.shown_once import kept, sha256, show_each_publication_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pytest

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline.report.model import Report

T = TypeVar("T")
_READ, _COMPARE, _LOOK = reader.read, second_opinion.second_opinion, seen_as_printed.seen_as_printed
_reports: dict[Any, Report] = {}
_opinions: dict[Any, Opinion] = {}
_sights: dict[Any, Sight] = {}


def read_each_pdf_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the end of a test; refusals are not kept, and every caller gets a copy.

    Own words and limits change what is read.
    """
    monkeypatch.setattr(reader, "read", _read)
    monkeypatch.setattr(second_opinion, "second_opinion", _compare)
    monkeypatch.setattr(seen_as_printed, "seen_as_printed", _look)
    show_each_publication_once(monkeypatch)


def _read(path: str | Path, absent: Mapping[str, str] | None = None, entered: Sequence[Transcription] = ()) -> Report:
    key = (sha256(Path(path)), sha256(own_file()), limits(), tuple((absent or {}).items()), tuple(entered))
    report = _kept(_reports, key, path, lambda: _READ(path, absent, entered), lambda report: report.problems)
    if report.source_file != Path(path).name:
        report.source_file = report.tables["edition"]["source_file"] = Path(path).name
    return report


def _compare(path: str | Path, report: Report) -> Opinion:
    return _kept(_opinions, _key(report), path, lambda: _COMPARE(path, report), lambda opinion: opinion.disagreements)


def _look(path: str | Path, report: Report) -> Sight:
    return _kept(_sights, _key(report), path, lambda: _LOOK(path, report), lambda sight: sight.problems)


def _key(report: Report) -> tuple[str, str]:
    return report.sha256, hashlib.sha256(report.figures.to_csv().encode()).hexdigest()


def _kept(
    memory: dict[Any, T], key: Any, path: str | Path, make: Callable[[], T], problems: Callable[[T], list[ReportError]]
) -> T:
    """A copy of what is kept of some bytes; where it tells problems, these name the file: it is kept by name too."""
    if key in memory and problems(memory[key]):
        key = (*key, Path(path).name)
    return copy.deepcopy(kept(memory, key, make))
