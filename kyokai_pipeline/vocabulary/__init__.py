"""The report's words as data: measures, tables, indicators. Adding a word is a line of YAML, not code."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.vocabulary.clashes import name_of
from kyokai_pipeline.vocabulary.keys import packaged
from kyokai_pipeline.vocabulary.model import IGNORED_ROW, NOT_JUDGED, Columns, Kpi, KpiWords, Measure, Tables, TableSpec
from kyokai_pipeline.vocabulary.own_words import own_words
from kyokai_pipeline.vocabulary.times import covering, of_its_year, years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kyokai_pipeline.vocabulary.times import Years

__all__ = [
    "IGNORED_ROW", "Columns", "Kpi", "KpiWords", "Measure", "TableSpec", "Tables", "forget", "known_contradictions",
    "kpi_words", "measure", "measure_of", "measures", "package_words", "same_words", "tables",
]  # fmt: skip
_TABLES_OF_CATEGORIES = ("training",)
"""Tables whose rows are categories of one measure, not measures."""


def _term(key: str, forms: Iterable[str]) -> Term:
    return Term(key, tuple(dict.fromkeys(canonical(str(form)) for form in forms)))


@cache
def measures() -> tuple[Measure, ...]:
    """All measures, in the order of the file; behind them the rows that the project has named itself."""
    own = [
        {"ja": row["forms"][0], "en": row.get("ja", row["forms"][0]), **row}
        for row in own_words(package_words())["rows"]
        if row["table"] not in _TABLES_OF_CATEGORIES
    ]
    return tuple(
        Measure(
            entry["id"], entry["ja"], entry["en"], entry["unit"], _term(entry["id"], entry["forms"]),
            tuple(entry.get("printed_units", ())), tuple(entry.get("formerly", ())),
        )
        for entry in (*packaged("measures.yml"), *own)
    )  # fmt: skip


@cache
def measure(measure_id: str) -> Measure:
    """The measure of that id."""
    return next(entry for entry in measures() if entry.measure_id == measure_id)


def measure_of(spec: TableSpec, measure_id: str) -> Measure:
    """The measure of a row or column of a table, also of a row that no term explains."""
    return next((entry for entry in spec.new if entry.measure_id == measure_id), None) or measure(measure_id)


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
    data = packaged("tables.yml")
    named = own_words(package_words())["rows"]
    own = {entry["id"]: [row for row in named if row["table"] == entry["id"]] for entry in data["tables"]}
    specs = (_spec(entry, year, own[entry["id"]]) for entry in data["tables"])
    return Tables(
        specs=tuple(spec for spec in specs if spec.years.cover(year)),
        ignored_columns=_term("ignored", [*data["ignore"]["columns"], *data["ignore"]["row_numbers"]]),
        row_numbers=_term("row numbers", data["ignore"]["row_numbers"]),
        ignored_rows=_term("ignored", data["ignore"]["rows"]),
        ignored_number_rows=_term(IGNORED_ROW, data["ignore"]["number_rows"]),
        rate_rows=_term("rate", data["rate_rows"]),
        placeholders=frozenset(canonical(text) for text in data["placeholders"]),
        of_another_row=tuple(map(canonical, data["of_another_row"])),
    )


def _spec(entry: dict[str, Any], year: int | None, own: Iterable[dict[str, Any]]) -> TableSpec:
    columns = entry["columns"]
    words, optional_words = _terms(columns.get("words", {}), year)
    rows, optional_rows = _terms({**entry["rows"], **{row["id"]: {"optional": True, **row} for row in own}}, year)
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
        nested_terms=tuple(measure(measure_id).term for measure_id in entry.get("nested", {}).values()),
        years=years_of(entry),
        optional=optional_rows,
        fields=entry.get("fields", {}),
    )


def ended(table_id: str, keys: Iterable[object], until: int) -> list[str]:
    """The entries of tables.yml that say that rows or columns were printed for the last time.

    Args:
        table_id: Their table; where no key is one of its own, it ended as a whole.
        keys: Rows and columns.
        until: The last fiscal year whose edition has them.
    """
    entry = next(entry for entry in packaged("tables.yml")["tables"] if entry["id"] == table_id)
    known = {**entry["rows"], **entry["columns"].get("words", {})}
    return [f"{key}: {_until(known[key], until)}" for key in keys if key in known] or [f"until: {until}"]


def _until(entry: Any, year: int) -> str:
    """The entry of a row or a column with its last year, on one line of YAML."""
    import yaml

    said = entry if isinstance(entry, dict) else {"forms": entry} if entry else {}
    line: str = yaml.safe_dump(
        {**said, "until": year}, allow_unicode=True, default_flow_style=True, sort_keys=False, width=math.inf
    )
    return line.strip()


def package_words() -> dict[str, Any]:
    """What the package says of indicators, initiatives, measures and tables, without the project's own words."""
    return {**packaged("kpis.yml"), "measures": packaged("measures.yml"), "tables": packaged("tables.yml")["tables"]}


def forget() -> None:
    """Read every word anew: the project's own ones have changed."""
    for read in (measures, measure, tables, kpi_words):
        read.cache_clear()


@cache
def kpi_words(year: int | None = None) -> KpiWords:
    """The indicators and the words of their tables.

    Args:
        year: Only the indicators and initiatives that an edition of this fiscal year may print; None: all.
    """
    data = package_words()
    own = own_words(data)
    printed = [entry for entry in _initiatives(data["initiatives"], own["initiatives"]) if entry[2].cover(year)]
    kpis = (_kpi(entry) for entry in (*data["kpis"], *own["kpis"]))
    return KpiWords(
        heads=_heads(data["heads"], year),
        pillars=_pillars(data["pillars"]),
        pillar_names={key: (entry["ja"], entry["en"]) for key, entry in data["pillars"].items()},
        statuses=_terms(data["statuses"])[0],
        initiatives=tuple(_term(name, [name]) for name, _, _ in printed),
        pillar_of={name: pillar for name, pillar, _ in printed},
        kpis=tuple(kpi for kpi in kpis if kpi.years.cover(year)),
        required_initiatives=tuple(name for name, _, years in printed if not years.optional),
        undecided=_undecided(data["undecided"]),
        beside=_beside(data, year),
    )


def _heads(entries: Mapping[str, Any], year: int | None) -> tuple[Term, ...]:
    return tuple(of_its_year(term, year) for term in _terms(entries)[0])


def _pillars(entries: Mapping[str, Any]) -> tuple[Term, ...]:
    """A pillar's heading may stand in brackets: 【基盤的保険者機能の盤石化】."""
    forms = {key: [*entry["forms"], *(f"【{form}】" for form in entry["forms"])] for key, entry in entries.items()}
    return tuple(_term(key, texts) for key, texts in forms.items())


def _beside(data: Mapping[str, Any], year: int | None) -> Term:
    """Columns that are left out: those that are named, and those of the year before (令和5年度結果)."""
    before = of_its_year(_term("", data["heads"]["result"]), year and year - 1)
    return _term("beside", (*data["beside"], *(form for form in before.forms if any(map(str.isdigit, form)))))


def _undecided(words: Iterable[str]) -> Term:
    return _term(NOT_JUDGED, (form for word in words for form in (word, f"({word})")))


def _initiatives(ours: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[tuple[str, str, Years]]:
    """Name, pillar and years of every initiative; those that the project has named itself behind the others."""
    for pillar, names in ours.items():
        for entry in (*names, *own.get(pillar, ())):
            yield name_of(entry), pillar, years_of(entry if isinstance(entry, dict) else {}, optional=True)


def _kpi(entry: Mapping[str, Any]) -> Kpi:
    return Kpi(
        entry["id"],
        tuple(map(canonical, entry["says"])),
        entry["unit"],
        tuple(map(canonical, entry.get("not", ()))),
        is_reference=entry.get("reference", False),
        remark=entry.get("remark", False),
        formerly=tuple(entry.get("formerly", ())),
        printed_units=tuple(entry.get("printed_units", ())),
        years=years_of(entry, optional=True),
    )


@cache
def same_words() -> dict[str, str]:
    """Words of statements that count the same: the one that may be printed -> the one that is compared."""
    return {canonical(word): canonical(other) for word, other in packaged("kpis.yml")["same_words"].items()}


@cache
def known_contradictions() -> tuple[dict[str, Any], ...]:
    """Contradictions that the publisher printed: fiscal_year, identity, subject, expect; why, in ``ja`` and ``en``."""
    return tuple(packaged("known_contradictions.yml"))
