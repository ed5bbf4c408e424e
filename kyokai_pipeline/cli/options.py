"""Options that several commands have, so that they are the same everywhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kyokai_pipeline.cli import complete
from kyokai_pipeline.cli.completion import Shell
from kyokai_pipeline.messages import coded

Raw = Annotated[
    Path | None,
    typer.Option("--raw", metavar="DIR", help=coded("help_raw")),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        metavar="DIR",
        help=coded("help_warehouse"),
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option("--published-on", formats=["%Y-%m-%d"], metavar="DATE", help=coded("help_published_on")),
]
OnlyEdition = Annotated[
    str | None,
    typer.Option("--edition", metavar="ID", help=coded("help_only_edition"), autocompletion=complete.editions),
]
Contradiction = Annotated[
    str | None,
    typer.Option("--acknowledge", metavar="ID", help=coded("help_acknowledge"), autocompletion=complete.contradictions),
]
AsJson = Annotated[bool, typer.Option("--json", help=coded("help_json"))]
OneShell = Annotated[Shell, typer.Argument(metavar="SHELL", help=coded("help_shell"))]
