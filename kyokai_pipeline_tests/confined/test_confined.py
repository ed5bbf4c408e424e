"""A task in a process of its own: what it tells, what it may cost, and how it ends."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import confined
from kyokai_pipeline.confined.process import Confined
from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

LIMITS = Limits(seconds=1, memory_mb=100)


def begun(task: Callable[..., Any], *arguments: Any) -> Confined:
    return Confined(task, arguments, "a.pdf", LIMITS)


def tells(words: list[str]) -> Iterator[Any]:
    print("noise on standard output")
    yield from words
    yield os.getpid()
    raise refuse("no_such_edition", Where(file="a.pdf", page=3), edition="FY1999", known=None)


def spins() -> None:
    while True:
        pass


def sleeps() -> None:
    time.sleep(600)


def grows() -> None:
    bytearray(10**9)


def dies() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def threads_with_numpy() -> int:
    import numpy  # noqa: F401  (what is asked is how many threads its import starts)

    return sum(1 for _ in Path("/proc/self/task").iterdir())


def stumbles() -> None:
    dict[str, int]()["key"]


def test_what_lies_in_the_folder_somebody_stands_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another checkout, or a script of one's own that is called like a module that the reader needs."""
    (tmp_path / "kyokai_pipeline").mkdir()
    for name in ("kyokai_pipeline/__init__.py", "runpy.py", "pickle.py", "resource.py", "statistics.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong file')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with begun(tells, ["a"]) as at_work:
        assert at_work.next() == "a"


def test_results_come_one_by_one_and_an_error_as_it_was_raised() -> None:
    with begun(tells, ["a", "b"]) as at_work:
        assert [at_work.next(), at_work.next()] == ["a", "b"]
        assert at_work.next() != os.getpid()
        with pytest.raises(ReportError) as refused:
            at_work.next()
    assert (refused.value.code, refused.value.page, refused.value.words["edition"]) == ("no_such_edition", 3, "FY1999")


@pytest.mark.parametrize(
    ("task", "code", "said"),
    [
        (spins, "limit_time", "more than 1 seconds"),
        (grows, "limit_memory", "more than 100 MB"),
        (dies, "reader_ended", "SIGSEGV"),
        (stumbles, "reader_broke_down", "KeyError: 'key'"),
    ],
)
def test_whatever_a_file_does_is_one_refusal_that_names_it(task: Callable[[], None], code: str, said: str) -> None:
    with begun(task) as at_work, pytest.raises(ReportError) as refused:
        at_work.next()
    error = refused.value
    assert (error.code, error.file) == (code, "a.pdf")
    assert said in error.what
    assert "Traceback" not in error.block()


def test_what_it_may_use_does_not_depend_on_how_many_processors_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "8")  # as on a large machine
    main_and_watcher = 2
    with Confined(threads_with_numpy, (), "a.pdf", Limits(seconds=10, memory_mb=200)) as at_work:
        assert at_work.next() == main_and_watcher


def test_what_broke_down_is_kept_whole_for_who_corrects_it() -> None:
    with begun(stumbles) as at_work, pytest.raises(ReportError) as refused:
        at_work.next()
    assert '["key"]' in refused.value.details["trace"]


def test_a_process_that_only_waits_ends_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyokai_pipeline.confined.process.PATIENCE", 0.3)
    with begun(sleeps) as at_work, pytest.raises(ReportError) as refused:
        at_work.next()
    assert refused.value.code == "limit_time"


def test_closing_ends_the_process_whatever_it_does() -> None:
    at_work = begun(spins)
    at_work.close()
    assert at_work._process.returncode == -signal.SIGKILL


def test_nobody_left_to_hear_it_ends_the_process() -> None:
    with begun(sleeps) as at_work:
        assert at_work._process.stdin is not None
        at_work._process.stdin.close()
        assert at_work._process.wait(timeout=20) == 1


def with_a_copy(work: Callable[..., Any]) -> Iterator[Any]:
    answer = confined.beside(work)
    yield os.getpid()
    yield answer()


def where() -> int:
    return os.getpid()


def refuses() -> None:
    raise refuse("no_such_edition", Where(file="a.pdf", page=3), edition="FY1999", known=None)


def test_what_is_done_beside_a_task_is_done_in_a_copy_of_its_process() -> None:
    with begun(with_a_copy, where) as at_work:
        process, copy = at_work.next(), at_work.next()
    assert process != copy != os.getpid() != process


def without_room() -> Iterator[Any]:
    os.fork = full
    yield os.getpid()
    yield confined.beside(where)()


def full() -> int:
    raise BlockingIOError


def test_where_the_machine_has_no_room_for_a_copy_the_task_does_it() -> None:
    with begun(without_room) as at_work:
        assert at_work.next() == at_work.next()


def test_in_no_process_of_its_own_it_is_done_when_it_is_asked_for() -> None:
    assert confined.beside(where)() == os.getpid()


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (refuses, "no_such_edition"),
        (spins, "limit_time"),
        (grows, "limit_memory"),
        (dies, "reader_ended"),
        (stumbles, "reader_broke_down"),
    ],
)
def test_what_happens_in_the_copy_happened_to_the_task(task: Callable[[], None], code: str) -> None:
    with begun(with_a_copy, task) as at_work:
        at_work.next()
        with pytest.raises(ReportError) as refused:
            at_work.next()
    assert (refused.value.code, refused.value.file) == (code, "a.pdf")
    if task is stumbles:
        assert 'dict[str, int]()["key"]' in refused.value.details["trace"]


def notes_itself(path: Path) -> None:
    path.write_text(str(os.getpid()))
    sleeps()


def then_dies(path: Path) -> Iterator[Any]:
    confined.beside(notes_itself, path)
    while not path.exists() or not path.read_text():
        time.sleep(0.01)
    yield int(path.read_text())
    dies()


def test_a_task_that_ends_is_heard_of_at_once_and_its_copy_ends_with_the_listener(tmp_path: Path) -> None:
    with begun(then_dies, tmp_path / "pid") as at_work:
        copy = at_work.next()
        with pytest.raises(ReportError) as refused:
            at_work.next()
        assert refused.value.code == "reader_ended"
        assert is_at_work(copy)
    end = time.monotonic() + 20
    while is_at_work(copy):
        assert time.monotonic() < end
        time.sleep(0.05)


def is_at_work(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
