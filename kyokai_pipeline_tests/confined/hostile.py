"""Small files that cost much: what a mistake or an attacker may put into raw/."""

from __future__ import annotations

import zlib

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<<%s>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 20 Tf 50 200 Td (Annual report 2023) Tj ET "


def pdf(*objects: bytes, pages: int = 1) -> bytes:
    """A PDF of the objects from number 4 on; the first three are its catalogue, pages and page."""
    kids = b" ".join([b"3 0 R"] * pages)
    head = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages)
    written = b"%PDF-1.7\n"
    for number, body in enumerate((*head, *objects), 1):
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return written + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (len(objects) + 3)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def inflating(megabytes: int) -> bytes:
    """A page whose content is a thousandth of what it inflates to: blanks, then text."""
    packer = zlib.compressobj(9)
    block = b" " * 10**6
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.compress(TEXT) + packer.flush()
    return pdf(PAGE % b"", stream(packed, b"/Filter/FlateDecode"), FONT)


def doubling(levels: int) -> bytes:
    """Forms that each draw the next one twice."""
    forms = []
    for level in range(levels):
        inner = 6 + level + 1
        last = level == levels - 1
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 400]/Resources<</Font<</F 5 0 R>>/XObject<<%s>>>>"
        resources = b"" if last else b"/X %d 0 R" % inner
        forms.append(stream(TEXT if last else b"/X Do /X Do ", entries % resources))
    return pdf(PAGE % b"/X 6 0 R", stream(TEXT + b"/X Do "), FONT, *forms)


def many_pages(count: int) -> bytes:
    """One page, listed over and over."""
    return pdf(PAGE % b"", stream(TEXT), FONT, pages=count)


def many_objects(count: int) -> bytes:
    """A page of so many strokes."""
    return pdf(PAGE % b"", stream(TEXT + b"0 0 m 9 9 l S " * count), FONT)
