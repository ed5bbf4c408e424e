"""``kyokai ui``: register what lies in raw/ and start Dagster's own server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.plan import make_plan

if TYPE_CHECKING:
    from pathlib import Path

_SUPERSEDED = "ignore:Function `dev_command` is superseded"
"""Dagster would rather be started by another command of its own, which a run does not need otherwise."""

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_POLL_S = 0.2
_GRACE_S = 20.0
"""How long Dagster has to stop its servers, seconds; they stop in two."""


def serve(raw: Path, warehouse: Path, *, host: str, port: int) -> int:
    """Start the UI and wait until it ends; the exit code."""
    console.use(raw, warehouse)
    console.settings()
    if _taken(host, port):
        console.complain(f"✗ {notice('port_taken', port=port, next=port + 1)}")
        return console.USAGE
    from kyokai_pipeline.defs.editions import in_raw

    plan = make_plan(raw, warehouse)
    prepare(warehouse, sorted(in_raw(plan)))
    console.show_refused(plan.refused)
    console.say(f"● {notice('editions_registered', editions=sorted(plan.papers) or None)}")
    console.say(f"● {notice('ui_address', host=host, port=port)}")
    return _dagster_dev(paths.dagster_home(warehouse), host, port)


def prepare(warehouse: Path, editions: list[str]) -> None:
    """Make the editions selectable as partitions, and close runs that nobody works at any more."""
    from kyokai_pipeline.defs.instance import open_instance, register
    from kyokai_pipeline.defs.launcher import close_lost_runs

    with open_instance(warehouse) as instance:
        close_lost_runs(instance)
        register(instance, editions)


def _dagster_dev(home: Path, host: str, port: int) -> int:
    workspace = paths.project() / "workspace.yaml"
    where = ["--workspace", str(workspace)] if workspace.is_file() else ["--module-name", "kyokai_pipeline.definitions"]
    command = [sys.executable, "-W", _SUPERSEDED, "-m", "dagster", "dev", *where, "--host", host, "--port", str(port)]
    # Started in the checkout, Dagster would take DAGSTER_HOME from the .env there, whatever folder was asked for.
    return _until_signalled(command, home)


def _until_signalled(command: list[str], folder: Path) -> int:
    """Run a command in a group of its own until it ends or this process is told to end; the exit code.

    Its handlers are set before it is started: a signal that is ignored here (as of a job in the background) would be
    ignored by all that it starts.
    """
    asked: list[int] = []
    before = {number: signal.signal(number, lambda number, _: asked.append(number)) for number in _ENDING}
    try:
        process = subprocess.Popen(command, cwd=folder, start_new_session=True)
        while process.poll() is None and not asked:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_POLL_S)
        return _end(process) if asked else process.returncode
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> int:
    """Ask Dagster to stop its servers, give it time, and leave nothing behind that holds the port."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_S)
    for number in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + _GRACE_S
        left = _signal_group(process.pid, number)
        while left and time.monotonic() < end:
            process.poll()
            time.sleep(_POLL_S)
            left = _signal_group(process.pid, 0)
    process.wait()
    return 0


def _signal_group(group: int, number: int) -> bool:
    """Signal all that is left of a group of processes; false where nothing is."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
