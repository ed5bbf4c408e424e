"""``kyokai ui``: what it registers and how it starts Dagster."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.defs.instance import open_instance

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from kyokai_pipeline_tests.cli.conftest import Desk


class Server:
    """Stands in for ``dagster dev``: remembers how it was started, is interrupted once, then ends."""

    started: list[dict[str, Any]] = []  # noqa: RUF012 - emptied by every test

    def __init__(self, command: list[str], cwd: Path) -> None:
        self.started.append({"command": command, "cwd": cwd, "home": os.environ["DAGSTER_HOME"]})
        self.interrupted = False

    def wait(self) -> int:
        if not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_editions_are_registered_and_dagster_starts_in_its_own_home(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    Server.started.clear()
    monkeypatch.setattr("subprocess.Popen", Server)

    result = desk.kyokai("ui", "--port", str(free_port()))

    assert result.exit_code == 0
    (started,) = Server.started
    home = desk.warehouse / ".dagster"
    assert (started["cwd"], started["home"]) == (home, str(home))
    assert any(part.endswith("workspace.yaml") for part in started["command"])
    assert (home / "dagster.yaml").is_file()
    with open_instance(desk.warehouse) as instance:
        assert instance.get_dynamic_partitions("editions") == ["FY2023-draft"]


def test_a_taken_port_is_said_and_nothing_starts(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = desk.kyokai("ui", "--port", str(port))
    assert result.exit_code == 2
    assert f"Port {port} is in use" in result.stderr
