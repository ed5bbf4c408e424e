"""The figures of the running text: each with its sentence, what it counts, and whether it is a value or a change.

Belongs here: reading a sentence. Does not belong here: which numbers are no figures (roles.py), or the words by which
a known figure is recognised (vocabulary/facts.yml). Whatever cannot be named is kept without a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, fiscal_year_of
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.report.text.periods import Period, kind_of, period_of
from kyokai_pipeline.report.text.sentences import Sentence, sentence_of
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.prose import TARGET, fact_names, prose_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from kyokai_pipeline.japanese.numbers import Printed
    from kyokai_pipeline.report.ledger.printed_numbers import Figure, Placed
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.text.outline import Entry

TABLE = "prose_figure"
_IN_BRACKETS = re.compile(r"^[(][^()]*$")
_POINTS = {"ポイント": "%"}
"""A change of a share is stated in points."""


@dataclass
class ProseFigure:
    """A number of the running text that no rule explains."""

    figure: Figure
    entry: Entry
    sentence: Sentence
    unit: str | None
    value: Decimal
    comparison: str
    fact_id: str | None = None
    period: Period = field(default_factory=Period)

    def row(self, edition_id: str) -> dict[str, Any]:
        """A row of ``core.prose_figure``."""
        assert self.figure.printed is not None
        return {
            "figure_id": self.figure.figure_id,
            "edition_id": edition_id,
            "page": self.figure.page,
            "pillar": self.entry.pillar,
            "section": self.entry.section,
            "sentence": self.sentence.text,
            "phrase": self.sentence.phrase,
            "value": self.value,
            "unit": self.unit,
            "quantum": self.figure.printed.quantum,
            "is_approximate": self.figure.printed.approximate,
            "comparison": self.comparison,
            "fact_id": self.fact_id,
            "kind": kind_of(self.sentence, self.comparison, self.fact_id),
            "period_label": self.period.label,
            "fiscal_year": self.period.fiscal_year,
        }


def read_prose(numbers: Sequence[Placed], entries: Sequence[Entry], edition: Edition) -> list[ProseFigure]:
    """The figures of one page's running text, in reading order of each paragraph."""
    by_paragraph = {entry.paragraph: entry for entry in entries}
    order = {entry.paragraph: index for index, entry in enumerate(entries)}
    found: list[ProseFigure] = []
    for number in sorted(numbers, key=lambda n: (order[n.paragraph], n.start)):
        if number.paragraph.is_cell or number.figure.role is not None or number.figure.printed is None:
            continue
        figure = _read(number, by_paragraph[number.paragraph], edition)
        before = [f for f in found if f.sentence.same(figure.sentence)]
        figure.fact_id = _fact(figure, before)
        figure.period = _period(figure, before, edition)
        found.append(figure)
    return found


def _period(figure: ProseFigure, before: Sequence[ProseFigure], edition: Edition) -> Period:
    """Its own, or that of the value of the same fact before it in its sentence."""
    is_known = figure.fact_id is not None
    values = (f.period for f in before if is_known and f.fact_id == figure.fact_id and f.comparison == "none")
    of_value = next(values, None)
    return period_of(figure.sentence, figure.comparison, edition.fiscal_year, of_value, is_known=is_known)


def _read(number: Placed, entry: Entry, edition: Edition) -> ProseFigure:
    sentence = sentence_of(number)
    printed = number.figure.printed
    assert printed is not None
    unit = printed.unit or next((u for pattern, u in prose_words().units if pattern.match(sentence.after)), None)
    number.figure.printed = replace(printed, unit=unit, quantum=_precision(printed))
    comparison, sign = _comparison(sentence, edition)
    value = -printed.value if sign < 0 < printed.value else printed.value
    return ProseFigure(number.figure, entry, sentence, unit, value, comparison)


def _precision(printed: Printed) -> Decimal:
    """約2,000円 is known to 1,000 yen: of a number that is printed as approximate, trailing zeros say nothing."""
    quantum = printed.quantum
    while printed.approximate and printed.value and printed.value % (quantum * 10) == 0:
        quantum *= 10
    return quantum


def _comparison(sentence: Sentence, edition: Edition) -> tuple[str, int]:
    """none, previous_year or change; and the sign of a change."""
    words = prose_words()
    for pattern, sign in ((words.rise, 1), (words.fall, -1)):
        if pattern.match(sentence.after):
            return "change", sign
    if words.change.search(sentence.before) or sentence.number.startswith(("▲", "△", "▼", "▽")):
        return "change", 1
    if words.previous.search(sentence.before) or _dated_year(sentence.before) == edition.fiscal_year - 1:
        return "previous_year", 1
    return "none", 1


def _dated_year(before: str) -> int | None:
    """The fiscal year that stands right before a figure: 2022年度の, 2023年3月末時点の収録率( -> 2022."""
    found = prose_words().dated.search(before)
    if found is None:
        return None
    try:
        year = fiscal_year(f"{found[1]}年度")
    except NotADate:
        return None
    month = found[found.re.groups]
    return fiscal_year_of(year, int(month.rstrip("月"))) if year and month and not found[found.re.groups - 1] else year


def _fact(figure: ProseFigure, before: Sequence[ProseFigure]) -> str | None:
    """The id of a known figure: by its own words, by the figure that it belongs to, or as an indicator's target."""
    words, sentence = prose_words(), figure.sentence
    if words.target.search(sentence.before) and before and before[-1].unit == figure.unit:
        return _target_of(next((f.fact_id for f in reversed(before) if f.fact_id), None))
    for fact in words.facts:
        if figure.unit in fact.units and fact.fits(sentence.before, sentence.after, figure.entry.section):
            return fact.fact_id
    if figure.comparison != "none":
        return _host(figure, before)
    return _stated_target(figure)


def _host(figure: ProseFigure, before: Sequence[ProseFigure]) -> str | None:
    """A change or last year's value belongs to the figure before it that has its unit, unless other words part them."""
    for host in reversed(before):
        if figure.unit == host.unit or _POINTS.get(figure.unit or "") == host.unit:
            return host.fact_id
    return None


def _stated_target(figure: ProseFigure) -> str | None:
    """63.9％以上とする, in a sentence that only one indicator fits."""
    if not prose_words().target_then.match(figure.sentence.after):
        return None
    said = canonical(figure.sentence.paragraph_text)
    fitting = [
        kpi
        for kpi in kpi_words().kpis
        if all(text in said for text in kpi.says) and not any(text in said for text in kpi.excludes)
    ]
    return _target_of(fitting[0].kpi_id) if len(fitting) == 1 and fitting[0].unit == figure.unit else None


def _target_of(fact_id: str | None) -> str | None:
    if fact_id is None or fact_id.endswith(TARGET):
        return fact_id
    target = f"{fact_id}{TARGET}"
    return target if target in fact_names() else None
