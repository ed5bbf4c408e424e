"""Builds the site: ``python .ci/site.py [WAREHOUSE]``; used by ``make site``, after ``sh .ci/setup.sh site``.

The pages are copied to build/site-docs, where links that leave docs/ lead to pages of the site; the dashboard and the
exports of the warehouse go beside them. mkdocs --strict checks links between pages, ``broken`` those of the HTML.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
PAGES, SITE = PROJECT / "build" / "site-docs", PROJECT / "build" / "site"
OUTSIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Pages of the repository that are pages of the site too."""
SHIM = "https://unpkg.com/iframe-worker/shim"
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)]*)?\)")


def prepare(pages: Path = PAGES) -> None:
    """Copy the pages, with links that hold in the site."""
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(PROJECT / "docs", pages)
    for name, copy in OUTSIDE.items():
        (pages / copy).write_text((PROJECT / name).read_text("utf-8").replace("](docs/", "]("), "utf-8")
    for page in pages.rglob("*.md"):
        page.write_text(_LINK.sub(partial(_link, page, pages), page.read_text("utf-8")), "utf-8")


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


def main(warehouse: Path) -> int:
    """Build and check; the exit code."""
    prepare()
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
