"""How a command ends: one line and a code, whatever the environment does; nothing that steers a terminal is printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pytest
import typer

from kyokai_pipeline.cli import console, ending
from kyokai_pipeline.defs import shown
from kyokai_pipeline.errors import ReportRefused, Where, refuse
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.cli.conftest import Desk
    from kyokai_pipeline_tests.conftest import Warehouse


def kyokai(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [sys.executable, "-m", "kyokai_pipeline.cli", *map(str, arguments)],
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    return done


def raising(error: BaseException) -> int:
    def command() -> None:
        raise error

    with pytest.raises(typer.Exit) as ended:
        ending.ended(command)
    return ended.value.exit_code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "✗ interrupted"),
        (PermissionError(13, "Permission denied", "/out/a.html"), 3, "✗ /out/a.html: Permission denied."),
        (OSError("no space"), 3, "does not allow it: no space"),
        (UnicodeEncodeError("cp932", "a𠮟b", 1, 2, ""), 3, "cp932, which has no 「𠮟」 (U+20B9F)"),
        (refuse("warehouse_unwritable", reason="x", folder="w"), 3, "✗ The warehouse folder"),
        (refuse("settings", why="x", file="kyokai.toml"), 2, "kyokai.toml"),
        (refuse("empty_file"), 1, "✗ The file is empty"),
        (
            duckdb.BinderException("Binder Error: no column x\n\nLINE 1"),
            1,
            "lacks what this version of the program asks",
        ),
        (
            duckdb.IOException("IO Error: not a valid DuckDB database file"),
            1,
            "✗ The published file cannot be read (IO",
        ),
    ],
    ids=["ctrl-c", "path", "disk", "encoding", "warehouse", "settings", "data", "another version", "damaged"],
)
def test_one_line_and_a_code(error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(error) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", [["status"], ["trace", "39,559"], ["search", "x"], ["dashboard"], ["export"]])
def test_a_damaged_published_file_is_named_with_what_to_do(desk: Desk, command: list[str]) -> None:
    desk.warehouse.mkdir()
    desk.database.write_text("damaged", "utf-8")
    ended = desk.kyokai(*command, *([str(desk.warehouse / "out")] if command == ["export"] else []))
    assert ended.exit_code == 1
    assert "✗ The published file cannot be read (IO Error" in ended.stderr
    assert '"kyokai run" publishes it anew' in ended.stderr


def test_the_data_is_at_fault_where_one_of_several_problems_says_so() -> None:
    problems = [refuse("warehouse_unwritable", reason="x", folder="w"), refuse("empty_file")]
    assert console.code_of(ReportRefused.because(problems)) == 1


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(SHIPPED.read_bytes())
    (tmp_path / "taken").write_text("a file where a folder is wanted")
    done = kyokai("inspect", tmp_path / "page.pdf", "--out", tmp_path / "taken" / "x.html")
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "ascii"])
def test_an_encoding_that_lacks_a_character(encoding: str, fy2023_warehouse: Warehouse) -> None:
    query = "select '査定率 ✓ 𠮟' as said"
    options: list[str | Path] = ["--warehouse", fy2023_warehouse.folder]
    table = kyokai("sql", query, *options, PYTHONIOENCODING=encoding)
    assert table.returncode == 0
    assert table.stdout.decode(encoding).splitlines()[2].endswith("+ ?")
    plain = kyokai("sql", query, "--json", *options, PYTHONIOENCODING=encoding)
    assert json.loads(plain.stdout.decode(encoding)) == [{"said": "査定率 ✓ 𠮟"}]
    exact = kyokai("sql", query, "--csv", *options, PYTHONIOENCODING=encoding)
    assert (exact.returncode, exact.stdout) == (3, b"")
    assert b"PYTHONIOENCODING=utf-8" in exact.stderr


def test_nothing_that_steers_a_terminal_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    error = refuse("empty_file", Where(file="a\x1b[31m.pdf", printed="\u202e12\x07\x9b"))
    console.show_refused({"b\x1b]0;t\x07.pdf": [error]})
    console.say_json({"name": "c\x9b\x1b"})
    said = capsys.readouterr()
    assert not set("\x1b\x07\x9b\u202e") & set(said.out + said.err)
    assert "a<1B>[31m.pdf" in said.err
    assert json.loads(said.out) == {"name": "c\x9b\x1b"}


@pytest.mark.parametrize(
    "query",
    [
        "attach 'other.duckdb'",
        "copy (select 1) to 'out.csv'",
        "from read_csv('/etc/passwd')",
        "from '/etc/passwd'",
        "install httpfs",
        "load httpfs",
        "export database 'folder'",
        "set enable_external_access = true",
        "create table t as select 1",
        "delete from core.membership",
    ],
)
def test_a_query_reads_the_warehouse_and_nothing_else(
    query: str, fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kyokai_pipeline.cli.query import Form, show

    monkeypatch.chdir(tmp_path)
    assert show(fy2023_warehouse.folder, query, Form.TABLE) == console.USAGE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("problem", "code"),
    [("warehouse_unwritable", console.ENVIRONMENT), ("another_document", console.REFUSED), (None, console.REFUSED)],
    ids=["a full disk", "refused", "something unforeseen"],
)
def test_a_run_that_fails_half_way_says_whose_fault_it_is(
    problem: str | None, code: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full while the new file is built: no fault of the data."""
    from kyokai_pipeline.defs import at_terminal

    error = refuse(problem, Where(file="w"), reason="No space left on device", folder="w") if problem else None
    failed = SimpleNamespace(metadata=shown.problems([error]), description=str(error)) if error else None
    event = SimpleNamespace(step_failure_data=SimpleNamespace(user_failure_data=failed))
    codes = at_terminal.codes_of(cast("Any", event))
    ended = at_terminal.Outcome(success=False, failures=["✗ no space"], codes=codes)
    monkeypatch.setattr(at_terminal.Runs, "launch", lambda *_: ended)
    assert desk.kyokai("run").exit_code == code
