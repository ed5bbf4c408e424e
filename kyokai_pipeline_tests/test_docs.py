"""The documents say what the code does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.cli import dictionary
from kyokai_pipeline.editions import places

if TYPE_CHECKING:
    from pathlib import Path


def test_the_data_dictionary_is_the_one_the_schemas_give(tmp_path: Path) -> None:
    assert dictionary.main(tmp_path / "new" / "dictionary.md") == 0
    written = (tmp_path / "new" / "dictionary.md").read_text("utf-8")
    assert written == (places.project() / "docs" / "data-dictionary.md").read_text("utf-8"), "run: make docs"
