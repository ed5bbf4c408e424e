"""Letters on pictures: a typeface with Japanese that the system brings along, and lines that fit.

Belongs here: typefaces and breaking of lines. Does not belong here: what is written.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "ipaexg.ttf",
    "YuGothM.ttc",
    "meiryo.ttc",
    "msgothic.ttc",
    "ヒラギノ角ゴシック W3.ttc",
)


def lettering(size: int) -> tuple[FreeTypeFont | ImageFont, bool]:
    """A typeface at so many pixels, and whether it has Japanese."""
    from PIL.ImageFont import load_default, truetype

    for name in _FONTS:
        with suppress(OSError):
            return truetype(name, size), True
    return load_default(size), False


def showable(text: str, *, is_japanese: bool) -> str:
    """Text without what a typeface that has no Japanese lacks."""
    return text if is_japanese else "".join(char if char <= "\xff" else " " for char in text)


def wrapped(text: str, font: FreeTypeFont | ImageFont, width: float) -> list[str]:
    """Lines of at most so many pixels, broken at spaces, or between any two characters where there are none."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest:
        end = len(rest)
        while end > 1 and font.getlength(rest[:end]) > width:
            end -= 1
        space = rest.rfind(" ", 0, end) if end < len(rest) and rest[end : end + 1] != " " else -1
        if space > end // 2:
            end = space
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines
