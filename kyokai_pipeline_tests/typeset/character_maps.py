"""Fonts that name their characters wrongly: the page looks right, and its text layer says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase import ttfonts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest


def name_characters(patch: pytest.MonkeyPatch, names: Mapping[str, str]) -> None:
    """Until the patch is undone, each character drawn by an embedded font is named as ``names`` says, else rightly."""
    honest = ttfonts.makeToUnicodeCMap
    wrongly = str.maketrans(dict(names))

    def lying(font: str, subset: list[int]) -> str:
        return str(honest(font, [ord(chr(code).translate(wrongly)) for code in subset]))

    patch.setattr(ttfonts, "makeToUnicodeCMap", lying)
