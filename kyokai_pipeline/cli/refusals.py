"""Writes every refusal and its remedy as one Markdown page: ``python -m kyokai_pipeline.cli.refusals FILE``."""

from __future__ import annotations

import sys
from pathlib import Path


def main(target: Path) -> int:
    """Write the page to ``target``; the exit code."""
    from kyokai_pipeline.cli import console
    from kyokai_pipeline.messages.reference import refusals_markdown

    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(refusals_markdown(), "utf-8")
    console.say(f"✓ {console.short(target.absolute())}")
    return console.GOOD


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
