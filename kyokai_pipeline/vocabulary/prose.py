"""Why a number is no fact, how a report is outlined, and which figures of its running text are known: as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kyokai_pipeline.japanese.text import BULLETS, CIRCLED, canonical
from kyokai_pipeline.vocabulary import kpi_words, measures, tables
from kyokai_pipeline.vocabulary.keys import packaged
from kyokai_pipeline.vocabulary.names import kpi_labels

TARGET = "_target"
"""Ends the fact id of a target that the text states beside a result."""


@dataclass(frozen=True)
class RoleRule:
    """One reason why a number is no fact; see roles.yml."""

    role: str
    ja: str
    en: str
    text: tuple[re.Pattern[str], ...] = ()
    word: tuple[re.Pattern[str], ...] = ()
    labels: bool = False
    places: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """What the rule matches and why, Japanese and English."""
        return f"{self.ja} / {self.en}"


@dataclass(frozen=True)
class OutlineWords:
    """How headings, initiatives and plans are known; see outline.yml."""

    reference: re.Pattern[str]
    chapter: re.Pattern[str]
    initiatives: str
    plan: re.Pattern[str]
    theme: re.Pattern[str]
    item: re.Pattern[str]
    bullets: re.Pattern[str]


@dataclass(frozen=True)
class Fact:
    """A known figure of the running text.

    Attributes:
        fact_id: A measure, an indicator, or an id of facts.yml.
        units: Units it may have.
        says: What stands before it in its sentence.
        then: What stands right behind it; None where that does not matter.
        section: What its section's heading says; None where that does not matter.
    """

    fact_id: str
    units: tuple[str, ...]
    says: re.Pattern[str]
    then: re.Pattern[str] | None
    section: re.Pattern[str] | None

    def fits(self, before: str, after: str, heading: str | None) -> bool:
        """Whether it is meant by what stands before and behind a number and by the heading of its section."""
        return bool(
            self.says.search(before)
            and (self.then is None or self.then.search(after))
            and (self.section is None or self.section.search(canonical(heading or "")))
        )


@dataclass(frozen=True)
class ProseWords:
    """How a sentence says what its figures are; see facts.yml."""

    facts: tuple[Fact, ...]
    units: tuple[tuple[re.Pattern[str], str], ...]
    rise: re.Pattern[str]
    fall: re.Pattern[str]
    change: re.Pattern[str]
    previous: re.Pattern[str]
    dated: re.Pattern[str]
    period: re.Pattern[str]
    period_behind: re.Pattern[str]
    threshold: re.Pattern[str]
    target: re.Pattern[str]
    target_then: re.Pattern[str]


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """All rules, in the order in which they are tried."""
    data = packaged("roles.yml")
    parts = {**data["parts"], "circled": re.escape(CIRCLED), "bullets": re.escape(BULLETS)}
    return tuple(
        RoleRule(
            entry["role"], entry["ja"], entry["en"],
            _patterns(entry.get("text", ()), parts), _patterns(entry.get("word", ()), parts),
            entry.get("labels", False), tuple(entry.get("places", ())),
        )
        for entry in data["rules"]
    )  # fmt: skip


@cache
def aside_reasons() -> dict[str, str]:
    """Role of text that stands aside -> why its numbers are no facts, Japanese and English."""
    return {role: f"{entry['ja']} / {entry['en']}" for role, entry in packaged("roles.yml")["asides"].items()}


def _patterns(texts: Any, parts: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_filled(text, parts)) for text in texts)


def _filled(text: str, parts: dict[str, str]) -> str:
    while (filled := re.sub(r"<(\w+)>", lambda m: parts[m[1]], text)) != text:
        text = filled
    return text


@cache
def known_labels() -> frozenset[str]:
    """Every form of a row or column label that has a number in it."""
    terms = [entry.term for entry in measures()]
    for spec in tables().specs:
        terms += [*spec.rows, *spec.groups, *spec.columns.words]
    return frozenset(form for term in terms for form in term.forms if any(c.isdigit() for c in form))


@cache
def table_words() -> frozenset[str]:
    """Every form of a head, a row or column label or a verdict of any table."""
    words = kpi_words()
    terms = [*(entry.term for entry in measures()), *words.heads, *words.statuses]
    for spec in tables().specs:
        terms += [*spec.rows, *spec.groups, *spec.columns.words, *([spec.columns.total] if spec.columns.total else [])]
    return frozenset(form for term in terms for form in term.forms)


@cache
def outline_words() -> OutlineWords:
    """The words of outline.yml."""
    data = packaged("outline.yml")
    initiatives = str(data.pop("initiatives"))
    return OutlineWords(initiatives=initiatives, **{key: re.compile(text) for key, text in data.items()})


@cache
def prose_words() -> ProseWords:
    """The words of facts.yml."""
    data = packaged("facts.yml")
    facts = tuple(
        Fact(
            entry["id"], tuple(entry["units"]), re.compile(entry["says"]),
            _optional(entry.get("then")), _optional(entry.get("section")),
        )
        for entry in data["facts"]
    )  # fmt: skip
    units = tuple((re.compile(text), unit) for unit, text in data["units"].items())
    year = _filled("<year>", packaged("roles.yml")["parts"])
    patterns = {key: re.compile(text.replace("<year>", year)) for key, text in data["patterns"].items()}
    return ProseWords(facts, units, **patterns)


def _optional(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


@cache
def fact_names() -> dict[str, tuple[str, str]]:
    """Fact id -> its name in Japanese and English; measures and indicators have theirs from their own files."""
    names = {entry.measure_id: (entry.label_ja, entry.label_en) for entry in measures()}
    names |= {kpi_id: (label.ja, label.en) for kpi_id, label in kpi_labels().items()}
    names |= {entry["id"]: (entry["ja"], entry["en"]) for entry in packaged("facts.yml")["facts"] if "ja" in entry}
    targets = {f"{key}{TARGET}": (f"{ja}の目標", f"Target: {en}") for key, (ja, en) in names.items()}
    return targets | names
