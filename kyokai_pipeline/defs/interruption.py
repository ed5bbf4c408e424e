"""Runs that somebody ends, by a signal or in the UI: they end as interrupted, whatever was at work just then.

Belongs here: what a step does so that an interruption reaches Dagster as one. Does not belong here: the signals of a
terminal (``at_terminal``), runs whose process is gone (``launcher``).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

_OF_DUCKDB = "Query interrupted"
"""What DuckDB raises where a signal ends its query: the exception that the signal was to raise is lost in it."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Work in which DuckDB may be the one that a signal interrupts.

    Raises:
        dg.DagsterExecutionInterruptedError: It was.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) == _OF_DUCKDB:
            raise dg.DagsterExecutionInterruptedError(_OF_DUCKDB) from error
        raise


def stop_if_terminated(context: dg.AssetExecutionContext) -> None:
    """Ask before publishing whether somebody has ended the run meanwhile.

    No signal may have reached its process, or one that came while Python cleared objects away and took no exceptions.

    Raises:
        dg.DagsterExecutionInterruptedError: Somebody has; as if the signal had come now.
    """
    run = context.instance.get_run_by_id(context.run.run_id)
    if run is not None and run.status in {dg.DagsterRunStatus.CANCELING, dg.DagsterRunStatus.CANCELED}:
        said = "実行は停止されました。公開していません。 The run was terminated; nothing was published."
        raise dg.DagsterExecutionInterruptedError(said)
