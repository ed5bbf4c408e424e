"""``kyokai propose FILE|EDITION``: what was located in a new edition, what is unknown, and the entries that name it.

With ``--write`` the names of new indicators, initiatives and rows go into the project's own kyokai_vocabulary.yml; all
other lines a person reads, decides whether the new words mean the same, and puts them into the YAML.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kyokai_pipeline import confined, paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh.reading import problems_of
from kyokai_pipeline.refresh.unnamed import KINDS
from kyokai_pipeline.settings import limits
from kyokai_pipeline.vocabulary.clashes import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kyokai_pipeline.report.naming import Near, NewWord
    from kyokai_pipeline.report.proposals import Survey


def show(asked: str, raw: Path, warehouse: Path, *, as_json: bool, write: bool = False, yes: bool = False) -> int:
    """Survey one PDF, print what its vocabulary lacks, and write the names if asked to; the exit code."""
    from kyokai_pipeline.report.proposals import survey

    path = _file(asked, raw, warehouse)
    try:
        found: Survey = confined.call(survey, path, _statements(warehouse), file=path.name, limits=limits())
    except ReportError as refused:
        console.show_refused({path.name: problems_of(refused)})
        return console.REFUSED
    if as_json:
        console.say_json(_plain(found))
    else:
        _print(found)
    if write and (found.kpis or found.initiatives or found.rows):
        try:
            _write(found, yes=yes)
        except ReportError as error:
            console.complain("\n" + error.block())
            return console.code_of(error)
    return console.REFUSED if found.problems else console.GOOD


def _file(asked: str, raw: Path, warehouse: Path) -> Path:
    """The PDF that is meant: a file, one in raw/ by its name alone, or the one there whose cover says that edition."""
    from kyokai_pipeline.refresh.plan import make_plan

    named = console.pdf_named(Path(asked), raw)
    if named.is_file() or asked.lower().endswith(".pdf"):
        return named
    paper = make_plan(raw, warehouse).papers.get(asked) if raw.is_dir() else None
    return paper.path if paper else Path(asked)


def _statements(warehouse: Path) -> list[tuple[str, str]]:
    """Id and statement of every indicator that is published, in all editions, the newest last."""
    import duckdb

    database = paths.database(warehouse)
    if not database.is_file():
        return []
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "SELECT DISTINCT kpi_id, statement, edition_id FROM core.kpi ORDER BY edition_id, kpi_id, statement"
        rows = connection.execute(query).fetchall()
    return [(kpi_id, statement) for kpi_id, statement, _ in rows]


def _write(found: Survey, *, yes: bool) -> None:
    from kyokai_pipeline.vocabulary import forget, package_words
    from kyokai_pipeline.vocabulary.own_words import add

    kpis, rows = (
        [named for entry in entries if (named := dict(entry) if yes else _asked(entry))]
        for entries in (found.kpis, found.rows)
    )
    initiatives = {
        pillar: [
            name for name in names if yes or typer.confirm(notice("name_this_initiative", name=name), default=True)
        ]
        for pillar, names in found.initiatives.items()
    }
    path = add(kpis, initiatives, package_words(), rows)
    forget()
    written = len(kpis) + len(rows) + sum(map(len, initiatives.values()))
    console.say("\n" + notice("names_written", file=console.short(path), number=written, command=console.command()))


def _asked(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """The entry under the id that a person gives it; none where it is declined with an empty answer or -."""
    says, unit = "…".join(entry.get("says") or entry["forms"]), str(entry["unit"])
    row = "table" in entry
    question = notice("name_this_row", says=says, unit=unit) if row else notice("name_this_kpi", says=says, unit=unit)
    name = typer.prompt(question, default=str(entry["id"]))
    return None if name.strip() in ("", "-") else {**entry, "id": name.strip()}


def _plain(found: Survey) -> dict[str, Any]:
    return {
        "edition_id": found.edition_id,
        "located": {name: list(pages) for name, pages in found.located.items()},
        "new": [{**asdict(word), "box": list(word.box)} for word in found.words],
        "unknown": [
            {**problem.as_dict(), "near": [asdict(one) for one in near]} for problem, near in _with_near(found)
        ],
        "proposals": [{"file": file, "yaml": line} for file, line in found.proposals],
    }


def _with_near(found: Survey) -> Iterator[tuple[ReportError, tuple[Near, ...]]]:
    """Each problem with the known words that are like its own."""
    return zip(found.problems, found.near or [()] * len(found.problems), strict=True)


def _print(found: Survey) -> None:
    console.say(f"{notice('label_edition')}: {found.edition_id}")
    rows = [[name, ", ".join(map(str, pages))] for name, pages in found.located.items()]
    console.say(console.table([notice("label_located"), notice("label_pages")], rows))
    _print_words(found)
    for problem, near in _with_near(found):
        console.say("\n" + ReportError.block(problem))
        _print_near(near)
    if any(word.near for word in found.words) or any(found.near):
        console.say("\n" + notice("how_they_differ"))
    if found.proposals:
        console.say("\n" + notice("proposed_lines"))
        for file, line in found.proposals:
            console.say(f"  {_path_of(file)}\n    {line}")
    elif not found.problems:
        console.say("\n" + notice("every_label_known"))


def _path_of(file: str) -> str:
    """The project's own file by its name; one of the package with its folder."""
    return file if file == NAME or "/" in file else f"vocabulary/{file}"


def _print_words(found: Survey) -> None:
    named = {former for entry in found.kpis for former in entry.get("formerly", ())}
    for word in found.words:
        _print_word(word)
        if word.kind == "indicator" and word.term_id not in named:
            console.say("  " + notice("nothing_own"))


def _print_word(word: NewWord) -> None:
    place = notice("label_page") + f" {word.page}"
    console.say(f"\n● {KINDS[word.kind].text()} {word.term_id}  {place}\n  「{word.text.replace(chr(10), ' ')}」")
    _print_near(word.near)


def _print_near(near: tuple[Near, ...]) -> None:
    """The known words that are like a new one, each with how the new one differs."""
    for known in near:
        name = "" if known.name == known.text else f"{known.name}  "
        console.say("  " + notice("near_word", name=name, known=known.text, difference=known.difference))
