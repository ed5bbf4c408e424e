"""The documents say what the code does."""

from __future__ import annotations

import re
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import dictionary
from kyokai_pipeline_tests.console_blocks import commands, kyokai, lines, masked, shown_in
from kyokai_pipeline_tests.drawings import drawn
from kyokai_pipeline_tests.typeset.named import NAMED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse

PROJECT = paths.project()
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
ARCHITECTURE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
READMES = {name: commands((paths.project() / name).read_text("utf-8")) for name in ("README.md", "README.ja.md")}


def test_the_data_dictionary_is_the_one_the_schemas_give(tmp_path: Path) -> None:
    assert dictionary.main(tmp_path / "new" / "dictionary.md") == 0
    written = (tmp_path / "new" / "dictionary.md").read_text("utf-8")
    assert written == (paths.project() / "docs" / "data-dictionary.md").read_text("utf-8"), "run: make docs"


def test_the_pictures_of_the_architecture_are_fresh_in_both_languages() -> None:
    japanese = (PROJECT / "docs" / "architecture.ja.md").read_text("utf-8")
    assert drawn(ARCHITECTURE) == ARCHITECTURE, "run: make docs"
    pictures = [re.findall(r"^```mermaid.*?^```", text, re.MULTILINE | re.DOTALL) for text in (ARCHITECTURE, japanese)]
    assert pictures[0] == pictures[1]


def test_a_document_without_a_place_for_the_picture_is_not_drawn_into() -> None:
    with pytest.raises(ValueError, match="the document has no"):
        drawn("# Architecture")


def test_every_box_of_the_way_of_the_data_is_in_the_code() -> None:
    boxes = re.findall(r'[\[(]"?([a-z_]+(?:\.[a-z_]+)+(?:\.[A-Z]\w+)?)"?[\])]', ARCHITECTURE.partition("## Which")[0])
    assert len(boxes) > 15
    for box in boxes:
        module, _, name = box.rpartition(".")
        assert hasattr(import_module(f"kyokai_pipeline.{module}"), name), box


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_every_link_between_the_documents_leads_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert "://" in link or (path.parent / link).exists(), link


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "docs/layouts.md"])
def test_the_number_of_typesettings_is_the_number_there_are(name: str) -> None:
    text = (paths.project() / name).read_text("utf-8")
    assert any(words in text for words in (f"{len(NAMED)} typesettings", f"{len(NAMED)}通り"))


@pytest.mark.parametrize(
    ("readme", "command", "shown"), [(name, *block) for name, blocks in READMES.items() for block in blocks]
)
def test_a_command_in_a_readme_prints_what_is_shown(
    readme: str,
    command: str,
    shown: str,
    fy2023_warehouse: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A file of its own: DuckDB opens one file with one configuration in one process.
    shutil.copy(fy2023_warehouse.database, tmp_path)
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path))
    monkeypatch.setenv("KYOKAI_LANG", "ja" if readme.endswith(".ja.md") else "en")
    code, printed = kyokai(command)
    assert code == 0, printed
    assert shown_in(lines(shown), lines(printed)), printed


def test_every_readme_begins_with_a_query() -> None:
    for blocks in READMES.values():
        assert blocks[0][0].startswith("sql ")


def test_what_is_shown_must_be_there() -> None:
    assert shown_in(["a #", "…", "c"], masked(lines("a 2,000\nb\nc\n")))
    assert shown_in(["a", "…"], ["a", "b"])
    assert not shown_in(["a", "c"], ["a", "b", "c"])
    assert not shown_in(["a"], ["a", "b"])
    assert not shown_in(["…", "d"], ["a"])
