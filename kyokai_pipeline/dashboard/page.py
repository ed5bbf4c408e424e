"""The page from what the warehouse holds: every section's content, then one HTML text."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard import flow, indicators, restated, results, trust
from kyokai_pipeline.dashboard.cells import Cells
from kyokai_pipeline.dashboard.membership import Membership
from kyokai_pipeline.dashboard.numbers import unit_en
from kyokai_pipeline.dashboard.paper import draw_paper, not_drawn
from kyokai_pipeline.dashboard.queries import ask
from kyokai_pipeline.dashboard.words import both, label, say, words
from kyokai_pipeline.japanese.text import canonical, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.dashboard.paper import Drawn, Paper
    from kyokai_pipeline.dashboard.queries import Row
    from kyokai_pipeline.errors import Box


def render(connection: duckdb.DuckDBPyConnection, raw: Path, drawn: Drawn = not_drawn) -> str:
    """The whole page as one HTML text; the same warehouse and files give the same text.

    Args:
        connection: The published file, opened read-only.
        raw: Where the PDFs of its editions lie.
        drawn: Pages that are drawn already.

    Raises:
        ReportError: A PDF is not there, or is another file than the one that was read.
    """
    cells = Cells()
    editions = ask(connection, "editions")
    edition = editions[0]
    mine = {"edition_id": edition["edition_id"]}
    passages = {name: ask(connection, "passages", edition_id=name) for name in _ids(editions)}
    initiatives = {name: ask(connection, "initiatives", edition_id=name) for name in _ids(editions)}
    newest = edition["edition_id"]
    content = _membership(connection, cells, passages[newest], mine) | _rest(connection, cells, mine)
    paper = draw_paper(raw, editions, ask(connection, "facts"), passages, cells.shown, drawn)
    environment = _environment()
    page: str = environment.get_template("index.html.j2").render(
        edition=edition,
        editions=editions,
        initiatives=initiatives[newest],
        title={
            name: text.format(era=edition["era_label"], year=edition["fiscal_year"])
            for name, text in words()["title"].items()
        },
        **content,
        style=_file("static/style.css"),
        script=_file("static/app.js"),
        early=_file("static/early.js"),
        pages=[
            {"edition": _ids(editions).index(name), "page": number, "picture": picture}
            for (name, number), picture in paper.pages.items()
        ],
        data=_data(editions, paper, passages, initiatives, ask(connection, "pages")),
    )
    return page


def _membership(
    connection: duckdb.DuckDBPyConnection, cells: Cells, passages: list[Row], mine: dict[str, str]
) -> dict[str, Any]:
    """Sections 1 to 3: the tiles, the trends, the flow."""
    membership = Membership(cells, ask(connection, "trend"), ask(connection, "printed_rate"))
    return {
        "tiles": membership.tiles(),
        "cards": membership.cards(),
        "index": membership.index(),
        "ratio": membership.ratio(ask(connection, "by_year")),
        "marks": membership.marks(passages),
        "restatements": restated.restatements(cells, ask(connection, "restatements"), ask(connection, "codes")),
        "first_year": membership.first,
        "flow": flow.flow(
            cells,
            ask(connection, "flow"),
            ask(connection, "flow_figures", **mine),
            ask(connection, "annual_flow", **mine),
        ),
    }


def _rest(connection: duckdb.DuckDBPyConnection, cells: Cells, mine: dict[str, str]) -> dict[str, Any]:
    """Sections 4 to 6: indicators, results of the year, trust."""
    return {
        "summary": indicators.summary(cells, ask(connection, "kpi_summary", **mine)),
        "indicators": indicators.indicators(cells, ask(connection, "kpis", **mine), ask(connection, "kpi_history")),
        "contradictions": trust.contradictions(cells, ask(connection, "contradictions", **mine)),
        "programmes": results.programmes(cells, ask(connection, "programmes", **mine)),
        "trainings": results.trainings(cells, ask(connection, "trainings", **mine)),
        "procurement": results.procurement(cells, ask(connection, "procurement", **mine)),
        "coverage": trust.coverage(ask(connection, "coverage", **mine)[0], ask(connection, "outcomes", **mine)),
        "checked": trust.checked_facts(ask(connection, "checked_facts", **mine)),
        "not_checkable": trust.not_checkable(ask(connection, "not_checkable", **mine)),
        "seen": trust.by_edition(ask(connection, "edition_coverage")),
        "by_hand": trust.by_hand(ask(connection, "by_hand")),
        "releases": trust.releases(ask(connection, "releases"), ask(connection, "release_note")),
    }


def _ids(editions: Sequence[Row]) -> list[str]:
    return [edition["edition_id"] for edition in editions]


def _data(
    editions: list[Row],
    paper: Paper,
    passages: Mapping[str, list[Row]],
    initiatives: Mapping[str, list[Row]],
    pages: list[Row],
) -> str:
    """What the script looks up, as JSON that may stand in a script element."""
    texts = [(at, name, passage) for at, name in enumerate(_ids(editions)) for passage in passages[name]]
    sizes = {(row["edition_id"], row["page"]): (row["width"], row["height"]) for row in pages}
    data = {
        "editions": [
            {
                "id": edition["edition_id"],
                "title": edition["title"],
                "file": edition["source_file"],
                "sha256": edition["sha256"],
                "sizes": [sizes.get((edition["edition_id"], n), (0, 0)) for n in range(1, edition["page_count"] + 1)],
            }
            for edition in editions
        ],
        "figures": paper.figures,
        "texts": [
            [at, one["page"], one["section"] or "", one["text"], *_tenths(paper.passages.get((name, *_key(one))))]
            for at, name, one in texts
        ],
        "initiatives": _initiatives(editions, passages, initiatives),
        "words": {key[7:]: text for key, text in words().items() if key.startswith("script_")},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")


def _key(passage: Row) -> tuple[int, int]:
    return passage["page"], passage["position"]


def _tenths(box: Box | None) -> list[int]:
    return [round(side * 10) for side in box] if box else []


def _initiatives(
    editions: Sequence[Row], passages: Mapping[str, list[Row]], initiatives: Mapping[str, list[Row]]
) -> list[list[Any]]:
    """One list an initiative: edition, pillar, number, title, page of the full report, the text that is its heading."""
    found, before = [], 0
    for at, name in enumerate(_ids(editions)):
        for one in initiatives[name]:
            heading = _heading_of(one, passages[name])
            place = None if heading is None else before + heading
            found.append([at, one["pillar"], one["number"], one["title"], one["report_page"], place])
        before += len(passages[name])
    return found


def _heading_of(initiative: Row, passages: list[Row]) -> int | None:
    """Which passage is the heading of an initiative: title and page of the full report, else the title alone."""
    title, page = squeeze(canonical(initiative["title"])), f"p.{initiative['report_page']}"
    texts = [squeeze(canonical(passage["text"])) for passage in passages]
    found = [at for at, text in enumerate(texts) if title in text]
    return next((at for at in found if page in texts[at]), found[0] if found else None)


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kyokai_pipeline.dashboard", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=say, label=label, both=both, words=words(), unit_en=unit_en)
    return environment


def _file(name: str) -> str:
    return resources.files("kyokai_pipeline.dashboard").joinpath(name).read_text("utf-8")
