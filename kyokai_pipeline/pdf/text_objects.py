"""pdfium's text objects before their text is read: fonts that are not in the file, texts that stand in for glyphs.

Belongs here: looking at and preparing page objects. Does not belong here: their characters; that is glyphs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.page_objects import objects_on

if TYPE_CHECKING:
    import pypdfium2

_ACTUAL_TEXT = b"ActualText"


def read_as_drawn(page: pypdfium2.PdfPage) -> bool:
    """Make pdfium read what the glyphs say, and ask whether all their fonts are in the file.

    A producer may let a text stand in for glyphs (/ActualText), for a screen reader. It may be empty or say something
    else than the page shows; a reader sees the glyphs. pdfminer knows no such texts, so both engines read the same.

    Args:
        page: The page, before a text page is made of it. Its objects are changed in memory only.

    Returns:
        Whether every text is set in a font that the file carries.
    """
    from pypdfium2 import raw

    embedded = True
    count_marks, kind = raw.FPDFPageObj_CountMarks, raw.FPDF_PAGEOBJ_TEXT
    for item in [found.item for found in objects_on(page) if found.kind == kind]:
        for index in range(count_marks(item)):
            mark = raw.FPDFPageObj_GetMark(item, index)
            raw.FPDFPageObjMark_RemoveParam(item, mark, _ACTUAL_TEXT)
        embedded = embedded and raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) != 0
    return embedded
