"""The one family of errors a reader of this project meets.

Belongs here: what is said when a document, a cell or a warehouse cannot be trusted. Does not belong
here: the sentences (messages/), and programming mistakes, which stay ordinary Python exceptions.
"""

from __future__ import annotations

import copy
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.messages import Phrase, Word, from_plain, phrase, to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the visible page."""

ITS_FILE = "pdf"
"""A placeholder of remedies that nobody has to fill: the name of the file that is refused, for a command about it."""
_ANY_FILE = "FILE.pdf"


PICTURE = "picture"
"""Among the details: the file that shows the place."""


@dataclass(frozen=True)
class Where:
    """Where something is wrong.

    Attributes:
        file: Name of the file, without folders.
        edition: Edition id, once the cover has been read.
        page: Page number, counted from 1 in the file.
        box: Where on the page, in PDF points.
        printed: The text as printed.
    """

    file: str | None = None
    edition: str | None = None
    page: int | None = None
    box: Box | None = None
    printed: str | None = None


class ReportError(Exception):
    """Something that cannot be read or done with certainty, and what helps. Made by ``refuse``.

    Attributes:
        code: Of its text in the catalogue; a stable word for programs, e.g. ``unknown_row_label``.
        words: What is put into the text.
        file: As ``Where`` says; ``edition``, ``page``, ``box`` and ``printed`` too.
        details: What a program may want to know beyond that.
        advice: Further remedies, said after the message's own.
    """

    def __init__(
        self,
        code: str,
        *,
        words: Mapping[str, Word] | None = None,
        details: Mapping[str, Any] | None = None,
        advice: Sequence[Phrase] = (),
        **where: Any,
    ) -> None:
        place = Where(**where)
        self.code = code
        self.words = dict(words or {})
        self.file, self.edition, self.page = place.file, place.edition, place.page
        self.box, self.printed = place.box, place.printed
        self.details = dict(details or {})
        self.advice = tuple(advice)
        super().__init__(code)

    def text(self, language: str | None = None) -> str:
        """What is wrong, one sentence; in ``language`` or in the reader's."""
        return Phrase(self.code, self.words).text(language)

    def helps(self, language: str | None = None) -> str:
        """What the reader can do about it; a remedy may name the file as ``pdf``."""
        first = Phrase(self.code, {ITS_FILE: self.file or _ANY_FILE, **self.words}).remedy(language)
        return " ".join([first, *(more.text(language) for more in self.advice)])

    what = property(lambda self: self.text("en"), doc="What is wrong, in English.")
    what_ja = property(lambda self: self.text("ja"), doc="What is wrong, in Japanese.")
    remedy = property(lambda self: self.helps("en"), doc="What helps, in English.")
    remedy_ja = property(lambda self: self.helps("ja"), doc="What helps, in Japanese.")

    def located(self, *, file: str | None = None, edition: str | None = None, page: int | None = None) -> Self:
        """The same error with file, edition and page filled in where they were unknown."""
        error = copy.copy(self)
        error.file, error.edition, error.page = self.file or file, self.edition or edition, self.page or page
        return error

    def advised(self, code: str, **words: Word) -> Self:
        """The same error with one more remedy."""
        error = copy.copy(self)
        error.advice = (*self.advice, phrase(code, **words))
        return error

    def where(self, language: str | None = None) -> str:
        """File, edition, page and box on one line."""
        parts = [self.file or "", self.edition or ""]
        if self.page is not None:
            parts.append(phrase("refusal_page", page=self.page).text(language))
        if self.box is not None:
            box = "({:.1f}, {:.1f})-({:.1f}, {:.1f})".format(*self.box)
            parts.append(phrase("refusal_box", box=box).text(language))
        return ", ".join(part for part in parts if part)

    def block(self, language: str | None = None) -> str:
        """One readable block, in ``language`` or in the reader's."""
        lines = [f"✗ {self.text(language)}"]
        if where := self.where(language):
            lines.append(f"  {phrase('refusal_where').text(language)}: {where}")
        if self.printed is not None:
            lines.append(f"  {phrase('refusal_printed').text(language)}: 「{self.printed}」")
        if picture := self.details.get(PICTURE):
            lines.append(f"  {phrase('refusal_picture').text(language)}: {_short(picture)}")
        lines.append(f"  {phrase('refusal_remedy').text(language)}: {self.helps(language)}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, in both languages."""
        return {
            "code": self.code,
            "what": self.what,
            "what_ja": self.what_ja,
            "remedy": self.remedy,
            "remedy_ja": self.remedy_ja,
            "file": self.file,
            "edition": self.edition,
            "page": self.page,
            "box": list(self.box) if self.box else None,
            "printed": self.printed,
            **({"details": self.details} if self.details else {}),
        }

    def to_plain(self) -> dict[str, Any]:
        """What to keep of it: code and words, so that it can be told in any language later."""
        return {
            "code": self.code,
            "words": {name: to_plain(word) for name, word in self.words.items()},
            "advice": [to_plain(more) for more in self.advice],
            "where": [self.file, self.edition, self.page, list(self.box) if self.box else None, self.printed],
            "details": self.details,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The error that was kept.

        Raises:
            KeyError, TypeError, ValueError: It was kept by another version.
        """
        file, edition, page, box, printed = plain["where"]
        return cls(
            plain["code"],
            words={name: from_plain(word) for name, word in plain["words"].items()},
            details=plain["details"],
            advice=[from_plain(more) for more in plain["advice"]],
            file=file,
            edition=edition,
            page=page,
            box=tuple(box) if box else None,
            printed=printed,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors go from one process to another."""
        return _again, (type(self), self.to_plain(), self.__dict__)

    def __str__(self) -> str:
        return self.block()


def refuse(
    code: str, where: Where | None = None, *, details: Mapping[str, Any] | None = None, **words: Word
) -> ReportError:
    """An error to raise or to collect.

    Args:
        code: Of a message with a remedy in ``messages/``.
        where: The place in the document.
        details: What a program may want to know beyond ``words``.
        words: What is put into the message's placeholders.
    """
    return ReportError(code, words=phrase(code, **words).words, details=details, **(vars(where) if where else {}))


class ReportRefused(ReportError):
    """A document is refused as a whole; ``problems`` lists every reason found, not only the first."""

    problems: list[ReportError]

    @classmethod
    def because(cls, problems: Sequence[ReportError]) -> ReportRefused:
        """Refuse for one or more reasons.

        Args:
            problems: At least one located error; the first gives the headline.
        """
        refused = cls.from_plain(problems[0].to_plain())
        refused.problems = list(problems)
        return refused

    def block(self, language: str | None = None) -> str:
        """Every cause, one block each, blank line between."""
        return "\n\n".join(cause.block(language) for cause in causes_of(self.problems))


@dataclass
class Cause:
    """One problem to look at, and the problems that most likely go with it.

    Attributes:
        problem: The first one found.
        followers: Problems at the same place, of the same kind all over the file, or about the same figure.
    """

    problem: ReportError
    followers: list[ReportError]

    def block(self, language: str | None = None) -> str:
        """The block of the problem, and a line that counts what follows from it."""
        block = ReportError.block(self.problem, language)
        if not self.followers:
            return block
        pages = sorted({problem.page for problem in self.followers if problem.page is not None}) or None
        keys = [str(problem.words["key"]) for problem in self.followers if "key" in problem.words] or None
        follows = phrase("refusal_follows", count=len(self.followers), pages=pages, keys=keys)
        return f"{block}\n  {follows.text(language)}"

    def brings(self, other: ReportError) -> bool:
        """Whether a problem most likely goes with this one."""
        mine = (self.problem, *self.followers)
        return other.file == self.problem.file and any(_go_together(problem, other) for problem in mine)


def causes_of(problems: Sequence[ReportError]) -> list[Cause]:
    """The problems to look at, each with what follows from it, in the order in which they were found."""
    causes: list[Cause] = []
    for problem in problems:
        cause = next((cause for cause in causes if cause.brings(problem)), None)
        if cause is None:
            causes.append(Cause(problem, []))
        else:
            cause.followers.append(problem)
    return causes


def _go_together(one: ReportError, other: ReportError) -> bool:
    if one.code == other.code == "contradiction":
        return not _figures(one).isdisjoint(_figures(other))
    if one.code == other.code and one.code in _PER_FIGURE:
        return True
    if one.page is None or one.page != other.page or one.box is None or other.box is None:
        return False
    (x0, top, x1, bottom), there = one.box, other.box
    return x0 < there[2] and there[0] < x1 and top < there[3] and there[1] < bottom


def _figures(problem: ReportError) -> set[str]:
    return {figure["figure_id"] for figure in problem.details.get("figures", ())}


_PER_FIGURE = frozenset(
    (
        "annotated_fact",
        "another_character",
        "covered_fact",
        "cut_number",
        "drawn_digit",
        "engines_disagree",
        "unread_character",
    )
)
"""Codes of refusals that are raised for each figure: text that is set twice or an odd font brings hundreds of them."""


def _short(path: str) -> str:
    """A path as a reader in the working folder would write it."""
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path


def _again(kind: type[ReportError], plain: dict[str, Any], kept: dict[str, Any]) -> ReportError:
    error = kind.from_plain(plain)
    error.__dict__.update(kept)
    return error
