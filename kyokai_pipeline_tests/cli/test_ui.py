"""``kyokai ui``: what it registers and how it starts Dagster."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.cli import ui
from kyokai_pipeline.defs.instance import open_instance

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.cli.conftest import Desk


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_editions_are_registered_and_dagster_starts_in_its_own_home(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], Path, str]] = []

    def server(command: list[str], folder: Path) -> int:
        started.append((command, folder, os.environ["DAGSTER_HOME"]))
        return 0

    monkeypatch.setattr(ui, "_until_signalled", server)

    result = desk.kyokai("ui", "--port", str(free_port()))

    assert result.exit_code == 0
    ((command, folder, home),) = started
    assert folder == desk.warehouse / ".dagster"
    assert home == str(folder)
    assert any(part.endswith("workspace.yaml") for part in command)
    assert (folder / "dagster.yaml").is_file()
    with open_instance(desk.warehouse) as instance:
        assert instance.get_dynamic_partitions("editions") == ["FY2023-draft"]


SUPERVISOR = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as of a job that a script put into the background
from kyokai_pipeline.cli import ui
ui._GRACE_S = 2.0
sys.exit(ui._until_signalled([sys.executable, "-S", "-c", sys.argv[1]], Path.cwd()))
"""
FAMILY = """
import subprocess, sys, time
child = "import time; print('child', flush=True); time.sleep(600)"
deaf = "import signal; [signal.signal(n, signal.SIG_IGN) for n in (2, 15)]; " + child.replace("child", "deaf")
for code in (child, deaf):
    subprocess.Popen([sys.executable, "-S", "-c", code])
time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_signal_ends_all_that_was_started_and_leaves_no_orphan(number: signal.Signals) -> None:
    """Two servers under Dagster, one of which heeds no signal; whoever holds the pipe open is still alive."""
    process = subprocess.Popen([sys.executable, "-c", SUPERVISOR, FAMILY], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert sorted(process.stdout.readline().strip() for _ in range(2)) == ["child", "deaf"]
    process.send_signal(number)
    assert process.wait(timeout=120) == 0
    assert process.stdout.read() == ""
    process.stdout.close()


def test_a_taken_port_is_said_and_nothing_starts(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = desk.kyokai("ui", "--port", str(port))
    assert result.exit_code == 2
    assert f"Port {port} is in use" in result.stderr
