"""A table as data: what stands along its two sides, and what its cells may hold.

Belongs here: the shape of any table. Does not belong here: the words of a report (given as arguments), or how a table
is found on a page (solve.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from kyokai_pipeline.layout.terms import Term

if TYPE_CHECKING:
    from collections.abc import Callable

Key = Any
"""What identifies a row or column along its axis: the key of a known word, or what was read (a year), hashable."""
Place = tuple[Key | None, Key]
"""A row or a column: the key of the span that covers it (None where the axis has none), and its own key."""
UNIT, IGNORED, RATES = "unit", "ignored column", "rates"
"""Keys of columns that hold no values: the unit of each row, what is declared ignorable, rates of change."""
IGNORED_ROW, IGNORED_TEXT = "ignored row", "ignored label"
"""Keys of a row of numbers that are none of the table's values, and of a label that heads no numbers."""
_SIDE_COLUMNS = (UNIT, IGNORED)


@dataclass(frozen=True)
class Axis:
    """What stands along one side of a table.

    Attributes:
        terms: Known words, each there once (once a span).
        read: In place of known words: what a text says (a year, a month), or None where it says no such thing. An
            exception as its answer tells why a text that looks like one cannot be.
        read_bare: How a text is read where no head says enough by itself: 2014 2015 2016 … that follow on each other,
            beside or under a ``corner`` that says what they are.
        read_next: How a text is read beside a head that says more: 27年度 behind 平成26年度.
        corner: Words of such a corner (年度); of a row axis, what heads the labels themselves.
        over: Words over some of the heads that name no column by themselves.
        required: Keys that must be there.
        at_least: How many keys of ``read`` there must be.
        optional: Known words that need not be there.
        spans: Words that each cover a run of rows or columns.
        blank: The key that may go without a label of its own, its span's label standing for it.
        texts: Keys whose cells hold text instead of a number.
    """

    terms: tuple[Term, ...] = ()
    read: Callable[[str], Key | None] | None = None
    read_bare: Callable[[str], Key | None] | None = None
    read_next: Callable[[Key, str], Key | None] | None = None
    corner: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    required: tuple[Key, ...] = ()
    at_least: int = 0
    optional: tuple[Term, ...] = ()
    spans: tuple[Term, ...] = ()
    blank: Key | None = None
    texts: frozenset[Key] = frozenset()

    @property
    def known(self) -> tuple[Term, ...]:
        """Every word that the axis may hold."""
        return (*self.terms, *self.optional)

    @property
    def places(self) -> list[Place]:
        """Every place that must be filled."""
        spans: list[Key | None] = [term.key for term in self.spans] or [None]
        return [(span, key) for span in spans for key in self.required]


@dataclass(frozen=True)
class Surroundings:
    """Words that may stand in or beside any table of a document without being a row or a column of it.

    Attributes:
        ignored_columns: Heads of columns that are left out.
        ignored_rows: Words among the row labels that head no numbers.
        ignored_number_rows: Labels of rows of numbers that are left out.
        rate_rows: Labels of rows that hold the rates of change of the row above.
        unit_columns: Heads of a column that says the unit of each row.
        placeholders: What is printed in place of a number.
    """

    ignored_columns: tuple[str, ...] = ()
    ignored_rows: tuple[str, ...] = ()
    ignored_number_rows: tuple[str, ...] = ()
    rate_rows: tuple[str, ...] = ()
    unit_columns: tuple[str, ...] = ()
    placeholders: frozenset[str] = frozenset()

    @property
    def row_terms(self) -> tuple[Term, ...]:
        """What may stand among the row labels."""
        return (
            Term(RATES, self.rate_rows),
            Term(IGNORED_TEXT, self.ignored_rows),
            Term(IGNORED_ROW, self.ignored_number_rows),
        )


@dataclass(frozen=True)
class TableModel:
    """One table.

    Attributes:
        table_id: Its name, for messages.
        rows: What stands at the left.
        columns: What stands at the top.
        measures: Which axis names what is measured; every number along the other one is of that measure.
        rate: A cell holds the yearly rate of change beside its number.
        turnable: It may also be printed with its rows as columns.
        surroundings: Words around it.
    """

    table_id: str
    rows: Axis
    columns: Axis
    measures: Literal["rows", "columns"] = "rows"
    rate: bool = False
    turnable: bool = True
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def side_keys(self) -> frozenset[Key]:
        """Keys of labels that head no row of values."""
        return frozenset((RATES, IGNORED_TEXT, IGNORED_ROW, *(term.key for term in self.rows.spans)))

    @property
    def optional_keys(self) -> frozenset[Key]:
        """Keys of rows that need not be there."""
        return frozenset(term.key for term in self.rows.optional)

    @property
    def turned(self) -> TableModel:
        """The same table printed the other way."""
        return replace(self, rows=self.columns, columns=self.rows)


def is_value(key: Key) -> bool:
    """Whether the column of a key holds values of the table."""
    return key not in _SIDE_COLUMNS
