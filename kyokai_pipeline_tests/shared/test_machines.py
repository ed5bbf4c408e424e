"""Two machines with folders of their own, and a place that they share: what one does, the other has."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.refresh import exchange, publish, state
from kyokai_pipeline.refresh.notify import tell_refused
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.publish import go_back, release
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.refresh.reading import Refusal
from kyokai_pipeline.shared.store import Store
from kyokai_pipeline.warehouse.staging import drop_edition
from kyokai_pipeline.warehouse.swap import edited_of, previous_of
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.mailbox import open_mailbox
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.spoiled import CORRECTS_NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kyokai_pipeline.refresh.plan import Plan

EDITION = "FY2023-draft"
SIDECAR = SHIPPED.with_suffix(".yml").name


@dataclass
class Machine:
    """Two folders that no other machine sees."""

    raw: Path
    warehouse: Path

    @property
    def database(self) -> Path:
        return paths.database(self.warehouse)

    @property
    def published(self) -> str:
        return hashlib.sha256(self.database.read_bytes()).hexdigest()

    def plan(self) -> Plan:
        return make_plan(self.raw, self.warehouse)

    def read(self) -> None:
        take_in(self.raw, self.warehouse, EDITION, lambda _: None)

    def publish(self) -> int:
        return release(self.raw, self.warehouse).release

    def look_again(self, why: str) -> None:
        """Another sidecar makes the edition one to read again."""
        sidecar = self.raw / SIDECAR
        sidecar.write_text(sidecar.read_text("utf-8") + f"\n# {why}\n", "utf-8")


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)


@pytest.fixture
def machines(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Machine, Machine]:
    """The first has a PDF in raw/, the second nothing at all."""
    monkeypatch.setenv("KYOKAI_SHARED", url)
    first, second = (Machine(tmp_path / name / "raw", tmp_path / name / "warehouse") for name in ("first", "second"))
    first.raw.mkdir(parents=True)
    for path in (SHIPPED, SHIPPED.with_suffix(".yml")):
        shutil.copy(path, first.raw)
    return first, second


in_a_bucket = pytest.mark.parametrize("url", ["s3"], indirect=True)
only_a_folder = pytest.mark.parametrize("url", ["file:///unused"])


@in_a_bucket
def test_what_one_reads_another_publishes_and_each_has_it(
    machines: tuple[Machine, Machine], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = machines
    first.read()
    assert second.plan().to_read == []
    assert second.publish() == 1

    assert first.plan().nothing_to_do
    assert first.published == second.published
    assert (first.warehouse / "releases" / "1.md").is_file()

    # The second looks at it again; the first gets the release, the note, and the file before.
    second.plan()
    second.look_again("second look")
    assert second.plan().to_read == [EDITION]
    second.read()
    before = second.published
    assert second.publish() == 2
    assert first.plan().nothing_to_do
    assert "second look" in (first.raw / SIDECAR).read_text("utf-8")
    assert first.published == second.published != before
    assert hashlib.sha256(previous_of(first.database).read_bytes()).hexdigest() == before
    assert (first.warehouse / "releases" / "2.md").is_file()

    # Going back is shared too, and not undone by the other; who is overtaken meanwhile stays.
    after = first.published
    with monkeypatch.context() as patch:
        patch.setattr(Store, "create", lambda *_: None)
        with pytest.raises(ReportError) as refused:
            go_back(first.warehouse)
    assert (refused.value.code, first.published) == ("shared_busy", after)
    go_back(first.warehouse)
    plan = second.plan()
    assert (plan.is_held, plan.nothing_to_do, second.published) == (True, True, before)
    assert sorted(name for name in Store(url).marks() if name.endswith(".json")) == [
        f"releases/{number:08}.json" for number in (1, 2, 3)
    ]


@in_a_bucket
def test_of_two_that_publish_at_once_the_later_builds_upon_the_earlier(
    machines: tuple[Machine, Machine], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = machines
    first.read()
    second.plan()
    giving = exchange.giving
    overtaken: list[int | None] = []

    def late(upon: int | None) -> Callable[[Path, Path], None] | None:
        """While the first builds, the second looks at the edition again and publishes it."""
        give = giving(upon)
        assert give is not None
        if not overtaken:
            overtaken.append(upon)
            second.look_again("meanwhile")
            second.plan()
            second.read()
            assert second.publish() == 1
        return give

    monkeypatch.setattr(exchange, "giving", late)
    assert first.publish() == 1
    assert overtaken == [0]
    (again,) = first.plan().staged.values()
    with duckdb.connect(str(first.database), read_only=True) as connection:
        assert connection.execute("select fingerprint from meta.release").fetchall() == [(again,)]
    assert second.plan().nothing_to_do
    assert first.published == second.published


@pytest.fixture
def folder(tmp_path: Path, machines: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch) -> Store:
    """The place as a folder, for what is the same wherever it lies."""
    url = f"file://{tmp_path}/folder"
    monkeypatch.setenv("KYOKAI_SHARED", url)
    return Store(url)


@only_a_folder
def test_who_is_always_overtaken_says_so_and_publishes_nothing(
    machines: tuple[Machine, Machine], folder: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = machines
    first.read()
    monkeypatch.setattr(publish, "TRIES", 1)
    monkeypatch.setattr(exchange, "giving", lambda _: overtake)

    def overtake(new: Path, note: Path) -> None:
        from kyokai_pipeline.refresh.release_copy import give

        folder.create(
            "releases/00000001.json", b'{"number": 1, "release": 1, "file": "", "note": "", "previous": null}'
        )
        give(folder, 0, new, note)

    with pytest.raises(ReportError, match="Other machines have published") as refused:
        first.publish()
    assert refused.value.code == "shared_busy"
    assert not first.database.exists()


@only_a_folder
def test_raw_is_the_same_everywhere(machines: tuple[Machine, Machine], folder: Store) -> None:
    first, second = machines
    pdf, other = first.raw / SHIPPED.name, second.raw / SHIPPED.name
    (first.raw / "by-hand.csv").write_text("entered", "utf-8")
    (first.raw / "note.txt").write_text("mine", "utf-8")
    first.plan()
    second.plan()
    assert other.read_bytes() == pdf.read_bytes()
    assert (second.raw / "by-hand.csv").is_file()
    assert not (second.raw / "note.txt").exists()
    # A link out of raw/ is refused here, and its file is nobody else's.
    (first.raw / "elsewhere.pdf").symlink_to(SHIPPED)
    assert first.plan().refused["elsewhere.pdf"][0].code == "link_out_of_raw"
    assert second.plan().refused == {}
    (first.raw / "elsewhere.pdf").unlink()
    # Changed here and there, nothing is lost: it is said.
    first.look_again("here")
    second.look_again("there")
    first.plan()
    with pytest.raises(ReportError, match="changed on this machine and in") as refused:
        second.plan()
    assert refused.value.file == SIDECAR
    (second.raw / SIDECAR).unlink()
    second.plan()
    assert "here" in (second.raw / SIDECAR).read_text("utf-8")
    # Withdrawn there, the copy is set aside here; what was staged of it is withdrawn by whoever publishes.
    folder.delete(f"raw/{SHIPPED.name}")
    folder.delete(f"raw/{SIDECAR}")
    assert second.plan().papers == {}
    assert (second.raw / ".withdrawn" / SHIPPED.name).read_bytes() == pdf.read_bytes()
    # Whatever of that name is withdrawn later lies beside it.
    other.write_bytes(b"%PDF-1.7 another")
    second.plan()
    folder.delete(f"raw/{SHIPPED.name}")
    second.plan()
    assert (second.raw / ".withdrawn" / SHIPPED.name).read_bytes() == pdf.read_bytes()
    assert (second.raw / ".withdrawn" / f"{SHIPPED.stem}.2.pdf").read_bytes() == b"%PDF-1.7 another"


@only_a_folder
def test_an_edition_that_nobody_publishes_any_more_is_staged_nowhere(
    machines: tuple[Machine, Machine], folder: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = machines
    first.read()
    second.plan()
    assert (paths.staging_dir(second.warehouse) / EDITION).is_dir()
    folder.write("staging/elsewhere/FY2023.tar", b"")  # lies no deeper than an edition does: none of ours
    exchange.withdraw([EDITION])
    assert second.plan().staged == {}
    assert not (paths.staging_dir(second.warehouse) / EDITION).exists()
    # Whoever took it away itself and is interrupted before it gives what it read anew keeps that, and gives it then.
    drop_edition(paths.staging_dir(first.warehouse), EDITION)
    assert first.plan().staged == {}
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "give_edition", lambda *_: None)
        first.read()
    assert list(first.plan().staged) == [EDITION]
    assert second.plan().to_read == []


@only_a_folder
def test_a_refusal_is_known_everywhere_told_once_and_forgotten_everywhere(
    machines: tuple[Machine, Machine], folder: Store
) -> None:
    first, second = machines
    (first.raw / SIDECAR).write_text(CORRECTS_NOTHING, "utf-8")
    with pytest.raises(Refusal):
        first.read()
    plan = second.plan()
    assert list(plan.set_aside) == [EDITION]
    assert [problem.code for problem in plan.refused[SHIPPED.name]]
    for key in list(state.load(first.warehouse).refused):
        with state.changing(first.warehouse) as kept:
            kept.accept(key)
        exchange.give_refusal(first.warehouse, key)
    assert second.plan().set_aside == {}

    (first.raw / "page.pdf").write_text("<html>404</html>")
    with open_mailbox() as box:
        box.status = 500
        assert tell_refused([box.address], first.plan(), first.warehouse)
        box.status = 200
        assert tell_refused([box.address], second.plan(), second.warehouse) == []
        assert tell_refused([box.address], first.plan(), first.warehouse) == []
        assert len(box.letters) == 2
        # Taken away and put there again, somebody is told again.
        (first.raw / "page.pdf").unlink()
        folder.delete("raw/page.pdf")
        for machine in machines:
            assert tell_refused([box.address], machine.plan(), machine.warehouse) == []
        (first.raw / "page.pdf").write_text("<html>404</html>")
        assert tell_refused([box.address], first.plan(), first.warehouse) == []
        assert tell_refused([box.address], second.plan(), second.warehouse) == []
        assert len(box.letters) == 3


@only_a_folder
def test_what_somebody_wrote_into_the_published_file_is_kept_when_another_comes(
    machines: tuple[Machine, Machine], folder: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has published before anything was shared; releases are counted on from there."""
    first, second = machines
    with monkeypatch.context() as patch:
        patch.setenv("KYOKAI_SHARED", "")
        first.read()
        first.publish()
    # A file that somebody has written into is given to nobody.
    as_published = shutil.copy2(first.database, tmp_path / "as-published")
    with duckdb.connect(str(first.database)) as connection:
        connection.execute("update core.edition set source_file = 'mine'")
    assert first.plan().standing.is_edited
    second.plan()
    assert not second.database.exists()
    shutil.copy2(as_published, first.database)
    assert first.plan().nothing_to_do
    assert second.plan().nothing_to_do
    assert first.published == second.published
    # Nobody goes back where the release before lies on one machine only.
    shutil.copy(first.database, previous_of(first.database))
    with pytest.raises(ReportError, match="holds no release before") as refused:
        go_back(first.warehouse)
    assert refused.value.code == "shared_no_previous"
    assert first.plan().nothing_to_do
    with duckdb.connect(str(second.database)) as connection:
        connection.execute("create table mine as select 1 as one")
    first.look_again("newer")
    first.read()
    assert first.publish() == 2
    assert second.plan().nothing_to_do
    assert first.published == second.published
    with duckdb.connect(str(edited_of(second.database)), read_only=True) as connection:
        assert connection.execute("select one from mine").fetchall() == [(1,)]
