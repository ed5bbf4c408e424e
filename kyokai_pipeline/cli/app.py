"""The commands, their options and their exit codes; each body is one call."""

from __future__ import annotations

import os
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from kyokai_pipeline import paths
from kyokai_pipeline.cli import complete, console
from kyokai_pipeline.cli.options import AsJson, Contradiction, Day, OneShell, OnlyEdition, Raw, Warehouse
from kyokai_pipeline.cli.spoken import SpokenCommand, SpokenGroup
from kyokai_pipeline.messages import coded, is_known, notice
from kyokai_pipeline.messages.language import VARIABLE

app = typer.Typer(
    name="kyokai",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        console.say(f"kyokai_pipeline {metadata.version('kyokai-pipeline')}")
        raise typer.Exit


@app.callback(cls=SpokenGroup, help=coded("help_app"), epilog=coded("help_exit_codes"))
def kyokai(
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=coded("help_version"))
    ] = False,
) -> None:
    """What every command begins with."""
    if not is_known():
        console.complain(f"✗ {notice('language_unknown', value=os.environ[VARIABLE])}")
        raise typer.Exit(console.USAGE)


@app.command(help=coded("help_run"), cls=SpokenCommand)
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    edition: OnlyEdition = None,
    alert: Annotated[bool, typer.Option("--alert", help=coded("help_alert"))] = False,
    as_json: AsJson = False,
) -> None:
    """Read every PDF in raw/, check it and publish kyokai.duckdb. With nothing new, no PDF is opened."""
    from kyokai_pipeline.cli import refresh

    raise typer.Exit(refresh.run(*console.folders(raw, warehouse), edition, alert=alert, as_json=as_json))


@app.command(help=coded("help_status"), cls=SpokenCommand)
def status(
    raw: Raw = None,
    warehouse: Warehouse = None,
    everything: Annotated[bool, typer.Option("--all", help=coded("help_all_of_status"))] = False,
    as_json: AsJson = False,
) -> None:
    """What lies in raw/, what is published, and what was refused and why."""
    from kyokai_pipeline.cli import status as command

    raise typer.Exit(command.show(*console.folders(raw, warehouse), as_json=as_json, everything=everything))


@app.command(help=coded("help_check"), cls=SpokenCommand)
def check(
    raw: Raw = None,
    warehouse: Warehouse = None,
    edition: OnlyEdition = None,
    as_json: AsJson = False,
    acknowledge: Contradiction = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=coded("help_reason"))] = None,
) -> None:
    """Check the report against itself: every identity, by intervals; accept a contradiction that is printed so."""
    from kyokai_pipeline.cli import check as command

    if (acknowledge is None) != (reason is None) or (reason is not None and not reason.strip()):
        raise typer.BadParameter(notice("usage_acknowledge"))
    chosen = console.folders(raw, warehouse)
    if acknowledge is not None and reason is not None:
        raise typer.Exit(command.accept(*chosen, edition, acknowledge, reason))
    raise typer.Exit(command.show(*chosen, edition, as_json=as_json))


@app.command(help=coded("help_sql"), cls=SpokenCommand)
def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help=coded("help_query"))],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=coded("help_csv"))] = False,
) -> None:
    """Query the published warehouse, read-only."""
    from kyokai_pipeline.cli import query as command

    if as_json and as_csv:
        raise typer.BadParameter(notice("usage_json_or_csv"))
    form = command.Form.JSON if as_json else command.Form.CSV if as_csv else command.Form.TABLE
    raise typer.Exit(command.show(console.warehouse_folder(warehouse), query, form))


@app.command(help=coded("help_diff"), cls=SpokenCommand)
def diff(
    earlier: Annotated[str, typer.Argument(metavar="A", help=coded("help_earlier"), autocompletion=complete.editions)],
    later: Annotated[str, typer.Argument(metavar="B", help=coded("help_later"), autocompletion=complete.editions)],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """What changed between two published editions: values, KPIs, labels, definitions."""
    from kyokai_pipeline.cli import diff as command

    raise typer.Exit(command.show(console.warehouse_folder(warehouse), earlier, later, as_json=as_json))


@app.command(help=coded("help_rollback"), cls=SpokenCommand)
def rollback(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Publish the release before again; a second time undoes it."""
    from kyokai_pipeline.cli import rollback as command

    raise typer.Exit(command.swap(paths.raw_dir(), console.warehouse_folder(warehouse), as_json=as_json))


@app.command(help=coded("help_add"), cls=SpokenCommand)
def add(
    file: Annotated[str, typer.Argument(metavar="FILE|URL", help=coded("help_file_or_url"))],
    raw: Raw = None,
    warehouse: Warehouse = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help=coded("help_url"))] = None,
    published_on: Day = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=coded("help_note"))] = None,
    replace: Annotated[bool, typer.Option("--replace", help=coded("help_replace"))] = False,
    as_json: AsJson = False,
) -> None:
    """Check a PDF as a whole and put it into raw/ with a sidecar that says where it came from."""
    from kyokai_pipeline.cli import add as command
    from kyokai_pipeline.raw_folder.sidecar_writing import Origin

    day = published_on.date() if published_on else None
    origin = Origin(url=url, published_on=day, note=note)
    raise typer.Exit(command.add(*console.folders(raw, warehouse), file, origin, replacing=replace, as_json=as_json))


@app.command(help=coded("help_fetch"), cls=SpokenCommand)
def fetch(
    url: Annotated[str | None, typer.Argument(metavar="[URL]", help=coded("help_page_or_pdf"))] = None,
    raw: Raw = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Look for a new edition on the publisher's page and put it into raw/."""
    from kyokai_pipeline.cli import add as command

    raise typer.Exit(command.fetch(*console.folders(raw, warehouse), url, as_json=as_json))


@app.command(help=coded("help_propose"), cls=SpokenCommand)
def propose(
    asked: Annotated[
        str, typer.Argument(metavar="FILE|EDITION", help=coded("help_new_pdf"), autocompletion=complete.editions)
    ],
    write: Annotated[bool, typer.Option("--write", help=coded("help_write_names"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=coded("help_yes"))] = False,
    raw: Raw = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """What is known and unknown in a new edition, and the entries that would name the rest."""
    from kyokai_pipeline.cli import propose as command

    # A file is looked at wherever it lies: there need be no raw/.
    folders = (raw or paths.raw_dir(), warehouse or paths.warehouse_dir())
    raise typer.Exit(command.show(asked, *folders, as_json=as_json, write=write, yes=yes))


@app.command(help=coded("help_trace"), cls=SpokenCommand)
def trace(
    asked: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help=coded("help_asked"), autocompletion=complete.subjects),
    ],
    raw: Raw = None,
    warehouse: Warehouse = None,
    image: Annotated[Path | None, typer.Option("--image", metavar="FILE", help=coded("help_image"))] = None,
    everything: Annotated[bool, typer.Option("--all", help=coded("help_all"))] = False,
    as_json: AsJson = False,
) -> None:
    """From a value to its places on the paper: edition, page, box, the text as printed, a picture."""
    from kyokai_pipeline.cli import trace as command

    folders = console.folders(raw, warehouse)
    raise typer.Exit(command.show(*folders, " ".join(asked), image=image, as_json=as_json, everything=everything))


@app.command(help=coded("help_inspect"), cls=SpokenCommand)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help=coded("help_inspected_pdf"))],
    out: Annotated[Path | None, typer.Option("--out", metavar="HTML", help=coded("help_out"))] = None,
    pictures: Annotated[Path | None, typer.Option("--png", metavar="DIR", help=coded("help_png"))] = None,
    layout: Annotated[bool, typer.Option("--layout", help=coded("help_layout"))] = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Draw every page with what was read: tables, and figures coloured by role. Works on a refused file."""
    from kyokai_pipeline.cli import inspect as command

    folder = console.warehouse_folder(warehouse)
    raise typer.Exit(command.show(console.pdf_named(file), folder, out, pictures, layout=layout, as_json=as_json))


@app.command(help=coded("help_transcribe"), cls=SpokenCommand)
def transcribe(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help=coded("help_transcribed_pdf"))],
    table: Annotated[str, typer.Argument(metavar="TABLE", help=coded("help_transcribed_table"))],
    page: Annotated[list[int] | None, typer.Option("--page", metavar="N", help=coded("help_transcribed_page"))] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=coded("help_by"))] = None,
) -> None:
    """Write a CSV in which a table that cannot be read is entered by hand, with pictures of its pages."""
    from kyokai_pipeline.cli import transcribe as command

    raise typer.Exit(command.write(file, table, page or [], (by or "").strip() or None))


@app.command(help=coded("help_search"), cls=SpokenCommand)
def search(
    asked: Annotated[
        list[str], typer.Argument(metavar="WORDS", help=coded("help_words"), autocompletion=complete.names)
    ],
    warehouse: Warehouse = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help=coded("help_limit"))] = 50,
    as_json: AsJson = False,
) -> None:
    """Find passages, initiatives, plans, KPIs and figures that hold some words."""
    from kyokai_pipeline.cli import search as command

    raise typer.Exit(command.show(console.warehouse_folder(warehouse), " ".join(asked), limit, as_json=as_json))


@app.command(help=coded("help_dashboard"), cls=SpokenCommand)
def dashboard(raw: Raw = None, warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Write warehouse/dashboard/index.html: one file in which every number shows the paper it was read from."""
    from kyokai_pipeline.cli import dashboard as command

    raise typer.Exit(command.write(*console.folders(raw, warehouse), as_json=as_json))


@app.command(help=coded("help_export"), cls=SpokenCommand)
def export(
    target: Annotated[Path, typer.Argument(metavar="DIR", help=coded("help_export_dir"))],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Write the published file as CSV, Parquet and Excel, with the descriptions that registries read."""
    from kyokai_pipeline.cli import export as command

    chosen = console.warehouse_folder(warehouse)
    raise typer.Exit(command.write(chosen, target.expanduser().absolute(), as_json=as_json))


@app.command(help=coded("help_serve"), cls=SpokenCommand)
def serve(
    mcp: Annotated[bool, typer.Option("--mcp", help=coded("help_mcp"))] = False,
    raw: Raw = None,
    warehouse: Warehouse = None,
) -> None:
    """Answer programs over standard input and output until they hang up."""
    from kyokai_pipeline.cli import serve as command

    raise typer.Exit(command.serve(*console.folders(raw, warehouse), mcp=mcp))


@app.command(help=coded("help_ui"), cls=SpokenCommand)
def ui(
    raw: Raw = None,
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option("--port", "-p", metavar="N", min=1, max=65535, help=coded("help_port"))] = 3000,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help=coded("help_host"))] = "127.0.0.1",
) -> None:
    """Register what lies in raw/ as partitions and start the Dagster UI; Ctrl+C ends it."""
    from kyokai_pipeline.cli import ui as command

    raise typer.Exit(command.serve(*console.folders(raw, warehouse), host=host, port=port))


@app.command(help=coded("help_completion"), cls=SpokenCommand)
def completion(shell: OneShell) -> None:
    """The script that lets a shell complete what can be completed."""
    from kyokai_pipeline.cli import completion as command

    raise typer.Exit(command.show(shell))
