"""Opening a PDF, refusing what cannot be read, and its pages.

Belongs here: the file as bytes, the text-layer gate, memory (pages are read when asked for and not kept).
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from statistics import median
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.pdf.aside import Aside, parted, turned_text
from kyokai_pipeline.pdf.clean_glyphs import cleaned
from kyokai_pipeline.pdf.frame import Frame, frame_of, may_have_user_unit
from kyokai_pipeline.pdf.glyphs import Drawn, Glyph, glyphs_of
from kyokai_pipeline.pdf.loading import PageLoader
from kyokai_pipeline.pdf.once import once
from kyokai_pipeline.pdf.pies import Pie, pies_on
from kyokai_pipeline.pdf.plumber import Plumber
from kyokai_pipeline.pdf.rules import Rule, Rules, rules_of
from kyokai_pipeline.pdf.running import SAMPLE, ReadWords, RunningLine, read_along, running_lines, running_rules
from kyokai_pipeline.pdf.text_objects import read_as_drawn
from kyokai_pipeline.pdf.unopened import bytes_of, refused, require_few_pages, unopened
from kyokai_pipeline.pdf.unseen import Verdict, also_unseen, verdict
from kyokai_pipeline.pdf.words import Line, Word, lines_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pypdfium2

UNREADABLE = 0.02
"""A text layer of which more than this share has no character behind its glyphs is refused as garbled."""
_REMEMBERED = 40
"""For so many pages it is remembered what they show: the second engine and the eye open the file anew."""
_looked_at: dict[tuple[str, int], tuple[Drawn, Verdict]] = {}


class PdfPage:
    """One page: glyphs, rules, words and lines, each worked out when first asked for."""

    seams: tuple[float, ...] = ()
    """Of pages that are read as one, the heights at which the next one begins."""

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        self.number = self.last = number
        self.unseen: tuple[Glyph, ...] = ()
        self.doubtful: tuple[Glyph, ...] = ()
        """Glyphs that nobody sees, and digits that may be another, once ``drawn`` has been asked for."""
        self.frame: Frame = frame_of(self._page, document.user_unit(number), document.skew(number))
        self.width, self.height = self.frame.size

    @once
    def _page(self) -> pypdfium2.PdfPage:
        return self.document.load(self.number)

    def release(self) -> None:
        """Let pdfium's page go once the text is read; it is loaded again where it is asked for."""
        self.__dict__.pop("_page", None)

    @once
    def drawn(self) -> Drawn:
        """Every glyph that a person sees, by pdfium; by pdfplumber where a font is not in the file.

        Raises:
            ReportError: The page is a scan with a text layer over it.
        """
        key = (self.document.sha256, self.number)
        if key not in _looked_at:
            _looked_at[key] = self._look()
            if len(_looked_at) > _REMEMBERED:
                _looked_at.pop(next(iter(_looked_at)))
        drawn, (self.unseen, self.doubtful) = _looked_at[key]
        return drawn

    def _look(self) -> tuple[Drawn, Verdict]:
        embedded = read_as_drawn(self._page)
        found = self._by_pdfium() if embedded else self.document.plumber.drawn(self.number, self.frame)
        judged = verdict(self._page, self.frame, found.upright, self.number, drawn=embedded)
        return cleaned(found, set(judged.unseen)), judged

    def second_opinion(self) -> Drawn:
        """The same glyphs as pdfplumber reads them."""
        _ = self.drawn  # finds out what is unseen
        found = self.document.plumber.drawn(self.number, self.frame)
        return cleaned(found, also_unseen(found.upright, self.unseen))

    def _by_pdfium(self) -> Drawn:
        with closing(self._page.get_textpage()) as text_page:
            return glyphs_of(text_page, self.frame)

    @once
    def _parted(self) -> tuple[tuple[Glyph, ...], tuple[Aside, ...]]:
        return parted(self.drawn.upright)

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Every upright glyph to read."""
        return self._parted[0]

    @once
    def asides(self) -> tuple[Aside, ...]:
        """Text that is seen but not read along: watermarks, turned text, charts, running heads."""
        glyphs, marks = self._parted
        body = median(glyph.size for glyph in glyphs) if glyphs else 0.0
        words = self._words
        return (*marks, *turned_text(self.drawn.turned, body), *words.running, *words.charted, *words.marks)

    @once
    def characters(self) -> frozenset[str]:
        """Which characters, in canonical spelling, stand on the page: to ask what it may hold, in any stream order."""
        return frozenset(canonical("".join({glyph.char for glyph in self.glyphs})))

    @once
    def rules(self) -> Rules:
        """Ruling lines."""
        return rules_of(self._page, self.frame, self.glyphs)

    @once
    def text_rules(self) -> Rules:
        """Those that part running text: not what stands at one place of page after page, and may be paint left over."""
        return self.rules.without(self.document.running_rules)

    @once
    def all_words(self) -> list[Word]:
        """Words, parted by gaps and by rules, also those that stand aside."""
        return words_of(self.glyphs, self.rules)

    @once
    def pies(self) -> list[Pie]:
        """The pies that are drawn on it, largest first."""
        return pies_on(self._page, self.frame)

    @once
    def _words(self) -> ReadWords:
        return read_along(self.all_words, self.height, self.document.running_lines, self.pies, self.rules)

    @property
    def words(self) -> list[Word]:
        """Words to read: without charts and without what runs along the edge of every page."""
        return self._words.read

    @once
    def lines(self) -> list[Line]:
        """Words that share a baseline, across the whole page."""
        return lines_of(self.words)


class Document:
    """An open PDF. Close it, or use it in a ``with`` block."""

    def __init__(self, path: Path, content: bytes, pdfium: pypdfium2.PdfDocument) -> None:
        self.path = path
        self.content = content
        self._loader = PageLoader(path, content, pdfium)
        self._begin = 1
        self.page_count = len(pdfium)
        self.sha256 = hashlib.sha256(content).hexdigest()

    @once
    def plumber(self) -> Plumber:
        """The file opened a second time, with pdfplumber, when first asked for."""
        return Plumber(self.content)

    @once
    def _has_user_unit(self) -> bool:
        return may_have_user_unit(self.content)

    def user_unit(self, number: int) -> float:
        """Points in one unit of user space on a page, counted from 1."""
        return self.plumber.user_unit(number) if self._has_user_unit else 1.0

    @property
    def pdfium(self) -> pypdfium2.PdfDocument:
        """The file as pdfium has it open; now and then it is opened anew."""
        return self._loader.pdfium

    def load(self, number: int) -> pypdfium2.PdfPage:
        """A page of pdfium, counted from 1; print that lies on its side or stands askew is set straight.

        Raises:
            ReportRefused: The file names the page but does not hold it, or it holds too many objects.
        """
        return self._loader.load(number)

    def skew(self, number: int) -> float:
        """By how much the print of a page, counted from 1, is off the level, in radians; once it has been loaded."""
        return self._loader.skew(number)

    def text(self, number: int) -> str:
        """What can be asked of a page, counted from 1, before it is read: its text in stream order, squeezed."""
        return self._loader.text(number)

    def page(self, number: int) -> PdfPage:
        """A page, counted from 1. Only of a few first pages the document keeps what has been read."""
        return self._first_pages.get(number) or PdfPage(self, number)

    def begin_at(self, number: int) -> None:
        """What runs along the pages is asked of those from this one on: other papers lie before it."""
        if number != self._begin:
            self._begin = number
            for name in ("_first_pages", "running_lines", "running_rules"):
                self.__dict__.pop(name, None)

    @once
    def _first_pages(self) -> dict[int, PdfPage]:
        end = min(self._begin + SAMPLE, self.page_count + 1)
        return {number: PdfPage(self, number) for number in range(self._begin, end)}

    @once
    def running_lines(self) -> frozenset[RunningLine]:
        """What stands at the edge of page after page, known from the first pages."""
        found = running_lines([(page.all_words, page.height) for page in self._first_pages.values()])
        for page in self._first_pages.values():
            _ = page.pies  # or the page would be loaded again for them
            page.release()
        return found

    @once
    def running_rules(self) -> frozenset[Rule]:
        """Level strokes at one place of page after page, known from the first pages."""
        _ = self.running_lines
        return running_rules([page.rules for page in self._first_pages.values()])

    def pages(self) -> Iterator[PdfPage]:
        """All pages in order, one at a time."""
        return (self.page(number) for number in range(1, self.page_count + 1))

    def close(self) -> None:
        """Release the file."""
        if "plumber" in self.__dict__:
            self.plumber.close()
        self._loader.close()

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_document(path: Path, *, readable: bool = True) -> Document:
    """Open a PDF that has a readable text layer.

    Args:
        path: The file.
        readable: Whether the text layer is asked for; without, a scan can be looked at.

    Raises:
        ReportRefused: Not a file, empty, not a PDF, too large, damaged, encrypted, without text, or with a text layer
            whose glyphs have no characters behind them.
    """
    import pypdfium2

    content = bytes_of(path)
    try:
        pdfium = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise unopened(path, content, str(error)) from error
    document = Document(path, content, pdfium)
    try:
        require_few_pages(document.page_count, Where(file=path.name))
        if readable:
            require_text(document)
    except BaseException:
        document.close()
        raise
    return document


def require_text(document: Document) -> None:
    """Check that there is a text layer with characters behind its glyphs.

    Raises:
        ReportRefused: There is none, or it is garbled.
    """
    name = document.path.name
    shown, missing = 0, 0
    for text in map(document.text, range(1, document.page_count + 1)):
        shown += len(text)
        missing += sum(char in "\x00\ufffd\ufffe" or "\ue000" <= char <= "\uf8ff" for char in text)
        missing += 4 * text.count("(cid:")
    if not shown:
        raise refused(refuse("no_text_layer", Where(file=name)))
    if missing > UNREADABLE * shown:
        raise refused(refuse("garbled_text", Where(file=name), missing=missing, shown=shown))
