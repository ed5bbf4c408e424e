"""The unit of a table's numbers: in the cell, in the row label, over the column, or in a caption beside the table."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.numbers import Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line, lines_of
from kyokai_pipeline.report import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.layout.part import Cell, Part
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import Measure, TableSpec

ABOVE, BELOW = 6.0, 4.0
"""A caption stands within this many sizes over the heads or under the last row."""
SAME_CAPTION = 8.0
"""Lines of one caption stand no farther apart than this, points."""
_PERIOD = re.compile(r"(?:[12]\d{3}|令和|平成|R|H)[^()（）~～]*年[^()（）~～]*月[~～〜-][^()（）]*?月(?:契約)?分?")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


@dataclass(frozen=True)
class Caption:
    """One statement of a caption: 加入者数などの人数：千人; the name is empty in （単位：万人）.

    Attributes:
        gap: How far its line stands over or under the table, points.
    """

    name: str
    unit: Unit
    gap: float

    def names(self, forms: Sequence[str]) -> bool:
        """Whether it speaks of what one of these forms says."""
        return bool(self.name) and any(self.name in form or form in self.name for form in forms)


def captions(table: Table, spec: TableSpec) -> list[Caption]:
    """Every unit that captions beside a table, or beside a part of it, name.

    Raises:
        ReportError: A caption says 単位 and then something that is no known unit.
    """
    found: list[Caption] = []
    for part in table.parts:
        _, top, _, bottom = part.box
        for line in _nearby(part):
            gap = max(0.0, top - line.box[3], line.box[1] - bottom)
            for inner in _caption_texts(canonical(line.folded)):
                stated = _statements(inner, gap)
                if stated is None and inner.startswith("単位"):
                    why = phrase("caption_unreadable", table_en=spec.table_id, table_ja=spec.label_ja)
                    unread = problems.misread(part.page, why, line.box, line.text)
                    raise unread.advised("lacks_unit", **problems.new_unit(_unknown_unit(inner)))
                found.extend(stated or [])
    return found


def captions_on(page: PdfPage) -> list[Caption]:
    """Every unit that a line of a page names, wherever it stands."""
    texts = (inner for line in page.lines for inner in _caption_texts(canonical(line.folded)))
    return [caption for inner in texts for caption in _statements(inner, 0.0) or ()]


def _caption_texts(text: str) -> list[str]:
    """What may say units: what stands in brackets, and a line that begins with 単位 or holds brackets in brackets."""
    whole = re.search(r"[(\[]?(単位[^()\[\]]*[(\[].+)", text)
    if whole:
        return [re.sub(r"[()\[\]]+", "、", whole[1]).strip("、")]
    return [*_BRACKETED.findall(text), *([text] if text.startswith("単位") else [])]


def _statements(inner: str, gap: float) -> list[Caption] | None:
    """単位:千人 | 人数:千人、月額は円 | 千人、円; None where any part is something else."""
    stated: list[Caption] = []
    text = re.sub(r"^単位(?:は|[:：]|(?=[千百十万億兆円人件%]))", "", inner)
    for part in re.split(r"[、,，;；・/]", text):
        name, _, unit_text = re.sub(r"^(.+?)は(?=[^は]+$)", r"\1:", part).rpartition(":")
        unit = parse_unit(unit_text)
        if unit is None:
            return None
        stated.append(Caption(name.removeprefix("単位").removesuffix("の単位"), unit, gap))
    return stated


def _unknown_unit(inner: str) -> str:
    """The part of a caption that names no unit."""
    parts = [part.rpartition(":")[2] for part in re.split(r"[、,，;；・/]", re.sub(r"^単位(?:は|[:：])?", "", inner))]
    return next((part for part in parts if parse_unit(part) is None), inner)


def _nearby(part: Part) -> list[Line]:
    """The lines over and under a part of a table, up to the margin where nothing stands beside the table."""
    _, top, _, bottom = part.box
    size = part.heads.first.words[0].size
    taken = part.heads.words.union(part.body.words)
    others = [word for word in part.page.words if word not in taken]
    left, right = _margins(part, others, size)
    near = [
        word
        for word in others
        if word.x1 > left and word.x0 < right
        and top - ABOVE * max(size, word.size) < word.y < bottom + BELOW * max(size, word.size)
    ]  # fmt: skip
    return lines_of(near)


def _margins(part: Part, others: Sequence[Word], size: float) -> tuple[float, float]:
    """How far to the left and right words may belong to a part of a table: not to what stands level beside it."""
    x0, top, x1, bottom = part.box
    beside = [word for word in others if top < word.y < bottom]
    left = x0 - 2 * size if any(word.x1 < x0 for word in beside) else 0.0
    right = x1 + 2 * size if any(word.x0 > x1 for word in beside) else part.page.width
    return left, right


def period_caption(table: Table) -> str | None:
    """The period that a caption beside a table names (2023年4月～2024年3月契約分); None where none does."""
    return _period_in([line.folded for part in table.parts for line in _nearby(part)])


def _period_in(lines: Sequence[str]) -> str | None:
    """The first period that a line names, or two lines together; its end may stand on the next line."""
    found = [
        (_PERIOD.search(line), _PERIOD.search(line + following))
        for line, following in itertools.zip_longest(lines, lines[1:], fillvalue="")
    ]
    for alone, joined in found:
        if alone and joined:
            return joined[0] if alone.end() == len(alone.string) else alone[0]
    return next((joined[0] for _, joined in found if joined), None)


def unit_for(measure: Measure, stated: Sequence[Caption], forms: Sequence[str]) -> Unit | None:
    """What the captions say for one measure: by its name, or else by the only scale given for its kind of unit.

    Of two captions the clearly nearer one is the table's own: the other belongs to the table above or below.

    Returns:
        None where no caption fits, or where two fit and neither names the measure.
    """
    base = {measure.unit, *measure.printed_units}
    every = [caption for caption in stated if caption.unit.base in base]
    nearest = min((caption.gap for caption in every), default=0.0)
    fitting = [caption for caption in every if caption.gap <= nearest + SAME_CAPTION]
    named = [caption for caption in fitting if caption.names(forms)]
    return _agreed(named, fitting) or _agreed(fitting, fitting)


def _agreed(choice: Sequence[Caption], fitting: Sequence[Caption]) -> Unit | None:
    """The one unit of some captions, if no caption on another line says otherwise."""
    units = {caption.unit for caption in choice}
    lines = {caption.gap for caption in choice}
    others = [caption for caption in fitting if caption.gap not in lines]
    if len(units) == 1 and units.issuperset(caption.unit for caption in others):
        return units.pop()
    return None


def check_unit(cell: Cell, spec: TableSpec, measure: Measure, reading: Reading, text: str) -> None:
    """Raise unless a number was printed in its measure's unit."""
    unit, row = reading.printed.unit, measure.label_ja
    where = Where(page=cell.part.page.number, box=reading.box, printed=text)
    if unit is None:
        raise refuse("no_unit", where, table_en=spec.table_id, table_ja=spec.label_ja, row=row)
    if unit not in (measure.unit, *measure.printed_units):
        wrong = refuse(
            "wrong_unit",
            where,
            table_en=spec.table_id,
            table_ja=spec.label_ja,
            row=row,
            unit=unit,
            wanted=measure.unit,
        )
        raise wrong.advised(
            "lacks_unit", file="measures.yml", line=f"printed_units: [{unit}]  # id: {measure.measure_id}"
        )
