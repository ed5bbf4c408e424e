"""One HTML file with every page of a PDF and what was read on it; it asks nothing of the network.

Belongs here: the content of the file. Does not belong here: which boxes are drawn (drawn.py), how it looks (static/).
"""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, causes_of
from kyokai_pipeline.inspection.drawn import FIGURES, STAGES, TABLE, UNEXPLAINED, Drawn, drawn_on, legend, places_of
from kyokai_pipeline.messages import language, notice, phrase
from kyokai_pipeline.report.inspection import InspectedPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.inspection.look import Sheet
    from kyokai_pipeline.report.inspection import Inspection


@dataclass(frozen=True)
class Problem:
    """One reason for which the file is refused, and those that follow from it."""

    number: int
    page: int | None
    block: str
    follows: tuple[Problem, ...] = ()


def render(name: str, found: Inspection, sheets: Sequence[Sheet | ReportError], *, layout: bool) -> str:
    """The whole file as one text, in the reader's language.

    Args:
        name: Of the PDF.
        found: What was read.
        sheets: Every page as a picture, or why it cannot be drawn.
        layout: The solver's stages instead of the figures.
    """
    template = _environment().get_template("inspection.html.j2")
    pages = list(_pages(found, sheets, layout=layout))
    text: str = template.render(
        language=language(),
        name=name,
        edition=found.edition_id,
        is_refused=bool(found.problems),
        kinds=legend(found, layout=layout),
        refused=_folded(found.problems),
        unexplained=[(figure.page, figure.printed) for figure in found.unexplained],
        any_bad=any(page["is_bad"] for page in pages),
        pages=pages,
        says=_words(name, found, len(pages)),
        style=_file("static/style.css"),
        script=_file("static/script.js"),
    )
    return text


def _words(name: str, found: Inspection, pages: int) -> dict[str, str]:
    figures = [figure for page in found.pages for figure in page.figures]
    unexplained = len(found.unexplained)
    follows = phrase("inspect_follows", count=unexplained)
    if not found.problems:
        follows = phrase("inspect_look", count=unexplained)
    return {
        "title": notice("inspect_title", file=name),
        "verdict": notice("inspect_refused", count=len(found.problems)) if found.problems else notice("inspect_good"),
        "counts": notice(
            "inspect_counts",
            pages=pages,
            figures=len(figures),
            facts=sum(figure.fact is not None for figure in figures),
            unexplained=unexplained,
        ),
        "follows": follows.text(),
        "pages": notice("inspect_pages"),
        "show": notice("inspect_show"),
        "only": notice("inspect_only"),
        "larger": notice("inspect_larger"),
        "figures": notice("inspect_figures"),
        "close": notice("inspect_close"),
        "problems": notice("inspect_problems"),
        "hint": notice("inspect_hint"),
    }


def _folded(problems: Sequence[ReportError]) -> list[Problem]:
    """The causes in the order in which they were found, what follows from each folded under it."""
    numbers = {problem: number for number, problem in enumerate(problems, 1)}

    def numbered(problem: ReportError, follows: tuple[Problem, ...] = ()) -> Problem:
        return Problem(numbers[problem], problem.page, ReportError.block(problem), follows)

    return [numbered(cause.problem, tuple(map(numbered, cause.followers))) for cause in causes_of(problems)]


def _pages(found: Inspection, sheets: Sequence[Sheet | ReportError], *, layout: bool) -> Iterator[dict[str, Any]]:
    read = {page.number: page for page in found.pages}
    kinds, listed = (STAGES.values(), ()) if layout else (_PRINTED, _PRINTED)
    for number, sheet in enumerate(sheets, 1):
        page = read.get(number) or InspectedPage(number, 0, 0)
        boxes = drawn_on(page, found.problems, layout=layout)
        refused = _problems_on(number, found.problems)
        counts = Counter(one.kind.key for one in boxes)
        yield {
            "number": number,
            "title": notice("inspect_page", page=number),
            "refused": refused,
            "is_bad": bool(refused) or isinstance(sheet, ReportError) or counts[UNEXPLAINED.key] > 0,
            "unexplained": counts[UNEXPLAINED.key],
            "counts": [(kind, counts[kind.key]) for kind in kinds if counts[kind.key]],
            "figures": [one for one in boxes if one.kind in listed],
            **_picture(sheet, boxes),
        }


_PRINTED = tuple(kind for kind in FIGURES if kind is not TABLE)
"""What is drawn around single figures."""


def _problems_on(page: int, problems: Sequence[ReportError]) -> list[int]:
    """The numbers of the problems that a page has a part in."""
    return [at for at, one in enumerate(problems, 1) if page in places_of(one) or one.page == page]


def _picture(sheet: Sheet | ReportError, boxes: Sequence[Drawn]) -> dict[str, Any]:
    """The page with its boxes, or why it cannot be drawn."""
    if isinstance(sheet, ReportError):
        return {"missing": sheet.block(), "picture": None, "boxes": [], "width": 0}
    return {
        "missing": None,
        "picture": base64.b64encode(sheet.picture).decode("ascii"),
        "boxes": [(one, _at(one, sheet)) for one in boxes],
        "width": round(sheet.width * 1.6),
        "ratio": f"{sheet.width:g} / {sheet.height:g}",
    }


def _at(one: Drawn, sheet: Sheet) -> str:
    """Where a box stands on the picture, in shares of its sides: it stays there however wide the picture is shown."""
    room = one.kind.room
    x0, top, x1, bottom = one.box[0] - room, one.box[1] - room, one.box[2] + room, one.box[3] + room
    places = x0 / sheet.width, top / sheet.height, (x1 - x0) / sheet.width, (bottom - top) / sheet.height
    names = ("left", "top", "width", "height")
    return ";".join(f"{name}:{100 * share:.3f}%" for name, share in zip(names, places, strict=True))


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kyokai_pipeline.inspection", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _file(name: str) -> str:
    return resources.files("kyokai_pipeline.inspection").joinpath(name).read_text("utf-8")
