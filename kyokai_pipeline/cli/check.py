"""``kyokai check``: the report against itself, read afresh from raw/; nothing is staged or published."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import causes_of
from kyokai_pipeline.messages import language, notice, phrase, two_languages
from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
from kyokai_pipeline.reconcile.outcome import Outcome, is_doubt, span
from kyokai_pipeline.vocabulary.names import code_lists

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.reconcile.outcome import Evaluation


@dataclass
class Checked:
    """One edition: every evaluation, and what would keep it from being published."""

    edition: str
    paper: Paper
    evaluations: list[Evaluation] = field(default_factory=list)
    problems: list[ReportError] = field(default_factory=list)


def show(raw: Path, warehouse: Path, edition: str | None, *, as_json: bool) -> int:
    """Print the outcome of every identity, by group; 1 where an edition could not be published."""
    checked, refused = _check_all(raw, warehouse, edition)
    if as_json:
        data = {"editions": [_plain(entry) for entry in checked], "refused": _refused(refused)}
        console.say_json(data)
    else:
        for entry in checked:
            _print(entry)
        console.show_refused(refused)
    if not checked and not refused:
        return _nothing(raw, edition)
    return console.REFUSED if refused or any(entry.problems for entry in checked) else console.GOOD


def accept(raw: Path, warehouse: Path, edition: str | None, key: str, reason: str) -> int:
    """Write an acknowledgement of one open contradiction into the sidecar of its edition."""
    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.raw_folder.sidecar_writing import add_acknowledgement

    checked, refused = _check_all(raw, warehouse, edition)
    console.show_refused(refused)
    open_ones = [(entry, e) for entry in checked for e in entry.evaluations if _is_open(e)]
    found = [(entry, e) for entry, e in open_ones if key in (e.key, e.identity.identity_id)]
    if len(found) != 1:
        known = "".join(f"\n  {entry.edition}  {e.key}" for entry, e in found or open_ones) or None
        console.complain(f"✗ {notice('not_one_contradiction', key=key, known=known)}")
        return console.USAGE
    entry, evaluation = found[0]
    sidecar = entry.paper.path.with_suffix(".yml")
    identity = evaluation.identity.identity_id
    try:
        add_acknowledgement(
            sidecar, Acknowledgement(identity, evaluation.subject, reason.strip(), evaluation.printed or "")
        )
    except ReportError as error:
        console.complain(error.block())
        return console.code_of(error)
    console.say(f"✓ {notice('acknowledged', key=evaluation.key, path=console.short(sidecar))}")
    console.say("  " + notice("next_command", command=f"{console.command()} run"))
    return console.GOOD


def _check_all(raw: Path, warehouse: Path, edition: str | None) -> tuple[list[Checked], dict[str, list[ReportError]]]:
    from kyokai_pipeline.refresh.plan import make_plan
    from kyokai_pipeline.refresh.read_edition import examine
    from kyokai_pipeline.refresh.reading import Refusal
    from kyokai_pipeline.refresh.refused_pictures import with_pictures

    plan = make_plan(raw, warehouse)
    papers = {name: paper for name, paper in {**plan.papers, **plan.set_aside}.items() if edition in (None, name)}
    again = {paper.name for paper in plan.set_aside.values()}
    refused = {
        name: problems
        for name, problems in plan.refused.items()
        if name not in again and (edition is None or any(problem.edition == edition for problem in problems))
    }
    checked = []
    for name, paper in papers.items():
        try:
            evaluations, problems = examine(paper, warehouse)
        except Refusal as refusal:
            refused[paper.name] = with_pictures(paper.path, warehouse, refusal.problems)
        else:
            checked.append(Checked(name, paper, evaluations, with_pictures(paper.path, warehouse, problems)))
    return checked, refused


def _is_open(evaluation: Evaluation) -> bool:
    return evaluation.outcome is Outcome.CONTRADICTS and evaluation.acknowledged is None


_WORDS = {
    Outcome.EXACT: phrase("outcome_exact"),
    Outcome.WITHIN_ROUNDING: phrase("outcome_within_rounding"),
    Outcome.CONTRADICTS: phrase("outcome_contradicts"),
    Outcome.NOT_CHECKABLE: phrase("outcome_not_checkable"),
}


def _print(entry: Checked) -> None:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for evaluation in entry.evaluations:
        counts[evaluation.identity.group][evaluation.outcome] += 1
    mark = "✗" if entry.problems else "✓"
    told = notice("evaluations_of", edition=entry.edition, file=entry.paper.name, count=len(entry.evaluations))
    console.say(f"{mark} {told}\n")
    topics = code_lists()["topic"].codes
    rows = [[_half(*topics[group]), *(str(count[outcome]) for outcome in Outcome)] for group, count in counts.items()]
    total = Counter(evaluation.outcome for evaluation in entry.evaluations)
    rows.append([notice("label_total"), *(str(total[outcome]) for outcome in Outcome)])
    heads = [notice("label_group"), *(words.text() for words in _WORDS.values())]
    console.say(console.table(heads, rows, [False, True, True, True, True]))
    for evaluation in entry.evaluations:
        # Those that block are among the problems, each with what helps.
        if evaluation.outcome is Outcome.CONTRADICTS and not _blocks(evaluation):
            _print_contradiction(evaluation)
    _print_unchecked(entry.evaluations)
    for cause in causes_of(entry.problems):
        console.complain(f"\n{cause.block()}")
    console.say()


def _blocks(evaluation: Evaluation) -> bool:
    return evaluation.identity.blocks and evaluation.acknowledged is None


def _print_contradiction(evaluation: Evaluation) -> None:
    """One that keeps nothing from being published: acknowledged, or what another edition printed otherwise."""
    accepted = evaluation.acknowledged is not None
    key = evaluation.key
    told = notice("look_at", value=key) if is_doubt(evaluation) else notice("only_told", key=key)
    console.say(f"\n● {notice('acknowledged_contradiction', key=key) if accepted else told}")
    identity = evaluation.identity
    console.say("  " + _half(identity.description_ja, identity.description_en))
    for place in evaluation.places:
        box = "({:.1f}, {:.1f})-({:.1f}, {:.1f})".format(*place.box)
        console.say("    " + notice("place_on_page", printed=place.printed, page=place.page, box=box))
    expected, stated = span(evaluation.expected), span(evaluation.stated)
    console.say("  " + notice("expected_and_printed", expected=expected, stated=stated))
    if accepted:
        console.say("  " + notice("reason_is", reason=_half(*two_languages(evaluation.acknowledged))))


def _print_unchecked(evaluations: list[Evaluation]) -> None:
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for evaluation in evaluations:
        if evaluation.outcome is Outcome.NOT_CHECKABLE:
            reasons[evaluation.identity.identity_id, evaluation.reason or ""].append(evaluation.subject)
    if reasons:
        console.say(f"\n○ {notice('not_checkable')}")
    for (identity, reason), subjects in reasons.items():
        more = f" …(+{len(subjects) - 3})" if len(subjects) > 3 else ""
        console.say(
            f"  {identity} ×{len(subjects)}: {_half(*two_languages(reason))}\n    {', '.join(subjects[:3])}{more}"
        )


def _half(ja: str, en: str) -> str:
    """What the reader's language says."""
    return ja if language() == "ja" else en


def _plain(entry: Checked) -> dict[str, Any]:
    return {
        "edition_id": entry.edition,
        "file": entry.paper.name,
        "outcomes": {str(k): v for k, v in Counter(e.outcome for e in entry.evaluations).items()},
        "evaluations": [
            {
                "id": e.key,
                "identity_id": e.identity.identity_id,
                "group": e.identity.group,
                "subject": e.subject,
                "claim": e.claim.text,
                "outcome": str(e.outcome),
                "expected": span(e.expected) if e.expected else None,
                "stated": span(e.stated) if e.stated else None,
                "printed": e.printed,
                "reason": e.reason,
                "acknowledged": e.acknowledged,
                "figure_ids": e.figure_ids,
            }
            for e in entry.evaluations
        ],
        "problems": [problem.as_dict() for problem in entry.problems],
    }


def _refused(refused: dict[str, list[ReportError]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [problem.as_dict() for problem in problems] for name, problems in refused.items()}


def _nothing(raw: Path, edition: str | None) -> int:
    console.complain(f"✗ {notice('nothing_to_check', edition=edition, folder=console.short(raw))}")
    return console.USAGE if edition else console.REFUSED
