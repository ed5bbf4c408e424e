"""The report's words as data: measures, tables, indicators. Adding a word is a line of YAML, not code."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.vocabulary.keys import check_keys
from kyokai_pipeline.vocabulary.own_words import name_of, own_words
from kyokai_pipeline.vocabulary.times import ALWAYS, WHENEVER, Years, covering, years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


IGNORED_ROW = "ignored row"
"""Key of a row of numbers that are none of the table's facts."""


@dataclass(frozen=True)
class Measure:
    """A measured quantity; ``unit`` is its base unit, ``printed_units`` the base units that mean the same here."""

    measure_id: str
    label_ja: str
    label_en: str
    unit: str
    term: Term
    printed_units: tuple[str, ...] = ()


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
        nested = tuple(measure(measure_id).term for measure_id in self.nested.values())
        return (*(term for term in self.rows if term.key in self.optional), *nested)


@dataclass(frozen=True)
class Tables:
    """All tables and the words that may stand around them."""

    specs: tuple[TableSpec, ...]
    ignored_columns: Term
    ignored_rows: Term
    ignored_number_rows: Term
    rate_rows: Term
    placeholders: frozenset[str]

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
    years: Years = WHENEVER


@dataclass(frozen=True)
class KpiWords:
    """Everything that the indicator tables are made of.

    Attributes:
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
    required_initiatives: tuple[str, ...] = ()


def _load(name: str) -> Any:
    import yaml

    data = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    check_keys(data, name)
    return data


def _term(key: str, forms: Iterable[str]) -> Term:
    return Term(key, tuple(dict.fromkeys(canonical(str(form)) for form in forms)))


@cache
def measures() -> tuple[Measure, ...]:
    """All measures, in the order of the file."""
    return tuple(
        Measure(
            entry["id"], entry["ja"], entry["en"], entry["unit"],
            _term(entry["id"], entry["forms"]), tuple(entry.get("printed_units", ())),
        )
        for entry in _load("measures.yml")
    )  # fmt: skip


@cache
def measure(measure_id: str) -> Measure:
    """The measure of that id."""
    return next(entry for entry in measures() if entry.measure_id == measure_id)


def _terms(entries: Mapping[str, Any], year: int | None = None) -> tuple[tuple[Term, ...], frozenset[str]]:
    """Words that an edition of a year may print, and the keys of those that it need not.

    Args:
        entries: Key -> its forms, none where they are those of the measure, or a mapping of forms and years.
        year: Fiscal year; None: of any year.
    """
    entry = {key: value if isinstance(value, dict) else {"forms": value} for key, value in entries.items()}
    years = {key: years_of(value) for key, value in entry.items()}
    kept = covering(entry, years, year)
    terms = (_term(key, value["forms"]) if value.get("forms") else measure(key).term for key, value in entry.items())
    return tuple(term for term in terms if term.key in kept), frozenset(key for key in kept if years[key].optional)


@cache
def tables(year: int | None = None) -> Tables:
    """The tables of the report.

    Args:
        year: Only those, and only those rows and columns, that an edition of this fiscal year may print; None: all.
    """
    data = _load("tables.yml")
    specs = (_spec(entry, year) for entry in data["tables"])
    return Tables(
        specs=tuple(spec for spec in specs if spec.years.cover(year)),
        ignored_columns=_term("ignored", data["ignore"]["columns"]),
        ignored_rows=_term("ignored", data["ignore"]["rows"]),
        ignored_number_rows=_term(IGNORED_ROW, data["ignore"]["number_rows"]),
        rate_rows=_term("rate", data["rate_rows"]),
        placeholders=frozenset(canonical(text) for text in data["placeholders"]),
    )


def _spec(entry: dict[str, Any], year: int | None) -> TableSpec:
    columns = entry["columns"]
    words, optional_words = _terms(columns.get("words", {}), year)
    rows, optional_rows = _terms(entry["rows"], year)
    return TableSpec(
        table_id=entry["id"],
        core=entry["core"],
        label_ja=entry["ja"],
        columns=Columns(
            columns["kind"],
            columns.get("at_least", len(words) - len(optional_words)),
            _term("total", columns["total"]) if "total" in columns else None,
            words,
            optional_words,
        ),
        rows=rows,
        groups=_terms(entry.get("groups", {}))[0],
        blank=entry.get("blank"),
        rate=entry.get("rate", False),
        unit=entry.get("unit"),
        nested=entry.get("nested", {}),
        years=years_of(entry),
        optional=optional_rows,
        fields=entry.get("fields", {}),
    )


def package_kpis() -> dict[str, Any]:
    """What kpis.yml says, without the project's own words."""
    data: dict[str, Any] = _load("kpis.yml")
    return data


@cache
def kpi_words(year: int | None = None) -> KpiWords:
    """The indicators and the words of their tables.

    Args:
        year: Only the indicators and initiatives that an edition of this fiscal year may print; None: all.
    """
    data = package_kpis()
    own = own_words(data)
    initiatives = [
        (name_of(entry), pillar, years_of(entry if isinstance(entry, dict) else {}, optional=True))
        for pillar, names in data["initiatives"].items()
        for entry in (*names, *own["initiatives"].get(pillar, ()))
    ]
    printed = [entry for entry in initiatives if entry[2].cover(year)]
    kpis = (_kpi(entry) for entry in (*data["kpis"], *own["kpis"]))
    return KpiWords(
        heads=_terms(data["heads"])[0],
        pillars=tuple(_term(key, entry["forms"]) for key, entry in data["pillars"].items()),
        pillar_names={key: (entry["ja"], entry["en"]) for key, entry in data["pillars"].items()},
        statuses=_terms(data["statuses"])[0],
        initiatives=tuple(_term(name, [name]) for name, _, _ in printed),
        pillar_of={name: pillar for name, pillar, _ in printed},
        kpis=tuple(kpi for kpi in kpis if kpi.years.cover(year)),
        required_initiatives=tuple(name for name, _, years in printed if not years.optional),
    )


def _kpi(entry: Mapping[str, Any]) -> Kpi:
    return Kpi(
        entry["id"],
        tuple(map(canonical, entry["says"])),
        entry["unit"],
        tuple(map(canonical, entry.get("not", ()))),
        is_reference=entry.get("reference", False),
        remark=entry.get("remark", False),
        formerly=tuple(entry.get("formerly", ())),
        years=years_of(entry, optional=True),
    )


@cache
def same_words() -> dict[str, str]:
    """Words of statements that count the same: the one that may be printed -> the one that is compared."""
    return {canonical(word): canonical(other) for word, other in _load("kpis.yml")["same_words"].items()}


@cache
def known_contradictions() -> tuple[dict[str, Any], ...]:
    """Contradictions that the publisher printed: fiscal_year, identity, subject, expect, reason."""
    return tuple(_load("known_contradictions.yml"))


def nearest(printed: str, terms: Iterable[Term]) -> str | None:
    """The known form most like a printed label, or None where nothing is near."""
    forms = {form: form for term in terms for form in term.forms}
    found = difflib.get_close_matches(canonical(printed), forms, n=1, cutoff=0.3)
    return found[0] if found else None
