"""Names and texts from outside are shown as they are: nothing in them is taken for markup."""

from __future__ import annotations

import re
from typing import Any, cast

from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.edition_events import _warning
from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.warehouse.release import _cell

EVIL = "![x](https://evil.example/p.png) <b>a</b> `b` [c](d) *e* | &lt;"


def test_a_list_shows_text_as_it_is() -> None:
    said = phrase("unexplained_number", printed=EVIL, page=1, box="1, 2, 3, 4")
    listed = str(cast("Any", _warning("figures_explained", [said], said, "figures").metadata["list"]).value)
    assert not set("![]<>`*|") & set(re.sub(r"\\.", "", listed))
    assert r"\!\[x\](https://evil.example/p.png) \<b\>a" in listed
    assert "&amp;lt;" in listed


def test_a_block_ends_only_where_it_does() -> None:
    problem = refuse("empty_file", Where(file="a```\n<script>.pdf"))
    block = str(cast("Any", shown.problems([problem])["problem"]).value)
    fence = block.splitlines()[0]
    assert fence == "````"
    assert block.splitlines().count(fence) == 2
    assert shown.fenced("plain") == "```\nplain\n```"


def test_a_release_note_shows_names_as_they_are() -> None:
    shown_as = _cell(EVIL)
    assert "[x]" not in shown_as.replace("\\[", "").replace("\\]", "")
    assert r"\<b\>" in shown_as
    assert r"\|" in shown_as
    assert _cell("r5-gaiyou_2.pdf") == "r5-gaiyou_2.pdf"
    assert _cell(None) == ""
