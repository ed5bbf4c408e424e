"""Progress of a run: a bar in a terminal, one line a step in a pipe, no colour where none is wanted."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress

import pytest

SCRIPT = """
import logging
from kyokai_pipeline.cli import progress
steps = logging.getLogger("steps")
steps.propagate = False
with progress.shown(steps, 1):
    for text in ("  FY2023  reading a.pdf", "  FY2023  17 pages \\x1b[31m", "  building"):
        steps.info(text)
print("done")
"""


def seen(columns: int = 80, **environment: str) -> str:
    """What a terminal is sent."""
    ours, theirs = pty.openpty()
    size = {"COLUMNS": str(columns), "LINES": "24", "TERM": "xterm-256color"}
    done = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=theirs, stderr=theirs, env={**os.environ, **size, **environment}
    )
    os.close(theirs)
    sent = b""
    with suppress(OSError):  # the terminal is closed
        while chunk := os.read(ours, 65536):
            sent += chunk
    os.close(ours)
    assert done.wait() == 0
    return sent.decode()


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_terminal_sees_what_is_done_and_how_far_it_is(columns: int) -> None:
    sent = seen(columns)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent)
    for step, said in ((0, "FY2023"), (1, "FY2023"), (2, "building")):
        assert re.search(rf"{step}/6 \d:\d\d:\d\d {said}", plain), (step, plain)
    assert "  FY2023  reading a.pdf" in plain
    assert "17 pages <1B>[31m" in plain  # nothing of a report steers the terminal
    assert sent.rstrip().endswith("done")


def test_no_colour_where_none_is_wanted() -> None:
    assert "\x1b[32m" in seen()
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", seen(NO_COLOR="1"))


def test_a_pipe_gets_one_line_a_step_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "  FY2023  reading a.pdf"
    assert len(done.stdout.splitlines()) == 4
    assert "/6" not in done.stdout
    assert done.stderr == ""
