"""A PDF enters ``raw/``: read and checked as a whole first, then put there with its sidecar, or not at all.

What lies in raw/ during an arrival is hidden (``.incoming``), so that a run at the same moment passes it over.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.raw_folder.shelf import REFUSED, Paper, look, paper_at
from kyokai_pipeline.raw_folder.sidecar import MOST_SIDECAR_MB, parse_sidecar
from kyokai_pipeline.raw_folder.sidecar_writing import Origin, add_acknowledgement, describe, write_sidecar
from kyokai_pipeline.refresh.due import TOKYO
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.read_edition import look_through
from kyokai_pipeline.refresh.reading import Refusal
from kyokai_pipeline.refresh.refused_pictures import of_arrival
from kyokai_pipeline.regular_file import content_of
from kyokai_pipeline.warehouse.lock import one_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline.report.model import Report

INCOMING, REPLACED = ".incoming", ".replaced"
"""Hidden folders in raw/: on the way in; replaced by another file of the same edition."""
_LONGEST_NAME = 120


@dataclass
class Arrived:
    """A PDF that is in ``raw/`` now.

    Attributes:
        path: Where it lies; its sidecar lies beside it.
        warnings: What would keep it from being published as it is, e.g. contradictions to look at.
        replaced: Where the file went whose place it took.
        was_there: It lay in raw/ already, and only its sidecar was written.
    """

    path: Path
    report: Report
    warnings: list[ReportError] = field(default_factory=list)
    replaced: Path | None = None
    was_there: bool = False


def add_file(path: Path, raw: Path, warehouse: Path, origin: Origin, *, replacing: bool = False) -> Arrived:
    """Check a PDF and put it into ``raw`` with a sidecar.

    Args:
        path: The PDF; it stays where it is. A sidecar beside it comes along. In ``raw`` itself: only described.
        raw: Where the PDFs lie.
        warehouse: Its staged editions are what the new one is checked against.
        origin: What is known of it.
        replacing: Whether it takes the place of the file that holds the same edition.

    Raises:
        ReportRefused: It cannot be read or trusted, or is there already; ``raw`` is as before.
    """
    with one_writer(warehouse):
        try:
            with _incoming(raw) as folder:
                copy = folder / file_name(path.name)
                arrived = _add(path, raw, warehouse, origin, copy, replacing=replacing)
                _no_longer_refused(path, raw)
                arrived.warnings = of_arrival(arrived.path, warehouse, arrived.warnings)
                return arrived
        except OSError as error:
            raise ReportRefused.because([_unwritable(raw, error)]) from error
        except Refusal as refusal:
            problems = [error.located(file=path.name) for error in refusal.problems]
            raise ReportRefused.because(of_arrival(path, warehouse, problems)) from refusal
        except ReportRefused:
            raise
        except ReportError as error:
            raise ReportRefused.because([error.located(file=path.name)]) from error


@contextmanager
def _incoming(raw: Path) -> Iterator[Path]:
    """A hidden folder of its own for what is on its way into ``raw``; gone afterwards."""
    above = raw / INCOMING
    above.mkdir(exist_ok=True)
    _sweep(above)
    folder = Path(tempfile.mkdtemp(dir=above))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _remove_if_empty(above)


def file_name(wanted: str) -> str:
    """A safe name of a visible PDF, from a name that anybody may have chosen."""
    plain = unicodedata.normalize("NFC", wanted).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "_", plain).strip(" .")
    stem = plain[: -len(".pdf")] if plain.lower().endswith(".pdf") else plain
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem or 'report'}.pdf"


def _add(path: Path, raw: Path, warehouse: Path, origin: Origin, copy: Path, *, replacing: bool) -> Arrived:
    sha256 = _copied(path, copy)
    was_there = path.resolve().parent == raw.resolve()
    twin = next((paper for paper in look(raw).papers if paper.sha256 == sha256), None)
    if twin is not None and not was_there:
        raise _there_already(path, twin)
    beside = path.with_suffix(".yml")
    described = _described(beside)
    sidecar = copy.with_suffix(".yml")
    sidecar.write_text(described, encoding="utf-8")
    paper = paper_at(copy, copy.parent)
    report, warnings = look_through(paper, warehouse)
    today = datetime.now(TOKYO).date()
    origin = replace(
        origin,
        source=origin.source or f"全国健康保険協会 {report.edition.title}",
        retrieved_at=origin.retrieved_at or today,
        sha256=sha256,
    )
    text = describe(sidecar, described, origin, is_new=not described)
    if was_there:
        write_sidecar(beside, described, text)
        return Arrived(path, report, warnings, was_there=True)
    sidecar.write_text(text, encoding="utf-8")
    same = _same_edition(raw, warehouse, report.edition.edition_id)
    if same is not None:
        if not replacing:
            raise _edition_there(path, report.edition.edition_id, same)
        for entry in same.sidecar.acknowledged:
            if entry not in paper.sidecar.acknowledged:
                add_acknowledgement(sidecar, entry)
        _, warnings = look_through(paper_at(copy, copy.parent), warehouse)
    return _place(raw, copy, report, warnings, same)


def _place(raw: Path, copy: Path, report: Report, warnings: list[ReportError], same: Paper | None) -> Arrived:
    """The sidecar first: a PDF without one could be read at that moment as one of unknown origin."""
    target = raw / copy.name
    kept = _set_aside(raw, same) if same is not None else None
    if same is not None and same.name == target.name:
        copy.with_suffix(".yml").replace(target.with_suffix(".yml"))
        copy.replace(target)
        return Arrived(target, report, warnings, kept)
    target = _free_name(target, report.edition.edition_id)
    copy.with_suffix(".yml").replace(target.with_suffix(".yml"))
    try:
        _link(copy, target)
    except OSError:
        target.with_suffix(".yml").unlink(missing_ok=True)
        raise
    if same is not None:
        # Two files of one edition for a moment: refused as such, so that the published one stays whatever happens.
        same.path.unlink()
        same.path.with_suffix(".yml").unlink(missing_ok=True)
    return Arrived(target, report, warnings, kept)


def _link(copy: Path, target: Path) -> None:
    """Move without ever taking another file's place; some file systems have no links."""
    try:
        os.link(copy, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise
        copy.rename(target)


def _free_name(target: Path, edition: str) -> Path:
    """The name as wanted, or with the edition in it where a file or a sidecar has it already."""
    number, chosen = 1, target
    while chosen.exists() or chosen.with_suffix(".yml").exists():
        mark = edition if number == 1 else f"{edition}.{number}"
        chosen = target.with_name(f"{target.stem}.{mark}.pdf")
        number += 1
    return chosen


def _set_aside(raw: Path, paper: Paper) -> Path:
    """A second name for the replaced file and its sidecar, in a folder of their own."""
    (raw / REPLACED).mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=datetime.now(TOKYO).strftime("%Y%m%d-%H%M%S-"), dir=raw / REPLACED))
    for path in (paper.path, paper.path.with_suffix(".yml")):
        if path.exists():
            shutil.copy2(path, folder / path.name)
    return folder / paper.name


def _copied(path: Path, copy: Path) -> str:
    """sha256 of what was copied: the file may be changed by others while it is checked, the copy may not."""
    content = content_of(path)
    copy.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _described(beside: Path) -> str:
    """What a sidecar beside the PDF says already.

    Raises:
        ReportError: It cannot be read as one.
    """
    if not os.path.lexists(beside):
        return ""
    content = content_of(beside, MOST_SIDECAR_MB)
    parse_sidecar(beside, content)
    return content.decode("utf-8")


def _same_edition(raw: Path, warehouse: Path, edition: str) -> Paper | None:
    plan = make_plan(raw, warehouse)
    return plan.papers.get(edition) or plan.set_aside.get(edition)


def _sweep(folder: Path) -> None:
    """What a killed process left; whoever is at work now holds the writer's lock, so nobody else is."""
    for left in folder.iterdir():
        shutil.rmtree(left, ignore_errors=True)


def _no_longer_refused(path: Path, raw: Path) -> None:
    if path.resolve().parent == (raw / REFUSED).resolve():
        path.unlink()
        path.with_suffix(".yml").unlink(missing_ok=True)
        _remove_if_empty(raw / REFUSED)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return


def _there_already(path: Path, twin: Paper) -> ReportError:
    return refuse("there_already", Where(file=path.name), details={"there": twin.name}, there=twin.name)


def _edition_there(path: Path, edition: str, same: Paper) -> ReportError:
    where = Where(file=path.name, edition=edition)
    details = {"there": same.name}
    return refuse("edition_there", where, details=details, edition=edition, there=same.name, replaced=REPLACED)


def _unwritable(raw: Path, error: OSError) -> ReportError:
    return refuse("raw_unwritable", Where(file=raw.name), reason=error.strerror or str(error), folder=raw.name)
