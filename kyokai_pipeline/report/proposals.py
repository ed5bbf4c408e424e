"""What of a new edition the vocabulary already explains, and the lines that would explain the rest.

Belongs here: proposals for vocabulary/*.yml, from the problems that the readers found. Does not belong here: deciding
whether two words mean the same; that is for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.report.naming import Near, NewWord, entry_for, like_indicator, like_words, new_word, row_entry
from kyokai_pipeline.report.reader import read_tables
from kyokai_pipeline.report.tables.core_rows import UNNAMED, claims_of
from kyokai_pipeline.report.tables.new_rows import provisional_row_id
from kyokai_pipeline.vocabulary import kpi_words, measures, tables
from kyokai_pipeline.vocabulary.alike import nearest_of
from kyokai_pipeline.vocabulary.clashes import NAME
from kyokai_pipeline.vocabulary.statements import provisional_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.tables.core_rows import Rows
    from kyokai_pipeline.vocabulary import TableSpec


@dataclass(frozen=True)
class Survey:
    """What was found in one PDF.

    Attributes:
        located: Core table -> pages on which its values stand.
        problems: What could not be read, with places.
        proposals: (file, line of YAML) that would accept the unknown words.
        kpis: Entries of the project's own file that name the new indicators.
        initiatives: Pillar -> new initiatives.
        rows: Entries of that file that name the new rows of tables.
        words: What was loaded under a provisional id, beside the known words that are like it.
        near: For each problem, the known words that are like what it is about.
    """

    edition_id: str
    located: dict[str, tuple[int, ...]]
    problems: tuple[ReportError, ...]
    proposals: tuple[tuple[str, str], ...]
    kpis: tuple[dict[str, Any], ...] = ()
    initiatives: dict[str, list[str]] = field(default_factory=dict)
    rows: tuple[dict[str, Any], ...] = ()
    words: tuple[NewWord, ...] = ()
    near: tuple[tuple[Near, ...], ...] = ()


def survey(path: str | PathLike[str], known: Sequence[tuple[str, str]] = ()) -> Survey:
    """Read as much of a PDF as the vocabulary explains.

    Args:
        path: The PDF.
        known: Id and statement of indicators in other editions, which no proposed entry may claim.

    Raises:
        ReportRefused: The file is no readable PDF, or no such report.
    """
    path = Path(path)
    edition, rows, problems = _tables_in(path)
    unnamed = rows.pop(UNNAMED, [])
    known = [*known, *((row["kpi_id"], row["statement"]) for row in rows.get("kpi", []))]
    statements = [statement for _, statement in known]
    kpis, initiatives = _namings(rows.get("kpi", []), statements)
    named_rows = [row_entry(word, rows) for word in unnamed if word["kind"] == "row"]
    problems = [problem.located(file=path.name, edition=edition.edition_id) for problem in problems]
    lines = [line for problem in problems for line in proposals(problem, statements)]
    lines += [(NAME, line) for line in yaml_lines(kpis, initiatives, named_rows)]
    return Survey(
        edition.edition_id,
        {name: _pages({name: table}) for name, table in rows.items()},
        tuple(problems),
        tuple(dict.fromkeys(lines)),
        tuple(kpis),
        initiatives,
        tuple(named_rows),
        tuple(new_word(word, known) for word in unnamed),
        tuple(_near(problem, known) for problem in problems),
    )


def _tables_in(path: Path) -> tuple[Edition, Rows, list[ReportError]]:
    try:
        with open_document(path) as document:
            return read_tables(document)
    except ReportRefused:
        raise
    except ReportError as error:
        raise ReportRefused.because([error.located(file=path.name)]) from error


def _pages(rows: Rows) -> tuple[int, ...]:
    return tuple(sorted({claim.page for claim in claims_of(rows)}))


def _near(problem: ReportError, known: Sequence[tuple[str, str]]) -> tuple[Near, ...]:
    """What is like the words of a problem: indicators by their statements, other words as they are known."""
    if problem.code in ("unknown_kpi", "ambiguous_kpi"):
        return like_indicator(problem.printed or "", known)
    if problem.code == "unknown_row_label":
        return tuple(near for label in _labels(problem) for near in like_words(label, _row_forms(problem)))
    near = problem.details.get("nearest")
    return like_words(problem.printed, [str(near)]) if near and problem.printed else ()


def _namings(rows: Sequence[dict[str, Any]], known: Sequence[str]) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Entries for the new indicators, as far as they can be told from all others; new initiatives by pillar."""
    new = [row for row in rows if not row["is_named"]]
    entries = [entry_for(row["kpi_id"], row["statement"], row["unit"], known) for row in new]
    initiatives: dict[str, list[str]] = {}
    for row in rows:
        if row["initiative"] not in kpi_words().pillar_of and row["initiative"] not in initiatives.get(
            row["pillar"], []
        ):
            initiatives.setdefault(row["pillar"], []).append(row["initiative"])
    return [entry for entry in entries if entry], initiatives


def yaml_lines(
    kpis: Sequence[dict[str, Any]], initiatives: dict[str, list[str]], rows: Sequence[dict[str, Any]]
) -> list[str]:
    """The entries as they are written: one line each."""
    import yaml

    def line(entry: dict[str, Any]) -> str:
        return yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6).strip()

    lines = [f"- {line(entry)}" for entry in kpis]
    lines += [f"- {name}  # initiatives, {pillar}" for pillar, names in initiatives.items() for name in names]
    return lines + [f"- {line(entry)}  # rows" for entry in rows]


def proposals(problem: ReportError, known: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The lines of YAML that would accept what a problem could not explain; none where no word is the matter.

    Args:
        problem: As a reader raised it.
        known: Every known statement of an indicator.
    """
    printed = canonical(problem.printed or "")
    if problem.code == "unknown_kpi":
        return _kpi_lines(problem.printed or "", known)
    if problem.code == "unknown_row_label":
        return [_row_line(label, problem) for label in _labels(problem)]
    if printed and problem.code in _ACCEPTING:
        return [_accepting_line(printed, problem)]
    return [(more.words["file"], more.words["line"]) for more in problem.advice if more.code in _LACKING]


_ACCEPTING = {
    "unknown_initiative": (NAME, "- {printed}  # initiatives, under its pillar"),
    "unknown_verdict": ("kpis.yml", "undecided: [{printed}]  # or a form of one of the statuses"),
    "unknown_kpi_column": ("tables.yml", "columns: [{printed}]  # ignore; or a form of a head in kpis.yml"),
    "unknown_column_label": ("tables.yml", "columns: [{printed}]  # ignore; or a form of a column that is known"),
}
"""Code of a problem with a word -> the file and the line that would accept that word."""
_LACKING = ("lacks_unit", "lacks_placeholder", "lacks_mark", "lacks_remark")
"""Advice of a refusal that names a unit, a mark or a remark to add, and where."""


def _labels(problem: ReportError) -> list[str]:
    """Every label of its table that nobody knows: the problem itself names the first."""
    return [canonical(label) for label in problem.details.get("labels") or filter(None, [problem.printed])]


def _row_forms(problem: ReportError) -> list[str]:
    """How the rows of its table are known."""
    spec = tables().spec(problem.details["table"])
    return [form for term in (*spec.rows, *spec.groups) for form in term.forms]


def _row_line(label: str, problem: ReportError) -> tuple[str, str]:
    """The nearest known row with one form more; where nothing is near, a new row whose unit a person has to say."""
    near = next(iter(nearest_of(label, _row_forms(problem), 1)), "")
    table = str(problem.details["table"])
    name = provisional_row_id(table, label).replace("new_", "row_", 1)
    own = f'- {{table: {table}, id: {name}, forms: ["{label}"], unit: "?"}}  # rows'
    return _form_line(label, near) or (NAME, own)


def _accepting_line(printed: str, problem: ReportError) -> tuple[str, str]:
    """The nearest known column with one form more; for any other word the line that accepts it as it is."""
    near = str(problem.details.get("nearest") or "")
    known = _form_line(printed, near) if problem.code == "unknown_column_label" else None
    file, line = _ACCEPTING[problem.code]
    return known or (file, line.format(printed=printed))


def _form_line(printed: str, near: str) -> tuple[str, str] | None:
    """The nearest known term with one form more; none where nothing is near."""
    for measure in measures():
        if near in measure.term.forms:
            forms = ", ".join([*measure.term.forms, printed])
            return "measures.yml", f"forms: [{forms}]  # id: {measure.measure_id}"
    for spec in tables().specs:
        for term in _own_terms(spec):
            if near and near in term.forms:
                return "tables.yml", f"{term.key}: [{', '.join([*term.forms, printed])}]  # id: {spec.table_id}"
    return None


def _own_terms(spec: TableSpec) -> Iterable[Term]:
    yield from (*spec.rows, *spec.groups, *spec.columns.words)
    if spec.columns.total:
        yield spec.columns.total


def _kpi_lines(statement: str, known: Sequence[str]) -> list[tuple[str, str]]:
    """An entry for a statement that was refused, by the unit of its goal; none where no words are its own."""
    goal = re.search(r"[\d,.]+(%|円|事業所|支部|件|人)", canonical(statement))
    entry = entry_for(provisional_id(statement), statement, goal[1] if goal else "%", known)
    return [(NAME, line) for line in yaml_lines([entry] if entry else [], {}, [])]
