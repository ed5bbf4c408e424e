"""The site: links that leave docs/ are mended before it is built, and a link that leads nowhere is found after."""

from __future__ import annotations

import importlib.util
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kyokai_pipeline import paths

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = paths.project()


@pytest.fixture(scope="module")
def site() -> Any:
    spec = importlib.util.spec_from_file_location("site_of_the_project", PROJECT / ".ci" / "site.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_page_of_the_navigation_is_there_in_both_languages(site: Any, tmp_path: Path) -> None:
    site.prepare(tmp_path / "pages")
    text = (PROJECT / "mkdocs.yml").read_text("utf-8")
    pages = re.findall(r"^ +- [^:]+: (\S+\.md)$", text, re.MULTILINE)
    assert len(pages) > 10
    assert [page for page in pages if not (tmp_path / "pages" / page).is_file()] == []
    config = yaml.safe_load(text)
    (languages,) = [plugin["i18n"]["languages"] for plugin in config["plugins"] if "i18n" in plugin]
    named = {name for entry in languages for name in entry.get("nav_translations", {})}
    assert set(re.findall(r"^ +- ([^:{]+):", text.partition("\nnav:")[2], re.MULTILINE)) <= named
    for page in pages:
        japanese = tmp_path / "pages" / page.replace(".md", ".ja.md")
        said = (japanese if japanese.is_file() else tmp_path / "pages" / page).read_text("utf-8")
        if not page.startswith("changelog"):
            assert len(re.findall("[ぁ-んァ-ヶ一-龠]", said)) > 200, f"{page} has no Japanese"


@pytest.mark.parametrize("name", ["repair-a-layout", "add-a-table"])
def test_the_example_of_a_translated_page_is_the_one_that_the_tests_run(name: str) -> None:
    said = [(PROJECT / "docs" / f"{name}{language}.md").read_text("utf-8") for language in ("", ".ja")]
    english, japanese = (re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL) for text in said)
    assert english == japanese
    assert english


def test_every_decision_stands_in_both_languages() -> None:
    pages = {page.name for page in (PROJECT / "docs" / "decisions").glob("*.md")}
    english = {name for name in pages if not name.endswith(".ja.md")}
    assert {name.replace(".md", ".ja.md") for name in english} == pages - english


def test_links_out_of_the_docs_lead_to_pages_or_become_words(site: Any, tmp_path: Path) -> None:
    site.prepare(tmp_path / "pages")
    said = (tmp_path / "pages" / "contributing.md").read_text("utf-8")
    assert "](architecture.md)" in said
    for page in (tmp_path / "pages").rglob("*.md"):
        for link in re.findall(r"(?<!!)\]\((?!\w+:|#)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_a_link_that_leads_nowhere_is_found(site: Any, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h2 id="x"></h2><a href="b.html#y">b</a><a href="c.html">c</a><a href="#x">x</a>')
    (tmp_path / "b.html").write_text('<p id="z"></p><a href="a.html#x">a</a><a href="https://example.org/">e</a>')
    (tmp_path / "d.html").write_text('<script src="https://example.org/x.js"></script>')
    assert site.broken(tmp_path) == ["a.html: b.html#y", "a.html: c.html", "d.html: https://example.org/x.js"]


def test_searching_needs_no_network(site: Any, tmp_path: Path) -> None:
    (tmp_path / "assets" / "javascripts").mkdir(parents=True)
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "index.html").write_text(f'<script src="{site.SHIM}"></script>')
    site.keep_offline(tmp_path)
    assert site.broken(tmp_path) == []
    assert "../assets/javascripts/iframe-worker.js" in (tmp_path / "ja" / "index.html").read_text()


def test_japanese_words_are_parted_in_the_index_that_pages_opened_as_files_read(site: Any, tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = {
        "config": {},
        "docs": [{"location": "a.html", "title": "査定率 rate", "text": "<p>査定率は0.423%、一</p>"}],
    }
    (tmp_path / "search" / "search_index.json").write_text(json.dumps(index), "utf-8")
    (tmp_path / "search" / "search_index.js").write_text("var __index = {}", "utf-8")
    site.part_words(lambda text: [text[:2], text[2:]], tmp_path)
    for name, before in (("search_index.json", ""), ("search_index.js", "var __index = ")):
        text = (tmp_path / "search" / name).read_text("utf-8")
        assert text.startswith(before)
        (entry,) = json.loads(text.removeprefix(before))["docs"]
        assert (entry["location"], entry["title"]) == ("a.html", f"査定{site.PARTED}率 rate")
        assert entry["text"] == f"<p>査定{site.PARTED}率は0.423%、一</p>"
    assert f"\\u{ord(site.PARTED):04x}" in (PROJECT / "mkdocs.yml").read_text("utf-8"), (
        "mkdocs.yml parts no words there"
    )


def test_diagrams_are_pictures_in_every_language(site: Any, tmp_path: Path) -> None:
    site.prepare(tmp_path / "pages", lambda diagram: f'<svg viewBox="0 0 522.5 9"><!-- {len(diagram)} --></svg>')
    images = tmp_path / "pages" / "images"
    for page in (tmp_path / "pages").rglob("*.md"):
        text = page.read_text("utf-8")
        assert "```mermaid" not in text
        for name in re.findall(r"!\[\]\(\S*images/(\S+\.svg)\)", text):
            assert (images / name).read_text("utf-8").startswith("<svg")
            assert "min(100%, 522px)" in text
    assert len(list(images.glob("architecture-*.svg"))) == 2


def test_the_search_asks_for_the_last_word_or_says_that_the_theme_changed(site: Any, tmp_path: Path) -> None:
    workers = tmp_path / "assets" / "javascripts" / "workers"
    workers.mkdir(parents=True)
    (workers / "search.1.min.js").write_text("a;" + ";".join(site.ONE_SHORT) + ";b", "utf-8")
    site.ask_whole(tmp_path)
    assert (workers / "search.1.min.js").read_text("utf-8") == "a;" + ";".join(site.ONE_SHORT.values()) + ";b"
    with pytest.raises(SystemExit, match="no longer holds"):
        site.ask_whole(tmp_path)


def test_running_and_tests_never_see_the_packages_of_the_site() -> None:
    """Each environment has a lock of its own; what `make site` installs is in neither of the others."""
    locked = {
        name: set(re.findall(r"^([a-z0-9._-]+)==", (PROJECT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-site.lock")
    }
    own = {"mkdocs-material", "mkdocs-static-i18n", "mermaidx", "sudachipy"}
    assert own <= locked["requirements-site.lock"]
    assert not own & (locked["requirements.lock"] | locked["requirements-dev.lock"])
    assert "dagster" not in locked["requirements-site.lock"]
    assert ".venv-site/bin/python .ci/site.py" in (PROJECT / "Makefile").read_text("utf-8")
