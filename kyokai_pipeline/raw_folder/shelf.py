"""What lies in ``raw/``: PDFs, sidecars, hashes. No PDF is opened here, only its bytes are hashed."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.messages import Phrase, phrase
from kyokai_pipeline.raw_folder.sidecar import MOST_SIDECAR_MB, Sidecar, parse_sidecar
from kyokai_pipeline.raw_folder.transcribed import with_content
from kyokai_pipeline.regular_file import content_of, leads_out, require_regular, sha256_of
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kyokai_pipeline.report.by_hand.transcription import Transcription


PASSED_OVER = (".", "~$")
"""Hidden files, and what Office leaves beside a document while it is open."""
REFUSED = ".refused"
"""Hidden folder in raw/ of what was fetched and refused; nothing in it is read until somebody adds it."""


@dataclass(frozen=True)
class Paper:
    """One PDF that may be read.

    Attributes:
        path: Where it lies.
        sha256: Of the PDF's bytes.
        sidecar: What is known of its origin.
        content: One hash of PDF, sidecar and tables entered by hand: the same content is never asked for twice.
        transcribed: Tables that a person entered, with what their files say.
    """

    path: Path
    sha256: str
    sidecar: Sidecar
    content: str
    transcribed: tuple[Transcription, ...] = ()

    @property
    def name(self) -> str:
        """File name without folders."""
        return self.path.name


@dataclass
class Shelf:
    """Everything in ``raw/``, in order of file names.

    Attributes:
        papers: PDFs that may be read.
        refused: File name -> why it is not even opened.
        notices: What a person may want to know though nothing is refused.
    """

    papers: list[Paper] = field(default_factory=list)
    refused: dict[str, ReportError] = field(default_factory=dict)
    notices: list[Phrase] = field(default_factory=list)

    def add(self, paper: Paper) -> None:
        """One more PDF.

        Raises:
            ReportError: The same bytes are there under another name.
        """
        if twin := next((other for other in self.papers if other.sha256 == paper.sha256), None):
            raise same_edition_twice([twin.name, paper.name], phrase("same_bytes"), None)
        self.papers.append(paper)


def look(raw: Path) -> Shelf:
    """List ``raw``; hidden files and other kinds are passed over, sidecars without a PDF are mentioned."""
    limits()  # where the settings cannot be used, that is said once, and not of every file
    shelf = Shelf()
    files = sorted((path for path in raw.iterdir() if not path.name.startswith(PASSED_OVER)), key=lambda p: p.name)
    pdfs = [path for path in files if path.suffix.lower() == ".pdf"]
    # Of two files with the same bytes the one that is described stays.
    for path in sorted(pdfs, key=lambda path: not os.path.lexists(sidecar_beside(path))):
        try:
            shelf.add(paper_at(path, raw))
        except ReportError as error:
            shelf.refused[readable(path.name)] = error.located(file=readable(path.name))
    shelf.papers.sort(key=lambda paper: paper.name)
    shelf.notices += [_origin_unknown(paper) for paper in shelf.papers if not paper.sidecar.says_origin]
    shelf.notices += [_waits(path) for path in sorted((raw / REFUSED).glob("*.pdf"))]
    shelf.notices += [phrase("notice_orphan", file=readable(path.name)) for path in _orphans(files, pdfs)]
    return shelf


def _orphans(files: Iterable[Path], pdfs: Iterable[Path]) -> Iterator[Path]:
    """Sidecars without a PDF, and those that are not read because their names end in .yaml."""
    stems = {_composed(path.stem) for path in pdfs}
    for path in files:
        if path.suffix == ".yaml" or (path.suffix == ".yml" and _composed(path.stem) not in stems):
            yield path


def _origin_unknown(paper: Paper) -> Phrase:
    return phrase("notice_origin_unknown", file=paper.name, sidecar=paper.path.with_suffix(".yml").name)


def _waits(path: Path) -> Phrase:
    return phrase("notice_waits", file=f"{path.parent.parent.name}/{REFUSED}/{path.name}")


def paper_at(path: Path, folder: Path) -> Paper:
    """A PDF with what its sidecar says.

    Args:
        path: The PDF.
        folder: Links of the PDF or its sidecar may not lead out of it.

    Raises:
        ReportError: It cannot be opened, or its sidecar cannot be used or describes another file.
    """
    _nameable(path)
    require_regular(path)
    _inside(path, folder)
    sha256 = sha256_of(path)
    beside = sidecar_beside(path)
    sidecar, sidecar_bytes = Sidecar(), b""
    if os.path.lexists(beside):
        require_regular(beside)
        _inside(beside, folder)
        sidecar_bytes = content_of(beside, MOST_SIDECAR_MB)
        sidecar = parse_sidecar(beside, sidecar_bytes)
    if sidecar.sha256 not in (None, sha256):
        raise _other_hash(path, sidecar.sha256 or "", sha256)
    transcribed = tuple(with_content(entered, path.parent) for entered in sidecar.transcribed)
    entered = "".join(one.text for one in transcribed).encode()
    content = hashlib.sha256(sha256.encode() + sidecar_bytes + entered).hexdigest()
    return Paper(path, sha256, sidecar, content, transcribed)


def sidecar_beside(path: Path) -> Path:
    """Where the sidecar of a PDF lies or would lie; one of the two names may be written decomposed (か and ゙)."""
    beside = path.with_suffix(".yml")
    if path.stem.isascii() or beside.exists():
        return beside
    others = (other for other in path.parent.iterdir() if other.suffix == ".yml")
    return next((other for other in others if _composed(other.stem) == _composed(path.stem)), beside)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def readable(name: str) -> str:
    """A file name that can be printed; one from a Windows archive is read in its encoding (cp932)."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("cp932")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name


def _nameable(path: Path) -> None:
    if readable(path.name) != path.name:
        raise refuse("name_encoding", Where(file=readable(path.name)))


def _inside(path: Path, folder: Path) -> None:
    """A link that leads out of raw/ would make the warehouse depend on a file nobody sees there."""
    if leads_out(path, folder):
        raise refuse("link_out_of_raw", Where(file=path.name))


def _other_hash(path: Path, expected: str, found: str) -> ReportError:
    sidecar = path.with_suffix(".yml").name
    return refuse("sha256", Where(file=path.name, printed=found), sidecar=sidecar, found=found, expected=expected)


def same_edition_twice(names: list[str], why: Phrase, edition: str | None, file: str | None = None) -> ReportError:
    """The refusal that names the files holding one edition; ``file`` is the one refused, by default the last."""
    where = Where(file=file or names[-1], edition=edition)
    return refuse("same_edition_twice", where, details={"files": names}, files=names, why=why)
