"""The CSV of a table that is entered by hand: written with its keys, read with whatever a spreadsheet made of it.

Belongs here: lines, columns and keys of the file. Does not belong here: whether the page prints a number (matching.py).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report.by_hand.sheets import NEW, PAGE, first_keys, optional_keys
from kyokai_pipeline.report.missing_tables import KPI

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.report.by_hand.sheets import Sheet
    from kyokai_pipeline.report.by_hand.transcription import Transcription

BYTE_ORDER_MARK = "\ufeff"
"""By it a spreadsheet knows that a CSV is UTF-8."""


@dataclass(frozen=True)
class Line:
    """One line of the file that holds something.

    Attributes:
        number: As a spreadsheet counts, the head being 1.
        cells: Column -> what stands there, without white space around it.
        page: The page that it names.
    """

    number: int
    cells: dict[str, str]
    page: int

    def key(self, sheet: Sheet) -> tuple[str, ...]:
        """What singles it out."""
        return tuple(self.cells[name] for name in sheet.keys)


def csv_of(sheet: Sheet) -> str:
    """The file with its keys filled in."""
    out = io.StringIO()
    writer = csv.DictWriter(out, sheet.columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(sheet.lines)
    return BYTE_ORDER_MARK + out.getvalue()


def read_lines(entered: Transcription, sheet: Sheet, year: int, pages: int) -> list[Line]:
    """Every line that was filled in.

    Args:
        entered: The file.
        sheet: The form of its table.
        year: Fiscal year of the edition.
        pages: How many pages the PDF has.

    Raises:
        ReportRefused: It is no such CSV, a line is not filled in or stands twice, or a key is unknown or missing.
    """
    rows = _rows(entered, sheet)
    known, optional = first_keys(sheet.lines, sheet), optional_keys(sheet, year)
    problems: list[ReportError] = []
    lines: list[Line] = []
    for number, cells in rows:
        key = cells[sheet.keys[0]]
        blank = not any(cells[name] for name in (*sheet.texts, *sheet.numbers))
        if key not in known and not _is_new_indicator(key, sheet):
            problems.append(
                _bad(entered, number, phrase("hand_unknown_key", column=sheet.keys[0], known=sorted(known)), key)
            )
        elif blank and key in optional:
            continue
        elif blank or not _page(cells):
            problems.append(_bad(entered, number, phrase("hand_not_filled_in", key=_shown(cells, sheet))))
        elif not _is_one_of(_page(cells), pages):
            problems.append(_bad(entered, number, phrase("hand_no_page", pages=pages), cells[PAGE]))
        else:
            lines.append(Line(number, cells, int(_page(cells))))
    problems += _twice(entered, sheet, lines)
    if not problems:
        problems += _missing(entered, sheet, lines, optional, year)
    if problems:
        raise ReportRefused.because(problems)
    return lines


def _is_new_indicator(key: str, sheet: Sheet) -> bool:
    return sheet.table_id == KPI and key.startswith(NEW)


def _page(cells: dict[str, str]) -> str:
    """The page that a line names, as a number: 7, p7 and p.7 are one."""
    return cells[PAGE].removeprefix("p.").removeprefix("p")


def _is_one_of(page: str, pages: int) -> bool:
    return page.isdecimal() and 1 <= int(page) <= pages


def _rows(entered: Transcription, sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    head, *table = _cells(entered) or [[]]
    if lacking := [name for name in sheet.columns if name not in head]:
        raise ReportRefused.because(
            [_bad(entered, 1, phrase("hand_no_columns", lacking=lacking), ", ".join(head) or None)]
        )
    return [
        (number, {name: row[head.index(name)] if head.index(name) < len(row) else "" for name in sheet.columns})
        for number, row in enumerate(table, 2)
        if any(row)
    ]


def _cells(entered: Transcription) -> list[list[str]]:
    """Every line of the file, its head too."""
    reader = csv.reader(io.StringIO(entered.text.removeprefix(BYTE_ORDER_MARK)))
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise ReportRefused.because([_bad(entered, 1, phrase("hand_no_csv", reason=error))]) from error


def _twice(entered: Transcription, sheet: Sheet, lines: Sequence[Line]) -> Iterable[ReportError]:
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(canonical(part) for part in line.key(sheet))
        if key in first:
            yield _bad(entered, line.number, phrase("hand_twice", key=_shown(line.cells, sheet), first=first[key]))
        first.setdefault(key, line.number)


def _missing(
    entered: Transcription, sheet: Sheet, lines: Sequence[Line], optional: set[str], year: int
) -> Iterable[ReportError]:
    """Every row that the edition must have stands under every period that the table must have, or that any row has."""
    own = {line[:-1] for line in _keys(sheet) if line[0] not in optional}
    if len(sheet.keys) == 1:
        wanted = [key for key in _keys(sheet) if key[0] not in optional]
    else:
        wanted = [(*key, period) for key in sorted(own) for period in _periods(sheet, lines, year)]
    present = {line.key(sheet) for line in lines}
    for key in (key for key in wanted if key not in present):
        yield refuse(
            "hand_row_missing", Where(file=entered.file), details={"table": entered.table}, key=" / ".join(key),
            table=entered.table,
        )  # fmt: skip


def _keys(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(line[name] for name in sheet.keys) for line in sheet.lines]


def _periods(sheet: Sheet, lines: Sequence[Line], year: int) -> list[str]:
    """The periods that any line has, and those that may not be missing between the first and the edition's own."""
    there = list(dict.fromkeys(line.key(sheet)[-1] for line in lines))
    if sheet.keys[-1] == "fiscal_year":
        years = [int(text) for text in there if text.isdecimal()]
        return list(dict.fromkeys([*there, *map(str, range(min(years, default=year), year + 1))]))
    if sheet.keys[-1] == "period_label":
        return there
    return list(dict.fromkeys([*there, *(key[-1] for key in _keys(sheet))]))


def _shown(cells: dict[str, str], sheet: Sheet) -> str:
    return " / ".join(cells[name] for name in sheet.keys)


def _bad(entered: Transcription, number: int, why: Phrase, printed: str | None = None) -> ReportError:
    return refuse(
        "hand_line", Where(file=entered.file, printed=printed), details={"table": entered.table, "line": number},
        line=number, file=entered.file, table=entered.table, why=why,
    )  # fmt: skip


def bad_value(entered: Transcription, line: Line, column: str, why: Phrase) -> ReportError:
    """A refusal of one entered value, with the page that it names."""
    where = Where(file=entered.file, page=line.page, printed=line.cells.get(column) or None)
    details = {"table": entered.table, "line": line.number, "column": column}
    return refuse("hand_value", where, details=details, line=line.number, column=column, file=entered.file, why=why)
