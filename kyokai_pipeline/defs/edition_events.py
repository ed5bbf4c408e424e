"""What Dagster is told of one edition that was read, or refused: materialisations, checks, what a person sees there.

Belongs here: turning an ``Intake`` or a ``Refusal`` into events. Does not belong here: the op that yields them
(``report``), reading and checking (``refresh``).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import dagster as dg

from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.pictures import part_of_page, size_of
from kyokai_pipeline.defs.shown import said
from kyokai_pipeline.defs.tables import REPORT_TABLES, key_of_table
from kyokai_pipeline.messages import both, phrase
from kyokai_pipeline.reconcile.outcome import Outcome
from kyokai_pipeline.refresh.doubts import (
    ALL_SEEN,
    EXPLAINED,
    UNDOUBTED,
    doubtful_values,
    doubts_summary,
    unexplained_figures,
    unexplained_summary,
    unseen_summary,
    unseen_text,
)
from kyokai_pipeline.refresh.reading import ENGINES, ORIGIN, READABLE, RECONCILED, SCHEMA, SEEN, Refusal
from kyokai_pipeline.refresh.unnamed import NAMED, unnamed_summary, unnamed_words
from kyokai_pipeline.report.ledger.ledger import AGREES
from kyokai_pipeline.trace.crops import Crop, crops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.refresh.read_edition import Intake

PDF = dg.AssetKey(["source", "edition_pdf"])

Event = dg.MaterializeResult[Any] | dg.AssetCheckResult
NOT_REACHED = "refused by"
"""Metadata of a check without a result of its own: the check that refused before it."""


def is_wanted(context: dg.AssetExecutionContext, event: Event) -> bool:
    """Whether an asset or a check was selected in this run."""
    if isinstance(event, dg.AssetCheckResult):
        assert event.asset_key is not None
        assert event.check_name is not None
        return dg.AssetCheckKey(event.asset_key, event.check_name) in context.selected_asset_check_keys
    return event.asset_key in context.selected_asset_keys


def refused(refusal: Refusal) -> list[dg.AssetCheckResult]:
    """The steps that went well before, then the failed check, or one a table where the schemas refused."""
    passed = [_check(PDF, step, passed=True, metadata={}) for step in refusal.passed if step != SCHEMA]
    if refusal.step != SCHEMA:
        tables = REPORT_TABLES if SCHEMA in refusal.passed else ()
        passed += [_check(table.key, SCHEMA, passed=True, metadata={}) for table in tables]
        return [*passed, _failed(PDF, refusal.step, refusal.problems)]
    by_table: dict[str, list[ReportError]] = {}
    for problem in refusal.problems:
        by_table.setdefault(problem.details["table"], []).append(problem)
    good = [table.key for table in REPORT_TABLES if table.name not in by_table]
    passed += [_check(key, SCHEMA, passed=True, metadata={}) for key in good]
    return [*passed, *(_failed(key_of_table(name), SCHEMA, problems) for name, problems in by_table.items())]


def not_reached(keys: Iterable[dg.AssetCheckKey], refusal: Refusal) -> Iterator[dg.AssetCheckResult]:
    """A warning for each check that the refusal left without a result: Dagster would say of it that it failed."""
    answered = {(event.asset_key, event.check_name) for event in refused(refusal)}
    for key in sorted(keys, key=str):
        if (key.asset_key, key.name) not in answered:
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=False,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={NOT_REACHED: refusal.step},
                description=both("check_not_reached", check=refusal.step),
            )


def _failed(asset: dg.AssetKey, name: str, problems: Sequence[ReportError]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=name,
        passed=False,
        metadata=shown.problems(problems),
        description=shown.words(problems),
    )


def accepted(taken: Intake) -> Iterator[Event]:
    """Every asset of the edition and every check, all of which passed or only warn."""
    report = taken.report
    yield dg.MaterializeResult(asset_key=PDF, data_version=dg.DataVersion(report.sha256), metadata=_about_pdf(taken))
    yield _check(PDF, READABLE, passed=True, metadata={"pages": report.page_count, "tables": len(report.tables)})
    agrees = sum(seen == AGREES for seen in taken.sight.seen.values())
    sight = {"facts_that_look_so": agrees, "facts_not_checked": len(taken.sight.seen) - agrees}
    yield _check(PDF, SEEN, passed=True, metadata=sight)
    opinion = {"facts_agreed": taken.opinion.agreed, "facts_unseen_by_pdfplumber": taken.opinion.unseen}
    yield _check(PDF, ENGINES, passed=True, metadata=opinion)
    yield _check(PDF, RECONCILED, passed=True, metadata=_outcomes(taken))
    yield _origin(taken)
    yield _named(taken)
    yield _doubts(taken)
    yield _unexplained(taken)
    yield _unseen(taken)
    printed = crops(taken.paper.path, report.figures)
    for table in REPORT_TABLES:
        frame = taken.frames[table.name]
        crop = printed.get(table.name.removeprefix("core."))
        yield dg.MaterializeResult(
            asset_key=table.key,
            metadata={
                "dagster/row_count": len(frame),
                "dagster/column_schema": table.column_schema(),
                "edition": report.edition.edition_id,
                "preview": shown.preview(list(frame.columns), frame.head(shown.PREVIEW).to_numpy().tolist()),
                **(_paper(crop) if crop is not None else {}),
            },
        )
        rules = {"rows": len(frame), "columns": len(frame.columns)}
        yield _check(table.key, SCHEMA, passed=True, metadata=rules)


def _paper(crop: Crop) -> dict[str, Any]:
    said = both("on_page", page=crop.page, pages=crop.pages)
    return {"pages": crop.pages, "on paper": part_of_page(crop.webp, said)}


def _origin(taken: Intake) -> dg.AssetCheckResult:
    sidecar = taken.paper.sidecar
    origin = sidecar.url or sidecar.url_missing_reason or both("origin_unknown")
    warning = phrase("origin_unknown_of", file=taken.paper.name)
    return dg.AssetCheckResult(
        asset_key=PDF,
        check_name=ORIGIN,
        passed=sidecar.says_origin,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"origin": origin, **said(warning)},
        description=None if sidecar.says_origin else warning.both(),
    )


def _named(taken: Intake) -> dg.AssetCheckResult:
    found = unnamed_words(taken.frames)
    return _warning(NAMED, found, unnamed_summary(taken.paper.name, found), "words")


def _doubts(taken: Intake) -> dg.AssetCheckResult:
    found = doubtful_values(taken.evaluations)
    return _warning(UNDOUBTED, found, doubts_summary(taken.paper.name, found), "values")


def _unexplained(taken: Intake) -> dg.AssetCheckResult:
    found = unexplained_figures(taken.frames)
    return _warning(EXPLAINED, found, unexplained_summary(taken.paper.name, found), "figures")


def _unseen(taken: Intake) -> dg.AssetCheckResult:
    found = unseen_text(taken.frames)
    return _warning(ALL_SEEN, found, unseen_summary(taken.paper.name, found), "pages")


def _warning(name: str, found: Sequence[Phrase], summary: Phrase, counted: str) -> dg.AssetCheckResult:
    """A check that only warns, with all that it found as a list."""
    listed = "\n".join(f"- {shown.as_text(word.both())}" for word in found)
    return dg.AssetCheckResult(
        asset_key=PDF,
        check_name=name,
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={counted: len(found), "list": dg.MetadataValue.md(listed), **said(summary)},
        description=summary.both() if found else None,
    )


def _outcomes(taken: Intake) -> dict[str, int]:
    """How many identities ended how, acknowledged contradictions apart; Dagster plots these by edition."""
    counts = Counter(
        "acknowledged" if evaluation.acknowledged is not None else str(evaluation.outcome)
        for evaluation in taken.evaluations
    )
    outcomes = {str(outcome): counts[str(outcome)] for outcome in Outcome}
    return {"identities": len(taken.evaluations), **outcomes, "acknowledged": counts["acknowledged"]}


def _check(asset: dg.AssetKey, name: str, *, passed: bool, metadata: Mapping[str, Any]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(asset_key=asset, check_name=name, passed=passed, metadata=metadata)


def _about_pdf(taken: Intake) -> dict[str, Any]:
    report, sidecar = taken.report, taken.paper.sidecar
    known: dict[str, Any] = {"terms": sidecar.terms, "note": sidecar.note, "source": sidecar.source}
    known["url"] = dg.MetadataValue.url(sidecar.url) if sidecar.url else None
    roles = report.figures["role"]
    return {
        "edition": report.edition.edition_id,
        "title": report.edition.title,
        "file": report.source_file,
        "sha256": report.sha256,
        "pages": report.page_count,
        "figures": len(report.figures),
        "facts": int((roles == "fact").sum()),
        "unexplained": int(roles.isna().sum()),
        "seconds": round(taken.seconds, 2),
        "path": dg.MetadataValue.path(str(taken.paper.path)),
        "size": size_of(taken.paper.path.stat().st_size),
        **_outcomes(taken),
        **{key: value for key, value in known.items() if value},
    }
