"""From a publisher's page to raw/: found, checked, described; asked again, nothing is sent twice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.acquire.add_file import add_file
from kyokai_pipeline.acquire.fetch import Fetched, fetch_new
from kyokai_pipeline.acquire.seen import load_seen
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.raw_folder.shelf import REFUSED, look
from kyokai_pipeline.raw_folder.sidecar import read_sidecar
from kyokai_pipeline.raw_folder.sidecar_writing import Origin
from kyokai_pipeline.refresh.due import TOKYO
from kyokai_pipeline.settings import Fetch
from kyokai_pipeline_tests.acquire.site import Reply, open_site, page, pdf
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import another_organisation, final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline_tests.acquire.site import Site

PAGE, FILE = "/report/index.html", "/report/r5.pdf"
LINK = '<a href="r5.pdf">令和５年度事業報告書（概要版）</a>'


class Desk:
    def __init__(self, folder: Path, site: Site) -> None:
        self.raw, self.warehouse, self.site = folder / "raw", folder / "warehouse", site
        self.raw.mkdir()

    def fetch(self, url: str | None = None, **rules: object) -> Fetched:
        given = {"page": self.site.url(PAGE), "timeout_s": 5.0, "tries": 1, **rules}
        self.site.asked.clear()
        return fetch_new(Fetch(**given), self.raw, self.warehouse, url, sleep=lambda _: None)  # type: ignore[arg-type]

    def refused(self, url: str | None = None, **rules: object) -> ReportError:
        before = self.lies()
        with pytest.raises(ReportError) as error:
            self.fetch(url, **rules)
        assert self.lies() == before
        return error.value

    def lies(self) -> list[str]:
        return sorted(path.name for path in self.raw.iterdir() if not path.name.startswith("."))

    def asked(self) -> list[str]:
        return [path for path, _ in self.site.asked if path != "/robots.txt"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_site() as site:
        site.puts(PAGE, page(LINK))
        site.puts(FILE, pdf(SHIPPED.read_bytes()))
        yield Desk(tmp_path, site)


def test_a_new_report_is_found_and_described(desk: Desk) -> None:
    fetched = desk.fetch()
    assert fetched.arrived is not None
    assert desk.lies() == ["r5.pdf", "r5.yml"]
    assert (desk.raw / "r5.pdf").read_bytes() == SHIPPED.read_bytes()
    sidecar = read_sidecar(desk.raw / "r5.yml")
    assert sidecar.url == desk.site.url(FILE)
    assert sidecar.retrieved_at == datetime.now(TOKYO).date()
    assert "出典" in str(sidecar.terms)
    assert sidecar.sha256 == fetched.arrived.report.sha256


def test_asked_again_nothing_is_sent_twice(desk: Desk) -> None:
    desk.fetch()
    fetched = desk.fetch()
    assert (fetched.arrived, fetched.unchanged) == (None, True)
    assert desk.asked() == [PAGE, FILE]
    assert all("if-none-match" in headers for path, headers in desk.site.asked if path != "/robots.txt")


def test_a_site_without_validators_sends_it_again_and_nothing_is_new(desk: Desk) -> None:
    desk.site.conditional = False
    desk.fetch()
    fetched = desk.fetch()
    assert (fetched.arrived, fetched.unchanged) == (None, False)
    assert desk.lies() == ["r5.pdf", "r5.yml"]


def test_what_left_raw_is_fetched_again(desk: Desk) -> None:
    desk.fetch()
    for path in desk.raw.iterdir():
        path.unlink()
    assert desk.fetch().arrived is not None


@pytest.mark.parametrize("content", ["", "[]", '{"version": 9}', '{"version": 1, "pages": 3}', "\x00"])
def test_a_memory_that_cannot_be_understood_costs_a_download(desk: Desk, content: str) -> None:
    desk.fetch()
    (desk.warehouse / ".fetch.json").write_text(content, "utf-8")
    fetched = desk.fetch()
    assert (fetched.arrived, fetched.unchanged) == (None, False)


def test_other_words_are_looked_for_on_the_same_page(desk: Desk) -> None:
    desk.fetch()
    assert desk.refused(link_words=("年次報告",)).code == "page_changed"


def test_the_page_gets_a_newer_report(desk: Desk, tmp_path: Path) -> None:
    desk.fetch()
    newer = typeset(Style(), tmp_path / "final.pdf", final(FY2023))
    desk.site.puts(PAGE, page(LINK, '<a href="/r6.pdf">令和６年度事業報告書（概要版）</a>'))
    desk.site.puts("/r6.pdf", pdf(newer.read_bytes()))
    fetched = desk.fetch()
    assert fetched.arrived is not None
    assert fetched.arrived.report.edition.edition_id == "FY2023"
    assert desk.lies() == ["r5.pdf", "r5.yml", "r6.pdf", "r6.yml"]
    assert desk.asked() == [PAGE, "/r6.pdf"]


def test_other_content_at_the_same_address_is_noticed_and_kept_aside(desk: Desk, tmp_path: Path) -> None:
    """The page has not changed, the file behind its link has: a silent correction."""
    desk.fetch()
    other = typeset(Style(), tmp_path / "again.pdf", FY2023)
    desk.site.puts(FILE, pdf(other.read_bytes()))
    error = desk.refused()
    assert error.code == "edition_there"
    kept = desk.raw / REFUSED / "r5.pdf"
    assert kept.read_bytes() == other.read_bytes()
    assert "kyokai add raw/.refused/r5.pdf" in error.remedy

    add_file(kept, desk.raw, desk.warehouse, Origin(), replacing=True)

    assert (desk.raw / "r5.pdf").read_bytes() == other.read_bytes()
    assert read_sidecar(desk.raw / "r5.yml").url == desk.site.url(FILE)
    assert not (desk.raw / REFUSED).exists()
    assert desk.fetch().arrived is None


def test_a_refused_document_is_kept_aside_with_its_origin(desk: Desk, tmp_path: Path) -> None:
    other = typeset(Style(), tmp_path / "other.pdf", another_organisation())
    desk.site.puts(FILE, pdf(other.read_bytes()))
    error = desk.refused()
    assert isinstance(error, ReportRefused)
    assert error.code == "another_document"
    assert read_sidecar(desk.raw / REFUSED / "r5.yml").url == desk.site.url(FILE)
    (notice,) = look(desk.raw).notices
    assert notice.text().startswith("raw/.refused/r5.pdf: ")
    # Asked again, it is looked at again: the words that it needs may be known by then.
    assert desk.refused().code == "another_document"


def test_a_direct_address_needs_no_page(desk: Desk) -> None:
    fetched = desk.fetch(desk.site.url(FILE), page=None)
    assert fetched.arrived is not None
    assert desk.asked() == [FILE]
    again = desk.fetch(desk.site.url(FILE), page=None)
    assert (again.arrived, again.unchanged) == (None, True)


def test_a_pdf_that_calls_itself_something_else_is_one(desk: Desk) -> None:
    desk.site.puts(FILE, Reply(SHIPPED.read_bytes(), kind="text/html"))
    assert desk.fetch().arrived is not None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<html><title>Sorry</title></html>"), "Sorry"),
        (Reply(b"PK\x03\x04" + bytes(50), kind="application/zip"), "application/zip"),
        (Reply(b"", kind="application/pdf"), "application/pdf"),
    ],
)
def test_no_pdf_behind_the_link(desk: Desk, reply: Reply, said: str) -> None:
    desk.site.puts(FILE, reply)
    error = desk.refused()
    assert error.code == "no_pdf"
    assert said in error.block()


def test_a_page_that_is_neither_page_nor_pdf(desk: Desk) -> None:
    desk.site.puts(PAGE, Reply(b"\x89PNG", kind="image/png"))
    assert desk.refused().code == "no_pdf"


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ([Reply(b"", 404)], "http_status"),
        ([Reply(b"", 500)], "unavailable"),
        ([Reply(b"%PDF-1.7", promised=9000)], "unavailable"),
        ([Reply(status=302, headers={"Location": FILE})], "redirect_loop"),
    ],
)
def test_the_file_cannot_be_had(desk: Desk, replies: list[Reply], code: str) -> None:
    desk.site.puts(FILE, *replies)
    assert desk.refused().code == code
    assert load_seen(desk.warehouse).pages == {}


def test_a_link_to_another_host(desk: Desk) -> None:
    there = desk.site.url(FILE, host="localhost")
    desk.site.puts(PAGE, page(f'<a href="{there}">令和５年度事業報告書（概要版）</a>'))
    assert desk.refused().code == "other_host"
    assert desk.fetch(allowed_hosts=("127.0.0.1", "localhost")).arrived is not None


def test_without_an_address_nobody_is_asked(desk: Desk) -> None:
    assert desk.refused(page=None).code == "no_page"
    assert desk.asked() == []


def test_the_name_of_a_download_without_one(desk: Desk) -> None:
    link = '<a href="/download?id=5">令和５年度事業報告書 概要 PDF</a>'
    desk.site.puts(PAGE, page(link))
    named = {"Content-Disposition": 'attachment; filename="../r5 gaiyou.pdf"'}
    desk.site.puts("/download?id=5", Reply(SHIPPED.read_bytes(), headers=named))
    desk.fetch()
    assert desk.lies() == ["r5 gaiyou.pdf", "r5 gaiyou.yml"]


def test_where_nothing_can_be_written_the_reason_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kyokai_pipeline.acquire.add_file._copied", full)
        patch.setattr("kyokai_pipeline.acquire.fetch.shutil.copyfile", full)
        error = desk.refused()
        assert (error.code, "No space left" in error.what) == ("raw_unwritable", True)
    desk.fetch()
    monkeypatch.setattr("kyokai_pipeline.acquire.seen.Seen.save", full)
    assert desk.fetch().unchanged
