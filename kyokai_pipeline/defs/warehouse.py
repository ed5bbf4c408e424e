"""The published file and its marts: built from all staged editions, checked, and swapped in at once.

A file is published whole or not at all, so however many marts are selected, all are built.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from kyokai_pipeline import paths
from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.interruption import interruptible, stop_if_terminated
from kyokai_pipeline.defs.launcher import name_process
from kyokai_pipeline.defs.pictures import shares, size_of, trend
from kyokai_pipeline.defs.progress import report_progress
from kyokai_pipeline.defs.resources import Folders
from kyokai_pipeline.defs.tables import MARTS, OWNERS, REPORT_TABLES, key_of_table, short
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.messages import notice
from kyokai_pipeline.reconcile.identities import identities
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.refresh.publish import release
from kyokai_pipeline.warehouse.contents import at_a_glance, samples

if TYPE_CHECKING:
    from kyokai_pipeline.marts import Mart
    from kyokai_pipeline.warehouse.build import BuildResult

WAREHOUSE = dg.AssetKey(["warehouse", "kyokai"])
VERIFIED = "verified"
Event = dg.MaterializeResult[Any] | dg.AssetCheckResult


EVALUATIONS = "meta.evaluation"


def _upstream(mart: "Mart") -> list[dg.AssetKey]:
    """What the mart's SQL reads; where it reads the outcome of the identities, every table that they read.

    The rest of ``meta`` is a dictionary of words and comes from no asset.
    """
    read = set(mart.depends_on)
    if EVALUATIONS in read:
        read.update(name for identity in identities() for name in identity.reads)
    return [key_of_table(name) for name in sorted(read) if not name.startswith("meta.")]


def _upstream_of_file() -> list[dg.AssetKey]:
    """The marts that no other mart reads, and the tables that no mart reads: the rest follows from these."""
    read = {key for mart, _ in MARTS for key in _upstream(mart)}
    return [key for key in (*(table.key for table in REPORT_TABLES), *(t.key for _, t in MARTS)) if key not in read]


def _specs() -> list[dg.AssetSpec]:
    version = short(fingerprint.building())
    published = dg.AssetSpec(
        WAREHOUSE,
        deps=_upstream_of_file(),
        group_name="warehouse",
        kinds={"duckdb"},
        owners=OWNERS,
        tags={"layer": "warehouse"},
        code_version=version,
        skippable=True,
        description=(
            "公開ファイル kyokai.duckdb。検査に合格した場合にのみ、全体を一度に置き換えます。\n\n"
            "The published file kyokai.duckdb, replaced at once and only if it passes its check."
        ),
    )
    return [*(table.spec(_upstream(mart), {"sql", "duckdb"}, version) for mart, table in MARTS), published]


def _checks() -> list[dg.AssetCheckSpec]:
    whole = "行・列・根拠の数値がすべて揃っている。 No row was lost, columns are as described, every figure is known."
    return [
        dg.AssetCheckSpec(VERIFIED, asset=key, blocking=True, description=whole)
        for key in (*(table.key for _, table in MARTS), WAREHOUSE)
    ]


PUBLISHED_ASSETS = _specs()


@dg.multi_asset(
    name="publish_warehouse",
    specs=PUBLISHED_ASSETS,
    check_specs=_checks(),
    can_subset=True,
    description="全版からマートと公開ファイルを作ります。 Builds marts and published file from all staged editions.",
)
def publish_warehouse(context: dg.AssetExecutionContext, folders: Folders) -> Iterator[Event]:
    """Build, check, publish; the file published before stays unless all of it went well."""
    name_process(context)
    stop_if_terminated(context)
    report_progress(context, f"  {notice('building')}")
    started = time.monotonic()
    wanted_checks = context.selected_asset_check_keys
    try:
        with interruptible():
            built = release(folders.raw_dir, folders.warehouse_dir)
    except ReportError as error:
        problems = error.problems if isinstance(error, ReportRefused) else [error]
        if dg.AssetCheckKey(WAREHOUSE, VERIFIED) in wanted_checks:
            yield dg.AssetCheckResult(
                asset_key=WAREHOUSE,
                check_name=VERIFIED,
                passed=False,
                metadata=shown.problems(problems),
                description=shown.words(problems),
            )
        raise dg.Failure(str(error), metadata=shown.problems(problems), allow_retries=False) from error
    # Dashboard and exports follow; whoever waits for the file need not wait for them.
    editions = [edition.edition_id for edition in built.editions]
    report_progress(context, f"  {notice('release_published', release=built.release, editions=editions)}")
    with interruptible():
        results = list(_published(built, time.monotonic() - started))
    for result in results:
        assert result.asset_key is not None
        if result.asset_key in context.selected_asset_keys:
            yield result
        if dg.AssetCheckKey(result.asset_key, VERIFIED) in wanted_checks:
            yield dg.AssetCheckResult(
                asset_key=result.asset_key, check_name=VERIFIED, passed=True, metadata=_passed(built, result.asset_key)
            )


def _passed(built: "BuildResult", asset: dg.AssetKey) -> dict[str, Any]:
    """The checks of the build that concern an asset; the file itself stands for all of them."""
    name = ".".join(asset.path)
    return {check: found for check, found in built.checks.items() if asset == WAREHOUSE or check.split(":")[0] == name}


def _pictures(database: Path) -> dict[str, dg.MarkdownMetadataValue]:
    """Mart -> what a person sees of it at a glance."""
    seen = at_a_glance(database)
    found = {"marts.kpi_summary": shares(seen.verdicts)} if seen.verdicts else {}
    return found | ({"marts.membership_trend": trend(seen.enrollees)} if len(seen.enrollees) > 1 else {})


def _published(built: "BuildResult", seconds: float) -> Iterator[dg.MaterializeResult[Any]]:
    pictures = _pictures(built.path)
    looks = samples(built.path, [table.name for _, table in MARTS], shown.PREVIEW)
    for _, table in MARTS:
        look = looks[table.name]
        yield dg.MaterializeResult(
            asset_key=table.key,
            metadata={
                "dagster/row_count": built.rows[table.name],
                "dagster/column_schema": table.column_schema(look.types),
                "preview": shown.preview(list(look.types), look.rows),
                **({"picture": pictures[table.name]} if table.name in pictures else {}),
            },
        )
    yield dg.MaterializeResult(
        asset_key=WAREHOUSE,
        metadata={
            "path": dg.MetadataValue.path(built.path),
            "editions": ", ".join(edition.edition_id for edition in built.editions),
            "rows": sum(built.rows.values()),
            "bytes": built.path.stat().st_size,
            "size": size_of(built.path.stat().st_size),
            "seconds": round(seconds, 2),
            "release": built.release,
            "release note": dg.MetadataValue.path(built.note or ""),
            "dashboard": dg.MetadataValue.path(paths.dashboard(built.path.parent)),
            "docs": dg.MetadataValue.path("docs/data-dictionary.md"),
            **{f"rows of {edition.edition_id}": sum(edition.rows.values()) for edition in built.editions},
            "note": dg.MetadataValue.md(built.note.read_text(encoding="utf-8") if built.note else ""),
        },
    )
