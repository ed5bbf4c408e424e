"""From the words of a cell to its printed numbers, each exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.cell_text import Piece, Reading, pieces_of
from kyokai_pipeline.pdf.words import Word, box_around
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.units import Caption, captions, check_unit, unit_for
from kyokai_pipeline.vocabulary import Measure, Tables, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.report.tables.matrix import Matrix
    from kyokai_pipeline.report.tables.rows import Row

PERCENT = Unit("%")


@dataclass(frozen=True, eq=False)
class Value:
    """What one cell says.

    Attributes:
        main: The number of the cell.
        rate: The yearly rate of change printed with it.
        rate_missing: What is printed in place of a rate, e.g. － or 【新設】.
        nested: A named figure in brackets, of the measure ``nested_measure``.
    """

    main: Reading
    rate: Reading | None = None
    rate_missing: str | None = None
    nested: Reading | None = None
    nested_measure: str | None = None


class CellReader:
    """Reads the cells of one located table."""

    def __init__(self, matrix: Matrix, tables: Tables) -> None:
        self.matrix = matrix
        self.tables = tables
        self.captions: list[Caption] = captions(matrix)
        self.rates_say_percent = any(
            "%" in word.plain
            for (_, _, column), words in matrix.cells.items()
            for word in words
            if matrix.spec.rate and column in matrix.numbers
        )

    def read(self, row: Row, column: int, target: Measure) -> Value:
        """The cell of a row and column.

        Raises:
            ReportError: Nothing there, more than one number, text that is no number, or no unit anywhere.
        """
        spec = self.matrix.spec
        words = self.matrix.cells.get((row.group, row.key, column), [])
        if not words:
            raise self._bad(row, column, "nothing is printed there", "何も印字されていません")
        pieces = pieces_of(words)
        rates = [p for p in pieces if p.bracketed and not p.name] if spec.rate else []
        named = [p for p in pieces if p.bracketed and p.name]
        bare = [p for p in pieces if not p.bracketed]
        if spec.rate and not rates:
            rates = [p for p in bare if self._is_rate(p, row, words)]
            bare = [p for p in bare if p not in rates]
        if len(bare) != 1 or len(rates) != int(spec.rate) or len(rates) + len(named) + len(bare) != len(pieces):
            raise self._bad(row, column, "not exactly one number stands there", "数値がちょうど一つではありません")
        main = self._number(bare[0], row, column, target)
        rate, missing = self._rate(rates[0], row, column) if rates else (None, None)
        nested_measure = spec.nested.get(row.key)
        if nested_measure in {other.key for other in self.matrix.rows}:
            nested_measure = None
        nested = self._nested(named, nested_measure, row, column)
        return Value(main, rate, missing, nested, nested_measure)

    def missing(self, row: Row, column: int) -> str | None:
        """What stands in a cell in place of a number (－, 【新設】), as printed; None where it holds anything else."""
        words = self.matrix.cells.get((row.group, row.key, column), [])
        text = "".join(word.text for word in words)
        return text if canonical(text) in self.tables.placeholders else None

    def _is_rate(self, piece: Piece, row: Row, words: Sequence[Word]) -> bool:
        owners = [word for word in words if any(g in piece.glyphs for g in word.glyphs)]
        text = canonical(piece.text)
        in_rate_row = all(id(word) in row.rate_words for word in owners)
        return in_rate_row or text.endswith("%") or text in self.tables.placeholders

    def _number(self, piece: Piece, row: Row, column: int, target: Measure) -> Reading:
        label = next((found.unit for found in (row.label, row.group_label) if found and found.unit), None)
        head = self.matrix.heads[column].found.unit
        stated = unit_for(target, self.captions, target.term.forms)
        inner = label or head or self._unit_in_column(row, target) or stated
        try:
            reading = piece.number(inner)
        except NotANumber:
            raise self._bad(
                row, column, f"{piece.text!r} is not a number", f"「{piece.text}」は数値ではありません"
            ) from None
        check_unit(self.matrix, target, reading.box, piece.text, reading.printed.unit)
        return reading

    def _unit_in_column(self, row: Row, target: Measure) -> Unit | None:
        """What the column headed 単位 says for this row, or for all rows where it says one thing only."""
        column = self.matrix.unit_column
        if column is None:
            return None
        own = _units(self.matrix.cells.get((row.group, row.key, column), []), target)
        every = {u for (_, _, at), words in self.matrix.cells.items() if at == column for u in _units(words, target)}
        return own[0] if own else every.pop() if len(every) == 1 else None

    def _rate(self, piece: Piece, row: Row, column: int) -> tuple[Reading | None, str | None]:
        text = canonical(piece.text)
        if text in self.tables.placeholders:
            return None, piece.text
        try:
            reading = piece.number(PERCENT)
        except NotANumber:
            raise self._bad(
                row, column, f"{piece.text!r} is not a rate", f"「{piece.text}」は増減率ではありません"
            ) from None
        says_percent = text.endswith("%") or not self.rates_say_percent
        if reading.printed.unit != "%" or not says_percent:
            raise self._bad(row, column, f"{piece.text!r} is not in %", f"「{piece.text}」の単位が％ではありません")
        return reading, None

    def _nested(self, named: Sequence[Piece], nested: str | None, row: Row, column: int) -> Reading | None:
        if nested is None and not named:
            return None
        forms = measure(nested).term.forms if nested else ()
        if nested is None or len(named) != 1 or named[0].name not in forms:
            wanted = forms[0] if forms else "-"
            raise self._bad(
                row, column, f"the figure in brackets is not the one known for this cell ({wanted})",
                f"括弧内の項目が既知のもの（{wanted}）ではありません",
            )  # fmt: skip
        try:
            reading = named[0].number(parse_unit(measure(nested).unit))
        except NotANumber:
            raise self._bad(row, column, f"{named[0].text!r} is not a number", "括弧内が数値ではありません") from None
        check_unit(self.matrix, measure(nested), reading.box, named[0].text, reading.printed.unit)
        return reading

    def _bad(self, row: Row, column: int, why: str, why_ja: str) -> Exception:
        words = self.matrix.cells.get((row.group, row.key, column), [])
        head = self.matrix.heads[column].found
        name = " / ".join([*([row.group] if row.group else []), row.label.text if row.label else row.key, head.text])
        box = box_around(words) if words else (head.box[0], row.box[1], head.box[2], row.box[3])
        return problems.bad_cell(self.matrix.page, self.matrix.spec, name, words, box, why, why_ja)


def _units(words: Sequence[Word], target: Measure) -> list[Unit]:
    """Units among some words that this measure can have; one may be broken over lines (千カ over 所)."""
    plain = [word.plain.strip("()") for word in words]
    runs = [plain[i:j] for i in range(len(plain)) for j in range(i + 1, len(plain) + 1)]
    found = [parse_unit("".join(run)) for run in sorted(runs, key=len, reverse=True)]
    return [unit for unit in found if unit and unit.base in (target.unit, *target.printed_units)]
