"""Finding known words on a page: a label may be spaced out, broken over lines, or carry a footnote mark.

Belongs here: matching printed words with terms by position. Does not belong here: what a table is made of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.numbers import Unit, parse_unit
from kyokai_pipeline.japanese.text import canonical, split_enumerator
from kyokai_pipeline.layout.neighbours import Neighbours
from kyokai_pipeline.layout.tolerances import LABELS
from kyokai_pipeline.pdf.once import once
from kyokai_pipeline.pdf.words import Word, box_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.table_model import Key
    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.rules import Rules

_ADORNMENT = re.compile(
    r"[(（]?(?:※|\*|注)\d{0,2}[)）]?|[(（]?[⁰¹²³⁴-⁹]+[)）]?|\(再掲\)|\([^()]{1,6}\)|\[[^\[\]]{1,6}\]"
)
_BULLETS = re.compile(r"^[●○・■◆□]+")
_CHAPTER = re.compile(r"^(?:[Ⅰ-Ⅻ]+[.．、)）]?|[IVXＩＶＸ]{1,4}[.．])\s*")
"""The number of a chapter: Ⅰ．, II."""


@dataclass(frozen=True, eq=False)
class Found:
    """A term at its place.

    Attributes:
        key: The term's key, or what was read.
        words: The printed words, in reading order.
        unit: A unit printed with the label, e.g. 加入者数（千人）.
    """

    key: Key
    words: tuple[Word, ...]
    unit: Unit | None = None

    @once
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return box_around(self.words)

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(word.text for word in self.words)


def find_terms(words: Sequence[Word], terms: Iterable[Term], rules: Rules) -> list[Found]:
    """Every place where a term is printed as a label of its own, longest forms first, no word used twice.

    Running prose does not match: a label begins where a word begins and ends where a word ends.
    """
    index = Neighbours(words, rules)
    used: set[Word] = set()
    found: list[Found] = []
    openings: dict[str, list[tuple[Word, str]]] = defaultdict(list)
    for word in words:
        opening = _opening(word.text)
        openings[opening[:1]].append((word, opening))
    forms = sorted(((form, term) for term in terms for form in term.forms), key=lambda p: -len(p[0]))
    for form, term in forms:
        for word, opening in openings.get(form[:1], ()):
            path = None if word in used else _match(word, form, (), index, used, opening)
            if path is None:
                continue
            path, unit = _adorned(path, form, index, used)
            used.update(path)
            found.append(Found(term.key, path, unit))
    return sorted(found, key=lambda f: (f.box[1], f.box[0]))


def openings_of(page: PdfPage) -> dict[str, set[str]]:
    """How the words of a page begin as labels, by their first character: canonical, without bullet or enumerator."""
    openings: dict[str, set[str]] = {}
    for opening in {_opening(word.text) for word in page.words}:
        openings.setdefault(opening[:1], set()).add(opening)
    return openings


def may_begin(form: str, openings: Mapping[str, Iterable[str]]) -> bool:
    """Whether some word could be the beginning of a label, or all of it and a mark; prose that goes on is neither."""
    return any(
        form.startswith(opening) or (opening.startswith(form) and not opening[len(form)].isalpha())
        for opening in openings.get(form[:1], ())
    )


def find_read(words: Sequence[Word], read: Callable[[str], Key | None], rules: Rules, longest: int = 8) -> list[Found]:
    """Every run of words on one line that ``read`` understands (a year, a month), longest runs first from the left."""
    index = Neighbours(words, rules)
    used: set[Word] = set()
    found: list[Found] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if word in used:
            continue
        best = _longest_read(word, read, index, used, longest)
        if best is not None:
            used.update(best[1])
            found.append(Found(best[0], best[1]))
    return found


def _longest_read(
    word: Word, read: Callable[[str], Key | None], index: Neighbours, used: set[Word], longest: int
) -> tuple[Key, tuple[Word, ...]] | None:
    """The longest run from a word that ``read`` understands; the end of a head may stand on the line below."""
    run: list[Word] = [word]
    best: tuple[Key, tuple[Word, ...]] | None = None
    while True:
        value = read("".join(part.folded for part in run))
        if value is not None:
            best = _read_below(run, read, index, used) or (value, tuple(run))
        elif best is None and len(run) <= LABELS.head_words:
            best = _read_below(run, read, index, used)
        following = index.right_of(run[-1]) if len(run) < longest else None
        if following is None or following in used:
            return best
        run.append(following)


def _read_below(
    run: list[Word], read: Callable[[str], Key | None], index: Neighbours, used: set[Word]
) -> tuple[Key, tuple[Word, ...]] | None:
    """2023（令和5） over 年度, 2023 over （令和5） over 年度, or 2023年度 over （令和5年度）."""
    path, x0, x1 = tuple(run), run[0].x0, run[-1].x1
    longest: tuple[Key, tuple[Word, ...]] | None = None
    for _ in range(LABELS.head_lines - 1):
        under = [w for w in index.below(path) if w not in used and x0 - w.size <= w.x <= x1 + w.size]
        if not under:
            break
        path = (*path, *under)
        value = read("".join(part.folded for part in path))
        longest = longest if value is None else (value, path)
    return longest


@lru_cache(maxsize=4096)
def _opening(text: str) -> str:
    """A label's first word without bullet, chapter or enumerator."""
    return canonical(split_enumerator(_CHAPTER.sub("", _BULLETS.sub("", text)))[1])


def _match(
    word: Word, rest: str, path: tuple[Word, ...], index: Neighbours, used: set[Word], text: str | None = None
) -> tuple[Word, ...] | None:
    text = word.plain if text is None else text
    if word in used or not text:
        return None
    path = (*path, word)
    if text.startswith(rest):
        return _ended(path, text[len(rest) :], index, used)
    if not rest.startswith(text):
        return None
    matches = (_match(follower, rest[len(text) :], path, index, used) for follower in index.after(path))
    return next((matched for matched in matches if matched is not None), None)


def _ended(path: tuple[Word, ...], behind: str, index: Neighbours, used: set[Word]) -> tuple[Word, ...] | None:
    """A label that nothing follows but marks, or a bracket that is closed on the next line."""
    if not behind or adornments(behind) is not None:
        return path
    return _closed(path, behind, index, used) if behind[0] in "([" else None


def _closed(path: tuple[Word, ...], opened: str, index: Neighbours, used: set[Word]) -> tuple[Word, ...] | None:
    """A label whose bracket is closed on the next line: 新規加入者数（ over 万人）."""
    for word in index.below(path):
        if word not in used and adornments(opened + word.plain):
            return (*path, word)
    return None


def adornments(text: str) -> list[str] | None:
    """Footnote marks and bracketed remarks behind a label; None where the text is anything else."""
    parts, position = [], 0
    while position < len(text):
        mark = _ADORNMENT.match(text, position)
        if mark is None or mark.end() == position:
            return None
        parts.append(mark[0])
        position = mark.end()
    return parts


def _adorned(
    path: tuple[Word, ...], form: str, index: Neighbours, used: set[Word]
) -> tuple[tuple[Word, ...], Unit | None]:
    """Extend a label over the marks and the unit printed right behind or under it."""
    text = "".join(word.plain for word in path)
    unit = _first_unit(adornments(text[text.find(form) + len(form) :]) or [])
    for candidate in (index.right_of(path[-1], LABELS.mark_sizes), *index.below(path)):
        if candidate is None or candidate in used or candidate in path:
            continue
        extra, marks = _marks_from(path, candidate, index)
        path = (*path, *(word for word in extra if word not in path))
        unit = unit or _first_unit(marks)
    return path, unit


def _marks_from(path: tuple[Word, ...], word: Word, index: Neighbours) -> tuple[tuple[Word, ...], list[str]]:
    """The word, with or without one under it, that holds nothing but marks or a unit; nothing where it does not."""
    for extra in ((word,), *((word, under) for under in index.below((*path, word)))):
        marks = adornments("".join(part.plain for part in extra)) or []
        if marks and (_first_unit(marks) or all(_is_mark(mark) for mark in marks)):
            return extra, marks
    return (), []


def _first_unit(marks: Sequence[str]) -> Unit | None:
    return next((unit for unit in map(unit_in_brackets, marks) if unit), None)


def _is_mark(text: str) -> bool:
    """※1, 注, * and (再掲)."""
    return text == "(再掲)" or any(sign in text for sign in "※注*")


def unit_in_brackets(text: str) -> Unit | None:
    """（千人） -> thousand persons; None for any other text."""
    inner = re.fullmatch(r"[(（\[](?:単位[:：])?(.+?)[)）\]]", text)
    return parse_unit(inner[1]) if inner else None
