"""Contradictions that stop an edition, and those that a person has looked at and accepted as the report's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import FaultyEntry, phrase
from kyokai_pipeline.reconcile.outcome import Outcome, span
from kyokai_pipeline.vocabulary import known_contradictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.reconcile.outcome import Evaluation

_KEYS = ("identity", "subject", "reason", "expect")


@dataclass(frozen=True)
class Acknowledgement:
    """One contradiction accepted as it is printed.

    Attributes:
        identity: Id of the identity.
        subject: For what it was evaluated.
        reason: Why the report is taken as it is, for readers.
        expect: What is printed; as soon as it is something else, the acknowledgement fails.
    """

    identity: str
    subject: str
    reason: str
    expect: str

    @property
    def key(self) -> str:
        """Same as the evaluation's."""
        return f"{self.identity}:{self.subject}"

    def fits(self, evaluation: Evaluation) -> bool:
        """Whether it accepts just this contradiction."""
        return (
            evaluation.outcome is Outcome.CONTRADICTS
            and evaluation.key == self.key
            and _bare(evaluation.printed or "") == _bare(self.expect)
        )


def _bare(printed: str) -> str:
    """The digits of a printed number: one copy sets ９．９％, another 9.9 under a column headed ％."""
    return canonical(printed).removesuffix("%")


def read_acknowledgement(entry: Any) -> Acknowledgement:
    """Understand one entry of a sidecar's list.

    Raises:
        FaultyEntry: A key is missing, unknown, empty or no text.
    """
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        raise FaultyEntry("entry_keys", keys=_KEYS)
    if empty := [key for key in _KEYS if not isinstance(entry[key], str) or not entry[key].strip()]:
        raise FaultyEntry("entry_text", names=empty)
    return Acknowledgement(**entry)


def acknowledge(evaluations: Iterable[Evaluation], accepted: Sequence[Acknowledgement]) -> list[Evaluation]:
    """The same evaluations, those that are accepted, here or for every copy of the report, marked with the reason."""
    marked = []
    for evaluation in evaluations:
        entries = [*accepted, *_known(evaluation.edition_id)]
        reason = next((entry.reason for entry in entries if entry.fits(evaluation)), None)
        marked.append(replace(evaluation, acknowledged=reason))
    return marked


@cache
def _known(edition_id: str) -> tuple[Acknowledgement, ...]:
    """What is known of the publisher's own contradictions in that year, in whichever file it is printed."""
    return tuple(
        Acknowledgement(entry["identity"], entry["subject"], f"{entry['ja']} / {entry['en']}", entry["expect"])
        for entry in known_contradictions()
        if edition_id.partition("-")[0] == f"FY{entry['fiscal_year']}"
    )


def contradictions(
    evaluations: Sequence[Evaluation], accepted: Sequence[Acknowledgement], *, file: str | None = None
) -> list[ReportError]:
    """Everything that keeps an edition from being published.

    Args:
        evaluations: Those of one edition.
        accepted: What the edition's sidecar acknowledges.
        file: Name of the PDF, for messages.

    Returns:
        One error for every contradiction that is not acknowledged, and for every acknowledgement that fits none.
    """
    edition = evaluations[0].edition_id if evaluations else None
    found = [
        _contradiction(evaluation, file)
        for evaluation in acknowledge(evaluations, accepted)
        if evaluation.outcome is Outcome.CONTRADICTS and evaluation.identity.blocks and evaluation.acknowledged is None
    ]
    by_key = {evaluation.key: evaluation for evaluation in evaluations}
    for entry in accepted:
        evaluation = by_key.get(entry.key)
        if evaluation is None or not entry.fits(evaluation):
            found.append(_stale(entry, evaluation, edition, file))
    return found


def _contradiction(evaluation: Evaluation, file: str | None) -> ReportError:
    identity, first = evaluation.identity, evaluation.places[0] if evaluation.places else None
    others = "; ".join(f"{p.printed} (p.{p.page} {_box(p.box)})" for p in evaluation.places[1:])
    expected, stated = span(evaluation.expected), span(evaluation.stated)
    where = Where(file, evaluation.edition_id, printed=evaluation.printed)
    if first:
        where = replace(where, page=first.page, box=first.box)
    return refuse(
        "contradiction",
        where,
        details={
            "identity": identity.identity_id,
            "subject": evaluation.subject,
            "claim": evaluation.claim.text,
            "expected": expected,
            "stated": stated,
            "figures": [
                {"figure_id": p.figure_id, "printed": p.printed, "page": p.page, "box": list(p.box)}
                for p in evaluation.places
            ],
        },
        description_en=identity.description_en,
        description_ja=identity.description_ja,
        key=evaluation.key,
        others=others or phrase("contradiction_sentence"),
        expected=expected,
        stated=stated,
        printed=evaluation.printed,
        claim=evaluation.claim.text,
        command=f"kyokai check --acknowledge '{evaluation.key}' --reason",
    )


def _box(box: tuple[float, ...]) -> str:
    return "({:.0f}, {:.0f})-({:.0f}, {:.0f})".format(*box)


def _stale(entry: Acknowledgement, found: Evaluation | None, edition: str | None, file: str | None) -> ReportError:
    if found is None:
        why = phrase("stale_unknown")
    elif found.outcome is not Outcome.CONTRADICTS:
        why = phrase("stale_consistent", outcome=str(found.outcome))
    else:
        why = phrase("stale_other_print", found=found.printed, expected=entry.expect)
    where = Where(file, edition, printed=found.printed if found else None)
    details = {"identity": entry.identity, "subject": entry.subject}
    return refuse("stale_acknowledgement", where, details=details, key=entry.key, why=why)
