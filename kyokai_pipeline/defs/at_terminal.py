"""Running the ``refresh`` job in the process of a terminal, on the instance whose runs the UI shows.

Belongs here: the runs, and what they came to. Does not belong here: what the terminal says of it (``cli.refresh``); it
imports this when there is something to do, because Dagster loads slowly.
"""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import dagster as dg
from sqlalchemy.exc import OperationalError

from kyokai_pipeline import paths
from kyokai_pipeline.defs import build_definitions
from kyokai_pipeline.defs.edition_events import NOT_REACHED
from kyokai_pipeline.defs.instance import open_instance, register
from kyokai_pipeline.defs.launcher import PROCESS_TAG, STARTED_BY, close_lost_runs, this_process
from kyokai_pipeline.defs.refresh import PUBLISHING, READING
from kyokai_pipeline.defs.report import read_edition
from kyokai_pipeline.defs.shown import CODES, told
from kyokai_pipeline.defs.warehouse import WAREHOUSE
from kyokai_pipeline.warehouse.lock import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Self

READING_STEP = read_edition.op.name
_JOB = build_definitions().resolve_job_def("refresh")
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass
class Outcome:
    """What the runs came to.

    Attributes:
        success: Every run succeeded.
        published: A run published the warehouse.
        passed: Asset checks that passed.
        checks: Asset checks that were evaluated, but for those that only warn.
        warnings: What checks that only warn had to say.
        failures: Why steps failed, one text a step, other than by a check.
        codes: The codes of the problems that made them fail; an empty one for what is no refusal.
    """

    success: bool = True
    published: bool = False
    passed: int = 0
    checks: int = 0
    failures: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


class Interrupted(Exception):
    """Somebody ended the run, at the terminal or in the UI."""


class Runs:
    """The runs of one command, in the instance of a warehouse; in a ``with`` block it is open from the start."""

    def __init__(self, warehouse: Path) -> None:
        self._warehouse = warehouse
        self._open = ExitStack()
        self._instance: dg.DagsterInstance | None = None

    def __enter__(self) -> Self:
        with suppress(OSError, OperationalError):  # ``launch`` meets it again, and says so
            self._instance = self._open.enter_context(open_instance(self._warehouse))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def launch(self, editions: list[str]) -> Outcome:
        """Read ``editions`` and publish.

        Raises:
            ReportError: Dagster cannot keep its own records, as on a full disk.
            Interrupted: By a signal.
        """
        try:
            with _signals() as came, self._opened() as instance:
                return _launch(instance, editions, came)
        except (KeyboardInterrupt, dg.DagsterExecutionInterruptedError) as error:
            raise Interrupted from error
        except (OSError, OperationalError) as error:
            raise unwritable(self._warehouse, getattr(error, "orig", None) or error) from error

    def _opened(self) -> AbstractContextManager[dg.DagsterInstance]:
        return open_instance(self._warehouse) if self._instance is None else nullcontext(self._instance)


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """Both signals that end a process end the run in order, also where whoever started it ignores SIGINT.

    Yields:
        Whether one came: a library may have lost what it raised.
    """
    came = threading.Event()

    def interrupt(*_: object) -> None:
        came.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield came
        return
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _launch(instance: dg.DagsterInstance, editions: list[str], interrupted: threading.Event) -> Outcome:
    """One edition in one run; of several each in a run of its own, so that a refused one fails alone."""
    outcome = Outcome()
    close_lost_runs(instance)
    register(instance, editions)
    runs: list[tuple[str | None, Sequence[dg.AssetKey] | None]] = [(edition, READING) for edition in editions]
    for edition, keys in [(editions[0], None)] if len(editions) == 1 else [*runs, (None, PUBLISHING)]:
        _run(instance, outcome, edition, keys)
        if interrupted.is_set() and not (outcome.published and outcome.success):
            raise Interrupted
    return outcome


def _run(
    instance: dg.DagsterInstance, outcome: Outcome, edition: str | None, keys: Sequence[dg.AssetKey] | None
) -> None:
    result = _JOB.execute_in_process(
        run_config={**_QUIET, **_folders()},
        instance=instance,
        partition_key=edition,
        asset_selection=keys,
        raise_on_error=False,
        tags={STARTED_BY: "kyokai run", PROCESS_TAG: this_process(), "dagster/max_retries": "0"},
    )
    failed = result.get_step_failure_events()
    if any(_was_interrupted(event) for event in failed):
        raise Interrupted
    evaluations = result.get_asset_check_evaluations()
    outcome.success &= result.success
    outcome.published |= any(event.asset_key == WAREHOUSE for event in result.get_asset_materialization_events())
    _count_checks(outcome, evaluations)
    # Why an edition was refused is remembered and shown under the name of its file; anything else is shown here.
    refused = any(_refuses_edition(evaluation) for evaluation in evaluations)
    for event in failed:
        if not (refused and event.step_key == READING_STEP):
            outcome.failures.append(_reason(event))
            outcome.codes |= codes_of(event)


def _count_checks(outcome: Outcome, evaluations: Sequence[dg.AssetCheckEvaluation]) -> None:
    for evaluation in evaluations:
        if evaluation.severity is not dg.AssetCheckSeverity.WARN:
            outcome.checks += 1
            outcome.passed += evaluation.passed
        elif not evaluation.passed and evaluation.description and NOT_REACHED not in evaluation.metadata:
            outcome.warnings.append(told(evaluation))


def _refuses_edition(evaluation: dg.AssetCheckEvaluation) -> bool:
    if evaluation.passed or evaluation.severity is dg.AssetCheckSeverity.WARN:
        return False
    return bool(evaluation.blocking) and evaluation.asset_key != WAREHOUSE


def _folders() -> dict[str, Any]:
    """The folders of this command, which Dagster's page of the run then shows."""
    raw, warehouse = str(paths.raw_dir()), str(paths.warehouse_dir())
    return {"resources": {"folders": {"config": {"raw": raw, "warehouse": warehouse}}}}


def _was_interrupted(event: dg.DagsterEvent) -> bool:
    error = event.step_failure_data.error
    return error is not None and error.cls_name in {"DagsterExecutionInterruptedError", "KeyboardInterrupt"}


def codes_of(event: dg.DagsterEvent) -> set[str]:
    """The codes of the problems that a step failed by; an empty one where it failed by none that was foreseen."""
    failed = event.step_failure_data.user_failure_data
    codes = failed.metadata.get(CODES) if failed is not None else None
    return set(str(codes.value).split()) if codes is not None else {""}


def _reason(event: dg.DagsterEvent) -> str:
    """The block of a refusal as it is; of any other error the step and the innermost message."""
    data = event.step_failure_data
    if data.user_failure_data is not None and data.user_failure_data.description:
        return data.user_failure_data.description
    error = data.error
    while error is not None and error.cause is not None:
        error = error.cause
    return f"{event.step_key}: {error.message.strip() if error else event.message}"
