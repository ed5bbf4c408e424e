"""The site: links that leave docs/ are mended before it is built, and a link that leads nowhere is found after."""

from __future__ import annotations

import importlib.util
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
        if not page.startswith(("contributing", "changelog", "decisions", "repair")):
            assert len(re.findall("[ぁ-んァ-ヶ一-龠]", said)) > 200, f"{page} has no Japanese"


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
