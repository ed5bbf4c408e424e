"""Prints what reading and refreshing cost beside the obvious alternative, as ratios.

Every figure is the best of several rounds in this process; seconds differ between machines, ratios hardly.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.pdf import document
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.bench.archive import print_archive
from kyokai_pipeline_tests.bench.editions import print_editions
from kyokai_pipeline_tests.bench.lies import print_lies
from kyokai_pipeline_tests.bench.power import print_power

if TYPE_CHECKING:
    from collections.abc import Callable

READ_BUDGET, FIRST_BUDGET = 0.3, 0.9
"""Reading an edition may cost these shares of pdfplumber's words and tables of all pages: without looking at what the
pages show (the renders behind pdf/unseen.py), and with it, as a first reading does."""


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest round, after one that is not counted (imports, caches)."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def read_first(pdf: Path) -> object:
    """A first reading: what the process knows of the pages from the round before is forgotten."""
    document._looked_at.clear()
    return read_report(pdf)


def pdfplumber_words_and_tables(pdf: Path) -> int:
    """What a reader built on pdfplumber alone pays before it understands anything."""
    import pdfplumber

    found = 0
    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            found += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return found


def pdfium_text(pdf: Path) -> int:
    """The floor: all characters, no place, no table."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        found = 0
        for page in document:
            text = page.get_textpage()
            found += len(text.get_text_range())
            text.close()
            page.close()
        return found
    finally:
        document.close()


def kyokai_run(raw: Path) -> int:
    """A first ``kyokai run``: read, check, build, publish."""
    from kyokai_pipeline.cli import refresh

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DAGSTER_HOME"] = f"{folder}/.dagster"
        return refresh.run(raw, Path(folder), None)


def kyokai_run_again(raw: Path) -> Callable[[], int]:
    """A second ``kyokai run`` with nothing new."""
    from kyokai_pipeline.cli import refresh

    folder = Path(tempfile.mkdtemp())
    os.environ["DAGSTER_HOME"] = f"{folder}/.dagster"
    refresh.run(raw, folder, None)
    return lambda: refresh.run(raw, folder, None)


def dagster_alone() -> bool:
    """A run of one asset that does nothing, on a new instance with Dagster's own storage: what Dagster itself costs."""
    import dagster as dg

    from kyokai_pipeline.defs.instance import prepare_home

    @dg.asset
    def nothing() -> None:
        pass

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DAGSTER_HOME"] = f"{folder}/.dagster"
        with dg.DagsterInstance.from_config(str(prepare_home(Path(folder)))) as instance:
            quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
            return dg.materialize([nothing], instance=instance, run_config=quiet).success


def main() -> int:
    """Measure and print; 1 where a budget is not kept or something is published wrongly."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    raw = paths.raw_dir()
    pdf = raw / "kyokai_fy2023_summary.pdf"
    first_reading = best_of(5, lambda: read_first(pdf))
    read = best_of(5, lambda: read_report(pdf))
    plumber = best_of(3, lambda: pdfplumber_words_and_tables(pdf))
    pdfium = best_of(5, lambda: pdfium_text(pdf))
    silence, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115
    try:
        first = best_of(3, lambda: kyokai_run(raw))
        again = best_of(5, kyokai_run_again(raw))
        dagster = best_of(3, dagster_alone)
    finally:
        sys.stdout.close()
        sys.stdout = silence
    print(f"{'':44}{'seconds':>9}{'ratio':>9}")
    for name, seconds, base in (
        ("pdfplumber: words and tables of all pages", plumber, plumber),
        ("pdfium: text alone", pdfium, plumber),
        ("read_report, pages looked at before", read, plumber),
        ("read_report, first time", first_reading, plumber),
        ("Dagster: one asset that does nothing", dagster, dagster),
        ("kyokai run, new warehouse", first, dagster),
        ("kyokai run, nothing new", again, dagster),
    ):
        print(f"{name:44}{seconds:9.3f}{seconds / base:9.2f}")
    kept = read / plumber <= READ_BUDGET and first_reading / plumber <= FIRST_BUDGET
    budget = f"at most {READ_BUDGET:.2f} of pdfplumber, {FIRST_BUDGET:.2f} the first time"
    print(f"budget: read_report {budget}: {'kept' if kept else 'NOT KEPT'}")
    kept &= print_editions(pdf)
    print_power(pdf)
    is_whole = print_archive(pdf, first_reading)
    return 0 if print_lies(pdf) and kept and is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
