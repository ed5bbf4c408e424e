"""What the vocabulary is made of: measures, tables, indicators.

Belongs here: their shapes. Does not belong here: reading them from YAML (__init__.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kyokai_pipeline.vocabulary.times import ALWAYS, WHENEVER, Years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kyokai_pipeline.layout.terms import Term

NOT_JUDGED = "not_judged"
"""Status of an indicator whose verdict is not known yet."""
IGNORED_ROW = "ignored row"
"""Key of a row of numbers that are none of the table's facts."""


@dataclass(frozen=True)
class Measure:
    """A measured quantity.

    Attributes:
        unit: Its base unit.
        printed_units: Base units that mean the same here.
        formerly: Provisional ids under which it was loaded before it was named.
    """

    measure_id: str
    label_ja: str
    label_en: str
    unit: str
    term: Term
    printed_units: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """What heads the columns of a table; ``optional`` are keys of words that need not be there."""

    kind: str
    at_least: int
    total: Term | None = None
    words: tuple[Term, ...] = ()
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TableSpec:
    """How to recognise one table and what each part of it is.

    Attributes:
        years: In which years the table is printed.
        optional: Keys of rows that need not be there.
        fields: Part of a cell's place (group, row, column) or its value -> column of the core table; ``total``: the
            core table for a column of totals. Empty where the code says how the core table is filled.
        nested_terms: The words of what ``nested`` names.
        new: What the rows of one edition are that no term explains.
    """

    table_id: str
    core: str
    label_ja: str
    columns: Columns
    rows: tuple[Term, ...]
    groups: tuple[Term, ...] = ()
    blank: str | None = None
    rate: bool = False
    unit: str | None = None
    nested: dict[str, str] = field(default_factory=dict)
    years: Years = ALWAYS
    optional: frozenset[str] = frozenset()
    fields: Mapping[str, str] = field(default_factory=dict)
    nested_terms: tuple[Term, ...] = ()
    new: tuple[Measure, ...] = ()

    @property
    def core_tables(self) -> tuple[str, ...]:
        """The core tables that its cells fill."""
        return (self.core, *filter(None, [self.fields.get("total")]))

    @property
    def required_rows(self) -> tuple[Term, ...]:
        """Rows that an edition must have."""
        return tuple(term for term in self.rows if term.key not in self.optional)

    @property
    def optional_rows(self) -> tuple[Term, ...]:
        """Rows that it may lack: they are declared so, or stand in brackets in a cell in another edition."""
        return (*(term for term in self.rows if term.key in self.optional), *self.nested_terms)


@dataclass(frozen=True)
class Tables:
    """All tables and the words that may stand around them."""

    specs: tuple[TableSpec, ...]
    ignored_columns: Term
    row_numbers: Term
    ignored_rows: Term
    ignored_number_rows: Term
    rate_rows: Term
    placeholders: frozenset[str]
    of_another_row: tuple[str, ...] = ()

    def spec(self, table_id: str) -> TableSpec:
        """The table of that id."""
        return next(spec for spec in self.specs if spec.table_id == table_id)

    @property
    def required(self) -> frozenset[str]:
        """Ids of the tables that an edition must have."""
        return frozenset(spec.table_id for spec in self.specs if not spec.years.optional)


@dataclass(frozen=True)
class Kpi:
    """One indicator: recognised by words of its statement.

    Attributes:
        is_named: Whether the vocabulary knows it; one that it does not has a provisional id and is warned of.
        formerly: Provisional ids under which it was loaded before it was named.
        printed_units: Base units that mean the same here.
        years: In which years it is printed. It may be missing unless ``optional: false`` says otherwise.
    """

    kpi_id: str
    says: tuple[str, ...]
    unit: str
    excludes: tuple[str, ...] = ()
    is_reference: bool = False
    remark: bool = False
    is_named: bool = True
    formerly: tuple[str, ...] = ()
    printed_units: tuple[str, ...] = ()
    years: Years = WHENEVER


@dataclass(frozen=True)
class KpiWords:
    """Everything that the indicator tables are made of.

    Attributes:
        statuses: The verdicts that are counted.
        beside: Heads of columns that are left out, last year's results among them.
        undecided: What stands in the place of a verdict or a result that nobody knows yet.
        pillar_of: Initiative -> key of the pillar that it belongs to.
        required_initiatives: Initiatives that an edition must have.
    """

    heads: tuple[Term, ...]
    pillars: tuple[Term, ...]
    pillar_names: dict[str, tuple[str, str]]
    statuses: tuple[Term, ...]
    initiatives: tuple[Term, ...]
    pillar_of: dict[str, str]
    kpis: tuple[Kpi, ...]
    undecided: Term
    beside: Term
    required_initiatives: tuple[str, ...] = ()
