"""Telling the configured addresses what was refused; every refusal once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from kyokai_pipeline import alerts
from kyokai_pipeline.errors import PICTURE, ReportError, ReportRefused
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh import exchange, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kyokai_pipeline.refresh.due import Due
    from kyokai_pipeline.refresh.plan import Plan

_MOST = 4000
"""Characters of one message; some receivers cut or refuse longer ones."""


def tell_refused(urls: Sequence[str], plan: Plan, warehouse: Path) -> list[str]:
    """Tell of files that no run was asked for, because not even their cover could be read; of each content once.

    A file whose cover was read is refused by a run, and told of as a failed run.

    Returns:
        Addresses that could not be told; what could not be told is tried again the next time.
    """
    if not urls:
        return []
    asked_for = {paper.name for paper in plan.set_aside.values()}
    refused = {_mark(name, why): why for name, why in plan.refused.items() if name not in asked_for}
    before = state.load(warehouse).told
    failed = _tell_once(urls, {mark: why for mark, why in refused.items() if mark not in before})
    told = sorted(mark for mark in refused if mark in before or not failed)
    for mark in {*before} - {*told}:
        exchange.give_up(mark)  # refused no longer; if it is again, somebody is told again
    if told != before:
        with state.changing(warehouse) as kept:
            kept.told = told
    return failed


def _tell_once(urls: Sequence[str], refused: Mapping[str, Sequence[ReportError]]) -> list[str]:
    """Tell of what no other machine tells of; who cannot be told is told the next time.

    Args:
        urls: Whom.
        refused: Mark of a refusal -> its problems.
    """
    mine = [mark for mark in refused if exchange.claim(mark)]
    failed = tell_problems(urls, [problem for mark in mine for problem in refused[mark]]) if mine else []
    for mark in mine if failed else ():
        exchange.give_up(mark)
    return failed


def tell_due(urls: Sequence[str], found: Due, warehouse: Path) -> list[str]:
    """Tell that an edition is overdue; of each fiscal year once.

    Returns:
        Addresses that could not be told; they are tried again the next time.
    """
    if not urls or not found.is_late or state.load(warehouse).told_due == found.expected:
        return []
    mark = f"overdue-{found.expected}"
    is_mine = exchange.claim(mark)
    what = f"kyokai_pipeline: 未着 overdue: FY{found.expected}"
    failed = alerts.tell(urls, what, found.words().both()) if is_mine else []
    if failed:
        exchange.give_up(mark)
    else:
        with state.changing(warehouse) as kept:
            kept.told_due = found.expected
    return failed


def tell_problems(urls: Sequence[str], problems: Sequence[ReportError]) -> list[str]:
    """Tell of problems, as one message.

    Args:
        urls: Whom.
        problems: At least one.

    Returns:
        Addresses that could not be told.
    """
    files = ", ".join(dict.fromkeys(problem.file for problem in problems if problem.file)) or "kyokai"
    return tell_failure(urls, notice("alert_refused", files=files), ReportRefused.because(problems).block())


def tell_failure(urls: Sequence[str], what: str, text: str) -> list[str]:
    """Tell that something failed; the published warehouse is untouched whenever this is called.

    Returns:
        Addresses that could not be told.
    """
    body = f"{text}\n\n{notice('alert_unchanged')}"
    return alerts.tell(urls, f"kyokai_pipeline: {what}", body if len(body) <= _MOST else body[: _MOST - 1] + "…")


def _mark(name: str, problems: Sequence[ReportError]) -> str:
    # Of what is kept, not of a text: whoever changes the language is not told again, nor whoever deletes a picture.
    plain = [problem.to_plain() for problem in problems]
    for one in plain:
        one["details"] = {key: value for key, value in one["details"].items() if key != PICTURE}
    kept = json.dumps([name, plain], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()
