"""What a process that opens a PDF loads before it begins."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from kyokai_pipeline.refresh import tasks


@pytest.mark.parametrize("task", [tasks.steps, tasks.from_cover, tasks.cover], ids=lambda task: task.__name__)
def test_taking_a_task_loads_no_library_for_frames_or_schemas(task: object) -> None:
    script = (
        "import pickle, sys; pickle.load(sys.stdin.buffer)\n"
        "assert not {'pandas', 'pandera', 'hypothesis', 'duckdb'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], input=pickle.dumps(task), check=True)
