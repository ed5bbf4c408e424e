"""Whether the project's own words clash with those of the package, or with each other; each clash names both sides.

Belongs here: what two entries may not have in common. Does not belong here: what one entry looks like (own_words.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Entry = Mapping[str, Any]

NAME = "kyokai_vocabulary.yml"
"""The file of the project's own words."""


def check_clashes(own: Mapping[str, Any], package: Mapping[str, Any]) -> None:
    """Ids, statements, initiatives and labels are claimed once.

    Raises:
        ReportError: Two entries claim the same.
    """
    _check_ids([*package["kpis"]], own["kpis"])
    _check_statements([*package["kpis"]], own["kpis"])
    names = {name_of(entry) for listed in package["initiatives"].values() for entry in listed}
    for name in (name_of(entry) for listed in own["initiatives"].values() for entry in listed):
        if name in names:
            raise refused(phrase("own_words_twice", entry=f"「{name}」"), name)
        names.add(name)
    _check_rows(own["rows"], package)


def name_of(initiative: str | Mapping[str, Any]) -> str:
    """An initiative by its name alone, or with the years in which it is printed."""
    return initiative if isinstance(initiative, str) else str(initiative["name"])


def _check_ids(package: Sequence[Entry], own: Sequence[Entry]) -> None:
    known = {entry["id"] for entry in package}
    for entry in own:
        if entry["id"] in known:
            raise refused(phrase("own_words_twice", entry=entry["id"]), entry["id"])
        known.add(entry["id"])


def _check_statements(package: Sequence[Entry], own: Sequence[Entry]) -> None:
    """No entry claims every statement of another one."""
    known = [*package]
    for entry in own:
        for other in known:
            if _claims(entry, other) or _claims(other, entry):
                clash = phrase("own_words_claim", entry=entry["id"], other=other["id"], says=entry["says"])
                raise refused(clash, entry["id"])
        known.append(entry)


def _claims(one: Entry, other: Entry) -> bool:
    """Whether every statement that fits the other entry fits this one too; excluded words may tell them apart."""
    if one.get("not") or _apart(one, other):
        return False
    said = [canonical(words) for words in other["says"]]
    return all(any(canonical(words) in text for text in said) for words in one["says"])


def _apart(one: Entry, other: Entry) -> bool:
    """Whether no edition may print both."""
    first, second = ({"since": 0, "until": 9999, **entry} for entry in (one, other))
    return bool(first["until"] < second["since"] or second["until"] < first["since"])


def _check_rows(own: Sequence[Entry], package: Mapping[str, Any]) -> None:
    """A row has a table, an id of its own, and labels that no other row of the table has."""
    tables = {table["id"]: table for table in package["tables"]}
    measures = {entry["id"]: entry for entry in package["measures"]}
    _check_ids([*package["measures"], *({"id": key} for table in tables.values() for key in table["rows"])], own)
    labels = {(name, form): key for name, table in tables.items() for key, form in _labels(table, measures)}
    for entry in own:
        if entry["table"] not in tables:
            why = phrase("own_words_table", entry=entry["id"], table=entry["table"], known=list(tables))
            raise refused(why, entry["table"])
        for form in map(canonical, entry["forms"]):
            other = labels.setdefault((entry["table"], form), entry["id"])
            if other != entry["id"]:
                why = phrase("own_words_label", entry=entry["id"], other=other, label=form, table=entry["table"])
                raise refused(why, form)


def _labels(table: Entry, measures: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Key and label of every row that the package knows in a table, and of what stands in brackets in its cells."""
    rows = {**table["rows"], **dict.fromkeys(table.get("nested", {}).values()), **table.get("groups", {})}
    for key, said in rows.items():
        forms = said.get("forms") if isinstance(said, dict) else said
        for form in forms or measures[key]["forms"]:
            yield key, canonical(str(form))


def refused(why: Phrase, printed: str | None = None) -> ReportError:
    """The file of own words cannot be used."""
    return refuse("own_words", Where(file=NAME, printed=printed), why=why, file=NAME)
