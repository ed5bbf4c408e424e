"""Opening the PDF of one edition: what is read from it, by one engine and by the other.

Belongs here: every step that needs the PDF itself; each file is opened in a process of its own, with limits. Does not
belong here: what is done there (``tasks``); checking and staging (``read_edition``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kyokai_pipeline import confined
from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.raw_folder.annotations import accept_annotations
from kyokai_pipeline.raw_folder.shelf import sidecar_beside
from kyokai_pipeline.refresh import ahead, drawn, tasks
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from kyokai_pipeline.confined import Confined
    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline.report.model import Report

READABLE, SEEN, ENGINES, SCHEMA, RECONCILED = "readable", "seen_as_printed", "engines_agree", "schema", "reconciled"
"""The steps at which an edition can be refused, in their order."""
ORIGIN = "origin_known"
"""A check that only warns: did anybody say where the PDF came from?"""


class Refusal(Exception):
    """An edition was refused.

    Attributes:
        step: ``readable``, ``seen_as_printed``, ``engines_agree``, ``schema`` or ``reconciled``.
        problems: Why, at least one.
        passed: Steps that went well before.
    """

    def __init__(self, step: str, problems: list[ReportError]) -> None:
        super().__init__(ReportRefused.because(problems).block())
        self.step = step
        self.problems = problems
        self.passed: tuple[str, ...] = ()


class Reading:
    """One edition being read in a process of its own, and once it is, by a second engine in a copy of that process.

    Use it in a ``with`` block: the processes end with it.
    """

    def __init__(self, paper: Paper, *, by_both: bool = True) -> None:
        self._paper = paper
        self._at_work = ahead.taken(paper, partial(begin, by_both=by_both))
        self._is_left = False

    def report(self) -> Report:
        """Every table, sentence and figure, as soon as they are read.

        Raises:
            Refusal: Some value cannot be read with certainty, the file changed meanwhile, or it costs too much.
        """
        report: Report = _next(self._at_work, READABLE)
        if report.sha256 != self._paper.sha256:
            raise Refusal(READABLE, [_changed(self._paper)])
        self._figures = report.figures
        return report

    def sight(self) -> Sight:
        """What is seen at the place of every fact, after ``report``; its figures say so too from then on.

        Raises:
            Refusal: The page may show something else.
        """
        sight: Sight = _next(self._at_work, SEEN)
        entries, sidecar = self._paper.sidecar.acknowledged_annotations, sidecar_beside(self._paper.path).name
        if problems := accept_annotations(sight.problems, entries, self._figures, file=sidecar):
            raise Refusal(SEEN, problems)
        self._figures["seen"] = [sight.seen.get(figure) for figure in self._figures["figure_id"]]
        return sight

    def opinion(self) -> Opinion:
        """What a second engine says of every fact, after ``sight``; the report's figures say on which it agrees.

        Only where ``by_both`` was asked for.

        Raises:
            Refusal: It reads something else.
        """
        opinion: Opinion = _next(self._at_work, ENGINES)
        if opinion.disagreements:
            raise Refusal(ENGINES, opinion.disagreements)
        agreed = self._figures["figure_id"].isin(opinion.facts).astype("boolean")
        self._figures["engines_agree"] = agreed.where(self._figures["role"] == "fact")
        return opinion

    def draw_on(self) -> None:
        """Let the process draw the pages, after ``opinion``; it does not end with this reading.

        Where other editions wait to be read, they come first.
        """
        if ahead.is_idle():
            drawn.keep(self._paper.sha256, self._at_work)
            self._is_left = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._is_left:
            self._at_work.close()


def _next(at_work: Confined, step: str) -> Any:
    try:
        return at_work.next()
    except ReportError as error:
        raise Refusal(step, problems_of(error)) from error


def begin(paper: Paper, *, by_both: bool = True) -> Confined:
    """Start reading."""
    return _start(tasks.steps, paper, dict(paper.sidecar.missing_tables), paper.transcribed, by_both)


def begin_all(papers: Iterable[Paper]) -> None:
    """Start reading editions that will be asked for soon, as many at once as there are processors."""
    ahead.begin(papers, begin)


def edition_on_cover(paper: Paper, *, reads_on: bool = False, meanwhile: Callable[[], object] | None = None) -> str:
    """Which edition a PDF is.

    Args:
        paper: The PDF.
        reads_on: It will be asked for soon: the process goes on reading.
        meanwhile: Done here while that process reads the cover.

    Raises:
        ReportError: Its cover cannot be read, or costs too much.
    """
    if not reads_on or not ahead.has_room():
        with _start(tasks.cover, paper) as at_work:
            edition: str = at_work.next()
        return edition
    at_work = _start(tasks.from_cover, paper, dict(paper.sidecar.missing_tables), paper.transcribed)
    try:
        if meanwhile is not None:
            meanwhile()
        edition = at_work.next()
    except BaseException:
        at_work.close()
        raise
    ahead.keep(paper, at_work)
    return edition


def _start(task: Callable[..., Any], paper: Paper, *arguments: Any) -> Confined:
    return confined.start(task, paper.path, *arguments, file=paper.name, limits=limits())


def problems_of(error: ReportError) -> list[ReportError]:
    """Every reason that an error holds."""
    return error.problems if isinstance(error, ReportRefused) else [error]


def _changed(paper: Paper) -> ReportError:
    return refuse("changed_while_read", Where(file=paper.name))
