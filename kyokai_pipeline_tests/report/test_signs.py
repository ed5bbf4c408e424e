"""A character map that names one sign another: the page shows a fall, and the text says a rise."""

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

honest = ttfonts.makeToUnicodeCMap


@pytest.mark.parametrize("drawn", "▲△+＋−－▼")
@pytest.mark.parametrize("named", "▲+−")
def test_a_sign_that_its_font_names_another(
    drawn: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the number would be turned round it is refused; ▲ and − say the same, and ▼ is no sign that is known."""

    def lying(font: str, subset: list[int]) -> str:
        cmap = honest(font, subset)
        return re.sub(rf"(<\w+> )<{ord(drawn):04X}>", rf"\1<{ord(named):04X}>", cmap, flags=re.IGNORECASE)

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", lying)
    content = FY2023.edited({"membership/dependents/2020": f"15,424\n({drawn}1.5%)"})
    path = typeset(Style(), tmp_path / "report.pdf", content)
    problems = seen_as_printed(path, reader.read(path)).problems
    turned = drawn != "▼" and (drawn in "+＋") != (named == "+")
    assert [problem.code for problem in problems] == ["another_character"] * turned
