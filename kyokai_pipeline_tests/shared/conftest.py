from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.shared.places import s3_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, str]]:
    with s3_server("kyokai") as environment:
        yield environment


@pytest.fixture(params=["file", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place, once as a folder and once as a bucket."""
    if request.param == "file":
        return f"file://{tmp_path / 'place'}"
    for name, value in request.getfixturevalue("s3").items():
        monkeypatch.setenv(name, value)
    return f"s3://kyokai/{tmp_path.name}"
