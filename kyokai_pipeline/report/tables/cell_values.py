"""From the words of a cell to its printed numbers, each exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import NotANumber, Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical, reads_as
from kyokai_pipeline.layout.cell_text import Piece, Reading, pieces_of
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.tables.doubts import check_whole
from kyokai_pipeline.report.tables.units import Caption, captions, check_unit, unit_for
from kyokai_pipeline.vocabulary import Measure, Tables, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.part import Cell
    from kyokai_pipeline.layout.solve import Table
    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import TableSpec

PERCENT = Unit("%")


@dataclass(frozen=True, eq=False)
class Value:
    """What one cell says.

    Attributes:
        main: The number of the cell; None where something is printed in its place.
        missing: What is printed in place of the number, e.g. 集計中 or －.
        rate: The yearly rate of change printed with it.
        rate_missing: What is printed in place of a rate, e.g. － or 【新設】.
        nested: A named figure in brackets, of the measure ``nested_measure``.
        nested_measure: None where no figure stands in brackets.
        nested_missing: What is printed in place of that figure.
    """

    main: Reading | None
    missing: str | None = None
    rate: Reading | None = None
    rate_missing: str | None = None
    nested: Reading | None = None
    nested_measure: str | None = None
    nested_missing: str | None = None


class CellReader:
    """Reads the cells of one solved table."""

    def __init__(self, table: Table, spec: TableSpec, tables: Tables) -> None:
        self.table = table
        self.spec = spec
        self.tables = tables
        self.captions: list[Caption] = captions(table, spec)
        self.heads_units = any(cell.units for cell in table.cells.values())
        self.rates_say_percent = spec.rate and any("%" in w.plain for cell in table.cells.values() for w in cell.words)

    def read(self, cell: Cell, target: Measure) -> Value:
        """The numbers of a cell, and what is printed in the place of one.

        Raises:
            ReportError: Nothing there, more than one number, text that is no number, or no unit anywhere.
        """
        if not cell.words:
            raise self._bad(cell, phrase("cell_empty"))
        if (missing := self._missing("".join(word.text for word in cell.words))) is not None:
            return Value(None, missing, rate_missing=missing if self.spec.rate else None)
        bare, rates, named = self._sorted(cell)
        if len(bare) != 1 or len(rates) != int(self.spec.rate):
            raise self._bad(cell, phrase("cell_not_one_number"))
        missing = self._missing(bare[0].text)
        main = self._number(bare[0], cell, target) if missing is None else None
        rate, rate_missing = self._rate(rates[0], cell) if rates else (None, None)
        nested_measure = self.spec.nested.get(target.measure_id)
        if any(nested_measure in place for place in (*self.table.rows, *self.table.columns)):
            nested_measure = None
        nested, nested_missing = self._nested(named, nested_measure, cell)
        return Value(main, missing, rate, rate_missing, nested, nested_measure, nested_missing)

    def _sorted(self, cell: Cell) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """Numbers outside brackets, rates of change, and figures in brackets with a name of their own.

        Where no rate may stand, a figure in brackets without a name is one number too many.
        """
        bare: list[Piece] = []
        inside: list[Piece] = []
        named: list[Piece] = []
        for piece in pieces_of(cell.words):
            (named if piece.name else inside if piece.bracketed else bare).append(piece)
        if not self.spec.rate:
            return bare + inside, [], named
        if inside:
            return bare, inside, named
        rates = [p for p in bare if self._is_rate(p, cell)]
        return [p for p in bare if p not in rates], rates, named

    def _missing(self, text: str) -> str | None:
        """What stands in place of a number (－, 【新設】), as printed; None where a text is anything else."""
        return text if canonical(text) in self.tables.placeholders else None

    def _is_rate(self, piece: Piece, cell: Cell) -> bool:
        owners = [word for word in cell.words if any(g in piece.glyphs for g in word.glyphs)]
        text = canonical(piece.text)
        return cell.rates.issuperset(owners) or text.endswith("%") or text in self.tables.placeholders

    def _number(self, piece: Piece, cell: Cell, target: Measure) -> Reading:
        label = next((found.unit for found in cell.labels if found.unit), None)
        unit = label or self._unit_in_column(cell, target) or unit_for(target, self.captions, target.term.forms)
        try:
            reading = piece.number(unit)
        except NotANumber:
            bad = self._bad(cell, phrase("cell_no_number", text=piece.text))
            raise problems.no_number(bad, piece.text) from None
        check_unit(cell, self.spec, target, reading, piece.text)
        check_whole(cell.part.page, reading, piece.text)
        return reading

    def _unit_in_column(self, cell: Cell, target: Measure) -> Unit | None:
        """What the column headed 単位 says for this row, or for all rows where it says one thing only."""
        own = _units(cell.units, target)
        if own or not self.heads_units:
            return own[0] if own else None
        every = {unit for other in self.table.cells.values() for unit in _units(other.units, target)}
        return every.pop() if len(every) == 1 else None

    def _rate(self, piece: Piece, cell: Cell) -> tuple[Reading | None, str | None]:
        if self._missing(piece.text):
            return None, piece.text
        text = canonical(piece.text)
        try:
            reading = piece.number(PERCENT)
        except NotANumber:
            raise self._bad(cell, phrase("cell_no_rate", text=piece.text)) from None
        says_percent = text.endswith("%") or not self.rates_say_percent
        if reading.printed.unit != "%" or not says_percent:
            raise self._bad(cell, phrase("cell_not_percent", text=piece.text))
        return reading, None

    def _nested(self, named: Sequence[Piece], nested: str | None, cell: Cell) -> tuple[Reading | None, str | None]:
        if nested is None and not named:
            return None, None
        forms = measure(nested).term.forms if nested else ()
        if nested is None or len(named) != 1 or not _is_named(named[0], forms):
            raise self._bad(cell, phrase("cell_bracket_unknown", wanted=forms[0] if forms else "-"))
        if self._missing(named[0].text):
            return None, named[0].text
        try:
            reading = named[0].number(parse_unit(measure(nested).unit))
        except NotANumber:
            raise self._bad(cell, phrase("cell_no_number", text=named[0].text)) from None
        check_unit(cell, self.spec, measure(nested), reading, named[0].text)
        check_whole(cell.part.page, reading, named[0].text)
        return reading, None

    def _bad(self, cell: Cell, why: Phrase) -> ReportError:
        name = " / ".join(found.text for found in (*reversed(cell.row), *reversed(cell.column)))
        printed = " ".join(word.text for word in cell.words) or None
        return problems.bad_cell(cell.part.page, self.spec, name, printed, cell.box, why)


def _is_named(piece: Piece, forms: Sequence[str]) -> bool:
    name = piece.name or ""
    return any(reads_as(name, form) for form in forms)


def _units(words: Sequence[Word], target: Measure) -> list[Unit]:
    """Units among some words that this measure can have; one may be broken over lines (千カ over 所)."""
    plain = [word.plain.strip("()") for word in words]
    runs = [plain[i:j] for i in range(len(plain)) for j in range(i + 1, len(plain) + 1)]
    found = [parse_unit("".join(run)) for run in sorted(runs, key=len, reverse=True)]
    return [unit for unit in found if unit and unit.base in (target.unit, *target.printed_units)]
