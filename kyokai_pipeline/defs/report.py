"""One edition from its PDF: the PDF is read once, however many of its tables are selected.

Belongs here: the assets and checks of an edition, and the op behind them. Does not belong here: what is said of an
edition (``edition_events``), reading (``refresh.read_edition``).
"""

import warnings
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.edition_events import PDF, Event, accepted, is_wanted, not_reached, refused
from kyokai_pipeline.defs.editions import EDITIONS
from kyokai_pipeline.defs.every_edition import check_all
from kyokai_pipeline.defs.interruption import interruptible
from kyokai_pipeline.defs.launcher import name_process
from kyokai_pipeline.defs.progress import report_progress
from kyokai_pipeline.defs.resources import Folders
from kyokai_pipeline.defs.tables import OWNERS, REPORT_TABLES, short
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.refresh.doubts import ALL_SEEN, EXPLAINED, UNDOUBTED
from kyokai_pipeline.refresh.plan import is_staged
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.refresh.reading import ENGINES, ORIGIN, READABLE, RECONCILED, SCHEMA, SEEN, Refusal
from kyokai_pipeline.refresh.unnamed import NAMED


def _specs() -> list[dg.AssetSpec]:
    version = short(fingerprint.reading())
    pdf = dg.AssetSpec(
        PDF,
        group_name="source",
        kinds={"pdf"},
        owners=OWNERS,
        tags={"layer": "source"},
        code_version=version,
        skippable=True,
        description=(
            "公表された報告書のPDF（raw/）と、その出所。すべての表をここから一度に読み取ります。\n\n"
            "The report as published, in raw/, and where it came from. All tables are read from it at once."
        ),
    )
    return [pdf, *(table.spec([PDF], {"pandera", "parquet"}, version) for table in REPORT_TABLES)]


def _checks() -> list[dg.AssetCheckSpec]:
    readable = (
        "表紙・文字情報・すべての表を確実に読み取れる。 Cover, text layer and every table can be read with certainty."
    )
    seen = "収録値が紙面の見た目とも一致する。 Every fact looks on the page as its text says, and nothing lies over it."
    engines = (
        "二つのPDFエンジンが収録値を同じ数字として読み取る。 pdfium and pdfplumber read the same digits for every fact."
    )
    reconciled = "印字された数値どうしが矛盾しない。 What the report prints does not contradict itself, by intervals."
    origin = "PDFの出所が記されている（警告のみ）。 Somebody said where the PDF came from; only warns."
    named = "すべての指標・施策・行が語彙にある（警告のみ）。 The vocabulary knows every indicator and row; only warns."
    doubted = (
        "確かめるべき値がない（警告のみ）。 No value asks for a look, as three times last year's does; only warns."
    )
    explained = "説明のない数値がない（警告のみ）。 Every figure is a fact, or has a reason not to be one; only warns."
    unseen = "目に見えない文字がない（警告のみ）。 A person sees all the text that the file holds; only warns."
    schema = "型・単位・値域・一意性。 Types, units, ranges and keys, as the table's schema says."
    with warnings.catch_warnings():
        # Results are kept per edition, which Dagster still calls a preview.
        warnings.filterwarnings("ignore", ".*partitions_def on an AssetCheckSpec")
        return [
            _check(READABLE, PDF, readable),
            _check(SEEN, PDF, seen),
            _check(ENGINES, PDF, engines),
            _check(RECONCILED, PDF, reconciled),
            _check(ORIGIN, PDF, origin, blocking=False),
            _check(NAMED, PDF, named, blocking=False),
            _check(UNDOUBTED, PDF, doubted, blocking=False),
            _check(EXPLAINED, PDF, explained, blocking=False),
            _check(ALL_SEEN, PDF, unseen, blocking=False),
            *(_check(SCHEMA, table.key, schema) for table in REPORT_TABLES),
        ]


def _check(name: str, asset: dg.AssetKey, description: str, *, blocking: bool = True) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(name, asset=asset, blocking=blocking, partitions_def=EDITIONS, description=description)


READING_ASSETS = _specs()


class Reading(dg.Config):
    """How an edition is read, as the launchpad offers it."""

    force: bool = Field(
        default=True,
        description=(
            "読み取り済みの版も読み直します。falseの場合、内容が変わっていない版は読み取りません。"
            " Reads an edition again also where just this content is staged; false leaves it as it is."
        ),
    )
    strict: bool = Field(
        default=False,
        description=(
            "警告（出所不明、語彙にない語、確かめるべき値、説明のない数値）でも拒否します。今回の実行だけに適用します。"
            " What only warns (unknown origin, unnamed words, doubtful values, unexplained figures) refuses too,"
            " in this run only."
        ),
    )


@dg.multi_asset(
    name="read_edition",
    specs=READING_ASSETS,
    check_specs=_checks(),
    partitions_def=EDITIONS,
    can_subset=True,
    description=(
        "一つの版を読み取り、検査して取り込みます（一部だけを取り込むことはありません）。"
        " Reads, checks and stages one edition, all or nothing."
    ),
)
def read_edition(
    context: dg.AssetExecutionContext, config: Reading, folders: Folders
) -> Iterator[Event | dg.AssetCheckEvaluation]:
    """Read, check and stage one edition, all of it or nothing; without a partition, answer checks for all of them."""
    name_process(context)
    if not context.has_partition_key:
        with interruptible():
            yield from check_all(context, folders)
        return
    edition = context.partition_key
    if not config.force and is_staged(folders.raw_dir, folders.warehouse_dir, edition):
        report_progress(context, f"  {edition}  {notice('staged_already')}")
        return
    try:
        with interruptible():
            taken = take_in(
                folders.raw_dir,
                folders.warehouse_dir,
                edition,
                lambda text: report_progress(context, f"  {edition}  {text}"),
                is_strict=config.strict,
            )
    except Refusal as refusal:
        for result in refused(refusal):
            if is_wanted(context, result):
                yield result
        yield from not_reached(context.selected_asset_check_keys, refusal)
        raise dg.Failure(str(refusal), metadata=shown.problems(refusal.problems), allow_retries=False) from refusal
    except ReportError as error:  # no fault of the edition: the folder cannot be written
        raise dg.Failure(str(error), metadata=shown.problems([error]), allow_retries=True) from error
    for event in accepted(taken):
        if is_wanted(context, event):
            yield event
