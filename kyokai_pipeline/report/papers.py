"""Which pages of a file are the report, where it lies among other papers of a meeting.

It begins at its cover. It ends before the page with which another paper begins: one that bears another paper's number,
is laid out as a cover, or begins to count its pages anew. Belongs here: these signs. Does not belong here: what a cover
of this report says (cover.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.page_numbers import page_number_lines, runs_of
from kyokai_pipeline.pdf.at_a_glance import is_landscape

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.document import Document, PdfPage
    from kyokai_pipeline.pdf.words import Line
    from kyokai_pipeline.report.model import Edition

HEAD = 0.3
"""A paper's number stands within this share of the height from the upper side of its first page."""
UNCOUNTED = 5
"""So many pages, a cover and contents, may stand before the one that is counted as the first."""
FEW = 10
"""A cover has at most this many lines."""
LARGER = 1.25
"""Its title is at least so many times larger than the day or the issuer under it."""
OFTEN = 2
"""A count that goes back so many times is one paper's in another order; another paper's goes back once and on."""
SETTLED = 3
"""So many pages of the report lie one way before those at the end that lie the other way are another paper."""
_NUMBERED = re.compile(
    r"[【\[(]?(?P<kind>(?:参考|別添|当日配布)?資料)(?:番号|No\.?)?(?P<number>[\d一二三四五六七八九十]+(?:[-－‐ー]\d+)*)[】\])]?"
)
_DAY = re.compile(r"(?:令和|平成|[RH])?(?:\d{1,4}|元)(?:[(].{1,6}[)])?年\d{1,2}月(?:\d{1,2}日)?(?:[(].[)])?")
_ISSUER = re.compile(
    r"(?:全国健康保険協会|協会けんぽ|厚生労働省).{0,20}|.{2,20}(?:支部|委員会|審議会|部会|連合会|事務局)"
)
_SENTENCE = re.compile(r"[。、]")


@dataclass
class Papers:
    """The signs of other papers behind the cover of the report, page after page.

    Attributes:
        cover: Number of the cover's page.
        own: The paper's own number, as its cover prints it.
        last: The last page of the report, as far as is known yet.
    """

    cover: int
    own: str | None
    last: int
    _counted: int = 0
    _ahead: int = 0
    _anew: int | None = None
    _numbers: list[int] = field(default_factory=list)
    _sizes: dict[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def behind(cls, document: Document, edition: Edition) -> Papers:
        """What is known before any page behind the cover is read."""
        own = _NUMBERED.fullmatch(canonical(edition.document_number or ""))
        return cls(edition.cover_page, _plain(own) if own else None, _last_of_its_side(document, edition.cover_page))

    def hold(self, page: PdfPage) -> bool:
        """Whether the report may go on on this page; afterwards ``last`` may be an earlier one."""
        self._sizes[page.number] = round(page.width), round(page.height)
        if page.number > self.cover and (self._bears_another_number(page) or _is_cover(page)):
            self.last = page.number - 1
        elif page.number > self.cover:
            self._count(page)
        return page.number <= self.last

    def end(self) -> int:
        """The last page of the report, once it was read to the end: pages that count anew are another paper's."""
        if self._anew is not None and not self._is_shuffled():
            self.last = min(self.last, self._anew - 1)
        return self.last

    def _is_shuffled(self) -> bool:
        """Whether the pages of one paper lie in another order: no number comes twice, and the count often goes back."""
        backwards = sum(after < before for before, after in pairwise(self._numbers))
        return backwards >= OFTEN and len(set(self._numbers)) == len(self._numbers)

    def _bears_another_number(self, page: PdfPage) -> bool:
        """A report whose cover bears none may have its number on the first page behind it."""
        runs = (run for line in page.lines if line.y < HEAD * page.height for run in runs_of(line))
        found = {_plain(number) for run in runs if (number := _NUMBERED.fullmatch(canonical(run.folded)))}
        if self.own is None and page.number == self.cover + 1:
            self.own = min(found, default=None)
        return bool(found - {self.own})

    def _first_of_another(self, first: int, counted: int) -> int:
        """The page with which another paper begins: pages without a number before its own may be the report's.

        Args:
            first: The first page that the report has not counted as its own.
            counted: The page that shows the other paper's number.
        """
        own = self._sizes.get(first - 1)
        others = (number for number in range(first, counted + 1) if self._sizes.get(number) != own)
        return next(others, first) if own == self._sizes[self.cover] else first

    def _count(self, page: PdfPage) -> None:
        """Take in the printed number of a page: whether it goes on, or is one that another page had."""
        printed = [int(re.sub(r"\D", "", line.folded)) for line in page_number_lines(page)]
        if len(printed) != 1 or not printed[0]:
            return
        number, ahead = printed[0], page.number - printed[0]
        self._numbers.append(number)
        if self._anew is not None:
            self._anew = None if ahead == self._ahead and self._counted else self._anew
        elif number <= self._counted or (not self._counted and ahead >= self.cover + UNCOUNTED):
            self._anew = self._first_of_another(max(ahead + 1, self._counted + self._ahead + 1), page.number)
            return
        if not self._counted or ahead == self._ahead:
            self._counted, self._ahead = number, ahead


def _plain(number: re.Match[str]) -> str:
    """資料1-6, however it is bracketed and whatever dash it has."""
    return number["kind"] + re.sub(r"[-－‐ー]", "-", number["number"])


def _last_of_its_side(document: Document, cover: int) -> int:
    """The last page before all those at the end of the file that lie the other way; the last of all where none do."""
    side = is_landscape(document.pdfium, cover)
    backwards = range(document.page_count, cover, -1)
    last = document.page_count - len(
        list(takewhile(lambda page: is_landscape(document.pdfium, page) != side, backwards))
    )
    before = range(cover, last + 1)
    is_settled = len(before) >= SETTLED and all(is_landscape(document.pdfium, page) == side for page in before)
    return last if is_settled else document.page_count


def _is_cover(page: PdfPage) -> bool:
    """Few lines, no sentence, a large title, and under it a day or who issued it."""
    lines = page.lines
    if len(lines) > FEW or any(_SENTENCE.search(line.folded) for line in lines):
        return False
    title = max(lines, key=lambda line: line.size, default=None)
    return title is not None and any(
        _signs(line) and line.y > title.y and title.size >= LARGER * line.size for line in lines
    )


def _signs(line: Line) -> bool:
    text = canonical(line.folded)
    return bool(_DAY.fullmatch(text) or _ISSUER.fullmatch(text))
