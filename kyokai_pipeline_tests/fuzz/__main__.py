"""``python -m kyokai_pipeline_tests.fuzz [SECONDS] [FIRST_SEED]``: damage a report in new ways until time is up."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from kyokai_pipeline_tests.fuzz.damage import damaged, outcome, whole

SLOW = 20.0
"""Seconds after which reading one damaged file counts as a hang."""


def main(seconds: float, seed: int) -> int:
    """Run for a while and print what came of it; 1 where anything went wrong."""
    logging.disable(logging.WARNING)  # pdfminer tells of every damage that it survives
    seen: Counter[str] = Counter()
    end = time.monotonic() + seconds
    with TemporaryDirectory() as name:
        content = whole(Path(name))
        while time.monotonic() < end:
            start = time.monotonic()
            try:
                seen[outcome(damaged(content, seed), Path(name) / "damaged.pdf")] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is what the fuzzer looks for
                seen["FAILED"] += 1
                print(f"seed {seed}:\n{traceback.format_exc()}")
            if time.monotonic() - start > SLOW:
                seen["HUNG"] += 1
                print(f"seed {seed}: {time.monotonic() - start:.0f} s")
            seed += 1
    print(f"next seed {seed}: {dict(seen)}")
    return int(seen["FAILED"] + seen["HUNG"] > 0)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 300.0, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
