"""What one more edition costs, the more editions there are: staging it, and publishing all of them.

The editions are the shipped report under other names, a draft and a final report for each of many years.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.export import export
from kyokai_pipeline.raw_folder.shelf import look
from kyokai_pipeline.refresh.reading import Reading, begin_all
from kyokai_pipeline.report.reader import read
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final
from kyokai_pipeline_tests.warehouse.other_editions import as_edition

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
    from kyokai_pipeline.report.model import Report

SIZES = (1, 4, 16, 48)
FLAT = 1.2
"""One more edition may cost so many times as much among many as among few."""
SAMPLE = 3
"""Staging is timed for so many editions and the quickest counts: other programs run on the machine too."""


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time with so many editions: staging one, publishing all, exporting all."""

    editions: int
    stage: float
    publish: float
    export: float


def print_editions(pdf: Path) -> bool:
    """Print the time per edition for each size, and how reading uses the processors; whether it is flat."""
    costs = measured(read(pdf), paths.raw_dir())
    print(f"{'editions':>9}{'stage one':>12}{'publish all':>13}{'one more':>11}{'export all':>13}{'one more':>11}")
    for few, cost in zip((Cost(0, 0, 0, 0), *costs), costs, strict=False):
        each = one_more(few, cost, "publish"), one_more(few, cost, "export")
        print(
            f"{cost.editions:9}{cost.stage:12.2f}{cost.publish:13.2f}{each[0]:11.2f}{cost.export:13.2f}{each[1]:11.2f}"
        )
    flat = is_flat(costs)
    print(
        f"budget: one more edition costs at most {FLAT:.1f} times as much among many: {'kept' if flat else 'NOT KEPT'}"
    )
    _print_reading()
    return flat


def measured(report: Report, raw: Path, sizes: tuple[int, ...] = SIZES) -> list[Cost]:
    """The cost at each size; the editions of the smaller sizes stay staged."""
    accepted = next(paper.sidecar.acknowledged for paper in look(raw).papers if paper.sidecar.acknowledged)
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder)
        staging, database = paths.staging_dir(warehouse), paths.database(warehouse)
        for before, size in zip((0, *sizes), sizes, strict=False):
            editions = (named(report, number) for number in range(before, size))
            took = [_staging(edition, staging, accepted) for edition in editions]
            publish = _seconds(lambda: refresh(staging, database))
            exported = _seconds(lambda: export(database, warehouse / "exports"))
            costs.append(Cost(size, min(took[-SAMPLE:]), publish, exported))
    return costs


def _staging(report: Report, staging: Path, accepted: Sequence[Acknowledgement]) -> float:
    return _seconds(lambda: stage(report, staging, source_url=None, fingerprint="bench", acknowledged=accepted))


def named(report: Report, number: int) -> Report:
    """The report as the edition of this number: of each year a draft, then the final report."""
    years = number // 2
    year = report.edition.fiscal_year + years
    return as_edition(report, f"FY{year}{'' if number % 2 else '-draft'}", years=years)


def is_flat(costs: Sequence[Cost]) -> bool:
    """Whether one more edition among the most costs no more than one more among fewer."""
    *_, few, some, most = costs
    staged = most.stage <= FLAT * some.stage
    return staged and all(
        one_more(some, most, step) <= FLAT * one_more(few, some, step) for step in ("publish", "export")
    )


def one_more(few: Cost, more: Cost, step: str) -> float:
    """Seconds that each further edition adds."""
    added: float = getattr(more, step) - getattr(few, step)
    return added / (more.editions - few.editions)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _print_reading() -> None:
    """New editions that wait to be read, one after the other and as many at once as there are processors."""
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate((FY2023, final(FY2023), final(FY2023, erratum=True)), 1):
            typeset(Style(), Path(folder) / f"{number}.pdf", content)
        papers = look(Path(folder)).papers
        took = []
        for ahead in (False, True):
            start = time.perf_counter()
            begin_all(papers if ahead else [])
            for paper in papers:
                with Reading(paper) as at_work:
                    at_work.report()
                    at_work.sight()
                    at_work.opinion()
            took.append(time.perf_counter() - start)
    print(f"{len(papers)} new editions: {took[0]:.2f} s one by one, {took[1]:.2f} s side by side")
