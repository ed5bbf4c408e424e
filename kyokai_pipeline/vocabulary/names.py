"""What indicators, measures and coded values are called, and how they belong together: as data for the dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from kyokai_pipeline.vocabulary.keys import packaged


@dataclass(frozen=True)
class KpiLabel:
    """Short names of an indicator; ``redefines`` is the one whose name it took over with another definition."""

    ja: str
    en: str
    redefines: str | None = None


@dataclass(frozen=True)
class MeasureNote:
    """What a measure is; see measure_notes.yml.

    Attributes:
        kind: ``stock``, ``flow``, ``average`` or ``share``.
        sum_ja: What must not be added.
        says: Expressions for the notes of the report that define it.
        label: Japanese and English name, of a measure that measures.yml does not name.
        unit: Its base unit then.
    """

    kind: str
    sum_ja: str
    sum_en: str
    says: tuple[str, ...] = ()
    label: tuple[str, str] | None = None
    unit: str | None = None


@dataclass(frozen=True)
class CodeList:
    """The values of one kind of column, code -> Japanese, English.

    Attributes:
        columns: ``table.column`` that hold it; every column of the list's name where empty.
    """

    name: str
    codes: dict[str, tuple[str, str]]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    """Two ids that belong together; ``identity`` is the entry of identities.yml that checks it."""

    kind: str
    left: tuple[str, str]
    right: tuple[str, str]
    identity: str


@cache
def kpi_labels() -> dict[str, KpiLabel]:
    """Indicator -> its short names."""
    return {key: KpiLabel(**entry) for key, entry in packaged("kpi_labels.yml").items()}


@cache
def measure_notes() -> dict[str, MeasureNote]:
    """Measure -> what it is."""
    return {
        key: MeasureNote(
            entry["kind"], entry["sum"][0], entry["sum"][1], tuple(entry.get("says", ())),
            (entry["label"][0], entry["label"][1]) if "label" in entry else None, entry.get("unit"),
        )
        for key, entry in packaged("measure_notes.yml").items()
    }  # fmt: skip


@cache
def code_lists() -> dict[str, CodeList]:
    """Name -> list of codes."""
    return {name: _code_list(name, entry) for name, entry in packaged("codes.yml").items()}


def _code_list(name: str, entry: dict[str, Any]) -> CodeList:
    codes, columns = (entry["codes"], entry["columns"]) if set(entry) == {"columns", "codes"} else (entry, ())
    return CodeList(name, {str(code): (str(ja), str(en)) for code, (ja, en) in codes.items()}, tuple(columns))


def code_list_of(table: str, column: str) -> CodeList | None:
    """The list of values of a column, or None where it is not coded.

    Args:
        table: Without its schema: ``kpi``.
        column: ``status``.
    """
    lists = code_lists().values()
    named = next((entry for entry in lists if f"{table}.{column}" in entry.columns), None)
    return named or next((entry for entry in lists if entry.name == column and not entry.columns), None)


@cache
def fact_kinds() -> dict[str, str]:
    """Indicator or fact of the running text -> stock, flow or average; those in % are shares and not in it."""
    return dict(packaged("facts.yml")["kinds"])


@cache
def relations() -> tuple[Relation, ...]:
    """Every relation of relations.yml."""
    return tuple(_relation(entry) for entry in packaged("relations.yml")["relations"])


def _relation(entry: dict[str, str]) -> Relation:
    if "kpi" in entry:
        return Relation(entry["kind"], ("kpi", entry["kpi"]), ("measure", entry["measure"]), entry["identity"])
    return Relation(entry["kind"], ("measure", entry["measure"]), ("measure", entry["of"]), entry["identity"])


@cache
def initiative_titles() -> dict[str, str]:
    """Initiative of the table of indicators -> title under which the report tells of it, both folded."""
    return dict(packaged("relations.yml")["initiatives"])
