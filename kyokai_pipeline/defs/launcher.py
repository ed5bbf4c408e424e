"""Is anybody still working at a run? Runs whose process died (power cut, closed terminal, reboot) are closed.

Belongs here: how a run is found to be lost, and Dagster's run launcher, which Dagster's run monitoring asks that
question. A run that a daemon launched is asked for at the code server that works at it, on whatever machine that is; a
run in a process of its own (``kyokai run``, ``dagster job execute``) names its process in a tag.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, DefaultRunLauncher, WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG

if TYPE_CHECKING:
    from collections.abc import Sequence

PROCESS_TAG = "kyokai/process"
"""Host, process id and start of the process that works at a run."""

STARTED_BY = "kyokai/started_by"
"""Tag of runs that a person started at a terminal and watches there."""

_BEGUN = (
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
)
LOST = (
    "実行中のプロセスがなくなりました（停電・再起動・端末の終了など）。公開中のファイルはそのままです。"
    " The process that worked at this run is gone (power cut, reboot, closed terminal)."
    " The published file is untouched."
)


class WatchedRunLauncher(DefaultRunLauncher):
    """Dagster's default launcher, which also knows whether a run is still worked at and can end a terminal's run."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Dagster's run monitoring asks only launchers that say so."""
        return True

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        """Whether anybody works at a run; where that cannot be known it counts as running."""
        working = is_worked_at(run)
        return CheckRunHealthResult(WorkerStatus.FAILED, LOST) if working is False else _RUNNING

    def terminate(self, run_id: str) -> bool:
        """End a run, also one of a terminal on this machine."""
        run = self._instance.get_run_by_id(run_id)
        tag = run.tags.get(PROCESS_TAG) if run and not run.is_finished else None
        if run is None or tag is None:
            return bool(super().terminate(run_id))  # type: ignore[no-untyped-call]
        self._instance.report_run_canceling(run)
        if not _is_alive(tag):
            return False
        os.kill(json.loads(tag)["pid"], signal.SIGINT)
        return True


_RUNNING = CheckRunHealthResult(WorkerStatus.RUNNING)


def this_process() -> str:
    """What ``PROCESS_TAG`` says of this process; of the one that started it, where it is a step's own."""
    parent = multiprocessing.parent_process()
    return process_tag(parent.pid if parent is not None and parent.pid is not None else os.getpid())


def process_tag(pid: int) -> str:
    """What ``PROCESS_TAG`` says of a process of this machine."""
    return json.dumps({"host": socket.gethostname(), "pid": pid, "start": _start_of(pid)})


def name_process(context: dg.AssetExecutionContext) -> None:
    """Let a run that nobody launched for us (``dagster job execute``) say which process works at it."""
    if not {PROCESS_TAG, GRPC_INFO_TAG} & context.run.tags.keys():
        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: this_process()})


def is_worked_at(run: dg.DagsterRun) -> bool | None:
    """Whether a run that has begun is worked at by anybody; none where that cannot be known from here."""
    if tag := run.tags.get(PROCESS_TAG):
        return _is_alive(tag)
    if tag := run.tags.get(GRPC_INFO_TAG):
        try:
            executed = _is_executed(run.run_id, tag)
        except _ServerGone:
            return False
        # Before it has started and while it is being ended a code server does not list a run as one it works at.
        return executed if executed or run.status is dg.DagsterRunStatus.STARTED else None
    return None


def lost_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """Runs that are not finished though nobody works at them any more."""
    begun = instance.get_runs(dg.RunsFilter(statuses=list(_BEGUN)))
    lost = [run for run in begun if is_worked_at(run) is False]
    # Meanwhile it may have ended well.
    return [run for run in lost if (now := instance.get_run_by_id(run.run_id)) and not now.is_finished]


def close_lost_runs(instance: dg.DagsterInstance) -> Sequence[dg.DagsterRun]:
    """Mark lost runs as failed, so that nothing waits for them; the alerts follow from that."""
    lost = lost_runs(instance)
    for run in lost:
        if run.status is dg.DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run, LOST)
        else:
            instance.report_run_failed(run, LOST)
    return lost


def _is_alive(tag: str) -> bool | None:
    process = json.loads(tag)
    if process["host"] != socket.gethostname():
        return None
    try:
        os.kill(process["pid"], 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return bool(_start_of(process["pid"]) == process["start"])


def _start_of(pid: int) -> str:
    """Boot and start of a process, so that another one that was given its number is not taken for it.

    Empty where the system has no /proc; the number alone has to do there.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        # The name of the program, in brackets, may hold spaces; the start is the 20th field after it (proc(5)).
        return f"{boot} {Path(f'/proc/{pid}/stat').read_text('utf-8').rpartition(')')[2].split()[19]}"
    except (OSError, IndexError, UnicodeError):
        return ""


def _is_executed(run_id: str, tag: str) -> bool | None:
    """Ask the code server that was given a run; a server that answers late is not taken for a dead one.

    Raises:
        _ServerGone: It is not there any more.
    """
    import grpc
    from dagster._core.errors import DagsterUserCodeUnreachableError
    from dagster._grpc.client import DagsterGrpcClient
    from dagster._grpc.types import CanCancelExecutionRequest, CanCancelExecutionResult
    from dagster._serdes import deserialize_value

    server = json.loads(tag)
    client = DagsterGrpcClient(
        host=server.get("host"),
        port=server.get("port"),
        socket=server.get("socket"),
        use_ssl=bool(server.get("use_ssl", False)),
    )
    try:
        answer = client.can_cancel_execution(CanCancelExecutionRequest(run_id=run_id))
    except DagsterUserCodeUnreachableError as error:
        cause = error.__cause__
        gone = isinstance(cause, grpc.RpcError) and cause.code() is grpc.StatusCode.UNAVAILABLE
        if gone:
            raise _ServerGone from error
        return None
    return bool(deserialize_value(answer, CanCancelExecutionResult).can_cancel)


class _ServerGone(Exception):
    """No code server listens where the run was given to one."""
