"""One object at a time: written whole, created by one, and one clear message where the place cannot be reached."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.shared.store import Store, store_in_use

if TYPE_CHECKING:
    from pathlib import Path


def test_an_object_is_written_read_replaced_and_deleted(url: str) -> None:
    store = Store(url)
    assert store.marks() == {}
    first = store.write("raw/協会.pdf", b"one")
    assert store.marks() == {"raw/協会.pdf": first}
    assert store.read("raw/協会.pdf") == b"one"
    second = store.write("raw/協会.pdf", b"two, longer")
    assert second != first
    assert Store(url).marks() == {"raw/協会.pdf": second}
    assert store.read("raw/協会.pdf") == b"two, longer"
    store.delete("raw/協会.pdf")
    store.delete("raw/協会.pdf")
    assert store.marks() == {}


def test_of_several_who_create_an_object_one_succeeds(url: str) -> None:
    stores = [Store(url) for _ in range(6)]
    start, made = threading.Barrier(len(stores)), []

    def create(number: int) -> None:
        start.wait()
        if mark := stores[number].create("releases/00000001.json", str(number).encode()):
            made.append((number, mark))

    threads = [threading.Thread(target=create, args=(number,)) for number in range(len(stores))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((number, mark),) = made
    assert stores[0].read("releases/00000001.json") == str(number).encode()
    assert stores[0].marks() == {"releases/00000001.json": mark}


def test_a_place_that_cannot_be_reached_is_one_block_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(ReportError, match="cannot be used") as refused:
        Store("s3://someone:secret-word@kyokai/x").marks()
    assert refused.value.code == "shared_unreachable"
    assert "secret-word" not in refused.value.block()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_block(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(ReportError, match="cannot be used"):
        Store(f"file://{tmp_path}/place").write("raw/a.pdf", b"")


def test_what_is_missing_is_one_block(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"cannot be used: .*a\.pdf"):
        Store(f"file://{tmp_path}").read("raw/a.pdf")


@pytest.mark.parametrize("url", ["/srv/shared", "ftp://host/place"])
def test_only_places_are_used_in_which_creating_is_safe(url: str) -> None:
    with pytest.raises(ReportError, match="no kind of place") as refused:
        Store(url)
    assert "file, s3" in refused.value.block()


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.url_to_fs", missing)
    with pytest.raises(ReportError, match=r"pip install 'kyokai-pipeline\[s3\]'"):
        Store("s3://kyokai")


def test_nothing_is_shared_unless_somebody_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KYOKAI_SHARED", raising=False)
    assert store_in_use() is None
    config = tmp_path / "kyokai.toml"
    config.write_text(f'[shared]\nurl = "file://{tmp_path}/by-settings/"\n', "utf-8")
    monkeypatch.setenv("KYOKAI_CONFIG", str(config))
    found = store_in_use()
    assert found is not None
    assert found.url == f"file://{tmp_path}/by-settings"
    monkeypatch.setenv("KYOKAI_SHARED", f"file://{tmp_path}/by-environment")
    assert store_in_use() is store_in_use()
    monkeypatch.setenv("KYOKAI_SHARED", "")
    assert store_in_use() is None
