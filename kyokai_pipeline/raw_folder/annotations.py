"""Annotations over a number that a person has looked at: the sidecar says that the number under one holds.

Belongs here: what an entry is, and which annotated number it fits. Does not belong here: finding annotations
(report/ledger/seen_as_printed.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.text import squeeze
from kyokai_pipeline.messages import FaultyEntry, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from kyokai_pipeline.errors import Box, ReportError

CODE = "annotated_fact"
"""The refusal that an entry may answer."""
_TEXTS = ("printed", "by", "reason")
_KEYS = ("page", *_TEXTS)


@dataclass(frozen=True)
class AcknowledgedAnnotation:
    """One annotation that does not change what the number under it says.

    Attributes:
        page: Where it is, counted from 1.
        printed: The number under it, as printed.
        by: Who looked.
        reason: Why the number holds, for readers.
        box: Which one, where the page prints the number more than once: x0, top, x1, bottom as the refusal names it.
    """

    page: int
    printed: str
    by: str
    reason: str
    box: Box | None = None

    def fits(self, problem: ReportError) -> bool:
        """Whether it speaks of this number."""
        same = problem.page == self.page and squeeze(problem.printed or "") == squeeze(self.printed)
        return same and (self.box is None or (problem.box is not None and _overlap(self.box, problem.box)))


def read_annotation(entry: Any) -> AcknowledgedAnnotation:
    """Understand one entry of a sidecar's list.

    Raises:
        FaultyEntry: A key is missing, unknown or of the wrong kind.
    """
    if not isinstance(entry, dict) or set(entry) - {"box"} != set(_KEYS):
        raise FaultyEntry("entry_keys", keys=_KEYS)
    if wrong := [name for name in _TEXTS if not isinstance(entry[name], str) or not entry[name].strip()]:
        raise FaultyEntry("entry_text", names=wrong)
    if type(entry["page"]) is not int or entry["page"] < 1:
        raise FaultyEntry("entry_page")
    printed, by, reason = (entry[name].strip() for name in _TEXTS)
    return AcknowledgedAnnotation(entry["page"], printed, by, reason, _box(entry.get("box")))


def _box(sides: Any) -> Box | None:
    if sides is None:
        return None
    if not isinstance(sides, list) or len(sides) != 4 or not all(type(side) in (int, float) for side in sides):
        raise FaultyEntry("entry_box")
    x0, top, x1, bottom = map(float, sides)
    return x0, top, x1, bottom


def accept_annotations(
    problems: Sequence[ReportError], entries: Sequence[AcknowledgedAnnotation], figures: pd.DataFrame, *, file: str
) -> list[ReportError]:
    """Take acknowledged annotations out of the problems; the figure under each says so from then on.

    Args:
        problems: What is seen at the places of the facts.
        entries: What the sidecar acknowledges.
        figures: evidence.figure of the edition; ``reason`` of an accepted fact is filled in.
        file: Name of the sidecar, for messages.

    Returns:
        The problems that are left, and one for every entry that fits no annotated number, or more than one.
    """
    left, stale = list(problems), []
    for entry in entries:
        fitting = [problem for problem in problems if problem.code == CODE and entry.fits(problem)]
        if len(fitting) != 1:
            stale.append(_stale(entry, fitting, file))
            continue
        left = [problem for problem in left if problem is not fitting[0]]
        _remark(figures, fitting[0], entry)
    return [*left, *stale]


def _remark(figures: pd.DataFrame, problem: ReportError, entry: AcknowledgedAnnotation) -> None:
    box = problem.box or ()
    sides = [figures[name] for name in ("x0", "top", "x1", "bottom")]
    here = (figures["page"] == problem.page) & (figures["role"] == "fact")
    for side, value in zip(sides, box, strict=True):
        here &= side == value
    figures["reason"] = figures["reason"].astype(object)
    said = f"annotated ({problem.words['kind']}), and acknowledged: {entry.reason} ({entry.by})"
    figures.loc[here, "reason"] = said


def _stale(entry: AcknowledgedAnnotation, fitting: Sequence[ReportError], file: str) -> ReportError:
    boxes = "; ".join("[{:.1f}, {:.1f}, {:.1f}, {:.1f}]".format(*problem.box) for problem in fitting if problem.box)
    why = phrase("annotation_several", boxes=boxes) if fitting else phrase("annotation_nowhere")
    where = Where(file=file, page=entry.page, box=entry.box, printed=entry.printed)
    return refuse("stale_annotation", where, file=file, why=why)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
