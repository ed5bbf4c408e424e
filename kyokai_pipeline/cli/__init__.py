"""The terminal: ``kyokai run | status | sql | ui``.

Belongs here: arguments, text for people, exit codes. Does not belong here: anything that reads or writes
data itself.
"""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``kyokai`` script."""
    import os
    import sys

    from kyokai_pipeline.collecting import seldom

    seldom()
    try:
        from kyokai_pipeline.cli.app import app
        from kyokai_pipeline.cli.ending import show_what_can_be_shown

        show_what_can_be_shown()
        if "_KYOKAI_COMPLETE" in os.environ:  # a shell asks
            from typer.completion import get_completion_inspect_parameters

            get_completion_inspect_parameters()  # makes the shells known
        app()
    except KeyboardInterrupt:  # before the command had begun
        sys.exit(130)
