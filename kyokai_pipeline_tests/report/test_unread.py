"""A character map that names a digit or a sign a blank: the page shows it, and no engine reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase import ttfonts

from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path

BLANKS = ("0020", "00A0", "200B")
honest = ttfonts.makeToUnicodeCMap


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("cell", "printed", "unread"),
    [
        ("training/階層別研修/participants", "52８名", "８"),
        ("training/階層別研修/participants", "５28名", "５"),
        ("membership/dependents/2020", "15,424\n（△1.5%)", "△"),
        ("membership/dependents/2020", "15,424\n(△ 1.5%)", "△"),
    ],
)
def test_a_character_that_is_named_a_blank(
    cell: str, printed: str, unread: str, blank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """528 was published as 52, and a fall of 1.5% as a rise."""

    def lying(font: str, subset: list[int]) -> str:
        return re.sub(rf"(<\w+> )<{ord(unread):04X}>", rf"\1<{blank}>", honest(font, subset), flags=re.IGNORECASE)

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", lying)
    path = typeset(Style(), tmp_path / "report.pdf", FY2023.edited({cell: printed}))
    problems = seen_as_printed(path, reader.read(path)).problems
    assert {problem.code for problem in problems} == {"unread_character"}


@pytest.mark.parametrize("style", [Style(per_glyph=True), Style(rules="none", number_align="left", rate="beside")])
def test_what_is_read_stands_in_nobodys_way(style: Style, tmp_path: Path) -> None:
    path = typeset(style, tmp_path / "report.pdf")
    assert seen_as_printed(path, reader.read(path)).problems == []
