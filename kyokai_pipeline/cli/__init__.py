"""The terminal: ``kyokai run | status | sql | ui``.

Belongs here: arguments, text for people, exit codes. Does not belong here: anything that reads or writes
data itself.
"""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``kyokai`` script."""
    from kyokai_pipeline.cli.app import app

    app()
