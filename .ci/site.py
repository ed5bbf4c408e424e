"""Builds the site: ``python .ci/site.py [WAREHOUSE]``; used by ``make site``, after ``sh .ci/setup.sh site``.

The pages are copied to build/site-docs, where links that leave docs/ lead to pages of the site and diagrams are
pictures; the dashboard and the exports of the warehouse go beside them. mkdocs --strict checks links between pages,
``broken`` those of the HTML. The search index is given the words of Japanese texts, which the theme would not find.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parent.parent
PAGES, SITE = PROJECT / "build" / "site-docs", PROJECT / "build" / "site"
OUTSIDE = {
    "CONTRIBUTING.md": "contributing.md",
    "CONTRIBUTING.ja.md": "contributing.ja.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages of the repository that are pages of the site too."""
SHIM = "https://unpkg.com/iframe-worker/shim"
DRAWN_AS = {
    "fontFamily": "Verdana, DejaVu Sans, sans-serif",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "wrappingWidth": 500},
}
"""How Mermaid draws: labels as text in the widest of common fonts, so that none is cut off in a narrower one."""
ONE_SHORT = {
    "for(let o=s+1;o<t.length;o++)t.slice(s,o)in e": "for(let o=s+1;o<=t.length;o++)t.slice(s,o)in e",
    "n[a]&&a<t.length-1&&": "n[a]&&a<t.length&&",
}
"""In the theme's search worker: loops that leave out the last word of a question in Chinese characters -> whole."""
_DIAGRAM = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,}")
"""Kana and Chinese characters, as many as stand together."""
_TAG = re.compile("<[^>]*>")
PARTED = "\u200b"
"""A mark of no width between two words; mkdocs.yml names it among the separators."""
_OTHER_LANGUAGE = re.compile(r"^\[(?:日本語|English)\]\(\S+\)\n\n", re.MULTILINE)
"""A line that leads to the same page in the other language; the site has a switch of its own."""
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)]*)?\)")


def prepare(pages: Path = PAGES, draw: Callable[[str], str] | None = None) -> None:
    """Copy the pages, with links that hold in the site.

    Args:
        pages: Where the copies go.
        draw: Makes an SVG of a diagram in Mermaid; without it, diagrams stay as they are.
    """
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(PROJECT / "docs", pages)
    for name, copy in OUTSIDE.items():
        said = _OTHER_LANGUAGE.sub("", (PROJECT / name).read_text("utf-8"))
        (pages / copy).write_text(said.replace("](docs/", "]("), "utf-8")
    for page in pages.rglob("*.md"):
        said = _LINK.sub(partial(_link, page, pages), page.read_text("utf-8"))
        page.write_text(_DIAGRAM.sub(partial(_picture, page, pages, draw), said) if draw else said, "utf-8")


def _picture(page: Path, pages: Path, draw: Callable[[str], str], found: re.Match[str]) -> str:
    """A diagram as a picture: the theme would fetch the program that draws it."""
    name = f"{page.stem.removesuffix('.ja')}-{hashlib.sha256(found[1].encode()).hexdigest()[:8]}.svg"
    picture = draw(found[1])
    (pages / "images").mkdir(exist_ok=True)
    (pages / "images" / name).write_text(picture, "utf-8")
    above = "../" * len(page.parent.relative_to(pages).parts)
    width = re.search(r'viewBox="\S+ \S+ (\d+)', picture)
    narrow = f"; width: min(100%, {width[1]}px)" if width else ""
    return f'![]({above}images/{name}){{ style="background: #fff; padding: 1em{narrow}" }}'


def drawn(diagram: str) -> str:
    """A diagram as SVG, drawn by Mermaid itself; kept in build/, because that takes seconds."""
    import mermaidx

    asked = json.dumps([diagram, DRAWN_AS, mermaidx.__version__])
    kept = PROJECT / "build" / "diagrams" / f"{hashlib.sha256(asked.encode()).hexdigest()}.svg"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(mermaidx.render(diagram, config=DRAWN_AS).svg(), "utf-8")
    return kept.read_text("utf-8")


def _link(page: Path, pages: Path, found: re.Match[str]) -> str:
    """A link to a page of the site; what the site does not have stays as its words."""
    words, target, anchor = found[1], found[2], found[3] or ""
    if (page.parent / target).exists():
        return found[0]
    if copy := OUTSIDE.get(Path(target).name):
        return f"[{words}]({'../' * len(page.parent.relative_to(pages).parts)}{copy}{anchor})"
    return words


class _Links(HTMLParser):
    """Addresses and anchors of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.fetched: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and (name, tag) in {("href", "a"), ("href", "link"), ("src", "img"), ("src", "script")}:
                self.targets.append(value)
                self.fetched |= {value} if tag in ("img", "script") else set()
            if value and name in ("id", "name"):
                self.anchors.add(value)


def broken(site: Path = SITE) -> list[str]:
    """Every address of the built pages that leads nowhere in the site, or that a browser would fetch from elsewhere.

    404.html is left out: it is for a server's root.
    """
    pages = {}
    for path in site.rglob("*.html"):
        if path.parent.name != "dashboard" and path.name != "404.html":
            pages[path] = _Links()
            pages[path].feed(path.read_text("utf-8"))
    found = []
    for path, page in pages.items():
        for target in page.targets:
            parts = urlsplit(target)
            if parts.scheme or target.startswith("//"):
                found += [f"{path.relative_to(site)}: {target}"] if target in page.fetched else []
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            there = there / "index.html" if there.is_dir() else there
            lost = parts.fragment and there in pages and unquote(parts.fragment) not in pages[there].anchors
            if not there.is_file() or (lost and not parts.fragment.startswith("__")):
                found.append(f"{path.relative_to(site)}: {target}")
    return found


def keep_offline(site: Path = SITE) -> None:
    """The theme fetches one script for searching pages that are opened as files: it lies beside them instead."""
    shutil.copy(PROJECT / ".ci" / "vendor" / "iframe-worker.js", site / "assets" / "javascripts")
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        if SHIM in text:
            here = "../" * len(path.parent.relative_to(site).parts)
            path.write_text(text.replace(SHIM, f"{here}assets/javascripts/iframe-worker.js"), "utf-8")


def part_words(words_of: Callable[[str], list[str]], site: Path = SITE) -> None:
    """Put a mark between the words of Japanese texts in the search index: lunr knows words by what separates them.

    Args:
        words_of: The words of a run of Japanese characters, in their order.
        site: The built site.
    """
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text("utf-8"))
    # A page that is not translated stands under both languages, with other links.
    once = {(entry["title"], _TAG.sub("", entry["text"])): entry for entry in reversed(index["docs"])}
    index["docs"] = list(reversed(once.values()))
    for entry in index["docs"]:
        for name in ("title", "text"):
            entry[name] = _JAPANESE.sub(lambda run: PARTED.join(words_of(run[0])), entry[name])
    said = json.dumps(index, ensure_ascii=False)
    path.write_text(said, "utf-8")
    # What pages opened as files read. It was written before the second language was built, and held only that one.
    path.with_suffix(".js").write_text(f"var __index = {said}", "utf-8")


def ask_whole(site: Path = SITE) -> None:
    """Let the theme's search look for the last word of a question, too: of 一者応札 it left out 応札.

    Raises:
        SystemExit: The theme's script is another one than ours was written for.
    """
    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.min.js")
    text = worker.read_text("utf-8")
    for short, whole in ONE_SHORT.items():
        if text.count(short) != 1:
            raise SystemExit(
                f"{worker.name} no longer holds: {short}\nSee whether ONE_SHORT in .ci/site.py is still needed."
            )
        text = text.replace(short, whole)
    worker.write_text(text, "utf-8")


def shortest_words() -> Callable[[str], list[str]]:
    """Sudachi's shortest units: 一者応札 is 一, 者 and 応札, so that each of them is found."""
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.A)
    return lambda text: [word.surface() for word in tokenizer.tokenize(text)]


def main(warehouse: Path) -> int:
    """Build and check; the exit code."""
    prepare(draw=drawn)
    mkdocs = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        str(PROJECT / "mkdocs.yml"),
    ]
    if code := subprocess.run(mkdocs, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}).returncode:
        return code
    keep_offline()
    part_words(shortest_words())
    ask_whole()
    for name, place in (("dashboard", warehouse / "dashboard"), ("exports", warehouse / "exports" / "latest")):
        if place.is_dir():
            for beside in (SITE, SITE / "ja"):
                shutil.copytree(place, beside / name, dirs_exist_ok=True)
    if lost := broken():
        sys.stderr.write("\n".join(["Links that lead nowhere:", *lost]) + "\n")
        return 1
    sys.stdout.write(f"✓ {(SITE / 'index.html').relative_to(PROJECT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "warehouse"))
