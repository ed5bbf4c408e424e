"""The report's words as data: measures, tables, indicators. Adding a word is a line of YAML, not code."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.vocabulary.own_words import own_words

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    """What heads the columns of a table."""

    kind: str
    at_least: int
    total: Term | None = None
    words: tuple[Term, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """How to recognise one table and what each part of it is."""

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

    @property
    def optional_rows(self) -> tuple[Term, ...]:
        """Figures that stand in brackets in a cell in one edition and on a row of their own in another."""
        return tuple(measure(measure_id).term for measure_id in self.nested.values())


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


@dataclass(frozen=True)
class Kpi:
    """One indicator: recognised by words of its statement.

    Attributes:
        is_named: Whether the vocabulary knows it; one that it does not has a provisional id and is warned of.
    """

    kpi_id: str
    says: tuple[str, ...]
    unit: str
    excludes: tuple[str, ...] = ()
    is_reference: bool = False
    remark: bool = False
    is_named: bool = True


@dataclass(frozen=True)
class KpiWords:
    """Everything that the indicator tables are made of.

    Attributes:
        pillar_of: Initiative -> key of the pillar that it belongs to.
    """

    heads: tuple[Term, ...]
    pillars: tuple[Term, ...]
    pillar_names: dict[str, tuple[str, str]]
    statuses: tuple[Term, ...]
    initiatives: tuple[Term, ...]
    pillar_of: dict[str, str]
    kpis: tuple[Kpi, ...]


def _load(name: str) -> Any:
    import yaml

    return yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))


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


def _terms(entries: dict[str, list[str] | None]) -> tuple[Term, ...]:
    return tuple(_term(key, forms) if forms else measure(key).term for key, forms in entries.items())


@cache
def tables() -> Tables:
    """The tables of the report."""
    data = _load("tables.yml")
    return Tables(
        specs=tuple(_spec(entry) for entry in data["tables"]),
        ignored_columns=_term("ignored", data["ignore"]["columns"]),
        ignored_rows=_term("ignored", data["ignore"]["rows"]),
        ignored_number_rows=_term(IGNORED_ROW, data["ignore"]["number_rows"]),
        rate_rows=_term("rate", data["rate_rows"]),
        placeholders=frozenset(canonical(text) for text in data["placeholders"]),
    )


def _spec(entry: dict[str, Any]) -> TableSpec:
    columns = entry["columns"]
    words = _terms(columns.get("words", {}))
    return TableSpec(
        table_id=entry["id"],
        core=entry["core"],
        label_ja=entry["ja"],
        columns=Columns(
            columns["kind"],
            columns.get("at_least", len(words)),
            _term("total", columns["total"]) if "total" in columns else None,
            words,
        ),
        rows=_terms(entry["rows"]),
        groups=_terms(entry.get("groups", {})),
        blank=entry.get("blank"),
        rate=entry.get("rate", False),
        unit=entry.get("unit"),
        nested=entry.get("nested", {}),
    )


def package_kpis() -> dict[str, Any]:
    """What kpis.yml says, without the project's own words."""
    data: dict[str, Any] = _load("kpis.yml")
    return data


@cache
def kpi_words() -> KpiWords:
    """The indicators and the words of their tables."""
    data = package_kpis()
    own = own_words(data)
    initiatives = {
        pillar: [*names, *own["initiatives"].get(pillar, ())] for pillar, names in data["initiatives"].items()
    }
    return KpiWords(
        heads=_terms(data["heads"]),
        pillars=tuple(_term(key, entry["forms"]) for key, entry in data["pillars"].items()),
        pillar_names={key: (entry["ja"], entry["en"]) for key, entry in data["pillars"].items()},
        statuses=_terms(data["statuses"]),
        initiatives=tuple(_term(name, [name]) for names in initiatives.values() for name in names),
        pillar_of={name: pillar for pillar, names in initiatives.items() for name in names},
        kpis=tuple(
            Kpi(
                entry["id"], tuple(map(canonical, entry["says"])), entry["unit"],
                tuple(map(canonical, entry.get("not", ()))), entry.get("reference", False), entry.get("remark", False),
            )
            for entry in (*data["kpis"], *own["kpis"])
        ),
    )  # fmt: skip


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
