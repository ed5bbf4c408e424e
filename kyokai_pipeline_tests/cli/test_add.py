"""``kyokai add`` and ``kyokai fetch`` as a person at a terminal and a program see them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.raw_folder.sidecar import read_sidecar
from kyokai_pipeline_tests.acquire.site import Reply, open_site, page, pdf
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline_tests.acquire.site import Site
    from kyokai_pipeline_tests.cli.conftest import Desk

URL = "https://www.example.jp/r5.pdf"


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """Nothing in raw/."""
    for path in desk.raw.iterdir():
        path.unlink()
    return desk


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A publisher's page that is configured."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_site() as site:
        config = tmp_path / "kyokai.toml"
        config.write_text(f'[fetch]\npage = "{site.url("/")}"\ntries = 1\n', "utf-8")
        monkeypatch.setenv("KYOKAI_CONFIG", str(config))
        site.puts("/", page('<a href="r5.pdf">令和５年度事業報告書（概要版）</a>'))
        site.puts("/r5.pdf", pdf(SHIPPED.read_bytes()))
        yield site


def test_add_says_what_it_is_and_what_comes_next(empty: Desk, tmp_path: Path) -> None:
    path = tmp_path / "gaiyou.pdf"
    path.write_bytes(SHIPPED.read_bytes())
    result = empty.kyokai("add", str(path), "--url", URL, "--published-on", "2024-07-26", "--note", "from the council")
    assert result.exit_code == 0
    assert "FY2023-draft" in result.stdout
    assert "gaiyou.yml" in result.stdout
    assert result.stdout.rstrip().endswith("run")
    sidecar = read_sidecar(empty.raw / "gaiyou.yml")
    assert (sidecar.url, sidecar.published_on, sidecar.note) == (URL, date(2024, 7, 26), "from the council")
    assert "出典" in str(sidecar.terms)
    # The contradiction that the report prints is known; nothing keeps it from being published.
    assert result.stderr == ""
    assert empty.kyokai("run").exit_code == 0


def test_add_tells_contradictions_once_counted(empty: Desk, tmp_path: Path) -> None:
    result = empty.kyokai("add", str(typeset(Style(), tmp_path / "next.pdf", next_year())))
    assert result.exit_code == 0
    assert result.stderr.count("before it can be published") == 1
    assert "kyokai check --acknowledge" in result.stderr
    assert list((empty.warehouse / "refused" / "not-added" / "next.pdf").glob("1-page*-contradiction.png"))
    assert "  Picture: " in result.stderr


def test_add_refuses_in_words_and_in_json(desk: Desk) -> None:
    result = desk.kyokai("add", str(SHIPPED))
    assert result.exit_code == 1
    assert "What to do: " in result.stderr
    told = json.loads(desk.kyokai("add", str(SHIPPED), "--json").stdout)
    assert told["added"] is None
    assert [problem["code"] for problems in told["refused"].values() for problem in problems] == ["there_already"]


def test_add_in_json(empty: Desk, tmp_path: Path) -> None:
    told = json.loads(empty.kyokai("add", str(SHIPPED), "--json").stdout)
    assert told["edition_id"] == "FY2023-draft"
    assert told["rows"]["membership"] == 60
    assert told["added"] == str(empty.raw / SHIPPED.name)
    replaced = typeset(Style(), tmp_path / "again.pdf", FY2023)
    told = json.loads(empty.kyokai("add", str(replaced), "--replace", "--json").stdout)
    assert ".replaced" in told["replaced"]


def test_add_describes_a_file_that_was_dropped(desk: Desk) -> None:
    (desk.raw / "kyokai_fy2023_summary.yml").unlink()
    result = desk.kyokai("add", str(desk.raw / SHIPPED.name), "--url", URL)
    assert "sidecar written" in result.stdout
    assert read_sidecar(desk.raw / "kyokai_fy2023_summary.yml").url == URL


def test_fetch_adds_then_finds_nothing_new(empty: Desk, site: Site) -> None:
    first = empty.kyokai("fetch")
    assert first.exit_code == 0
    assert "r5.pdf" in first.stdout
    again = empty.kyokai("fetch")
    assert (again.exit_code, "Nothing new (not modified" in again.stdout) == (0, True)
    told = json.loads(empty.kyokai("fetch", "--json").stdout)
    assert told == {"added": None, "document": site.url("/r5.pdf"), "unchanged": True}


def test_add_takes_an_address(empty: Desk, site: Site) -> None:
    result = empty.kyokai("add", site.url("/r5.pdf"), "--published-on", "2024-07-26")
    assert result.exit_code == 0
    sidecar = read_sidecar(empty.raw / "r5.yml")
    assert (sidecar.url, sidecar.published_on) == (site.url("/r5.pdf"), date(2024, 7, 26))


def test_fetch_without_an_address_is_wrong_usage_and_shows_the_lines(
    empty: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KYOKAI_CONFIG", raising=False)
    result = empty.kyokai("fetch")
    assert result.exit_code == 2
    assert "[fetch] page" in result.stderr


def test_fetch_that_fails(empty: Desk, site: Site) -> None:
    site.puts("/r5.pdf", Reply(b"", 404))
    result = empty.kyokai("fetch")
    assert result.exit_code == 1
    assert "404" in result.stderr
    assert site.url("/r5.pdf") in result.stderr
