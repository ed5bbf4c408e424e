"""The same glyphs from pdfplumber: where pdfium cannot measure a font, and as a second opinion on what was read.

pdfium drops single characters of fonts that are not embedded when the machine has no substitute for them, without a
word. pdfminer, under pdfplumber, reads such fonts from their predefined character maps; it is ten times slower.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.text import fold_char
from kyokai_pipeline.pdf.glyphs import Frame, Glyph, media_frame

if TYPE_CHECKING:
    import pypdfium2


class Plumber:
    """A PDF opened with pdfplumber; pages are read one at a time and let go."""

    def __init__(self, content: bytes) -> None:
        import pdfplumber

        try:
            self._pdf = pdfplumber.open(BytesIO(content))
        except Exception as error:
            raise _damaged(error, None) from error

    def glyphs(self, number: int, page: pypdfium2.PdfPage, frame: Frame) -> tuple[Glyph, ...]:
        """Every visible upright glyph of a page.

        Args:
            number: Page number, from 1.
            page: The same page in pdfium, for its boxes.
            frame: The visible page.
        """
        try:
            plumbed = self._pdf.pages[number - 1]
        except Exception as error:
            raise _damaged(error, number) from error
        media = media_frame(page, frame.rotation)
        origin, seen = media.seen(0, 0), frame.seen(0, 0)
        dx, dy = origin[0] - seen[0], origin[1] - seen[1]
        width, height = frame.size
        try:
            found = [glyph for char in plumbed.chars for glyph in _glyphs(char, float(plumbed.height), dx, dy)]
        except Exception as error:
            raise _damaged(error, number) from error
        finally:
            plumbed.close()
        return tuple(g for g in found if -1 <= (g.x0 + g.x1) / 2 <= width + 1 and -1 <= g.base <= height + 1)

    def close(self) -> None:
        """Release the file."""
        # Closing walks over all pages, and stumbles again where a damaged one has stopped it before.
        with suppress(Exception):
            self._pdf.close()
        self._pdf.stream.close()


def _damaged(error: Exception, page: int | None) -> ReportError:
    """Pdfminer raises whatever the damage makes it stumble over: ValueError, AssertionError, its own errors."""
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return ReportError(
        f"The PDF is damaged: {reason}.",
        "PDFが壊れています。",
        "Download it again and compare its size with the publisher's.",
        "もう一度取得し、公開元のサイズと比べてください。",
        page=page,
        code="damaged",
    )


def _glyphs(char: dict[str, Any], height: float, dx: float, dy: float) -> list[Glyph]:
    """One glyph, or none for white space and for text that does not run left to right."""
    text = char["text"]
    if not char["upright"] or not text or not any(fold_char(c) for c in text):
        return []
    x0, x1 = char["x0"] - dx, char["x1"] - dx
    base = height - char["matrix"][5] - dy
    if len(text) > 1 and not text.startswith("(cid:"):
        step = (x1 - x0) / len(text)
        return [Glyph(c, x0 + i * step, x0 + (i + 1) * step, base, char["size"]) for i, c in enumerate(text)]
    return [Glyph("\ufffd" if len(text) > 1 else text, x0, x1, base, char["size"])]


def has_foreign_fonts(page: pypdfium2.PdfPage) -> bool:
    """Whether some text of the page is set in a font that the file does not carry."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 0:
            return True
    return False
