"""What a text of the indicator tables is: a known indicator or initiative, or a new one under a provisional id.

Belongs here: from a text to what it names, and when a new text is whole and certain enough to be loaded. Does not
belong here: where the text stands (kpi_rows.py, kpi_initiatives.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical, join_lines
from kyokai_pipeline.layout.labels import Found
from kyokai_pipeline.layout.new_rows import in_cells, joined_lines
from kyokai_pipeline.pdf.words import box_around, lines_of
from kyokai_pipeline.report.tables import kpi_problems
from kyokai_pipeline.vocabulary import Kpi
from kyokai_pipeline.vocabulary.alike import nearest
from kyokai_pipeline.vocabulary.statements import fits, provisional_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import KpiWords

NEXT_LABEL = 1.9
"""Sizes: lines of one label stand closer than this; a label below it stands farther."""
STATEMENT, NAME = 8, 4
"""The shortest statement and the shortest name of an initiative, characters."""
LOOSER = 1.35
"""Times the closest pitch of the lines beside a table: what stands farther apart than this is another label."""
_BEGINS_INSIDE = re.compile(r"[はがをにのとでもやへ、。)\]・]|から|より|まで|など|[ぁ-ん]*する")
_ENDS_WHOLE = re.compile(r"(?:[うくすつぬむるぐぶ]|こと|以上|以下|未満|超|率|数|額|割合|[)\]])[。]?$")


@dataclass(frozen=True)
class Unnamed:
    """Something that no term explains and that was loaded all the same.

    Attributes:
        kind: ``indicator``, ``initiative`` or ``row``.
        term_id: Its provisional id.
        text: As printed.
        nearest: The known term that is most like it.
    """

    kind: str
    term_id: str
    text: str
    page: int
    box: Box
    nearest: str | None


def identify_kpi(page: PdfPage, statement: str, unit: str | None, vocabulary: KpiWords, box: Box) -> Kpi:
    """The indicator that a statement is.

    Args:
        page: Where it stands.
        statement: As printed, without its ①.
        unit: Base unit in which its result is printed.
        vocabulary: The known indicators.
        box: Around the row.

    Returns:
        The one known indicator whose words stand in it; or a provisional one, of which nothing is known but this row.

    Raises:
        ReportError: Two known indicators claim it; or none does, and it is no whole statement or its result has no
            unit, so that it may be a part of another one.
    """
    text = canonical(statement)
    fitting = [kpi for kpi in vocabulary.kpis if fits(text, kpi.says, kpi.excludes)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting or unit is None or not is_whole_statement(statement):
        raise kpi_problems.unknown_kpi(page, statement, [kpi.kpi_id for kpi in fitting], vocabulary, box)
    return new_kpi(statement, unit)


def new_kpi(statement: str, unit: str) -> Kpi:
    """An indicator of which nothing is known but its statement and the unit of its result."""
    is_reference = canonical(statement).startswith(("(参考)", "[参考]"))
    return Kpi(provisional_id(statement), (), unit, is_reference=is_reference, is_named=False)


def is_whole_statement(statement: str) -> bool:
    """Whether a text can be a statement from its beginning to its end, and not a piece of one."""
    main = canonical(statement.split("\n※", maxsplit=1)[0])
    closed = all(main.count(a) == main.count(b) for a, b in ("()", "[]", "「」"))
    return len(main) >= STATEMENT and closed and not _BEGINS_INSIDE.match(main) and _ENDS_WHOLE.search(main) is not None


def initiatives_as_printed(page: PdfPage, words: Sequence[Word], vocabulary: KpiWords) -> list[Found]:
    """The labels that words of the initiative column make, where no known initiative explains them.

    Labels are parted by the rules around them, else by the distance of their lines.

    Raises:
        ReportError: A label that is a piece of a known one, or no whole label: then it is not certain where it ends.
    """
    labels = in_cells(words, page.rules) or joined_lines(words, NEXT_LABEL, LOOSER)
    found = [_as_label(label) for label in labels]
    for label in found:
        if not is_whole_initiative(label.key, vocabulary):
            raise kpi_problems.unknown_initiative(page, label.words, vocabulary.initiatives)
    return found


def is_whole_initiative(label: str, vocabulary: KpiWords) -> bool:
    """Whether a text can be the label of an initiative, and is no piece of a known one."""
    text = canonical(label)
    piece = any(text in form for term in vocabulary.initiatives for form in term.forms)
    inside = piece or len(text) < NAME or _BEGINS_INSIDE.match(text) is not None
    return not inside and re.search("[一-鿿]", text) is not None


def _as_label(words: Sequence[Word]) -> Found:
    return Found(join_lines([line.text for line in lines_of(words)]), tuple(words))


def unnamed_in_row(
    kpi: Kpi, statement: str, initiative: Found, page: int, box: Box, vocabulary: KpiWords
) -> tuple[Unnamed, ...]:
    """What no term explains in a row: its indicator, its initiative, both or neither.

    An initiative that spans several rows is named by each of them, every time alike.
    """
    found = []
    if not kpi.is_named:
        near = kpi_problems.nearest_kpi(statement, vocabulary)
        found.append(Unnamed("indicator", kpi.kpi_id, statement, page, box, near))
    if initiative.key not in vocabulary.pillar_of:
        near = nearest(initiative.key, vocabulary.initiatives)
        place = box_around(initiative.words)
        found.append(Unnamed("initiative", provisional_id(initiative.key), initiative.key, page, place, near))
    return tuple(found)
