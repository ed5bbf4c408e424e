"""What is handed on: the source distribution holds everything that the repository holds, and says what it is."""

from __future__ import annotations

import subprocess
import sys
import tarfile

import pytest

from kyokai_pipeline import paths

PROJECT = paths.project()


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Path inside the distribution -> content."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (archive,) = folder.iterdir()
    with tarfile.open(archive) as opened:
        members = [member for member in opened.getmembers() if member.isfile()]
        return {
            member.name.partition("/")[2]: content.read()
            for member in members
            if (content := opened.extractfile(member))
        }


def test_the_source_distribution_is_complete(sdist: dict[str, bytes]) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, so there is nothing to compare with")
    tracked = {name for name in listed.stdout.decode().split("\0") if name and (PROJECT / name).is_file()}
    assert tracked - sdist.keys() == set()


def test_the_metadata_say_who_may_use_it_and_how(sdist: dict[str, bytes]) -> None:
    said = sdist["PKG-INFO"].decode()
    for line in (
        "License-Expression: MIT",
        "License-File: LICENSE",
        "Author: kyokai_pipeline contributors",
        "Requires-Python: >=3.11",
    ):
        assert line in said.splitlines()
    assert b"kyokai_pipeline contributors" in sdist["LICENSE"]
