"""The one family of errors a reader of this project meets.

Belongs here: what is said when a document, a cell or a warehouse cannot be trusted. Does not belong
here: programming mistakes, which stay ordinary Python exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the visible page."""


@dataclass(eq=False)
class ReportError(Exception):
    """Something in a report that cannot be read with certainty, and what would mend it.

    Attributes:
        what: What is wrong, one English sentence.
        what_ja: The same in Japanese.
        mend: What the reader can do about it, English.
        mend_ja: The same in Japanese.
        file: Name of the file, without folders.
        edition: Edition id, once the cover has been read.
        page: Page number, counted from 1 in the file.
        box: Where on the page, in PDF points.
        printed: The text as printed.
        code: A stable word for programs, e.g. ``unknown_label``.
    """

    what: str
    what_ja: str
    mend: str
    mend_ja: str
    file: str | None = None
    edition: str | None = None
    page: int | None = None
    box: Box | None = None
    printed: str | None = None
    code: str = "report"
    details: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.what)

    def located(self, *, file: str | None = None, edition: str | None = None) -> ReportError:
        """The same error with the file and edition filled in where they were unknown."""
        return replace(self, file=self.file or file, edition=self.edition or edition)

    def where(self) -> str:
        """File, edition, page and box on one line."""
        parts = [self.file or "", self.edition or ""]
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.box is not None:
            parts.append("box ({:.1f}, {:.1f})-({:.1f}, {:.1f})".format(*self.box))
        return ", ".join(part for part in parts if part)

    def block(self) -> str:
        """One readable block for a terminal, Japanese first, then English."""
        lines = [f"✗ {self.what_ja}", f"  {self.what}"]
        if self.where():
            lines.append(f"  場所 where: {self.where()}")
        if self.printed is not None:
            lines.append(f"  印字 printed: 「{self.printed}」")
        lines += [f"  対処 mend: {self.mend_ja}", f"             {self.mend}"]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON and for Dagster metadata."""
        return {
            "code": self.code,
            "what": self.what,
            "what_ja": self.what_ja,
            "mend": self.mend,
            "mend_ja": self.mend_ja,
            "file": self.file,
            "edition": self.edition,
            "page": self.page,
            "box": list(self.box) if self.box else None,
            "printed": self.printed,
            **({"details": self.details} if self.details else {}),
        }

    def __str__(self) -> str:
        return self.block()


class ReportRefused(ReportError):
    """A document is refused as a whole; ``problems`` lists every reason found, not only the first."""

    problems: list[ReportError]

    @classmethod
    def because(cls, problems: Sequence[ReportError]) -> ReportRefused:
        """Refuse for one or more reasons.

        Args:
            problems: At least one located error; the first gives the headline.
        """
        first = problems[0]
        refused = cls(**{name: getattr(first, name) for name in first.__dataclass_fields__})
        refused.problems = list(problems)
        return refused

    def block(self) -> str:
        """Every reason, one block each, blank line between."""
        return "\n\n".join(ReportError.block(problem) for problem in self.problems)
