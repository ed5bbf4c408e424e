"""``kyokai ui``: register what lies in raw/ and start Dagster's own server."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.plan import make_plan

if TYPE_CHECKING:
    from pathlib import Path

_SUPERSEDED = "ignore:Function `dev_command` is superseded"
"""Dagster would rather be started by another command of its own, which a run does not need otherwise."""


def serve(raw: Path, warehouse: Path, *, host: str, port: int) -> int:
    """Start the UI and wait until it ends; the exit code."""
    console.use(raw, warehouse)
    console.settings()
    if _taken(host, port):
        console.complain(f"✗ {notice('port_taken', port=port, next=port + 1)}")
        return console.USAGE
    plan = make_plan(raw, warehouse)
    register(warehouse, sorted(plan.papers))
    console.show_refused(plan.refused)
    console.say(f"● {notice('editions_registered', editions=sorted(plan.papers) or None)}")
    console.say(f"● {notice('ui_address', host=host, port=port)}")
    return _dagster_dev(paths.dagster_home(warehouse), host, port)


def register(warehouse: Path, editions: list[str]) -> None:
    """Make the editions selectable as partitions."""
    from kyokai_pipeline.defs.instance import open_instance

    with open_instance(warehouse) as instance:
        instance.add_dynamic_partitions("editions", editions)


def _dagster_dev(home: Path, host: str, port: int) -> int:
    workspace = paths.project() / "workspace.yaml"
    where = ["--workspace", str(workspace)] if workspace.is_file() else ["--module-name", "kyokai_pipeline.definitions"]
    command = [
        sys.executable,
        "-W",
        _SUPERSEDED,
        "-m",
        "dagster",
        "dev",
        *where,
        "--host",
        host,
        "--port",
        str(port),
    ]
    # Started in the checkout, Dagster would take DAGSTER_HOME from the .env there, whatever folder was asked for.
    process = subprocess.Popen(command, cwd=home)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has sent the same signal to Dagster, which needs a moment to stop its children.
            continue


def _taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
