"""Which version of its year's report a cover names: a draft or the report itself, and which correction of it.

A draft that passes for the report would take its place, so every word by which a draft is known counts, wherever on the
cover it stands. Belongs here: the words on a cover that tell versions apart. Does not belong here: year and period
(cover.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kyokai_pipeline.japanese.text import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN, _CLOSE = r"[(【\[〈<「]", r"[)】\]〉>」]"
_DRAFT = re.compile(
    rf"{_OPEN}[^()【】\[\]〈〉<>「」]{{0,8}}(?<![提議答考立])案(?:第?[0-9一二三四五]版?|その[0-9]|[・、:].{{1,8}})?{_CLOSE}"
    rf"|(?:報告書|概要版?|[0-9]{_CLOSE})案(?=$|{_OPEN}|[0-9])"
    r"|素案|原案|最終案|修正案|改訂案|たたき台|未定稿|ドラフト|draft|暫定版|速報版",
    re.IGNORECASE,
)
"""（案）, （最終案）, 【案】, 事業報告書 案, （未定稿） …; but not the 案 of 議案 or 提案."""
_STAMP = "案"
"""Alone on its line, or laid across the page."""
_NUMERALS = "〇一二三四五六七八九"
_EDITION = re.compile(rf"第([0-9]{{1,2}}|[{_NUMERALS}])版")
_NTH = re.compile(
    rf"第([0-9]{{1,2}}|[{_NUMERALS}])[次回](?:訂正|修正|改訂)|(?<![0-9./-])([0-9]{{1,2}})次(?:訂正|修正|改訂)"
)
_AGAIN = re.compile(r"(再々?)(?:訂正|修正|改訂)")
_CORRECTED = re.compile(r"訂正|正誤|修正|改訂|改定版|差し?替え?版|更新版")


def is_draft(lines: Sequence[str], across: Sequence[str] = ()) -> bool:
    """Whether a cover says that it is a draft.

    Args:
        lines: The lines of the cover, folded.
        across: What is laid across the page, folded: a watermark, turned text.
    """
    said = [canonical(line) for line in lines]
    return _STAMP in said or _STAMP in map(canonical, across) or any(map(_DRAFT.search, [*said, "".join(said)]))


def revision_of(text: str) -> int:
    """1 for the report as first published; 2 for its first correction, and so on.

    Args:
        text: Of the cover, in canonical spelling.
    """
    if edition := _EDITION.search(text):
        return max(1, _number(edition[1]))
    if nth := _NTH.search(text):
        return _number(nth[1] or nth[2]) + 1
    if again := _AGAIN.search(text):
        return 2 + len(again[1])
    return 2 if _CORRECTED.search(text) else 1


def _number(text: str) -> int:
    return _NUMERALS.index(text) if text in _NUMERALS else int(text)
