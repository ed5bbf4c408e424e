"""What a plan comes to, in words: the same at the terminal, in ``kyokai status`` and in Dagster's sensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.messages import Phrase, phrase

if TYPE_CHECKING:
    from kyokai_pipeline.refresh.plan import Plan


def state_of(plan: Plan) -> list[str]:
    """One sentence for everything that is to be done, Japanese and English."""
    return [said.both() for said in standing_of(plan)]


def standing_of(plan: Plan) -> list[Phrase]:
    """The same, in no language yet."""
    said = [phrase("plan_to_read", edition=edition) for edition in plan.to_read]
    said += [phrase("plan_withdrawn", edition=edition) for edition in plan.withdrawn]
    if plan.nothing_left:
        said.append(phrase("plan_nothing_left"))
    elif not said and (settled := _settled(plan)):
        said.append(settled)
    said += [
        phrase("plan_refused", file=name, why=Phrase(problems[0].code, problems[0].words))
        for name, problems in plan.refused.items()
    ]
    return said


def _settled(plan: Plan) -> Phrase | None:
    """Where nothing is to be read or dropped."""
    if plan.is_held and not plan.is_published:
        return phrase("rolled_back")
    if plan.staged and plan.is_published:
        return phrase("rest_published") if plan.refused else phrase("all_published")
    if plan.staged:
        return phrase("plan_unpublished")
    return None if plan.papers or plan.refused else phrase("no_pdf_at_all")
