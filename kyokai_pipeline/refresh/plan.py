"""What a refresh has to do: which editions to read, which files are refused, which have left the shelf.

A PDF is opened here only when neither the staging folder nor the memory knows it, and then only its cover.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.messages import Phrase, phrase
from kyokai_pipeline.raw_folder.shelf import Paper, Shelf, look, same_edition_twice
from kyokai_pipeline.refresh import exchange, fingerprint
from kyokai_pipeline.refresh.published import Standing, standing
from kyokai_pipeline.refresh.reading import edition_on_cover, problems_of
from kyokai_pipeline.refresh.refused_pictures import with_pictures
from kyokai_pipeline.refresh.state import Memory, changing, load
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kyokai_pipeline.warehouse.staging import StagedEdition


@dataclass
class Plan:
    """The state of ``raw/`` against the staged editions and the published file.

    Attributes:
        papers: Edition id -> its PDF, for every edition of which exactly one readable PDF lies in raw/.
        set_aside: Edition id -> its PDF, where reading it was refused; tried again only when somebody asks.
        to_read: Editions whose PDF, sidecar or reading code changed since they were staged.
        refused: File name -> why; nothing of these files is read again until they change.
        staged: Edition id -> fingerprint of everything that is staged.
        withdrawn: Staged editions whose PDF no longer lies in raw/.
        notices: What a person may want to know.
        opened: How many PDFs were opened to find this out.
        standing: What the published file is.
        is_published: The published file was made from just this.
        entry: What is shared was brought up to this entry of its releases; none where nothing is shared.
        is_held: Somebody went back from the release that this would give; it waits until something changes.
    """

    papers: dict[str, Paper] = field(default_factory=dict)
    set_aside: dict[str, Paper] = field(default_factory=dict)
    to_read: list[str] = field(default_factory=list)
    refused: dict[str, list[ReportError]] = field(default_factory=dict)
    staged: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    notices: list[Phrase] = field(default_factory=list)
    opened: int = 0
    standing: Standing = field(default_factory=Standing)
    is_published: bool = False
    is_held: bool = False
    entry: int | None = None

    @property
    def nothing_to_do(self) -> bool:
        """Neither to read nor to publish."""
        return (self.is_published or self.is_held) and not self.to_read and not self.withdrawn

    @property
    def has_other_editions(self) -> bool:
        """What is staged is not what is published: somebody read an edition without publishing it."""
        return bool(self.staged) and not self.is_held and self.staged != self.standing.editions

    @property
    def nothing_left(self) -> bool:
        """Every PDF of what is staged has left raw/; that is never published."""
        return bool(self.staged) and set(self.withdrawn) == set(self.staged)


def key_of(paper: Paper) -> str:
    """Fingerprint under which a PDF is staged and remembered: its content, its name and the code that reads it.

    The name is part of what is published (core.edition.source_file) and of every refusal.
    """
    return fingerprint.of(fingerprint.reading(), paper.content, paper.name)


def paper_of(plan: Plan, edition: str) -> Paper:
    """The PDF of an edition, also of one that was refused before: whoever names it wants it tried again.

    Raises:
        ReportError: No readable PDF in raw/ is this edition.
    """
    paper = plan.papers.get(edition) or plan.set_aside.get(edition)
    if paper is None:
        known = [*plan.papers, *plan.set_aside] or None
        raise refuse("no_such_edition", Where(edition=edition), edition=edition, known=known)
    return paper


def is_staged(raw: Path, warehouse: Path, edition: str) -> bool:
    """Just this content of an edition was read, accepted and staged by just this code."""
    plan = make_plan(raw, warehouse)
    return edition in plan.papers and edition not in plan.to_read


def make_plan(
    raw: Path, warehouse: Path, *, reads_on: bool = False, meanwhile: Callable[[], object] | None = None
) -> Plan:
    """Compare ``raw`` with what is staged and published in ``warehouse``.

    Args:
        raw: An existing folder.
        warehouse: A folder that need not exist yet.
        reads_on: New files will be read next: whoever reads a cover goes on reading.
        meanwhile: Done while a process that goes on reading is at a cover; never where no file is new.

    Raises:
        ReportError: The settings cannot be used, or the place that is shared with other machines cannot be reached.
    """
    from kyokai_pipeline.warehouse.staging import staged_editions

    entry = exchange.bring(raw, warehouse)
    shelf, memory = look(raw), load(warehouse)
    staged = staged_editions(paths.staging_dir(warehouse))
    plan = Plan(refused={name: [error] for name, error in shelf.refused.items()}, notices=shelf.notices, entry=entry)
    cover = partial(edition_on_cover, reads_on=reads_on, meanwhile=meanwhile)
    for edition_id, papers in _by_edition(shelf, memory, plan, warehouse, cover).items():
        _place(plan, memory, edition_id, papers)
    plan.to_read = [
        edition_id
        for edition_id, paper in plan.papers.items()
        if edition_id not in staged or staged[edition_id].fingerprint != key_of(paper)
    ]
    plan.withdrawn = _withdrawn(plan, staged)
    plan.staged = {edition_id: edition.fingerprint for edition_id, edition in sorted(staged.items())}
    plan.standing = standing(warehouse, memory, fingerprint.building(), plan.staged)
    plan.is_published, plan.is_held = plan.standing.is_current, plan.standing.is_held
    plan.notices += plan.standing.notices
    return plan


def _withdrawn(plan: Plan, staged: Mapping[str, StagedEdition]) -> list[str]:
    """Staged editions whose PDF has left raw/; one that took its place and was refused does not take it away."""
    held_back = {problem.edition for problems in plan.refused.values() for problem in problems} | plan.set_aside.keys()
    return [
        edition_id
        for edition_id, edition in staged.items()
        if edition_id not in plan.papers and edition.source_file not in plan.refused and edition_id not in held_back
    ]


def _by_edition(
    shelf: Shelf, memory: Memory, plan: Plan, warehouse: Path, cover: Callable[[Paper], str]
) -> dict[str, list[Paper]]:
    """Which edition each PDF is; from memory where it is known, else from its cover."""
    found: dict[str, list[Paper]] = {}
    before = (dict(memory.identified), dict(memory.refused))
    for paper in shelf.papers:
        key = key_of(paper)
        if key not in memory.identified and not _refusal(memory, key):
            plan.opened += 1
            try:
                memory.identified[key] = cover(paper)
            except ReportError as error:
                shown = with_pictures(paper.path, warehouse, problems_of(error))
                memory.refuse(key, ReportRefused.because(shown))
        if key in memory.identified:
            found.setdefault(memory.identified[key], []).append(paper)
        else:
            plan.refused[paper.name] = _refusal(memory, key)
    memory.keep({key_of(paper) for paper in shelf.papers})
    if (memory.identified, memory.refused) != before:
        # Whoever may only read the warehouse folder can still ask what lies there; the covers are read once more then.
        with suppress(OSError), changing(warehouse) as kept:
            kept.identified |= memory.identified
            kept.refused |= memory.refused
            kept.keep({key_of(paper) for paper in shelf.papers})
    return dict(sorted(found.items()))


_LIMITS = {"limit_time": "seconds", "limit_memory": "memory_mb", "limit_pages": "pages", "limit_objects": "objects"}
"""Code of a refusal -> the setting that decides it."""


def _refusal(memory: Memory, key: str) -> list[ReportError]:
    """Why a file was refused; empty where it was not, or only for a limit that is higher by now."""
    problems, now = memory.refusal(key), limits()
    outgrown = (p.code in _LIMITS and p.words["limit"] < getattr(now, _LIMITS[p.code]) for p in problems)
    return [] if any(outgrown) else problems


def _place(plan: Plan, memory: Memory, edition_id: str, papers: list[Paper]) -> None:
    if len(papers) > 1:
        names = [paper.name for paper in papers]
        why = phrase("contents_differ")
        for name in names:
            plan.refused[name] = [same_edition_twice(names, why, edition_id, name)]
        return
    paper = papers[0]
    if problems := _refusal(memory, key_of(paper)):
        plan.refused[paper.name] = problems
        plan.set_aside[edition_id] = paper
    else:
        plan.papers[edition_id] = paper
