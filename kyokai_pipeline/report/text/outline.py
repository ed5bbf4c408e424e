"""The outline of a report: under which pillar and which heading each text stands; its initiatives and action plans.

Headings are known by their words, their enumerators and their size, never by their page. Does not belong here: figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical, restore, split_enumerator
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.prose import outline_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.text.paragraphs import Paragraph

TITLE, TITLE_ZONE = 1.3, 0.15
"""A page's title is this many times larger than its text, within this share of the height from the upper side."""
LARGER = 1.03
"""A heading is at least this much larger than the text of its page."""
LONGEST = 60
"""A longer paragraph is no heading."""
HEAD = 12
"""A page without a title is called by the largest of its first paragraphs."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A paragraph under its pillar and heading; a heading stands under itself."""

    paragraph: Paragraph
    pillar: str | None
    section: str | None
    is_heading: bool = False


@dataclass
class Outline:
    """Where the reading stands; pages are added in order."""

    edition_id: str
    pillar: str | None = None
    section: str | None = None
    plan: str | None = None
    theme: str | None = None
    titles: dict[int, str] = field(default_factory=dict)
    plan_items: list[dict[str, Any]] = field(default_factory=list)
    _cited: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    _listed: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    def add_page(self, page: PdfPage, paragraphs: Sequence[Paragraph]) -> list[Entry]:
        """Place the paragraphs of the next page."""
        body = median([p.size for p in paragraphs for _ in p.glyphs]) if paragraphs else 0.0
        title = next((p for p in paragraphs if _is_title(p, paragraphs, body, page)), None)
        head = title or max((p for p in paragraphs[:HEAD] if not p.is_cell), key=lambda p: p.size, default=None)
        if head:
            self.titles[page.number] = paragraph_title(head)
        return [self._place(paragraph, title, body) for paragraph in paragraphs]

    def initiatives(self) -> list[dict[str, Any]]:
        """Rows of ``core.initiative``: the headings that cite the full report, and what is listed only."""
        rows = {**self._listed, **self._cited}
        return [rows[key] for key in sorted(rows)]

    def _place(self, paragraph: Paragraph, title: Paragraph | None, body: float) -> Entry:
        is_heading = paragraph is title
        if is_heading:
            self._open(paragraph)
        elif not paragraph.is_cell:
            is_heading = self._read(paragraph, body)
        return Entry(paragraph, self.pillar, self.section, is_heading)

    def _open(self, title: Paragraph) -> None:
        """A titled page begins anew: its title names the pillar, or there is none."""
        self.pillar, self.section, self.theme = _pillar(title.folded), paragraph_title(title), None
        plan = outline_words().plan.search(canonical(title.text))
        self.plan = plan[1] if plan else None

    def _read(self, paragraph: Paragraph, body: float) -> bool:
        """Take in a paragraph; whether it is a heading."""
        words, text = outline_words(), canonical(paragraph.text)
        number, rest = split_enumerator(paragraph.text)
        pillar = _pillar(canonical(rest), whole=True)
        cited = words.reference.search(text)
        if pillar:
            self.pillar, self.section, self.theme = pillar, restore(rest), None
        elif cited:
            self.section = paragraph_title(paragraph)
            if number is not None and self.pillar:
                self._initiative(self._cited, self.pillar, number, int(cited[1]))
        elif number is not None and self.pillar and words.initiatives in canonical(self.section or ""):
            self._initiative(self._listed, self.pillar, number, None, restore(rest))
            return False
        elif self.plan and self._read_plan(text, paragraph):
            return False
        elif _is_heading(paragraph, body):
            self.section = paragraph_title(paragraph)
        else:
            return False
        return True

    def _initiative(
        self,
        into: dict[tuple[str, int], dict[str, Any]],
        pillar: str,
        number: int,
        page: int | None,
        title: str | None = None,
    ) -> None:
        row = {"edition_id": self.edition_id, "pillar": pillar, "number": number}
        into.setdefault((pillar, number), {**row, "title": title or self.section, "report_page": page})

    def _read_plan(self, text: str, paragraph: Paragraph) -> bool:
        """A theme or an item of an action plan; items outside any pillar are no row but stay a passage."""
        words = outline_words()
        theme = words.theme.match(text)
        if theme:
            self.theme = restore(paragraph.text).strip().strip("＜＞<>〈〉")
            return True
        if words.item.match(text) is None or self.pillar is None:
            return False
        before = [row for row in self.plan_items if (row["plan_term"], row["pillar"]) == (self.plan, self.pillar)]
        self.plan_items.append(
            {
                "edition_id": self.edition_id,
                "plan_term": self.plan,
                "pillar": self.pillar,
                "position": len(before) + 1,
                "theme": self.theme,
                "item": restore(paragraph.text).lstrip("○・● "),
            }
        )
        return True


def paragraph_title(paragraph: Paragraph) -> str:
    """The heading without its number and without the page of the full report."""
    rest = split_enumerator(paragraph.text)[1]
    cut = max(rest.rfind("（報告書"), rest.rfind("(報告書"))
    return (rest[:cut] if cut > 0 else rest).strip()


def _pillar(text: str, *, whole: bool = False) -> str | None:
    """The pillar that a text names; ``whole``: and nothing else."""
    found = canonical(text)
    for term in kpi_words().pillars:
        if any(form == found if whole else form in found for form in term.forms):
            return term.key
    return None


def _is_title(paragraph: Paragraph, others: Sequence[Paragraph], body: float, page: PdfPage) -> bool:
    """Large words at the head of a page, or all that the page says."""
    at_head = paragraph.box[1] < TITLE_ZONE * page.height
    alone = all(other is paragraph or other.is_cell for other in others)
    return at_head and not paragraph.is_cell and (paragraph.size >= TITLE * body or alone)


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    text = canonical(paragraph.text)
    return (
        paragraph.size >= LARGER * body
        and len(text) <= LONGEST
        and not text.endswith("。")
        and ":" not in text
        and not outline_words().bullets.match(text)
        and not outline_words().chapter.match(text)
        and text not in {form for term in kpi_words().statuses for form in term.forms}
    )
